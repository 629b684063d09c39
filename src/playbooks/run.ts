/** CORE. One merchant's way through one playbook: what it remembers, and what came of a move. */

import type { Text } from "../text.ts";
import type { End, EndKind, Playbook, Risk, Step } from "./format.ts";
import { fillIn, type SlotType, type SlotValue, valueText } from "./slots.ts";
import { type Around, vendorTexts } from "./vendor.ts";

/** One answer: the choice, or null where a value was typed, and what it set. */
export type Answer = { readonly step: string; readonly choice: string | null; readonly sets: readonly SlotValue[] };

/** Survives JSON. */
export type Run = {
	readonly playbook: string;
	readonly hash: string;
	readonly step: string;
	/** What was known of the terminal when it began. */
	readonly facts: readonly SlotValue[];
	/** What was answered so far, oldest first. */
	readonly trail: readonly Answer[];
	/** While an earlier answer is given anew: the old ones from there on, and the step that was open. */
	readonly redo: { readonly answers: readonly Answer[]; readonly step: string } | null;
	/** Whether the step was asked a second time because of silence. */
	readonly reminded: boolean;
	/** When silence becomes a reminder, and after that a person. */
	readonly dueAtMs: number;
};

/** A step as the merchant is asked it. */
export type Question = {
	readonly step: string;
	/** 1 for the first question of the run, then one more for each answer. */
	readonly number: number;
	readonly say: Text;
	/** What may be typed besides the choices. */
	readonly takes: Exclude<SlotType, "choice"> | null;
	readonly choices: readonly { readonly id: string; readonly label: Text }[];
};

/** A question with its answer, for people. */
export type Answered = { readonly question: Text; readonly answer: Text };

/** What a changed answer did to the later ones: those that still held were taken over. */
export type Changed = {
	readonly kept: number;
	readonly dropped: readonly Answered[];
	/** What the terminal was told to do because of the old answer. */
	readonly done: readonly Risk[];
};

export type Asked = {
	/**
	 * `asked`: a step to say. `not-understood`: the same step again, the answer was none of its choices. `reminded`: the same
	 * step after silence. `at-first`: there is nothing to go back to, the first step again. `restarted`: the run's playbook has
	 * changed meanwhile, and it begins anew.
	 */
	readonly kind: "asked" | "not-understood" | "reminded" | "at-first" | "restarted";
	readonly run: Run;
	readonly question: Question;
	readonly changed: Changed | null;
};
export type Ended = {
	readonly kind: "ended";
	readonly run: null;
	/** Its id; null where the engine itself ended the run. */
	readonly id: string | null;
	readonly end: EndKind;
	/** After how long to ask once whether it works again. */
	readonly againMinutes: number | null;
	/** Last words to the merchant. */
	readonly say: Text;
	/** Why, for the support agent. */
	readonly because: Text;
	readonly trail: readonly Answered[];
	/** All that was known in the end. */
	readonly slots: readonly SlotValue[];
	readonly changed: Changed | null;
};
export type Outcome =
	| Asked
	/** An alarm that rang early: nothing to say, look again at `run.dueAtMs`. */
	| { readonly kind: "waiting"; readonly run: Run }
	| Ended;

export type Way = Pick<Run, "facts" | "trail">;

/** All that a run knows; what was said later comes later, and holds. */
export const slotsOf = ({ facts, trail }: Way): readonly SlotValue[] => [
	...facts,
	...trail.flatMap((answered) => answered.sets),
];

export const stepNamed = (playbook: Playbook, id: string): Step | undefined =>
	playbook.steps.find((step) => step.id === id);

/** A text with what the run knows put in. */
export const wording = (text: Text, way: Way, around: Around): Text => {
	const slots = slotsOf(way);
	return fillIn(text, slots, vendorTexts(slots, around), around);
};

/** Some answers of a run for people, oldest first. */
export function answeredTexts(
	playbook: Playbook,
	answers: readonly Answer[],
	way: Way,
	around: Around,
): readonly Answered[] {
	return answers.flatMap((answered) => {
		const step = stepNamed(playbook, answered.step);
		if (step === undefined) return [];
		const choice = step.choices.find((candidate) => candidate.id === answered.choice);
		const typed = answered.sets.find(({ slot }) => slot === step.fills?.slot)?.value;
		const answer = choice?.label ?? (typed === undefined ? null : valueText(typed, around));
		return answer === null ? [] : [{ question: wording(step.say, way, around), answer }];
	});
}

export function endedAt(playbook: Playbook, way: Way, end: End, around: Around, changed: Changed | null): Ended {
	return {
		kind: "ended",
		run: null,
		id: end.id,
		end: end.kind,
		againMinutes: end.againMinutes,
		say: wording(end.say, way, around),
		because: wording(end.because, way, around),
		trail: answeredTexts(playbook, way.trail, way, around),
		slots: slotsOf(way),
		changed,
	};
}

export const questionOf = (step: Step, way: Way, around: Around): Question => ({
	step: step.id,
	number: way.trail.length + 1,
	say: wording(step.say, way, around),
	takes: step.fills?.type ?? null,
	choices: step.choices.map(({ id, label }) => ({ id, label })),
});
