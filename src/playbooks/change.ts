/** CORE. Giving an earlier answer anew: the later ones hold as far as they still answer what is asked. */

import type { Playbook, Step } from "./format.ts";
import { arrival, ask, enter, nextOf } from "./moves.ts";
import { type Answer, answeredTexts, type Outcome, type Run, stepNamed, type Way } from "./run.ts";
import type { Around } from "./vendor.ts";

/**
 * Asks the step of an earlier answer anew, `place` counted from 0. The later answers are kept until the new one is there: then
 * those that still answer the step that comes are taken over. Null when there is no such answer. The run must be of this playbook.
 */
export function changeAt(playbook: Playbook, run: Run, place: number, nowMs: number, around: Around): Outcome | null {
	const step = stepNamed(playbook, run.trail[place]?.step ?? "");
	if (step === undefined) return null;
	const redo = {
		answers: [...run.trail.slice(place), ...(run.redo?.answers ?? [])],
		step: run.redo?.step ?? run.step,
	};
	return ask("asked", playbook, { facts: run.facts, trail: run.trail.slice(0, place), redo }, step, nowMs, around);
}

/** After a changed answer: the old later ones hold as long as they answer the step that comes, up to the first that is risky. */
export function takeOver(
	playbook: Playbook,
	changed: Way,
	next: string,
	redo: NonNullable<Run["redo"]>,
	nowMs: number,
	around: Around,
): Outcome {
	const old = redo.answers.slice(1);
	let way = changed;
	let target = next;
	let kept = 0;
	for (const answered of old) {
		const step = stepNamed(playbook, arrival(playbook, way, target));
		if (step === undefined || step.id !== answered.step || isRisky(step, answered)) break;
		way = { ...way, trail: [...way.trail, answered] };
		target = nextOf(step, answered.choice);
		kept++;
	}
	const dropped = old.slice(kept);
	// Who stood at a step may have done already what it says.
	const left = arrival(playbook, way, target) === redo.step ? [] : [redo.step];
	const done = [...dropped.map(({ step }) => step), ...left].flatMap((id) => stepNamed(playbook, id)?.risk ?? []);
	return enter(playbook, way, target, nowMs, around, {
		kept,
		dropped: answeredTexts(playbook, dropped, { facts: way.facts, trail: [...way.trail, ...dropped] }, around),
		done: [...new Set(done)],
	});
}

const isRisky = (step: Step, { choice }: Answer): boolean =>
	step.risk !== null || step.choices.some(({ id, clears }) => id === choice && clears !== null);
