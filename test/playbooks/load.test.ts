import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { compile } from "../../src/playbooks/compile.ts";
import { playbookSource } from "../../src/playbooks/format.ts";
import { checkPlaybook, loadPlaybooks } from "../../src/playbooks/load.ts";
import { twoSteps } from "./sample.ts";

const FILE = "two-steps.yaml";
const yaml = stringify(twoSteps());

/** The sample with one place of its text changed, as an author would break it. */
function broken(from: string | RegExp, to: string): string {
	const changed = yaml.replace(from, to);
	expect(changed).not.toBe(yaml);
	return changed;
}

/** The line of the changed text on which `needle` stands for the first time. */
const lineOf = (text: string, needle: string): number =>
	text.split("\n").findIndex((line) => line.includes(needle)) + 1;

test("a sound playbook has no faults, and its hash does not depend on how the file is laid out", () => {
	const { faults, playbook } = checkPlaybook(FILE, yaml);
	expect(faults).toEqual([]);
	expect(playbook).toEqual(compile(playbookSource.parse(twoSteps())));
	expect(checkPlaybook(FILE, `# a remark\n${JSON.stringify(twoSteps(), null, 4)}`).playbook).toEqual(playbook);
	expect(JSON.parse(JSON.stringify(playbook))).toEqual(playbook);
});

const ONLY_LIGHT = "next: light";
test.each<[what: string, text: string, needle: string, reason: RegExp]>([
	[
		"a choice that leads nowhere",
		broken("next: no-power", "next: no-powr"),
		"next: no-powr",
		/no step or end “no-powr”/,
	],
	[
		"a first step that does not exist",
		broken("first: cable", "first: cabel"),
		"first: cabel",
		/no step or end “cabel”/,
	],
	["a step nothing leads to", broken(ONLY_LIGHT, "next: works"), "- id: light", /nothing leads to “light”/],
	[
		"a step without choices",
		broken(/choices:\n {6}- id: on[\s\S]*(?=ends:)/, "choices: []\n"),
		"choices: []",
		/has no choices/,
	],
	[
		"a loop without an exit",
		broken(/next: works\n {6}- id: dark/, "next: light\n      - id: dark").replace("next: no-power", ONLY_LIGHT),
		"- id: light",
		/goes round for ever/,
	],
	[
		"a restart without the question about stored payments",
		broken("wait_minutes: 2", "risk: restart"),
		"risk: restart",
		/can be reached without asking about stored payments/,
	],
	["a text missing in Chinese", broken(/\n {6}zh: 灯亮吗？/, ""), "en: Is there a light?", /“zh” is missing/],
	["a text missing in Spanish", broken(/\n {6}es: ¿Hay una luz\?/, ""), "en: Is there a light?", /“es” is missing/],
	["an empty text", broken("zh: 灯亮吗？", 'zh: " "'), 'zh: " "', /empty in zh/],
	[
		"a text too long for a chat",
		broken("Is there a light?", "x".repeat(601)),
		"x".repeat(601),
		/has 601 characters; a chat takes 600/,
	],
	[
		"a label too long for a button",
		broken("en: Look again", `en: ${"y".repeat(41)}`),
		"y".repeat(41),
		/a chat takes 40/,
	],
	["an id used twice", broken("- id: light", "- id: cable"), "- id: cable", /used twice/],
	[
		"a word of two choices",
		broken(/en:\n {12}- again/, "en:\n            - no"),
		"- id: again",
		/means both “dark” and “again”/,
	],
	["a choice that cannot be said", broken(/en:\n {12}- again/, "en: []"), "en: []", /cannot be said in en/],
	["a word that holds everywhere", broken("- again", "- it works again"), "- id: again", /already means “restored”/],
	["a number as a word", broken("- again", '- "2"'), "- id: again", /is a number/],
	["an unknown field", broken("wait_minutes: 2", "wait_minuets: 2"), "- id: light", /unknown field wait_minuets/],
	["an unknown risk", broken("wait_minutes: 2", "risk: hammer"), "risk: hammer", /must be one of: restart/],
	["an alias", broken("first: cable", "first: &a cable").replace("next: light", "next: *a"), "next: *a", /aliases/],
	["what is not YAML", broken("first: cable", "first: [cable"), "steps:", /not YAML/],
	[
		"an id that is not the file's name",
		broken("id: two-steps", "id: three-steps"),
		"id: three-steps",
		/must be the file's name/,
	],
])("an author is told of %s, with file, line and reason", (_what, text, needle, reason) => {
	const { faults, playbook } = checkPlaybook(FILE, text);
	expect(playbook).toBeNull();
	const told = faults.find((fault) => reason.test(fault.reason.en));
	expect(told, JSON.stringify(faults)).toBeDefined();
	const last = /used twice/.test(reason.source)
		? text.split("\n").findLastIndex((line) => line.includes(needle)) + 1
		: null;
	expect(told).toMatchObject({ file: FILE, line: last ?? lineOf(text, needle) });
	expect(told!.reason.zh).toMatch(/\p{Script=Han}/u);
	expect([told!.reason.en, ""]).not.toContain(told!.reason.es);
});

test("a step with more than five choices is refused", () => {
	const source = twoSteps();
	for (let more = 1; more <= 3; more++) {
		const word = `more ${"x".repeat(more)}`;
		source.steps[1]!.choices.push({
			id: `more-${more}`,
			label: { en: word, zh: word, es: word },
			words: { en: [`w${word}`], zh: [`z${word}`], es: [`e${word}`] },
			next: "works",
		});
	}
	expect(checkPlaybook(FILE, stringify(source)).faults.map((fault) => fault.reason.en)).toEqual([
		expect.stringMatching(/has 6 choices/),
	]);
});

test("a restart behind the question about stored payments is taken, and one way round it is enough to refuse", () => {
	const gated = twoSteps();
	Object.assign(gated.steps[1]!, { risk: "restart" });
	Object.assign(gated.steps[0]!.choices[0]!, { clears: "stored-payments" });
	expect(checkPlaybook(FILE, stringify(gated)).faults).toEqual([]);
	gated.steps[0]!.choices[1]!.next = "light";
	expect(checkPlaybook(FILE, stringify(gated)).faults).toHaveLength(1);
});

test("the example of the documentation is a sound playbook, whose gate is the one of the knowledge folder", async () => {
	const [, example = ""] = /```yaml\n(id: no-power[\s\S]*?)```/.exec(await readFile("docs/playbooks.md", "utf8")) ?? [];
	const gate = playbookSource.parse(parse(await readFile("knowledge/playbooks/stored-payments.yaml", "utf8")));
	const { faults, playbook } = checkPlaybook("no-power.yaml", example, new Map([[gate.id, gate]]));
	expect(faults.map(({ line, reason }) => `${line}: ${reason.en}`)).toEqual([]);
	expect(playbook?.steps.map(({ id }) => id)).toContain("gate/stored");
});

test("the server does not start with a broken playbook, and every fault of every file is named", async () => {
	const folder = await mkdtemp(join(tmpdir(), "standin-playbooks-"));
	await writeFile(join(folder, FILE), broken("next: no-power", "next: gone"));
	await writeFile(join(folder, "large.yaml"), "#".repeat(200_001));
	await expect(loadPlaybooks(folder)).rejects.toThrow(
		/large\.yaml:1 the file is larger.*\n.*two-steps\.yaml:\d+ .*gone/,
	);
	await expect(loadPlaybooks(join(folder, "none"))).rejects.toThrow(/no folder/);
});
