import { expect, test } from "vitest";
import { compile } from "../../src/playbooks/compile.ts";
import { playbookSource } from "../../src/playbooks/format.ts";
import { mermaid } from "../../src/playbooks/mermaid.ts";
import { flat } from "./flat.ts";
import { twoSteps } from "./sample.ts";

test("the picture has every step, route and end once, every way between them, and marks what is risky", () => {
	const lines = mermaid(flat, "en").split("\n\t");
	expect(lines[0]).toBe("flowchart TD");
	const nodes = lines.filter((line) => /^n\d+[[{(]/.test(line));
	expect(nodes).toHaveLength(flat.steps.length + flat.routes.length + flat.ends.length);
	const ways = flat.steps.reduce(
		(sum, { choices, fills }) => sum + choices.length + (fills === null ? 0 : 1),
		2 * flat.routes.length,
	);
	expect(lines.filter((line) => /^n\d+ -->/.test(line))).toHaveLength(ways);
	expect(lines).toContain('n4["⚠ restart<br/><b>restart</b><br/>{vendor.restart_how} Does it work?"]');
	expect(lines).toContain("class n4 risky");
	expect(lines).toContain('n8{"which: restart = keeps"}');
	expect(lines.filter((line) => line.includes("nowhere"))).toEqual([]);
});

test("what would end a label is written as an entity, in the language that was asked for", () => {
	const source = twoSteps();
	source.steps[0]!.say.es = '¿"Fin" <b> #1?';
	source.steps[0]!.id = "end";
	source.first = "end";
	const picture = mermaid(compile(playbookSource.parse(source)), "es");
	expect(picture).toContain('n1["<b>end</b><br/>¿#quot;Fin#quot; #lt;b#gt; #35;1?"]');
});
