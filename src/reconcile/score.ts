/** CORE. The score of a pair: the sum of named log-odds terms, which are its explanation. */

import { isReference } from "../fallback/sale-reference.ts";
import { type AmountRelation, amountRelation } from "./amount-relation.ts";
import type { PaymentFacts, RowFacts } from "./pool.ts";
import { type ReferenceRelation, referenceRelation } from "./reference.ts";
import type { Reason } from "./report.ts";
import { agreedShare, nearbyCounts, type SurePair, sharesOf, surePairs, timeWeights } from "./shop-habits.ts";
import * as w from "./weights.ts";

export type Scored = {
	readonly score: number;
	readonly amount: AmountRelation;
	readonly reference: ReferenceRelation;
	/** The order ids are the same, or the last four card digits. */
	readonly isSameOrder: boolean;
	readonly isSameCard: boolean;
	/** The note names another sale. */
	readonly isContradicted: boolean;
};

export type Scorer = {
	readonly score: (left: number, right: number) => Scored;
	/** The terms whose sum is the score, in the order they are told. Made only for pairs that somebody will read about. */
	readonly reasons: (left: number, right: number) => readonly Reason[];
};

const RANDOM_FLOOR = 0.5;
const RANDOM_SMOOTHING = 25;

type Add = (term: string, weight: w.Weight) => void;

/**
 * A scorer for one layer of a pool, calibrated on its own rows: how rare an amount is, how busy the hour, how staff key.
 * `known` are pairs that people linked: beside the pairs that leave no doubt they show the shop's habits.
 */
export function scorer(
	layer: w.Layer,
	payments: readonly PaymentFacts[],
	rows: readonly RowFacts[],
	known: readonly SurePair[],
): Scorer {
	const sure = [...known, ...surePairs(payments, rows)];
	const time = timeWeights(layer, payments, rows, sure);
	const rarity = rarityOf(payments, rows);
	const rivals = rivalWeights(rows);
	const staffShare = agreedShare(sure, w.SAME_STAFF_SHARE, ({ payment, row }) =>
		isSame(payment.payment.staffId, row.row.staffId),
	);
	const staff = agreement("staff", staffShare, rows, ({ row }) => row.staffId);
	const terminalShare = agreedShare(sure, w.SAME_TERMINAL_SHARE, ({ payment, row }) =>
		isSame(payment.payment.terminalId, row.row.terminalId),
	);
	const terminal = agreement("terminal", terminalShare, rows, ({ row }) => row.terminalId);
	const stored = storedWeights(sharesOf(rows, (row) => row.row.entry)("offline"));
	const references = new Set(payments.flatMap(({ reference }) => (reference === null ? [] : [reference])));
	const foreign = rows.map(({ words }) => words.some((word) => references.has(word) || isReference(word)));

	const addAll = (left: number, right: number, add: Add): Omit<Scored, "score"> => {
		const payment = payments[left];
		const row = rows[right];
		if (payment === undefined || row === undefined) throw new RangeError(`no pair ${left}, ${right}`);
		const amount = amountRelation(payment, row);
		add("amount", w.AMOUNT[amount]);
		if (amount !== "other" && amount !== "tip_like") add("rarity", rarity(payment.totalMinor));
		add("rivals", rivals(right));
		const timing = time(payment, row);
		if (timing !== null) add("time", timing);
		const reference = payment.reference === null ? "none" : referenceRelation(row.words, payment.reference);
		if (reference !== "none") add("reference", w.REFERENCE[reference]);
		const isContradicted = reference === "none" && foreign[right] === true;
		if (isContradicted) add("reference", w.CONTRADICTION);
		const isSameOrder = row.key !== null && payment.keys.includes(row.key);
		if (isSameOrder) add("order", w.SAME_ORDER);
		else if (row.key !== null && payment.payment.orderId !== null) add("order", w.OTHER_ORDER);
		const [paidWith, rungWith] = [payment.payment.cardLast4, row.row.cardLast4];
		const isSameCard = paidWith !== null && paidWith === rungWith;
		if (isSameCard) add("last4", w.SAME_LAST4);
		else if (paidWith !== null && rungWith !== null) add("last4", w.OTHER_LAST4);
		staff(add, payment.payment.staffId, row.row.staffId);
		terminal(add, payment.payment.terminalId, row.row.terminalId);
		add("status", statusWeight(layer, payment));
		if (layer === "tapped" && row.row.entry !== null) add("entry", stored[row.row.entry === "offline" ? 0 : 1]);
		return { amount, reference, isSameOrder, isSameCard, isContradicted };
	};
	return {
		score(left, right) {
			let sum = 0;
			const facts = addAll(left, right, (_, { weight }) => {
				sum += round(weight);
			});
			return { score: round(sum), ...facts };
		},
		reasons(left, right) {
			const reasons: Reason[] = [];
			addAll(left, right, (term, { weight, text }) => {
				if (text !== "") reasons.push({ term, weight: round(weight), text });
			});
			return reasons;
		},
	};
}

const isSame = (a: string | null, b: string | null): boolean | null => (a === null || b === null ? null : a === b);

function rarityOf(payments: readonly PaymentFacts[], rows: readonly RowFacts[]): (amount: number) => w.Weight {
	const rowAmounts = counts(rows.map((row) => row.totalMinor));
	const paymentAmounts = counts(payments.map((payment) => payment.totalMinor));
	return cached((amount) => {
		const rowShare = chanceShare(rowAmounts.get(amount) ?? 1, rows.length);
		const paymentShare = chanceShare(paymentAmounts.get(amount) ?? 1, payments.length);
		const odds = Math.log(w.COMMON_AMOUNT_SHARE / Math.max(rowShare, paymentShare));
		const weight = Math.max(-w.RARITY_LIMIT, Math.min(w.RARITY_LIMIT, odds));
		return { weight, text: weight >= 0 ? "an amount that is rare here" : "an amount that is common here" };
	});
}

/** How many rows around this one could be taken for it. */
function rivalWeights(rows: readonly RowFacts[]): (right: number) => w.Weight {
	const nearby = nearbyCounts(rows);
	return cached((right) => {
		const count = nearby[right] ?? 1;
		return { weight: -Math.log(count), text: `${count} such rows within half an hour` };
	});
}

/** Same or not, against how often two rows of this shop agree by chance. */
function agreement(
	name: string,
	sameShare: number,
	rows: readonly RowFacts[],
	fieldOf: (row: RowFacts) => string | null,
): (add: Add, ofPayment: string | null, ofRow: string | null) => void {
	const shareOf = sharesOf(rows, fieldOf);
	const weightsOf = cached((ofPayment: string) => {
		const chance = shareOf(ofPayment);
		return {
			same: { weight: Math.log(sameShare / chance), text: `the same ${name}` },
			// Where nearly all rows are one person's, any other would be rarer by chance than in a pair: that speaks for no pair.
			other: { weight: Math.min(0, Math.log((1 - sameShare) / (1 - chance))), text: `another ${name}` },
		};
	});
	return (add, ofPayment, ofRow) => {
		if (ofPayment === null || ofRow === null) return;
		const { same, other } = weightsOf(ofPayment);
		add(name, ofPayment === ofRow ? same : other);
	};
}

function statusWeight(layer: w.Layer, { payment }: PaymentFacts): w.Weight {
	const weight = (layer === "tapped" ? w.CARD_STATUS : w.KEYED_STATUS)[payment.status];
	const text = layer === "tapped" ? `how often a ${payment.status} payment stands on a card too` : "it was never paid";
	return weight === 0 ? { weight, text: "" } : { weight, text };
}

const storedWeights = (offlineShare: number): readonly [stored: w.Weight, online: w.Weight] => [
	{ weight: Math.log(w.STORED_CARD_SHARE / offlineShare), text: "a card stored offline" },
	{ weight: Math.log((1 - w.STORED_CARD_SHARE) / (1 - offlineShare)), text: "a card authorised online" },
];

function cached<K, V>(make: (key: K) => V): (key: K) => V {
	const made = new Map<K, V>();
	return (key) => {
		const known = made.get(key) ?? make(key);
		made.set(key, known);
		return known;
	};
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
