import { expect, test } from "vitest";
import { compile } from "../../src/playbooks/compile.ts";
import { answer, begin } from "../../src/playbooks/engine.ts";
import { playbookSource } from "../../src/playbooks/format.ts";
import { lint } from "../../src/playbooks/lint.ts";
import type { Outcome } from "../../src/playbooks/run.ts";
import { around, flat, library, runOf, vendors } from "./flat.ts";
import { gate, restarting } from "./sample.ts";

/** Says one thing after the other and gives what came of the last. */
function walk(known: ReturnType<typeof around>, ...lines: readonly string[]): Outcome {
	let outcome = begin(flat, 0, known);
	for (const line of lines) outcome = answer(flat, runOf(outcome), line, 0, known);
	return outcome;
}

test("the steps of a used playbook come in under its name, and its named ends lead on", () => {
	expect(flat.steps.map(({ id }) => id)).toEqual([
		"link-kind",
		"glass",
		"error-code",
		"restart",
		"gate/how-many",
		"gate/how-much",
	]);
	expect(flat.ends.map(({ id }) => id)).toEqual(["fine", "keep-on", "replace", "gate/holds-many"]);
	const asked = walk(around("Square"), "say wifi", "say dark", "91");
	expect(asked).toMatchObject({ run: { step: "gate/how-many" }, question: { number: 4 } });
	expect(walk(around("Square"), "say wifi", "say dark", "91", "say none")).toMatchObject({ run: { step: "restart" } });
	expect(walk(around("Square"), "say wifi", "say dark", "91", "say unsure")).toMatchObject({
		id: "keep-on",
		end: "selling",
	});
	const many = walk(around("Square"), "say wifi", "say dark", "91", "40", "say unknown");
	expect(many).toMatchObject({ id: "gate/holds-many", end: "person", because: { en: "40 are stored." } });
});

test("where the vendor keeps stored payments the gate is passed by, and the texts are that vendor's", () => {
	const restart = walk(around("Fiserv Clover", "Clover Flex"), "say wifi", "say dark", "say no-code");
	expect(restart).toMatchObject({
		run: { step: "restart" },
		question: { say: { es: "Pulse las dos teclas. ¿Funciona?" } },
	});
	for (const vendor of [null, "Square", "Acme", "constructor"]) {
		expect(walk(around(vendor), "say wifi", "say dark", "say no-code")).toMatchObject({
			run: { step: "gate/how-many" },
		});
	}
});

test("a merchant who says whose terminal it is has said all that is known of that vendor", () => {
	const restart = walk(around(), "say clover", "say dark", "say no-code");
	expect(restart).toMatchObject({
		run: { step: "restart" },
		question: { say: { en: "Restart it with its power button or its menu. Does it work?" } },
	});
	expect(walk(around("Clover"), "say wifi", "say dark", "say no-code")).toMatchObject({ run: { step: "restart" } });
	const window = walk(around("Square"), "say wifi", "say dark", "91", "say unsure");
	expect(window.kind === "ended" && window.say.zh).toBe("请在24 小时内上传。");
	expect(walk(around(), "say wifi", "say dark", "91", "say unsure")).toMatchObject({
		say: { en: "Send them within the time your card provider allows." },
	});
});

test("a change in a used playbook is a new version of its users", () => {
	const changed = gate();
	changed.steps[0]!.say.en = "Count them.";
	const source = playbookSource.parse(changed);
	const other = compile(playbookSource.parse(restarting()), new Map([[source.id, source]]));
	expect(other.hash).not.toBe(flat.hash);
	expect(compile(playbookSource.parse(restarting()), library)).toEqual(flat);
});

test("the sample has no faults, and without its gate it has", () => {
	const source = playbookSource.parse(restarting());
	expect(lint(source, library, vendors)).toEqual([]);
	expect(lint(playbookSource.parse(gate()))).toEqual([]);
	expect(lint(source)[0]!.reason.en).toMatch(/no sound playbook “gate-keeper”/);
});
