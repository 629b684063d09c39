/** CORE. Free text that answers nothing that was asked: what it means, and what is done about it. */

import { answerQuestion, askMeaning, sayOutside, surenessOf } from "./answering.ts";
import { hintsOf, meaningOfCode } from "./around.ts";
import { lookUpSales, restore } from "./closing.ts";
import { type Draft, say } from "./draft.ts";
import { beginOutage, repeatStep } from "./guiding.ts";
import { escalate, isOwned } from "./handing-over.ts";
import { MENU } from "./menu.ts";
import { askAmount, beginWrittenSale, repeatQuestion } from "./selling.ts";
import * as texts from "./texts.ts";
import * as closing from "./texts-closing.ts";
import { ASKED_FOR_PERSON } from "./texts-handing-over.ts";
import * as selling from "./texts-selling.ts";
import { ASK_BELOW, type Triage, triage } from "./triage.ts";
import type { Intent } from "./triage-label.ts";
import { UMBRELLA } from "./triage-playbook.ts";

/** From here on triage is not guessing. */
export const CLEAR_CONFIDENCE = 0.9;
/** What triage makes nothing of is answered only when the articles surely do: small talk has words in common with them. */
const SURELY_INSIDE = 3;

/** Of a question that triage only guesses at. */
const SURELY_OUTSIDE = -1;
const ASKS =
	/[?？¿]|[吗呢么]\s*$|怎么|什么|为啥|多少|哪里|哪个|能不能|^\s*(?:how|what|why|when|where|which|who|can|could|do|does|is|are|should|may|c[oó]mo|qu[eé]|por\s?qu[eé]|cu[aá]l|cu[aá]nt[oa]s?|d[oó]nde|qui[eé]n|puedo|puede)(?!\p{L})/iu;
/** “How do I send a link” has a payment's words, and still asks how; “how much did we sell” orders the list. */
const ASKS_HOW =
	/^\s*(?:(?:and|so|but|hi|hello)\s)?(?:how (?:do|can|should|does|to|would|is|are)|what (?:is|are|does|do|if|should|happens)|who|where)(?!\p{L})|怎么|怎样|如何|是什么|什么意思|要什么|会问什么|谁(?:能|可以|确认|负责|赔|承担)|在哪|^[\s¿]*(?:(?:y|pero|hola)\s)?(?:c[oó]mo|qu[eé] (?:es|son|hago|significa|tengo|pasa|me|le|les|datos|necesit\p{L}+)|qui[eé]n|(?:a |de |en )?d[oó]nde|para qu[eé])(?!\p{L})/iu;
/** Then it is one that an article surely answers. */
const SURE_ENOUGH = 1;
const ANSWERED: readonly Intent[] = ["question", "other"];

/** Free text that answers no question. */
export function understand(draft: Draft, text: string): void {
	const found = triage(text, hintsOf(draft));
	if (isOwned(draft)) {
		understandPayment(draft, text, found);
		return;
	}
	if (found.amount === null && asksHow(draft, text)) {
		hearQuestion(draft, text, found);
		return;
	}
	const isUnsure = found.intent !== "other" && found.confidence < ASK_BELOW;
	switch (isUnsure ? "other" : found.intent) {
		case "take_payment":
			beginWrittenSale(draft, text, found.amount);
			return;
		case "payment_status":
			lookUpSales(draft, "asked");
			return;
		case "human":
			escalate(draft, ASKED_FOR_PERSON);
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

/** While a person answers the bot keeps quiet, but payments go on; a bare number is for that person. */
function understandPayment(draft: Draft, text: string, { intent, amount, confidence }: Triage): void {
	if (confidence < CLEAR_CONFIDENCE || asksHow(draft, text)) return;
	if (intent === "take_payment" && amount !== null) beginWrittenSale(draft, text, amount);
	else if (intent === "payment_status") lookUpSales(draft, "asked");
}

const asksHow = (draft: Draft, text: string): boolean => ASKS_HOW.test(text) && surenessOf(draft, text) > SURE_ENOUGH;

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
	const sureness = surenessOf(draft, text);
	if (intent === "outage" && !isUnsure && state.asking === null && state.run === null)
		beginOutage(draft, cause === "card" ? null : cause, playbook ?? UMBRELLA);
	else if (sureness > (intent === "question" ? 0 : SURELY_INSIDE) && ANSWERED.includes(intent))
		answerQuestion(draft, text);
	else if (state.asking !== null) askPaymentAgain(draft);
	else if ((intent === "other" || sureness < SURELY_OUTSIDE) && ASKS.test(text)) sayOutside(draft);
	else if (isUnsure || (draft.context.model.chat && state.run === null)) askMeaning(draft, text);
	else if (!repeatStep(draft, [texts.NOT_UNDERSTOOD])) say(draft, [texts.NOT_UNDERSTOOD], MENU);
}
