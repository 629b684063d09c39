/** CORE. After checks that could repair nothing: asked once, some time later, whether the terminal works again. */

import { restore } from "./closing.ts";
import type { Conversation } from "./conversation-state.ts";
import { type Draft, type Option, say } from "./draft.ts";
import { yesOrNo } from "./short-answer.ts";
import * as texts from "./texts.ts";
import * as guiding from "./texts-guiding.ts";

const MINUTE_MS = 60_000;
/** Nobody is interrupted while an amount or a card is being asked about. */
const LATER_MINUTES = 2;

const PAY: Option = { id: "pay", label: texts.PAY };
const RESTORED: Option = { id: "restored", label: texts.RESTORED };
const PERSON: Option = { id: "person", label: texts.PERSON };
const NOT_YET: Option = { id: "still-down", label: guiding.NOT_YET };
const DOWN: Option = { id: "down", label: guiding.CHECK_AGAIN };

export function waitForAgain(draft: Draft, minutes: number): void {
	const dueAtMs = draft.moment.nowMs + minutes * MINUTE_MS;
	draft.state = { ...draft.state, again: { kind: "waiting", dueAtMs } };
}

/** When the conversation has to look at its state again, in milliseconds since 1970 UTC; null for never. */
export function wakeAt({ run, again, pondering, stored, remind }: Conversation): number | null {
	const due = [
		...(run === null ? [] : [run.dueAtMs]),
		...(again?.kind === "waiting" ? [again.dueAtMs] : []),
		...(pondering === undefined ? [] : [pondering.dueAtMs]),
		...(stored?.dueAtMs == null ? [] : [stored.dueAtMs]),
		...(remind === undefined ? [] : [remind.dueAtMs]),
	];
	return due.length === 0 ? null : Math.min(...due);
}

/** The alarm rang: asks, if it is time, the terminal is still down as far as we know, and nothing else is going on. */
export function askWhetherAgain(draft: Draft): void {
	const { state, moment, context } = draft;
	if (state.again?.kind !== "waiting" || moment.nowMs < state.again.dueAtMs) return;
	const { outage, run, escalation } = state;
	const isOver = outage === null || outage.restoredAtMs !== null || outage.id === context.endedOutageId;
	if (isOver || run !== null || escalation?.isOwned === true) {
		const { again: _, ...rest } = state;
		draft.state = rest;
	} else if (state.asking !== null) waitForAgain(draft, LATER_MINUTES);
	else {
		const seq = say(draft, [guiding.WORKS_AGAIN], [RESTORED, NOT_YET, PAY, PERSON]);
		draft.state = { ...draft.state, again: { kind: "asked", seq } };
	}
}

/** “Yes” or “no” to that question, while it is the last one. False for anything else. */
export function answerAgain(draft: Draft, text: string): boolean {
	const { again, offered, asking } = draft.state;
	if (again?.kind !== "asked" || again.seq !== offered.seq || asking !== null) return false;
	const yes = yesOrNo(text);
	if (yes === null) return false;
	if (yes) restore(draft);
	else sayNotYet(draft);
	return true;
}

export function sayNotYet(draft: Draft): void {
	say(draft, [guiding.STILL_DOWN], [PAY, DOWN, RESTORED, PERSON]);
}
