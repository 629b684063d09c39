import { expect, test } from "vitest";
import { LOCALES } from "../../src/text.ts";
import { TEXTS as BOOKS } from "../../web/books/texts.ts";
import { chooseLocale, isOneDay, type Words } from "../../web/language.ts";
import { TEXTS as PAY } from "../../web/pay/texts.ts";
import { TEXTS } from "../../web/texts.ts";

const ALL: readonly Words[] = [TEXTS, PAY, BOOKS].flatMap((texts) => Object.values(texts));

test("the reader's own choice counts most, then the phone's language, then the store's", () => {
	expect(chooseLocale("es", ["zh-CN"], "en")).toBe("es");
	expect(chooseLocale(undefined, ["de-DE", "zh-Hans-CN", "en"], "es")).toBe("zh");
	expect(chooseLocale(undefined, ["de-DE"], "es")).toBe("es");
	expect(chooseLocale("xx", ["de"], "fr")).toBe("en");
});

test("no text of the page is empty or still in the wrong script", () => {
	for (const words of ALL) {
		for (const locale of LOCALES) expect(words[locale].trim()).not.toBe("");
		expect(words.en + words.es).not.toMatch(/\p{Script=Han}/u);
	}
	const untranslated = ALL.filter(({ zh }) => !/\p{Script=Han}/u.test(zh)).map(({ zh }) => zh);
	expect(untranslated).toEqual(["/", "PIN"]);
});

test("Chinese texts use Chinese punctuation", () => {
	for (const { zh } of ALL) expect(zh).not.toMatch(/\p{Script=Han}[,.:;?!()]/u);
});

test("whether times are of one day is decided by the store's clock", () => {
	const evening = Date.UTC(2026, 10, 23, 22, 30);
	const night = Date.UTC(2026, 10, 23, 23, 30);
	expect(isOneDay([evening, night], "UTC")).toBe(true);
	expect(isOneDay([evening, night], "Europe/Berlin")).toBe(false);
	expect(isOneDay([], "UTC")).toBe(true);
});
