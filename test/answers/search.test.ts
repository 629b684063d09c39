import { join } from "node:path";
import { expect, test } from "vitest";
import type { Article } from "../../src/answers/article.ts";
import { fuse, nearest } from "../../src/answers/fuse.ts";
import { loadAnswers } from "../../src/answers/load.ts";
import { sameWords } from "../../src/answers/same-words.ts";
import { makeSearch } from "../../src/answers/search.ts";
import { NOTHING_OUTSIDE } from "../../src/answers/subject.ts";
import { HOME } from "../../src/config.ts";
import type { Locale } from "../../src/text.ts";

const { search, articles } = await loadAnswers(join(HOME, "knowledge/articles"));

test.each<readonly [Locale, string, string]>([
	["en", "the recipt printer has no papper", "printer"],
	["en", "CAN I TAKE CARDS WITHOUT INTERNET???", "offline-mode"],
	["zh", "断网了能不能继续刷卡？", "offline-mode"],
	["zh", "打印机不出小票", "printer"],
	["es", "¿Puedo usar los datos de mi celular para la terminal?", "phone-hotspot"],
	["es", "no inprime el resivo", "printer"],
])("a question finds its article whatever its spelling (%s: %s)", (locale, question, id) => {
	const { ids, isInside } = search(question, locale);
	expect(ids.slice(0, 3)).toContain(id);
	expect(isInside).toBe(true);
});

test("every article's own title finds it, in every language", () => {
	for (const { id, title } of articles)
		for (const locale of ["en", "zh", "es"] as const)
			expect(search(title[locale], locale).ids.slice(0, 3)).toContain(id);
});

test.each<readonly [Locale, string]>([
	["en", "how do i bake sourdough bread"],
	["zh", "怎么做酸面包"],
	["es", "cómo hago pan de masa madre"],
	["en", ""],
	["en", "???"],
	["en", "constructor __proto__ toString"],
	["en", "\u0000\u202e'; drop table article; --"],
])("what is none of our business has no answer (%s: %s)", (locale, question) => {
	expect(search(question, locale).isInside).toBe(false);
});

test("the same question finds the same, however long it is", () => {
	const long = `my terminal is offline ${"and people wait ".repeat(5000)}`;
	expect(search(long, "en")).toEqual(search(long, "en"));
	expect(search(long, "en").ids.length).toBeGreaterThan(0);
});

const made = (id: string, text: string, vendors: readonly string[] = []): Article => ({
	id,
	title: { en: `About ${id}`, zh: id, es: id },
	text: { en: text, zh: text, es: text },
	questions: { en: [text], zh: [], es: [] },
	vendors,
});
const none = sameWords({});

test("of two that fit, the one for the shop's own terminal comes first", () => {
	const both = [made("any", "upload stored payments"), made("clover", "upload stored payments", ["clover"])];
	const find = makeSearch(both, none, NOTHING_OUTSIDE);
	expect(find("upload stored payments", "en", "Clover").ids[0]).toBe("clover");
	expect(find("upload stored payments", "en", "square").ids[0]).toBe("any");
});

test("words that mean the same find each other, with any ending behind a star", () => {
	const same = sameWords({ restart: { en: ["restart*", "turn it off and on"], zh: ["重启", "关机再开"], es: [] } });
	const find = makeSearch([made("gate", "restarting loses payments"), made("cash", "notes and coins")], same, {
		en: [],
		zh: [],
		es: [],
	});
	expect(find("may i turn it off and on", "en").ids[0]).toBe("gate");
	expect(
		makeSearch([made("gate", "restarting loses payments")], none, NOTHING_OUTSIDE)("turn it off", "en").ids,
	).toEqual([]);
	expect(same("能不能关机再开", "zh")).toEqual(["restart"]);
	expect(same("starting", "en")).toEqual([]);
});

test("two rankings are one: what both have high is first, and nothing is lost", () => {
	expect(
		fuse([
			["a", "b", "c"],
			["b", "d"],
		]),
	).toEqual(["b", "a", "d", "c"]);
	expect(fuse([["a", "b"], []])).toEqual(["a", "b"]);
	expect(
		nearest(
			[1, 0],
			new Map([
				["far", [0, 1]],
				["near", [2, 0.1]],
				["none", [0, 0]],
			]),
			2,
		),
	).toEqual(["near", "far"]);
});
