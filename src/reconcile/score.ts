/** CORE. The score of a pair: the sum of named log-odds terms, which are its explanation. */

import { isReference } from "../fallback/sale-reference.ts";
import { type AmountRelation, amountRelation } from "./amount-relation.ts";
import type { PaymentFacts, RowFacts } from "./pool.ts";
import { type ReferenceRelation, referenceRelation } from "./reference.ts";
import type { Reason } from "./report.ts";
import { nearbyCounts, sharesOf, type TimeWeights, timeWeights } from "./shop-habits.ts";
import * as w from "./weights.ts";

export type Scored = {
	readonly score: number;
	readonly reasons: readonly Reason[];
	readonly amount: AmountRelation;
	readonly reference: ReferenceRelation;
	/** The order ids are the same, or the last four card digits. */
	readonly isSameOrder: boolean;
	readonly isSameCard: boolean;
	/** The note names another sale. */
	readonly isContradicted: boolean;
};

export type Scorer = (left: number, right: number) => Scored;

const RANDOM_FLOOR = 0.5;
const RANDOM_SMOOTHING = 25;

/** A scorer for one layer of a pool, calibrated on its own rows: how rare an amount is, how busy the hour, how staff key. */
export function scorer(layer: w.Layer, payments: readonly PaymentFacts[], rows: readonly RowFacts[]): Scorer {
	const rowAmounts = counts(rows.map((row) => row.totalMinor));
	const paymentAmounts = counts(payments.map((payment) => payment.totalMinor));
	const references = new Set(payments.flatMap(({ reference }) => (reference === null ? [] : [reference])));
	const staff = sharesOf(rows, (row) => row.row.staffId);
	const terminals = sharesOf(rows, (row) => row.row.terminalId);
	const entries = sharesOf(rows, (row) => row.row.entry);
	const nearby = nearbyCounts(rows);
	const time = timeWeights(layer, payments, rows);
	const fits = (words: readonly string[]): number =>
		words.filter((word) => references.has(word) || isReference(word)).length;
	const foreign = rows.map((row) => fits(row.words) > 0);

	const rarity = (amount: number): w.Weight => {
		const rowShare = chanceShare(rowAmounts.get(amount) ?? 1, rows.length);
		const paymentShare = chanceShare(paymentAmounts.get(amount) ?? 1, payments.length);
		const odds = Math.log(w.COMMON_AMOUNT_SHARE / Math.max(rowShare, paymentShare));
		const weight = Math.max(-w.RARITY_LIMIT, Math.min(w.RARITY_LIMIT, odds));
		return { weight, text: weight >= 0 ? "an amount that is rare here" : "an amount that is common here" };
	};

	return (left, right) => {
		const payment = payments[left];
		const row = rows[right];
		if (payment === undefined || row === undefined) throw new RangeError(`no pair ${left}, ${right}`);
		const reasons: Reason[] = [];
		const add = (term: string, { weight, text }: w.Weight): void => {
			if (text !== "") reasons.push({ term, weight: round(weight), text });
		};
		const amount = amountRelation(payment, row);
		add("amount", w.AMOUNT[amount]);
		if (amount !== "other" && amount !== "tip_like") add("rarity", rarity(payment.totalMinor));
		add("rivals", {
			weight: -Math.log(nearby[right] ?? 1),
			text: `${nearby[right] ?? 1} such rows within half an hour`,
		});
		addTime(add, time, payment, row);
		const reference = payment.reference === null ? "none" : referenceRelation(row.words, payment.reference);
		if (reference !== "none") add("reference", w.REFERENCE[reference]);
		const isContradicted = reference === "none" && foreign[right] === true;
		if (isContradicted) add("reference", w.CONTRADICTION);
		const isSameOrder = row.key !== null && payment.keys.includes(row.key);
		if (isSameOrder) add("order", w.SAME_ORDER);
		else if (row.key !== null && payment.payment.orderId !== null) add("order", w.OTHER_ORDER);
		const cards = [payment.payment.cardLast4, row.row.cardLast4];
		const isSameCard = cards[0] !== null && cards[0] === cards[1];
		if (isSameCard) add("last4", w.SAME_LAST4);
		else if (!cards.includes(null)) add("last4", w.OTHER_LAST4);
		add("staff", agreement("staff", payment.payment.staffId, row.row.staffId, w.SAME_STAFF_SHARE, staff));
		add(
			"terminal",
			agreement("terminal", payment.payment.terminalId, row.row.terminalId, w.SAME_TERMINAL_SHARE, terminals),
		);
		add("status", statusWeight(layer, payment));
		if (layer === "tapped") add("entry", storedWeight(row, entries("offline")));
		return { score: total(reasons), reasons, amount, reference, isSameOrder, isSameCard, isContradicted };
	};
}

type Add = (term: string, weight: w.Weight) => void;

function addTime(add: Add, time: TimeWeights, payment: PaymentFacts, row: RowFacts): void {
	if (row.timeMs !== null) add("time", time((row.timeMs - payment.timeMs) / 60_000));
}

/** Same or not, against how often two rows of this shop agree by chance. */
function agreement(
	name: string,
	a: string | null,
	b: string | null,
	sameShare: number,
	shareOf: (value: string) => number,
): w.Weight {
	if (a === null || b === null) return { weight: 0, text: "" };
	const chance = shareOf(b);
	return a === b
		? { weight: Math.log(sameShare / chance), text: `the same ${name}` }
		: { weight: Math.log((1 - sameShare) / (1 - chance)), text: `another ${name}` };
}

function statusWeight(layer: w.Layer, { payment }: PaymentFacts): w.Weight {
	const weight = (layer === "tapped" ? w.CARD_STATUS : w.KEYED_STATUS)[payment.status];
	const text = layer === "tapped" ? `how often a ${payment.status} payment stands on a card too` : "it was never paid";
	return weight === 0 ? { weight, text: "" } : { weight, text };
}

function storedWeight(row: RowFacts, offlineShare: number): w.Weight {
	if (row.row.entry === null) return { weight: 0, text: "" };
	return row.row.entry === "offline"
		? { weight: Math.log(w.STORED_CARD_SHARE / offlineShare), text: "a card stored offline" }
		: { weight: Math.log((1 - w.STORED_CARD_SHARE) / (1 - offlineShare)), text: "a card authorised online" };
}

/** How likely another item than this one has the amount. */
const chanceShare = (count: number, all: number): number => (count - 1 + RANDOM_FLOOR) / (all - 1 + RANDOM_SMOOTHING);

function counts(values: readonly number[]): ReadonlyMap<number, number> {
	const counted = new Map<number, number>();
	for (const value of values) counted.set(value, (counted.get(value) ?? 0) + 1);
	return counted;
}

/** Three decimals: what is shown is what is added up, so that the report says the same on every machine. */
export const round = (weight: number): number => Math.round(weight * 1000) / 1000 + 0;

export const total = (reasons: readonly Reason[]): number =>
	round(reasons.reduce((sum, reason) => sum + reason.weight, 0));
