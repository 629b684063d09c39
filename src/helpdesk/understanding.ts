/** CORE. Free text that answers nothing that was asked: what it means, and what is done about it. */

import { answerQuestion, askMeaning, surenessOf } from "./answering.ts";
import { hintsOf, meaningOfCode } from "./around.ts";
import { lookUpSales, restore } from "./closing.ts";
import { type Draft, say } from "./draft.ts";
import { beginOutage, repeatStep } from "./guiding.ts";
import { escalate } from "./handing-over.ts";
import { MENU } from "./menu.ts";
import { askAmount, beginWrittenSale, repeatQuestion } from "./selling.ts";
import * as texts from "./texts.ts";
import * as closing from "./texts-closing.ts";
import * as selling from "./texts-selling.ts";
import { ASK_BELOW, type Triage, triage } from "./triage.ts";
import type { Intent } from "./triage-label.ts";
import { UMBRELLA } from "./triage-playbook.ts";

/** From here on triage is not guessing. */
export const CLEAR_CONFIDENCE = 0.9;
/** What triage makes nothing of is answered only when the articles surely do: small talk has words in common with them. */
const SURELY_INSIDE = 3;

const ANSWERED: readonly Intent[] = ["question", "other"];

/** Free text that answers no question. */
export function understand(draft: Draft, text: string): void {
	const { state } = draft;
	const found = triage(text, hintsOf(draft));
	// While a person answers the bot keeps quiet, but payments go on; a bare number is for that person.
	const isSale = found.intent === "take_payment" && found.amount !== null && found.confidence >= CLEAR_CONFIDENCE;
	if (state.escalation?.isOwned === true && !isSale && found.intent !== "payment_status") return;
	const isUnsure = found.intent !== "other" && found.confidence < ASK_BELOW;
	switch (isUnsure ? "other" : found.intent) {
		case "take_payment":
			beginWrittenSale(draft, text, found.amount);
			return;
		case "payment_status":
			lookUpSales(draft, "asked");
			return;
		case "human":
			escalate(draft, texts.ASKED_FOR_PERSON);
			return;
		case "resolved":
			restore(draft);
			return;
		case "reconcile":
			say(draft, [closing.sendBatch(draft.state.platform)]);
			return;
		case "question":
			hearQuestion(draft, text, found);
			return;
		default:
			wonder(draft, text, found, isUnsure);
	}
}

function hearQuestion(draft: Draft, text: string, { cause }: Triage): void {
	const { asking } = draft.state;
	// Below a payment's question only what is surely another one is answered first.
	if (asking !== null && surenessOf(draft, text) <= 0) askPaymentAgain(draft);
	else if (cause === "card" && asking === null) sayDeclined(draft, text);
	else answerQuestion(draft, text, meaningOfCode(draft, text));
}

function askPaymentAgain(draft: Draft): void {
	if (draft.state.asking?.kind === "amount") askAmount(draft, [selling.NO_AMOUNT]);
	else repeatQuestion(draft, [texts.NOT_UNDERSTOOD]);
}

/** One customer's card: what to do is the same for all of them. */
function sayDeclined(draft: Draft, text: string): void {
	const answers = [...meaningOfCode(draft, text), texts.CARD_DECLINED];
	if (!repeatStep(draft, answers)) say(draft, answers, MENU);
}

/** An outage, or what may be anything. */
function wonder(draft: Draft, text: string, { intent, cause, playbook }: Triage, isUnsure: boolean): void {
	const { state } = draft;
	if (intent === "outage" && !isUnsure && state.asking === null && state.run === null)
		beginOutage(draft, cause === "card" ? null : cause, playbook ?? UMBRELLA);
	else if (surenessOf(draft, text) > (intent === "question" ? 0 : SURELY_INSIDE) && ANSWERED.includes(intent))
		answerQuestion(draft, text);
	else if (state.asking !== null) askPaymentAgain(draft);
	else if (isUnsure || (draft.context.model.chat && state.run === null)) askMeaning(draft, text);
	else if (!repeatStep(draft, [texts.NOT_UNDERSTOOD])) say(draft, [texts.NOT_UNDERSTOOD], MENU);
}
