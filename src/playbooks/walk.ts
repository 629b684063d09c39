/** CORE. Walking a playbook by words alone, as a transcript or the command line does: the words that hold anywhere included. */

import { alarm, answer, back, begin, change } from "./engine.ts";
import type { Playbook } from "./format.ts";
import type { Outcome, Question, Run } from "./run.ts";
import type { Around } from "./vendor.ts";
import { changeNumber, type GlobalWord, globalWord } from "./words.ts";

/** Where a walk stands: at a step, at an end, or out of the playbook by a word that holds anywhere. */
export type Place =
	| {
			readonly kind: "step";
			readonly run: Run;
			readonly question: Question;
			readonly outcome: Exclude<Outcome["kind"], "ended">;
	  }
	| { readonly kind: "end"; readonly end: Outcome & { readonly kind: "ended" } }
	| { readonly kind: "left"; readonly word: GlobalWord };

export type Heard =
	| { readonly kind: "text"; readonly text: string }
	/** As long as it takes until the alarm rings. */
	| { readonly kind: "silence" };

export const startOf = (playbook: Playbook, around: Around): Place => placeOf(begin(playbook, 0, around), null);

/** Goes on; null where there is nothing to go on with, or the words fit nothing there. */
export function hear(playbook: Playbook, at: Place, heard: Heard, around: Around): Place | null {
	if (at.kind !== "step") return null;
	const { run } = at;
	if (heard.kind === "silence") return placeOf(alarm(playbook, run, run.dueAtMs, around), at.question);
	const nowMs = run.dueAtMs;
	const number = changeNumber(heard.text);
	if (number !== null) {
		const changed = change(playbook, run, number - 1, nowMs, around);
		return changed === null ? null : placeOf(changed, at.question);
	}
	const word = globalWord(heard.text);
	if (word === "back") return placeOf(back(playbook, run, nowMs, around), at.question);
	if (word !== null) return { kind: "left", word };
	const outcome = answer(playbook, run, heard.text, nowMs, around);
	return outcome.kind === "not-understood" ? null : placeOf(outcome, at.question);
}

function placeOf(outcome: Outcome, before: Question | null): Place {
	if (outcome.kind === "ended") return { kind: "end", end: outcome };
	const question = outcome.kind === "waiting" ? before : outcome.question;
	// An alarm at its own time never only waits.
	if (question === null) throw new Error("a walk begins with a question");
	return { kind: "step", run: outcome.run, question, outcome: outcome.kind };
}

/** The id of the step or end, or the word that led out. An end of the engine itself is a person's. */
export function idOf(place: Place): string {
	switch (place.kind) {
		case "step":
			return place.run.step;
		case "end":
			return place.end.id ?? "person";
		case "left":
			return place.word;
	}
}
