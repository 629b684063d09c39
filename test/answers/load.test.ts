import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadAnswers, readArticles } from "../../src/answers/load.ts";
import { HOME } from "../../src/config.ts";
import { UserError } from "../../src/errors.ts";
import { LOCALES } from "../../src/text.ts";

const ARTICLES = join(HOME, "knowledge/articles");
const folders: string[] = [];
afterAll(() => {
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A copy of all articles with one file changed. */
function copyWith(file: string, change: (text: string) => string): string {
	const folder = mkdtempSync(join(tmpdir(), "standin-articles-"));
	folders.push(folder);
	cpSync(ARTICLES, folder, { recursive: true });
	writeFileSync(join(folder, file), change(readFileSync(join(ARTICLES, file), "utf8")));
	return folder;
}

test("forty subjects are there in every language, each with its source", async () => {
	const { articles, faults, files } = await readArticles(ARTICLES);
	expect(faults).toEqual([]);
	expect(articles.length).toBeGreaterThanOrEqual(40);
	expect(files).toHaveLength(articles.length * LOCALES.length + 2);
	for (const { text } of articles)
		for (const locale of LOCALES) expect(text[locale].length, text[locale]).toBeLessThanOrEqual(600);
});

test.each<readonly [string, string, (text: string) => string, RegExp]>([
	["a link", "en/cash.md", (text) => `${text}\nSee https://example.com`, /no links/],
	["a heading", "en/cash.md", (text) => text.replace("Yes: cash", "# Yes: cash"), /headings/],
	["an exclamation mark", "es/cash.md", (text) => text.replace("Sí:", "¡Sí!"), /exclamation/],
	["a text of two screens", "zh/cash.md", (text) => text + "现金".repeat(400), /cut it to 600/],
	["no text", "en/cash.md", (text) => text.slice(0, text.indexOf("Yes: cash")), /no text/],
	["another id", "en/cash.md", (text) => text.replace("id: cash", "id: money"), /file's name/],
	[
		"a fact without its kind of source",
		"en/cash.md",
		(text) => text.replaceAll("(vendor)", ""),
		/of what kind the source is/,
	],
	["a cause that is none", "en/cash.md", (text) => text.replace("causes: []", "causes: [weather]"), /must be one of/],
	["causes of its own", "en/cash.md", (text) => text.replace("causes: []", "causes: [network]"), /in every language/],
	[
		"one question twice",
		"en/cash.md",
		(text) => text.replace("- customer has only cash", "- Can I take cash?"),
		/twice/,
	],
	[
		"another's question",
		"en/cash.md",
		(text) => text.replace("- customer has only cash", "- do I enter unpaid ones"),
		/twice/,
	],
	["an unknown field", "en/cash.md", (text) => text.replace("id: cash", "id: cash\nauthor: me"), /unknown field/],
	["no front matter", "en/cash.md", (text) => text.replace(/^---\n/, ""), /front matter/],
	["broken YAML", "en/cash.md", (text) => text.replace("title: Take cash", "title: [Take cash"), /not YAML/],
	["a group of words in one language", "words.yaml", (text) => text.replace(/ {2}es: .*\n/, ""), /missing/],
	["questions outside that are no list", "outside.yaml", (text) => text.replace("en:", "en: 5\nxx:"), /array|unknown/],
])("%s is told with file and line, in three languages", async (_what, file, change, reason) => {
	const folder = copyWith(file, change);
	const { faults } = await readArticles(folder);
	const own = faults.find((fault) => fault.file === join(folder, file));
	expect(own?.reason.en).toMatch(reason);
	expect(own?.line).toBeGreaterThan(0);
	for (const locale of LOCALES) expect(own?.reason[locale]).toBeTruthy();
	await expect(loadAnswers(folder)).rejects.toThrow(UserError);
});

test("the line of a fault is the file's own", async () => {
	const folder = copyWith("en/cash.md", (text) => text.replace("reviewed: 2026-11-24", "reviewed: yesterday"));
	const lines = readFileSync(join(folder, "en/cash.md"), "utf8").split("\n");
	const { faults } = await readArticles(folder);
	expect(lines[(faults[0]?.line ?? 0) - 1]).toBe("reviewed: yesterday");
	const shouting = copyWith("en/cash.md", (text) => text.replace("Yes: cash", "Yes! cash"));
	const [fault] = (await readArticles(shouting)).faults;
	expect(readFileSync(join(shouting, "en/cash.md"), "utf8").split("\n")[(fault?.line ?? 0) - 1]).toMatch(/^Yes!/);
});

test("an article that one language lacks is told at the others", async () => {
	const folder = copyWith("en/cash.md", (text) => text);
	rmSync(join(folder, "es/cash.md"));
	const { faults, articles } = await readArticles(folder);
	expect(faults.map(({ reason }) => reason.en)).toEqual(Array(2).fill(expect.stringMatching(/no es version/)));
	expect(articles.some(({ id }) => id === "cash")).toBe(false);
});
