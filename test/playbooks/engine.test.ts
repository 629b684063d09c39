import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "../../src/playbooks/compile.ts";
import { alarm, answer, back, begin, change, question, trailTexts } from "../../src/playbooks/engine.ts";
import { playbookSource } from "../../src/playbooks/format.ts";
import type { Outcome, Run } from "../../src/playbooks/run.ts";
import { twoSteps } from "./sample.ts";

const NOW_MS = Date.UTC(2026, 10, 23, 18, 30);
const playbook = compile(playbookSource.parse(twoSteps()));

const runOf = (outcome: Outcome): Run => {
	if (outcome.run === null) throw new Error("the run has ended");
	return outcome.run;
};
const start = runOf(begin(playbook, NOW_MS));
const said = (text: string, run = start) => answer(playbook, run, text, NOW_MS);

test.each([
	["1", "Plugged in"],
	["１", "Plugged in"],
	["①", "Plugged in"],
	["(1)", "Plugged in"],
	["option 1", "Plugged in"],
	["第一个", "Plugged in"],
	["plugged", "Plugged in"],
	["YES", "Plugged in"],
	["Yes!", "Plugged in"],
	["ｙｅｓ", "Plugged in"],
	["是的。", "Plugged in"],
	["yes it is", "Plugged in"],
	["插好了啊", "Plugged in"],
	["2", "Not plugged in"],
	["it is not plugged in", "Not plugged in"],
	["isn't plugged in", "Not plugged in"],
	["没有插好", "Not plugged in"],
	["不是", "Not plugged in"],
])("a merchant who writes “%s” chooses %s", (text, choice) => {
	const outcome = said(text);
	const trail = outcome.kind === "ended" ? outcome.trail : trailTexts(playbook, runOf(outcome));
	expect(trail.map((step) => step.answer.en)).toEqual([choice]);
});

test.each([
	"",
	"9",
	"0",
	"constructor",
	"__proto__",
	"toString",
	"hasOwnProperty",
	"yes and no",
	"yes?",
	"是吗",
	"i would not say yes",
	"never plugged in",
	"45",
	"pay 45",
	"what does plugged in mean",
	`yes ${"and a long story ".repeat(10)}`,
])("“%s” is no answer, so the step is asked again", (text) => {
	expect(said(text)).toEqual({ ...begin(playbook, NOW_MS), kind: "not-understood" });
});

test("a merchant sees which question this is, and the agent sees what was answered", () => {
	const second = said("yes");
	expect(second).toMatchObject({ kind: "asked", question: { step: "light", number: 2 } });
	const ended = said("dark", runOf(second));
	expect(ended).toMatchObject({ kind: "ended", run: null, end: "person", because: { en: "No power." } });
	expect(ended.kind === "ended" && ended.trail.map((step) => step.answer.en)).toEqual(["Plugged in", "Dark"]);
	expect(trailTexts(playbook, runOf(second))).toHaveLength(1);
});

test("back asks the last step again, and at the first step says so", () => {
	const second = runOf(said("yes"));
	expect(back(playbook, second, NOW_MS)).toEqual(begin(playbook, NOW_MS));
	expect(back(playbook, start, NOW_MS)).toEqual({ ...begin(playbook, NOW_MS), kind: "at-first" });
});

test("a silent merchant is reminded once, then handed to a person", () => {
	const reminded = alarm(playbook, start, start.dueAtMs);
	expect(reminded).toMatchObject({ kind: "reminded", question: { step: "cable" }, run: { reminded: true } });
	expect(alarm(playbook, runOf(reminded), runOf(reminded).dueAtMs)).toMatchObject({ kind: "ended", end: "person" });
});

test("an alarm that rings early changes nothing, and an answer after a reminder starts the silence anew", () => {
	expect(alarm(playbook, start, start.dueAtMs - 1)).toEqual({ kind: "waiting", run: start });
	const reminded = runOf(alarm(playbook, start, start.dueAtMs));
	expect(runOf(answer(playbook, reminded, "hm", reminded.dueAtMs)).reminded).toBe(false);
});

test("a merchant who goes round the same step is handed to a person, not sent round for ever", () => {
	let outcome: Outcome = said("yes");
	for (let laps = 0; laps < 10 && outcome.run !== null; laps++)
		outcome = answer(playbook, outcome.run, "again", NOW_MS);
	expect(outcome).toMatchObject({ kind: "ended", end: "person" });
});

test("a run whose playbook was edited meanwhile begins anew, whatever happens next", () => {
	const old = { ...runOf(said("yes")), hash: "0".repeat(64) };
	const anew = { ...begin(playbook, NOW_MS), kind: "restarted" };
	expect(said("yes", old)).toEqual(anew);
	expect(back(playbook, old, NOW_MS)).toEqual(anew);
	expect(change(playbook, old, 0, NOW_MS)).toEqual(anew);
	expect(alarm(playbook, old, old.dueAtMs)).toMatchObject({ kind: "restarted", run: { step: "cable", trail: [] } });
	expect(question(playbook, old)).toBeNull();
	expect(said("yes", { ...start, step: "__proto__" })).toEqual(anew);
});

const move = fc.oneof(
	fc.constantFrom("1", "2", "3", "yes", "no", "again", "是", "back", "alarm", "constructor", "__proto__"),
	fc.string({ unit: "binary" }),
);

test("whatever a merchant writes, the run asks or ends, survives JSON, and back undoes an answer", () => {
	fc.assert(
		fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
			let run = start;
			for (const [index, text] of moves.entries()) {
				const nowMs = NOW_MS + index * 60_000;
				const outcome =
					text === "back"
						? back(playbook, run, nowMs)
						: text === "alarm"
							? alarm(playbook, run, run.dueAtMs)
							: answer(playbook, run, text, nowMs);
				expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome);
				if (outcome.run === null) return;
				if (outcome.run.trail.length > run.trail.length) {
					const undone = runOf(back(playbook, outcome.run, nowMs));
					expect(undone.trail).toEqual(run.trail);
					expect(answer(playbook, undone, text, nowMs)).toEqual(outcome);
				}
				run = outcome.run;
			}
		}),
	);
});
