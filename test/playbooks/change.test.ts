import { expect, test } from "vitest";
import { answer, back, begin, change } from "../../src/playbooks/engine.ts";
import type { Outcome, Run } from "../../src/playbooks/run.ts";
import { around, flat, runOf } from "./flat.ts";

const SQUARE = around("Square");
const say = (run: Run, text: string): Outcome => answer(flat, run, text, 0, SQUARE);

function walked(...lines: readonly string[]): Run {
	return lines.reduce((run, line) => runOf(say(run, line)), runOf(begin(flat, 0, SQUARE)));
}
const answers = (run: Run) => run.trail.map(({ step, choice, sets }) => choice ?? `${step}=${String(sets[0]?.value)}`);

test("a merchant who changes an early answer keeps the later ones that still fit", () => {
	const run = walked("say wifi", "no", "91");
	const asked = change(flat, run, 0, 0, SQUARE);
	expect(asked).toMatchObject({ kind: "asked", question: { step: "link-kind", number: 1 } });
	const again = say(runOf(asked), "say cable");
	expect(again).toMatchObject({ kind: "asked", run: { step: "gate/how-many", redo: null } });
	expect(answers(runOf(again))).toEqual(["cable", "glass=no", "error-code=91"]);
	expect(again).toMatchObject({ changed: { kept: 2, dropped: [], done: [] } });
});

test("an answer that no longer answers what comes is dropped and told", () => {
	const run = walked("say wifi", "no", "91");
	const ended = say(runOf(change(flat, run, 1, 0, SQUARE)), "yes");
	expect(ended).toMatchObject({ kind: "ended", id: "replace", changed: { kept: 0, done: [] } });
	expect(ended.kind === "ended" && ended.changed?.dropped.map((dropped) => dropped.answer.en)).toEqual(["91"]);
});

test("what clears the way to a restart and the restart itself are never taken over, and what was done is told", () => {
	const run = walked("say wifi", "say dark", "say no-code", "say none", "say again");
	expect(run.step).toBe("restart");
	const again = say(runOf(change(flat, run, 0, 0, SQUARE)), "say cable");
	expect(again).toMatchObject({ run: { step: "gate/how-many" }, changed: { kept: 2, done: ["restart"] } });
	expect(again.kind !== "waiting" && again.changed?.dropped.map(({ answer: dropped }) => dropped.en)).toEqual([
		"none it is",
		"again it is",
	]);
	// Standing at the restart is reason enough: it may have been done.
	const stood = say(runOf(change(flat, walked("say wifi", "say dark", "91", "0"), 0, 0, SQUARE)), "say cable");
	expect(stood).toMatchObject({ changed: { done: ["restart"] } });
});

test("the same answer again changes nothing", () => {
	const run = walked("say wifi", "no");
	const again = say(runOf(change(flat, run, 0, 0, SQUARE)), "say wifi");
	expect(runOf(again)).toEqual(run);
});

test("back leaves everything as it was, also when another answer was changed meanwhile", () => {
	const run = walked("say wifi", "no", "91");
	const asked = runOf(change(flat, run, 1, 0, SQUARE));
	expect(runOf(back(flat, asked, 0, SQUARE))).toEqual(run);
	const earlier = runOf(change(flat, asked, 0, 0, SQUARE));
	expect(runOf(back(flat, earlier, 0, SQUARE))).toEqual(run);
	expect(answers(runOf(say(earlier, "say cable")))).toEqual(["cable", "glass=no", "error-code=91"]);
});

test("what is not understood while changing leaves the change open", () => {
	const asked = runOf(change(flat, walked("say wifi", "no", "91"), 0, 0, SQUARE));
	const unclear = say(asked, "purple");
	expect(unclear).toMatchObject({ kind: "not-understood", run: { step: "link-kind" } });
	expect(say(runOf(unclear), "say cable")).toMatchObject({ changed: { kept: 2 } });
});

test.each([-1, 3, 99, Number.NaN])("there is no answer at place %s to change", (place) => {
	expect(change(flat, walked("say wifi", "no", "91"), place, 0, SQUARE)).toBeNull();
});
