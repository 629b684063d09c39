/** CORE. The merchant's answer to “is everything back to normal?”, by a button, in words, or long afterwards. */

import { hintsOf } from "./around.ts";
import { restore } from "./closing.ts";
import type { HandedOver } from "./conversation-state.ts";
import { AFTERWARDS } from "./deciding.ts";
import { type Draft, say } from "./draft.ts";
import { escalate, MEANWHILE, mailDesk } from "./handing-over.ts";
import { yesOrNo } from "./short-answer.ts";
import * as handing from "./texts-handing-over.ts";
import { triage } from "./triage.ts";

/** In words, “it is down again” is a no. */
const SURE_CONFIDENCE = 0.9;

type Normal = { readonly isBack: boolean; readonly id: string };

/** The button of the question; null for the button of something else. */
export function normalChoice(choice: string): Normal | null {
	const [, said, id] = /^normal:(yes|no):([a-z2-9]{1,20})$/.exec(choice) ?? [];
	return said === undefined || id === undefined ? null : { isBack: said === "yes", id };
}

/** Whether the question waits for an answer, and nothing was asked since. */
const isNormalAsked = ({ state }: Draft): boolean =>
	state.escalation?.askedSeq !== undefined && state.escalation.askedSeq === state.offered.seq && state.asking === null;

/** Words that answer the question while it is the last one. False for anything else. */
export function answerNormalInWords(draft: Draft, text: string): boolean {
	const { escalation } = draft.state;
	if (escalation === null || !isNormalAsked(draft)) return false;
	const isBack = yesOrNo(text) ?? whatItMeans(draft, text);
	if (isBack === null) return false;
	answerNormal(draft, { isBack, id: escalation.id });
	return true;
}

function whatItMeans(draft: Draft, text: string): boolean | null {
	const { intent, confidence } = triage(text, hintsOf(draft));
	if (confidence < SURE_CONFIDENCE) return null;
	return intent === "resolved" ? true : intent === "outage" ? false : null;
}

/** The same button means the same however old it is: of a request that is closed, a no opens a new one. */
export function answerNormal(draft: Draft, { isBack, id }: Normal): void {
	const { escalation } = draft.state;
	const isOver = escalation?.id !== id || (escalation.isBack === true && !isBack);
	if (isOver) answerLate(draft, { isBack, id });
	else if (escalation.askedSeq === undefined && escalation.isBack !== true) {
		// It was opened again since: the question does not stand any more.
		if (isBack) restore(draft);
		else escalate(draft, handing.ASKED_FOR_PERSON);
	} else answerInTime(draft, escalation, isBack);
}

function answerInTime(draft: Draft, { askedSeq: _, ...escalation }: HandedOver, isBack: boolean): void {
	draft.state = { ...draft.state, escalation: { ...escalation, isBack } };
	const { outage } = draft.state;
	const isDown = outage !== null && outage.restoredAtMs === null && outage.id !== draft.context.endedOutageId;
	// Before the answer that closes it: when it worked again belongs into the request's own times.
	if (isBack && isDown) restore(draft);
	mailDesk(draft, { kind: "back-to-normal", isBack });
	if (isBack) say(draft, [handing.gladToHear(escalation.id)], AFTERWARDS);
	else say(draft, [handing.TOLD_NOT_BACK], MEANWHILE);
}

function answerLate(draft: Draft, { isBack, id }: Normal): void {
	if (isBack) {
		say(draft, [handing.closedByItself(id)], AFTERWARDS);
		return;
	}
	const { escalation } = draft.state;
	// Its end is on its way here; what is said now is a new request.
	if (escalation?.id === id) draft.state = { ...draft.state, escalation: null };
	escalate(draft, handing.notBack(id));
}
