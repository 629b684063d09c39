import { expect, test } from "vitest";
import { localeOf } from "../src/text.ts";

test.each([
	["es", "es"],
	["es-MX,es;q=0.9,en;q=0.8", "es"],
	["es_AR.UTF-8", "es"],
	["zh-CN,en;q=0.8", "zh"],
	["de-DE,es;q=0.5", "es"],
	["pt-BR", "en"],
	["est", "en"],
	["", "en"],
	[undefined, "en"],
])("a browser that asks for %s is answered in %s", (tag, locale) => {
	expect(localeOf(tag)).toBe(locale);
});
