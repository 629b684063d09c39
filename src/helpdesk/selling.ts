/** CORE. Taking a payment within the conversation: amount, the question that prevents paying twice, the QR, its states. */

import { draw } from "../chance.ts";
import { type Money, showMoney } from "../fallback/money.ts";
import { payPageUrl, railTitle } from "../fallback/rail.ts";
import type { SaleEvent, SaleNotice } from "../fallback/sale.ts";
import type { Locale, Text } from "../text.ts";
import { addressOf, type OpenSale } from "./conversation-state.ts";
import { type Draft, type Option, say } from "./draft.ts";
import { openOutage } from "./outage.ts";
import type { SaleCard } from "./message.ts";
import * as texts from "./texts.ts";
import * as selling from "./texts-selling.ts";

const OPEN_SALES_LIMIT = 200;
/** So that all choices of a QR have one digit: “10” is an amount. */
const OTHER_RAILS_LIMIT = 6;
const CANCEL: Option = { id: "menu", label: texts.CANCEL };
const PERSON: Option = { id: "person", label: texts.PERSON };
const TAPPED: readonly Option[] = [
	{ id: "tapped:no", label: selling.TAPPED_NO },
	{ id: "tapped:yes", label: selling.TAPPED_YES },
	CANCEL,
];
const LOOKED: readonly Option[] = [
	{ id: "looked:approved", label: selling.LOOKED_APPROVED },
	{ id: "looked:none", label: selling.LOOKED_NONE },
	{ id: "looked:unsure", label: selling.LOOKED_UNSURE },
	CANCEL,
];

/** Begins a sale: asks for what is missing, and whether a card was tapped already. */
export function beginSale(draft: Draft, money: Money | null): void {
	const { currency } = draft.context.shop;
	if (money === null) askAmount(draft, [selling.HOW_MUCH]);
	else if (money.currency !== currency) askAmount(draft, [selling.otherCurrency(money.currency, currency)]);
	else ask(draft, { kind: "tapped", money }, []);
}

/** Asks for the amount; `parts` say so, or what is wrong with the one that was written. */
export function askAmount(draft: Draft, parts: readonly Text[]): void {
	const seq = say(draft, parts, [CANCEL]);
	draft.state = { ...draft.state, asking: { kind: "amount", seq } };
}

type AskingMoney = { readonly kind: "tapped" | "looked"; readonly money: Money };

function ask(draft: Draft, { kind, money }: AskingMoney, before: readonly Text[]): void {
	const question = kind === "tapped" ? selling.tapped(money) : selling.lookUp(money);
	const seq = say(draft, [...before, question], kind === "tapped" ? TAPPED : LOOKED);
	draft.state = { ...draft.state, asking: { kind, money, seq } };
}

/** Asks the open question of a payment once more; `before` says why. False when none is open. */
export function repeatQuestion(draft: Draft, before: readonly Text[]): boolean {
	const { asking } = draft.state;
	if (asking === null) return false;
	if (asking.kind === "amount") askAmount(draft, [...before, selling.HOW_MUCH]);
	else ask(draft, asking, before);
	return true;
}

/** “Yes” or “no” to the open question of a payment. False when none is open that it answers. */
export function answerYesOrNo(draft: Draft, yes: boolean): boolean {
	// “Yes” is the second answer to *did they tap?*, and the first to *is it there?*.
	if (draft.state.asking?.kind === "tapped") return answerTapped(draft, yes ? "tapped:yes" : "tapped:no");
	return answerTapped(draft, yes ? "looked:approved" : "looked:none");
}

/** Answers the question whether a card was tapped, and what the terminal shows of it. False when none is open. */
export function answerTapped(draft: Draft, choice: string): boolean {
	const { asking } = draft.state;
	if (asking === null || asking.kind === "amount" || !choice.startsWith(`${asking.kind}:`)) return false;
	const { money } = asking;
	switch (choice) {
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

function conclude(draft: Draft, text: Text): true {
	draft.state = { ...draft.state, asking: null };
	say(draft, [text], [{ id: "pay", label: texts.PAY }, PERSON, ...goOn(draft)]);
	return true;
}

const goOn = ({ state }: Draft): readonly Option[] =>
	state.run === null ? [] : [{ id: "continue", label: texts.CONTINUE }];

/** A fallback sale means that the terminal is down, reported or not: its outage begins with it. */
function openSale(draft: Draft, money: Money): void {
	openOutage(draft, null);
	const { state, moment } = draft;
	const id = draw(moment.seed, "sale", 12);
	mailSale(draft, id, { kind: "open", id, storeId: state.storeId, money, askedBy: addressOf(state) });
}

function mailSale(draft: Draft, saleId: string, event: SaleEvent): void {
	draft.effects.push({ kind: "mail", to: `sale/${saleId}`, event });
}

/** What a button of a payment orders. False for the button of something else, or of a sale that is over. */
export function orderSale(draft: Draft, choice: string): boolean {
	const [order, saleId, railId] = choice.split(":");
	const sale = draft.state.sales.find((open) => open.saleId === saleId);
	if (sale === undefined) return false;
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

/** “They paid”, “cancel” in words: the newest sale is meant. False when there is none. */
export function orderNewestSale(draft: Draft, order: "claimed" | "cancel"): boolean {
	const newest = draft.state.sales.at(-1);
	return newest !== undefined && orderSale(draft, `${order}:${newest.saleId}`);
}

/** What a sale tells of itself: its QR when there is a new one, else what became of the one that is shown. */
export function hearSale(draft: Draft, notice: SaleNotice): void {
	if (notice.kind === "sale-refused") {
		say(draft, [notice.because], [{ id: "pay", label: texts.PAY }, PERSON, ...goOn(draft)]);
		return;
	}
	const known = draft.state.sales.find((sale) => sale.saleId === notice.saleId);
	const isSame = known?.attempt === notice.payment.attempt;
	if (notice.payment.state === "created") {
		if (isSame) return; // told twice
		// The card of the sale goes on in the reply that shows the new QR.
		if (known !== undefined) say(draft, [headed(notice, selling.REPLACED)], [], { replaces: known.seq });
		showQr(draft, notice);
	} else if (isSame) {
		update(draft, notice, known);
	} else if (notice.payment.state === "paid") {
		update(draft, notice, known ?? null); // late, on a rail that was given up: money is money
	}
}

type Notice = SaleNotice & { kind: "sale" };

function showQr(draft: Draft, notice: Notice): void {
	const { saleId, payment, ref } = notice;
	const url = payPageUrl(draft.context.publicUrl, payment.code);
	const others = draft.context.shop.rails.filter(({ id }) => id !== payment.railId).slice(0, OTHER_RAILS_LIMIT);
	const seq = say(
		draft,
		[...practice(notice), selling.show(notice.money, ref)],
		[
			{ id: `claimed:${saleId}`, label: selling.THEY_PAID },
			...others.map((rail): Option => ({ id: `rail:${saleId}:${rail.id}`, label: selling.instead(railTitle(rail)) })),
			{ id: `cancel:${saleId}`, label: selling.CANCEL_SALE },
			...goOn(draft),
		],
		{ qr: { payload: payment.payload, caption: caption(draft, notice) }, link: url, sale: saleCard(draft, notice) },
	);
	const sale: OpenSale = { saleId, ref, code: payment.code, attempt: payment.attempt, seq };
	const earlier = draft.state.sales.filter((open) => open.saleId !== saleId);
	draft.state = { ...draft.state, sales: [...earlier, sale].slice(-OPEN_SALES_LIMIT) };
	mailSale(draft, saleId, { kind: "shown", code: payment.code });
}

function saleCard({ context: { shop }, state: { locale } }: Draft, notice: Notice): SaleCard {
	const { saleId, ref, money, state, payment, isPractice } = notice;
	const rail = shop.rails.find(({ id }) => id === payment.railId);
	const title = rail === undefined ? payment.railId : railTitle(rail)[locale];
	return { saleId, ref, money, state, payment: payment.state, code: payment.code, rail: title, isPractice };
}

function caption({ context: { shop } }: Draft, { money, ref, isPractice }: Notice): readonly string[] {
	const { en, zh, es } = selling.PRACTICE_MARK;
	const mark = isPractice ? [`${en} · ${zh} · ${es}`] : [];
	return [shop.storeName, showMoney(money, "en"), ref, ...mark];
}

const practice = ({ isPractice }: Notice): readonly Text[] => (isPractice ? [selling.PRACTICE_MARK] : []);

function update(draft: Draft, notice: Notice, sale: OpenSale | null): void {
	const { payment, saleId } = notice;
	const isWaiting = payment.state === "shown" || payment.state === "claimed";
	const stillShown = isWaiting
		? {
				qr: { payload: payment.payload, caption: caption(draft, notice) },
				link: payPageUrl(draft.context.publicUrl, payment.code),
			}
		: {};
	say(draft, [headed(notice, became(notice))], [], {
		...stillShown,
		...(sale === null ? {} : { replaces: sale.seq }),
		sale: saleCard(draft, notice),
	});
	// A paid sale stays known: paid a second time on another rail, it must say so.
	if (isWaiting || payment.state === "paid") return;
	draft.state = { ...draft.state, sales: draft.state.sales.filter((open) => open.saleId !== saleId) };
}

function headed({ ref, money, isPractice }: Notice, text: Text): Text {
	const mark = (locale: Locale) => (isPractice ? ` · ${selling.PRACTICE_MARK[locale]}` : "");
	return {
		en: `${ref} · ${showMoney(money, "en")}${mark("en")}: ${text.en}`,
		zh: `${ref} · ${showMoney(money, "zh")}${mark("zh")}：${text.zh}`,
		es: `${ref} · ${showMoney(money, "es")}${mark("es")}: ${text.es}`,
	};
}

function became({ state, payment, ref, isPractice }: Notice): Text {
	if (state === "overpaid") return selling.OVERPAID;
	switch (payment.state) {
		case "claimed":
			return isPractice ? selling.CLAIMED : selling.CLAIMED_BANK;
		case "paid":
			return selling.paid(ref);
		case "expired":
			return selling.EXPIRED;
		case "failed":
			return selling.FAILED;
		case "refunded":
			return selling.REFUNDED;
		case "cancelled":
			return state === "cancelled" ? selling.CANCELLED : selling.REPLACED;
		default:
			return selling.SHOWN;
	}
}
