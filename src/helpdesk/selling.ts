/** CORE. Taking a payment within the conversation: amount, the question that prevents paying twice, the QR, its states. */

import { draw } from "../chance.ts";
import type { Money } from "../fallback/money.ts";
import type { SaleEvent } from "../fallback/sale.ts";
import { UNLINKED } from "../fallback/shop.ts";
import { isUnusual, unusual } from "../fallback/unusual.ts";
import { isRefusal, type Text } from "../text.ts";
import type { AskingMoney } from "./asking.ts";
import { addressOf } from "./conversation-state.ts";
import { type Draft, type Option, say } from "./draft.ts";
import { openOutage } from "./outage.ts";
import type { Paylink } from "./paylink.ts";
import { askProof } from "./proving.ts";
import { askStored } from "./storing.ts";
import * as texts from "./texts.ts";
import * as selling from "./texts-selling.ts";
import { findAmount } from "./triage.ts";

const CANCEL: Option = { id: "menu", label: texts.CANCEL };
export const PERSON: Option = { id: "person", label: texts.PERSON };
const TAPPED: readonly Option[] = [
	{ id: "tapped:no", label: selling.TAPPED_NO },
	{ id: "tapped:yes", label: selling.TAPPED_YES },
	CANCEL,
];
const UNUSUAL: readonly Option[] = [
	{ id: "unusual:yes", label: selling.UNUSUAL_YES },
	{ id: "unusual:no", label: selling.UNUSUAL_NO },
	CANCEL,
];
const LOOKED: readonly Option[] = [
	{ id: "looked:approved", label: selling.LOOKED_APPROVED },
	{ id: "looked:none", label: selling.LOOKED_NONE },
	{ id: "looked:unsure", label: selling.LOOKED_UNSURE },
	CANCEL,
];

/** Begins a sale that a message asks for; `money` as triage has read it. */
export function beginWrittenSale(draft: Draft, text: string, money: Money | null): void {
	const written = money ?? findAmount(text, draft.context.shop.currency);
	// What is no amount for certain is told why, before a wrong one is charged.
	if (written !== null && isRefusal(written)) askAmount(draft, [written.refused]);
	else beginSale(draft, written);
}

/** Begins a sale: asks for what is missing, whether it can be that much, and whether a card was tapped already. */
export function beginSale(draft: Draft, money: Money | null): void {
	const { currency } = draft.context.shop;
	if (isUnlinked(draft)) say(draft, [selling.LINK_FIRST]);
	else if (money === null) askAmount(draft, [selling.HOW_MUCH]);
	else if (money.currency !== currency) askAmount(draft, [selling.otherCurrency(money.currency, currency)]);
	else if (isSurprising(draft, money)) ask(draft, { kind: "unusual", money, order: null }, []);
	else ask(draft, { kind: "tapped", money }, []);
}

const isSurprising = ({ context }: Draft, money: Money): boolean => isUnusual(money, context.habit ?? null);

/** Asks for the amount; `parts` say so, or what is wrong with the one that was written. */
export function askAmount(draft: Draft, parts: readonly Text[]): void {
	// Nobody's store has no currency: what is wrong with an amount there is that there is no store.
	if (isUnlinked(draft)) return void say(draft, [selling.LINK_FIRST]);
	const seq = say(draft, parts, [CANCEL]);
	draft.state = { ...draft.state, asking: { kind: "amount", seq } };
}

const isUnlinked = ({ context: { shop } }: Draft): boolean => shop.merchantId === UNLINKED;

function ask(draft: Draft, about: AskingMoney, before: readonly Text[]): void {
	const { question, options } = asked(about);
	const seq = say(draft, [...before, question], options);
	draft.state = { ...draft.state, asking: { ...about, seq } };
}

function asked({ kind, money }: AskingMoney): { readonly question: Text; readonly options: readonly Option[] } {
	switch (kind) {
		case "unusual":
			return { question: unusual(money), options: UNUSUAL };
		case "tapped":
			return { question: selling.tapped(money), options: TAPPED };
		case "looked":
			return { question: selling.lookUp(money), options: LOOKED };
	}
}

/** Asks the open question of a payment once more; `before` says why. False when none is open. */
export function repeatQuestion(draft: Draft, before: readonly Text[]): boolean {
	const { asking } = draft.state;
	if (asking === null) return false;
	if (asking.kind === "amount") askAmount(draft, [...before, selling.HOW_MUCH]);
	else if (asking.kind === "stored") askStored(draft, asking.count, before);
	else if (asking.kind === "proof") askProof(draft, asking.saleId, before);
	else ask(draft, asking, before);
	return true;
}

/** “Yes” or “no” to the open question of a payment. False when none is open that it answers. */
export function answerYesOrNo(draft: Draft, yes: boolean): boolean {
	// “Yes” is the second answer to *did they tap?*, and the first to *is it there?*.
	if (draft.state.asking?.kind === "tapped") return answerTapped(draft, yes ? "tapped:yes" : "tapped:no");
	if (draft.state.asking?.kind === "unusual") return answerTapped(draft, yes ? "unusual:yes" : "unusual:no");
	return answerTapped(draft, yes ? "looked:approved" : "looked:none");
}

/** Answers the question about the amount, whether a card was tapped, or what the terminal shows of it. False when none is open. */
export function answerTapped(draft: Draft, choice: string): boolean {
	const { asking } = draft.state;
	if (asking === null || !("money" in asking) || !choice.startsWith(`${asking.kind}:`)) return false;
	const { money } = asking;
	switch (choice) {
		case "unusual:yes":
			return goOnWith(draft, asking);
		case "unusual:no":
			askAmount(draft, [selling.HOW_MUCH]);
			return true;
		case "tapped:no":
		case "looked:none":
			draft.state = { ...draft.state, asking: null };
			openSale(draft, money);
			return true;
		case "tapped:yes":
			ask(draft, { kind: "looked", money }, []);
			return true;
		case "looked:approved":
			return conclude(draft, selling.ALREADY_PAID);
		case "looked:unsure":
			return conclude(draft, selling.UNKNOWN_OUTCOME);
		default:
			return false;
	}
}

/** The amount is meant. */
function goOnWith(draft: Draft, asking: AskingMoney): boolean {
	if (asking.kind !== "unusual") return false;
	const { money, order } = asking;
	if (order === null) {
		ask(draft, { kind: "tapped", money }, []);
	} else {
		draft.state = { ...draft.state, asking: null };
		openSale(draft, money, order);
	}
	return true;
}

function conclude(draft: Draft, text: Text): true {
	draft.state = { ...draft.state, asking: null };
	say(draft, [text], [{ id: "pay", label: texts.PAY }, PERSON, ...goOn(draft)]);
	return true;
}

/** The way back to the checks, while a playbook is open. */
export const goOn = ({ state }: Draft): readonly Option[] =>
	state.run === null ? [] : [{ id: "continue", label: texts.CONTINUE }];

/** A fallback sale means that the terminal is down, reported or not: its outage begins with it. */
function openSale(draft: Draft, money: Money, more: Pick<Paylink, "railId" | "note"> | null = null): void {
	openOutage(draft, null);
	const { state, moment } = draft;
	const id = draw(moment.seed, "sale", 12);
	const asked = { id, storeId: state.storeId, money, askedBy: addressOf(state) };
	mailSale(draft, id, { kind: "open", ...asked, ...more });
}

/** A payment link that staff ordered: they know what they ask for, so no question comes before it unless it is unusual. */
export function orderPaylink(draft: Draft, { money, railId, note }: Paylink): void {
	const { currency } = draft.context.shop;
	if (isUnlinked(draft)) say(draft, [selling.LINK_FIRST]);
	else if (money.currency !== currency) say(draft, [selling.otherCurrency(money.currency, currency)]);
	else if (isSurprising(draft, money)) ask(draft, { kind: "unusual", money, order: { railId, note } }, []);
	else openSale(draft, money, { railId, note });
}

export function mailSale(draft: Draft, saleId: string, event: SaleEvent): void {
	draft.effects.push({ kind: "mail", to: `sale/${saleId}`, event });
}

/** What a button of a payment orders. False for the button of something else, or of a sale that is over. */
export function orderSale(draft: Draft, choice: string): boolean {
	const [order, saleId, railId] = choice.split(":");
	const sale = draft.state.sales.find((open) => open.saleId === saleId);
	if (sale === undefined) return order === "cancel" && cancelElsewhere(draft, saleId ?? "");
	switch (order) {
		case "claimed":
			mailSale(draft, sale.saleId, { kind: "claimed", code: sale.code, by: "cashier" });
			return true;
		case "cancel":
			mailSale(draft, sale.saleId, { kind: "cancel" });
			return true;
		case "rail":
			mailSale(draft, sale.saleId, { kind: "switch", railId: railId ?? "" });
			return true;
		default:
			return false;
	}
}

const SALE_ID = /^[1-9A-HJ-NP-Za-km-z]{12}$/;

/** A sale that another chat of the shop began: whoever stands at the counter may end it, and its own chat hears of it. */
function cancelElsewhere(draft: Draft, saleId: string): boolean {
	if (!SALE_ID.test(saleId)) return false;
	mailSale(draft, saleId, { kind: "cancel" });
	say(draft, [selling.CANCEL_SENT], [{ id: "sales", label: texts.SALES }]);
	return true;
}

/** “They paid”, “cancel” in words: the newest sale is meant. False when there is none. */
export function orderNewestSale(draft: Draft, order: "claimed" | "cancel"): boolean {
	const newest = draft.state.sales.at(-1);
	return newest !== undefined && orderSale(draft, `${order}:${newest.saleId}`);
}
