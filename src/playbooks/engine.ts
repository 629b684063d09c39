/** CORE. Moves one merchant through one playbook. What comes out is data; the conversation words it and sets the alarm. */

import { changeAt, takeOver } from "./change.ts";
import type { Playbook, Step } from "./format.ts";
import { ask, enter, nextOf, noAnswerTo, SILENT, toPerson } from "./moves.ts";
import {
	type Answer,
	type Answered,
	answeredTexts,
	type Outcome,
	type Question,
	questionOf,
	type Run,
	stepNamed,
	type Way,
	wording,
} from "./run.ts";
import type { SlotValue } from "./slots.ts";
import { type Meant, understand } from "./understand.ts";
import { type Around, NOTHING_AROUND, terminalFacts } from "./vendor.ts";

/** Asks the first step. `nowMs` is milliseconds since 1970-01-01 UTC, here and below. */
export function begin(playbook: Playbook, nowMs: number, around: Around = NOTHING_AROUND): Outcome {
	return enter(playbook, { facts: terminalFacts(around), trail: [] }, playbook.first, nowMs, around);
}

/** Goes on with an answer: a choice's id, its number, its label, words for it, or a value. What fits nothing asks the step again. */
export function answer(
	playbook: Playbook,
	run: Run,
	said: string,
	nowMs: number,
	around: Around = NOTHING_AROUND,
): Outcome {
	const step = stepOf(playbook, run);
	if (step === undefined) return restart(playbook, nowMs, around);
	const meant = understand(step, said, around);
	if (meant === null) return ask("not-understood", playbook, run, step, nowMs, around);
	const way = { facts: run.facts, trail: [...run.trail, answerOf(step, meant, around)] };
	const next = nextOf(step, meant.choice?.id ?? null);
	return run.redo === null
		? enter(playbook, way, next, nowMs, around)
		: takeOver(playbook, way, next, run.redo, nowMs, around);
}

/** Takes the last answer back and asks its step again; while an earlier answer is being changed, leaves it as it was. */
export function back(playbook: Playbook, run: Run, nowMs: number, around: Around = NOTHING_AROUND): Outcome {
	if (stepOf(playbook, run) === undefined) return restart(playbook, nowMs, around);
	const { redo } = run;
	const last = run.trail.at(-1);
	const before =
		redo !== null
			? { step: redo.step, trail: [...run.trail, ...redo.answers] }
			: { step: last?.step ?? run.step, trail: run.trail.slice(0, -1) };
	const step = stepOf(playbook, { ...run, step: before.step });
	if (step === undefined) return restart(playbook, nowMs, around);
	const kind = last === undefined && redo === null ? "at-first" : "asked";
	return ask(kind, playbook, { facts: run.facts, trail: before.trail }, step, nowMs, around);
}

/** Asks the step of an earlier answer anew, `place` counted from 0; null when there is none. `change.ts` says what holds then. */
export function change(
	playbook: Playbook,
	run: Run,
	place: number,
	nowMs: number,
	around: Around = NOTHING_AROUND,
): Outcome | null {
	if (stepOf(playbook, run) === undefined) return restart(playbook, nowMs, around);
	return changeAt(playbook, run, place, nowMs, around);
}

/** Silence: the step is asked once more, then a person takes over. An alarm before `run.dueAtMs` changes nothing. */
export function alarm(playbook: Playbook, run: Run, nowMs: number, around: Around = NOTHING_AROUND): Outcome {
	if (nowMs < run.dueAtMs) return { kind: "waiting", run };
	const step = stepOf(playbook, run);
	if (step === undefined) return restart(playbook, nowMs, around);
	return run.reminded
		? toPerson(playbook, run, SILENT, noAnswerTo(wording(step.say, run, around)), around)
		: ask("reminded", playbook, run, step, nowMs, around);
}

/**
 * Begins a playbook anew for a run whose version of it is gone, or whose step is: an ordinary outcome, not a bug. Nothing that
 * was answered holds any more, the question about stored payments least of all.
 */
export function restart(playbook: Playbook, nowMs: number, around: Around = NOTHING_AROUND): Outcome {
	const begun = begin(playbook, nowMs, around);
	return begun.kind === "asked" ? { ...begun, kind: "restarted" } : begun;
}

/** The step that a run stands at, to be said again; null when the playbook is not the one of the run. */
export function question(playbook: Playbook, run: Run, around: Around = NOTHING_AROUND): Question | null {
	const step = stepOf(playbook, run);
	return step === undefined ? null : questionOf(step, run, around);
}

/** The steps of a run with their answers, oldest first. */
export const trailTexts = (playbook: Playbook, run: Way, around: Around = NOTHING_AROUND): readonly Answered[] =>
	answeredTexts(playbook, run.trail, run, around);

function answerOf(step: Step, meant: Meant, around: Around): Answer {
	if (meant.choice === null) {
		const sets = step.fills === null ? [] : [{ slot: step.fills.slot, value: meant.value }];
		return { step: step.id, choice: null, sets };
	}
	const { id, sets } = meant.choice;
	return { step: step.id, choice: id, sets: [...sets, ...factsThatFollow(sets, around)] };
}

/** Who says of what make the terminal is has said all that is known of that make. */
function factsThatFollow(sets: readonly SlotValue[], around: Around): readonly SlotValue[] {
	const said = (name: string) => sets.find(({ slot }) => slot === name)?.value;
	const vendor = said("vendor");
	if (typeof vendor !== "string") return [];
	const model = said("model");
	return terminalFacts({ ...around, terminal: { vendor, model: typeof model === "string" ? model : null } });
}

const stepOf = (playbook: Playbook, run: Run): Step | undefined =>
	run.hash === playbook.hash ? stepNamed(playbook, run.step) : undefined;
