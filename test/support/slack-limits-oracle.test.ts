import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { boundOf, PAIRS, SIZED, wrongWith } from "./slack-limit-cases.ts";
import { judge, type Kind } from "./slack-limits.ts";

const oracle = "../shared/oracles/slackblocks-spec-b881990";
const there = existsSync(oracle);
const read = (path: string) => JSON.parse(readFileSync(`${oracle}/${path}`, "utf8"));

/** Objects have no type; the name of the file says what it is. */
function kindOf(folder: string, name: string): Kind {
	const objects = ["confirmation", "option_group", "option", "text", "conversation_filter", "input_parameter"] as const;
	const more = ["dispatch_action_configuration", "workflow", "trigger"] as const;
	const found = [...objects, ...more].find((each) => name.startsWith(each));
	if (folder === "objects" && found !== undefined) return found;
	if (folder === "messages") return name.startsWith("webhook") || name.includes("response") ? "response" : "message";
	const kinds: Readonly<Record<string, Kind>> = {
		attachments: "attachment",
		blocks: "block",
		elements: "element",
		rich_text: "richText",
		views: "view",
	};
	return kinds[folder]!;
}
const valid = there
	? readdirSync(`${oracle}/fixtures/valid`).flatMap((folder) =>
			readdirSync(`${oracle}/fixtures/valid/${folder}`).map((name) => [folder, name] as const),
		)
	: [];

test.runIf(there)("the specification's 100 valid payloads are taken", () => {
	const refused = valid.flatMap(([folder, name]) =>
		judge(kindOf(folder, name), read(`fixtures/valid/${folder}/${name}`)).map((each) => ({ name, ...each })),
	);
	expect(refused).toEqual([]);
	expect(valid).toHaveLength(100);
});

test.runIf(there)("each of the specification's 106 invalid cases is refused, in the category it names", () => {
	const cases: { id: string; category: string; constraint: string }[] = read("fixtures/invalid/manifest.json").cases;
	const found = cases.map(({ id, constraint }) => {
		const [sized, pair] = [SIZED.get(constraint), PAIRS.get(constraint)];
		if (pair !== undefined) return { id, categories: wrongWith(pair[1], pair[2]) };
		return { id, categories: sized && wrongWith(sized[0], sized[1](boundOf(constraint).beyond)) };
	});
	expect(found).toEqual(cases.map(({ id, category }) => ({ id, categories: [category] })));
	expect(cases).toHaveLength(106);
});

test.runIf(there)("our table says what the specification says", () => {
	const flat = (value: unknown, path: string): [string, unknown][] =>
		typeof value === "object" && value !== null
			? Object.entries(value).flatMap(([name, each]) => flat(each, path === "" ? name : `${path}.${name}`))
			: [[path, value]];
	const said = flat(read("limits.json"), "");
	const notANumberOfOurs = "data_visualization.segment.value.exclusive_min"; // a rule of its own
	const ours = said.map(([name]) => [name, name === notANumberOfOurs ? 0 : boundOf(name).at]);
	expect(ours).toEqual(said);
	expect(said).toHaveLength(97);
});
