/** CORE. A conversation: one chat with one store. This file says which part answers what; the parts stand beside it. */

import type { Alarm, Decided, Moment } from "../actor.ts";
import type { Locale } from "../text.ts";
import { hearBatch, listSales, lookUpSales, restore } from "./closing.ts";
import type {
	Conversation,
	ConversationContext,
	ConversationEffect,
	ConversationEvent,
	ConversationWrite,
} from "./conversation-state.ts";
import { type Draft, hear, type Option, say } from "./draft.ts";
import { answerStep, beginOutage, goBack, listenToSilence, repeatStep, stepChoice } from "./guiding.ts";
import { escalate, hearAgent, tellAgent } from "./handing-over.ts";
import type { Inbound } from "./message.ts";
import { answerTapped, beginSale, hearSale, orderNewestSale, orderSale } from "./selling.ts";
import * as texts from "./texts.ts";
import { findAmount, type GlobalWord, globalWord, isAmount, triage } from "./triage.ts";

const MENU: readonly Option[] = [
	{ id: "pay", label: texts.PAY },
	{ id: "down", label: texts.TERMINAL_DOWN },
	{ id: "restored", label: texts.RESTORED },
	{ id: "person", label: texts.PERSON },
];
const UMBRELLA = "terminal-offline";

type ConversationDecided = Decided<Conversation | null, ConversationWrite, ConversationEffect>;

/** What a conversation does about one event. */
export function decideConversation(
	state: Conversation | null,
	event: ConversationEvent | Alarm,
	moment: Moment,
	context: ConversationContext,
): ConversationDecided {
	if (state === null && event.kind !== "opened") return { state: null, writes: [], effects: [], wakeAtMs: null };
	const before = state ?? (event.kind === "opened" ? opened(event) : null);
	if (before === null) return { state: null, writes: [], effects: [], wakeAtMs: null };
	const draft: Draft = { state: before, writes: [], effects: [], moment, context };
	if (event.kind !== "opened" || state === null) take(draft, event);
	return {
		state: draft.state,
		writes: draft.writes,
		effects: draft.effects,
		wakeAtMs: draft.state.run?.dueAtMs ?? null,
	};
}

const opened = ({ id, storeId, platform, locale }: ConversationEvent & { kind: "opened" }): Conversation => ({
	id,
	storeId,
	platform,
	locale,
	seq: 0,
	offered: { seq: 0, choices: [] },
	asking: null,
	run: null,
	outage: null,
	sales: [],
	escalation: null,
});

function take(draft: Draft, event: ConversationEvent | Alarm): void {
	switch (event.kind) {
		case "opened":
			say(draft, [texts.WELCOME], MENU);
			return;
		case "message":
			hear(draft, event);
			hearMessage(draft, event);
			return;
		case "choice":
			hear(draft, event);
			hearChoice(draft, event);
			return;
		case "sale":
		case "sale-refused":
			hearSale(draft, event);
			return;
		case "sales-listed":
			listSales(draft, event);
			return;
		case "batch-read":
		case "batch-refused":
			hearBatch(draft, event);
			return;
		case "escalation":
			hearAgent(draft, event);
			return;
		case "set-aside":
			say(draft, [texts.SET_ASIDE], MENU);
			return;
		case "not-delivered":
			return;
		case "alarm":
			listenToSilence(draft);
	}
}

function hearMessage(draft: Draft, { text, masked }: Inbound & { kind: "message" }): void {
	draft.state = { ...draft.state, locale: languageOf(text) ?? draft.state.locale };
	if (masked === true) say(draft, [texts.CARD_DATA]);
	const { offered, escalation, asking } = draft.state;
	const number = asking?.kind === "amount" ? null : numberOf(text); // there a number is money
	const choice = number === null ? undefined : offered.choices[number - 1];
	if (choice !== undefined) {
		act(draft, choice);
		return;
	}
	if (escalation !== null) tellAgent(draft, text);
	const word = globalWord(text);
	if (word !== null) obey(draft, word);
	else if (!answerOpenQuestion(draft, text)) understand(draft, text);
}

function hearChoice(draft: Draft, { of, choice }: Inbound & { kind: "choice" }): void {
	const { offered } = draft.state;
	const isCurrent = of === offered.seq && offered.choices.includes(choice);
	// A payment's button names its sale, so it means the same however old it is; any other old button says where we are.
	if (isCurrent || isTimeless(choice)) act(draft, choice);
	else if (!repeatStep(draft, [texts.OLD_BUTTON])) say(draft, [texts.OLD_BUTTON, texts.MENU], MENU);
}

const isTimeless = (choice: string): boolean =>
	/^(?:pay|person|restored|sales|(?:claimed|cancel|rail):.+)$/.test(choice);

/** Does what a choice stands for. */
function act(draft: Draft, choice: string): void {
	const step = stepChoice(choice);
	if (step !== null) {
		if (!answerStep(draft, step)) menu(draft);
	} else if (!answerTapped(draft, choice) && !orderSale(draft, choice)) command(draft, choice);
}

function command(draft: Draft, choice: string): void {
	switch (choice) {
		case "pay":
		case "person":
		case "restored":
		case "sales":
		case "back":
		case "menu":
			obey(draft, choice);
			return;
		case "down":
			beginOutage(draft, null, UMBRELLA);
			return;
		case "continue":
			if (!repeatStep(draft, [])) menu(draft);
			return;
		default:
			say(draft, [texts.NO_OPEN_SALE], MENU);
	}
}

/** A word that means the same anywhere. */
function obey(draft: Draft, word: GlobalWord): void {
	switch (word) {
		case "pay":
			beginSale(draft, null);
			return;
		case "person":
			escalate(draft, texts.ASKED_FOR_PERSON);
			return;
		case "restored":
			restore(draft);
			return;
		case "sales":
			lookUpSales(draft, "asked");
			return;
		case "claimed":
			if (!orderNewestSale(draft, "claimed")) say(draft, [texts.NO_OPEN_SALE], MENU);
			return;
		case "cancel":
			if (draft.state.asking !== null || !orderNewestSale(draft, "cancel")) menu(draft);
			return;
		case "back":
			goBackAnywhere(draft);
			return;
		case "menu":
			menu(draft);
	}
}

function goBackAnywhere(draft: Draft): void {
	const { asking } = draft.state;
	draft.state = { ...draft.state, asking: null };
	// Out of a payment that was begun, back is where the checks stood.
	const isBack = asking === null ? goBack(draft) : repeatStep(draft, []);
	if (!isBack) menu(draft);
}

function menu(draft: Draft): void {
	draft.state = { ...draft.state, asking: null };
	const more: readonly Option[] = draft.state.run === null ? [] : [{ id: "continue", label: texts.CONTINUE }];
	say(draft, [texts.MENU], [...MENU, ...more]);
}

/** Tries the question that is open, outside the playbook first. */
function answerOpenQuestion(draft: Draft, text: string): boolean {
	const { asking, offered } = draft.state;
	if (asking === null) return draft.state.escalation?.isOwned !== true && answerStep(draft, text);
	const amount = findAmount(text, draft.context.shop.currency);
	if (amount !== null && isAmount(amount)) {
		beginSale(draft, amount);
		return true;
	}
	if (amount !== null) {
		say(draft, [amount.refused]);
		return true;
	}
	if (asking.kind === "amount") return false;
	const yes = yesOrNo(text);
	if (yes === null) return false;
	const [first, second] = offered.choices;
	// “No” is the first answer to *did they tap?*, and the second to *is it there?*.
	const meant = asking.kind === "tapped" ? (yes ? second : first) : yes ? first : second;
	return meant !== undefined && answerTapped(draft, meant);
}

/** Free text that answers no question. */
function understand(draft: Draft, text: string): void {
	const { context, state } = draft;
	const found = triage(text, { currency: context.shop.currency });
	switch (found.intent) {
		case "take_payment":
			beginSale(draft, found.amount);
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
			say(draft, [texts.SEND_BATCH]);
			return;
		default:
	}
	if (state.escalation?.isOwned === true) return; // a person answers; the bot keeps quiet
	if (state.asking !== null) say(draft, [state.asking.kind === "amount" ? texts.NO_AMOUNT : texts.NOT_UNDERSTOOD]);
	else if (found.intent === "outage" && state.run === null) {
		beginOutage(draft, found.cause === "card" ? null : found.cause, found.playbook ?? UMBRELLA);
	} else if (found.intent === "question") {
		const answer = found.cause === "card" ? texts.CARD_DECLINED : texts.NO_ANSWER_YET;
		if (!repeatStep(draft, [answer])) say(draft, [answer], MENU);
	} else if (!repeatStep(draft, [texts.NOT_UNDERSTOOD])) say(draft, [texts.NOT_UNDERSTOOD], MENU);
}

const FULL_WIDTH_ZERO = 0xff10;

/** “2”, “２”: the number of a choice; null for anything else. */
function numberOf(text: string): number | null {
	const digit = /^\s*([1-9]|[１-９])\s*[.)、。]?\s*$/u.exec(text)?.[1];
	if (digit === undefined) return null;
	return digit < "a" ? Number(digit) : digit.charCodeAt(0) - FULL_WIDTH_ZERO;
}

const YES = /^\s*(?:y|yes|yeah|yep|ok|sure|是|是的|有|对|刷了|刷过)\s*[.!。！]?\s*$/iu;
const NO = /^\s*(?:n|no|nope|not yet|没|没有|不是|否|还没|未刷|没刷)\s*[.!。！]?\s*$/iu;

const yesOrNo = (text: string): boolean | null => (YES.test(text) ? true : NO.test(text) ? false : null);

/** The language a message is surely in; null for numbers, codes and single words that any language borrows. */
function languageOf(text: string): Locale | null {
	if (/\p{Script=Han}/u.test(text)) return "zh";
	return (text.match(/\p{Script=Latin}{2,}/gu) ?? []).length >= 3 ? "en" : null;
}
