import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { HOME } from "../../src/config.ts";
import { UserError } from "../../src/errors.ts";
import { checkTriage, isTriageFile, readTriage } from "../../src/knowledge/load.ts";
import { LOCALES } from "../../src/text.ts";

/** A knowledge folder with these files; what is not given is empty. */
async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), "standin-knowledge-"));
	for (const name of ["phrases", "codes", "utterances"]) await mkdir(join(folder, name));
	for (const [file, content] of Object.entries(files)) await writeFile(join(folder, file), content);
	return folder;
}

const faultsOf = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> =>
	(await checkTriage(await folderWith(files))).faults.map(
		({ file, line, reason }) => `${file.split("/").slice(-2).join("/")}:${line} ${reason.en}`,
	);

const CODE = `id: some-bank
name: Some bank
reviewed: 2026-11-24
entries:
  - codes: ["42"]
    cause: network
    actor: shop
    says: { en: Check the cable., zh: 检查网线。, es: Revise el cable. }
    source: "vendor: Some bank"
`;

test("a support lead's phrases, codes and utterances are read as written", async () => {
	const folder = await folderWith({
		"phrases/zh.yaml": "network:\n  断网, 没网，离线、\n  掉线\n",
		"codes/some-bank.yaml": CODE,
		"utterances/en.yaml": '- { text: "it is dead", intent: outage }\n',
	});
	const { phrases, dialects, utterances } = await readTriage(folder);
	expect(phrases).toEqual([["network", ["断网", "没网", "离线", "掉线"]]]);
	expect(dialects).toMatchObject([{ id: "some-bank", entries: [{ codes: ["42"], screens: [] }] }]);
	expect(utterances).toEqual([{ text: "it is dead", intent: "outage", cause: null }]);
});

test.each<[what: string, files: Record<string, string>, fault: RegExp]>([
	["an unknown topic", { "phrases/en.yaml": "netwrok: no wifi\n" }, /phrases\/en\.yaml:1 .*netwrok/],
	[
		"a phrase under two topics",
		{ "phrases/en.yaml": "network: no wifi\nfailure: No Wifi\n" },
		/:2 “No Wifi” stands here twice/,
	],
	["a phrase without letters", { "phrases/en.yaml": "network: no wifi, ???\n" }, /:1 “\?\?\?” has neither letters/],
	[
		"a file that is named after no language",
		{ "phrases/fr.yaml": "network: pas de wifi\n" },
		/:1 the file must be named after/,
	],
	["a code twice", { "codes/some-bank.yaml": CODE.replace('"42"', '"42", "42"') }, /:5 “42” stands here twice/],
	["a code without a source", { "codes/some-bank.yaml": CODE.replace(/ {4}source.*\n/, "") }, /:5 “source” is missing/],
	[
		"a source of no known kind",
		{ "codes/some-bank.yaml": CODE.replace("vendor:", "a friend:") },
		/:9 “source” is not valid/,
	],
	[
		"a code that lacks a language",
		{ "codes/some-bank.yaml": CODE.replace(", zh: 检查网线。", "") },
		/:8 “zh” is missing/,
	],
	["a dialect whose id is not its file", { "codes/other.yaml": CODE }, /:1 the id must be the file's name, “other”/],
	[
		"an intent that does not exist",
		{ "utterances/en.yaml": '- { text: "hi", intent: greeting }\n' },
		/:1 “intent” must be one of/,
	],
	[
		"a cause where there is none",
		{ "utterances/en.yaml": '- { text: "pay 45", intent: take_payment, cause: card }\n' },
		/:1 only an outage has a cause/,
	],
	[
		"the same message twice",
		{ "utterances/en.yaml": '- { text: "hi", intent: other }\n- { text: "Hi", intent: human }\n' },
		/:2 “Hi” stands here twice/,
	],
	["what is no YAML", { "utterances/en.yaml": "- { text: \n" }, /this is not YAML/],
])("%s is told with file, line and reason", async (_what, files, fault) => {
	expect(await faultsOf(files)).toEqual([expect.stringMatching(fault)]);
	await expect(readTriage(await folderWith(files))).rejects.toThrow(UserError);
});

test("the program's own phrases, codes and utterances are sound, a hundred messages and more a language", async () => {
	expect((await checkTriage(join(HOME, "knowledge"))).faults).toEqual([]);
	for (const locale of LOCALES) {
		expect(isTriageFile(join(HOME, "knowledge/utterances", `${locale}.yaml`))).toBe(true);
	}
	const { utterances } = await readTriage(join(HOME, "knowledge"));
	expect(utterances.length).toBeGreaterThanOrEqual(LOCALES.length * 100);
});
