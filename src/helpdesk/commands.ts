/** CORE. What a button or a word orders that means the same anywhere in a conversation. */

import { parsePrice, toMajor } from "../fallback/money.ts";
import { isRefusal, type Text } from "../text.ts";
import { sayNotYet } from "./again.ts";
import { articleChoice, showArticle } from "./answering.ts";
import { answerNormal, normalChoice } from "./back-to-normal.ts";
import { lookUpSales, restore, sayWhereToReview } from "./closing.ts";
import { decidesHere, lookUpFindings, readWanted, sayNeedsForm } from "./deciding.ts";
import { type Draft, say } from "./draft.ts";
import {
	answerStep,
	beginOutage,
	changeAnswer,
	changeChoice,
	goBack,
	offerChange,
	repeatStep,
	stepChoice,
} from "./guiding.ts";
import { escalate, isOwned, sayWithAgent } from "./handing-over.ts";
import { MENU, menu } from "./menu.ts";
import { prepare } from "./preparing.ts";
import { pressProof } from "./proving.ts";
import { recover } from "./recovering.ts";
import { answerTapped, askAmount, beginSale, orderNewestSale, orderSale, repeatQuestion } from "./selling.ts";
import { askStored, noteSent } from "./storing.ts";
import * as texts from "./texts.ts";
import * as closing from "./texts-closing.ts";
import { ASKED_FOR_PERSON } from "./texts-handing-over.ts";
import * as selling from "./texts-selling.ts";
import type { GlobalWord } from "./triage.ts";
import { CAUSES, type Cause } from "./triage-label.ts";
import { playbookOf, UMBRELLA } from "./triage-playbook.ts";

/** Does what a choice stands for. */
export function act(draft: Draft, choice: string): void {
	const normal = normalChoice(choice);
	if (normal !== null) {
		answerNormal(draft, normal);
		return;
	}
	if (isOwned(draft) && isAgentsNow(draft, choice)) {
		sayWithAgent(draft, isReport(choice) ? texts.TERMINAL_DOWN : null);
		return;
	}
	const step = stepChoice(choice);
	if (step !== null) {
		if (!answerStep(draft, step)) menu(draft);
	} else if (!answerTapped(draft, choice) && !pressProof(draft, choice) && !orderSale(draft, choice))
		command(draft, choice);
}

/** What the bot would talk about with the merchant: while a person does, it says so and no more. A payment's own ways stay. */
function isAgentsNow({ state }: Draft, choice: string): boolean {
	const isPayment = state.asking !== null && (choice === "menu" || choice === "back");
	return (
		!isPayment &&
		(isReport(choice) || /^(?:person|question|still-down|continue|back|change|menu|(?:change|step):.+)$/.test(choice))
	);
}

const isReport = (choice: string): boolean => /^(?:down|still-down|down:.+)$/.test(choice);

function command(draft: Draft, choice: string): void {
	const place = changeChoice(choice);
	if (place !== null) {
		if (!changeAnswer(draft, place)) menu(draft);
		return;
	}
	const article = articleChoice(choice);
	if (article !== null) {
		showArticle(draft, article);
		return;
	}
	const cause = causeChoice(choice);
	if (cause !== null) {
		if (!repeatStep(draft, [])) beginOutage(draft, cause, playbookOf(cause));
		return;
	}
	const typed = /^pay:(\d{1,15})$/.exec(choice)?.[1];
	if (typed !== undefined) {
		beginTypedSale(draft, Number(typed));
		return;
	}
	const shown = /^review:(.+)$/.exec(choice)?.[1];
	if (shown !== undefined) {
		lookUpFindings(draft, shown);
		return;
	}
	if (recover(draft, choice) || prepare(draft, choice)) return;
	if (readWanted(choice) !== null) {
		sayNeedsForm(draft);
		return;
	}
	switch (choice) {
		case "pay":
		case "person":
		case "restored":
		case "sales":
		case "back":
		case "change":
		case "menu":
			obey(draft, choice);
			return;
		case "down":
			if (!repeatStep(draft, [])) beginOutage(draft, null, UMBRELLA);
			return;
		case "stored":
			askStored(draft, 1, []);
			return;
		case "all-sent":
			noteSent(draft);
			return;
		case "still-down":
			sayNotYet(draft);
			return;
		case "question":
			say(draft, [texts.ASK_AWAY]);
			return;
		case "review":
			if (decidesHere(draft.state.platform)) lookUpFindings(draft, null);
			else sayWhereToReview(draft);
			return;
		case "reconcile":
			if (decidesHere(draft.state.platform)) lookUpFindings(draft, null);
			else say(draft, [closing.sendBatch(draft.state.platform)]);
			return;
		case "continue":
			if (!repeatStep(draft, [])) menu(draft);
			return;
		default:
			say(draft, [selling.NO_OPEN_SALE], MENU);
	}
}

/** “The terminal is down” with its cause; null for the button of something else. */
function causeChoice(choice: string): Cause | null {
	const named = /^down:(.+)$/.exec(choice)?.[1];
	return CAUSES.find((cause) => cause === named && cause !== "card") ?? null;
}

/** A word that means the same anywhere. */
export function obey(draft: Draft, word: GlobalWord): void {
	const { escalation } = draft.state;
	if (isOwned(draft) && isAgentsNow(draft, word)) {
		sayWithAgent(draft);
		return;
	}
	switch (word) {
		case "pay":
			beginSale(draft, null);
			return;
		case "person":
			escalate(draft, ASKED_FOR_PERSON);
			return;
		case "restored":
			if (escalation?.askedSeq !== undefined) answerNormal(draft, { isBack: true, id: escalation.id });
			else restore(draft);
			return;
		case "sales":
			lookUpSales(draft, "asked");
			return;
		case "claimed":
			if (!orderNewestSale(draft, "claimed")) say(draft, [selling.NO_OPEN_SALE], MENU);
			return;
		case "cancel":
			if (draft.state.asking !== null || !orderNewestSale(draft, "cancel")) menu(draft);
			return;
		case "back":
			goBackAnywhere(draft);
			return;
		case "change":
			draft.state = { ...draft.state, asking: null };
			if (!offerChange(draft)) menu(draft);
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

/** What is open is asked again, else the menu; `because` goes before it. */
export function sayWhereWeAre(draft: Draft, because: Text): void {
	if (isOwned(draft) && draft.state.asking === null) sayWithAgent(draft);
	else if (!repeatQuestion(draft, [because]) && !repeatStep(draft, [because])) say(draft, [because, texts.MENU], MENU);
}

/** An amount from a pad of digits, in minor units of the store's currency. */
function beginTypedSale(draft: Draft, minor: number): void {
	const { currency } = draft.context.shop;
	const amount = parsePrice(toMajor({ minor, currency }), currency);
	if (isRefusal(amount)) askAmount(draft, [amount.refused]);
	else beginSale(draft, amount);
}
