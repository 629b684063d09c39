/** CORE. One payment keyed as several rows, or several payments keyed as one row: only where a reference anchors the sum. */

import { isOneMerchant, type PaymentFacts, type RowFacts } from "./pool.ts";
import type { Decision, Reason } from "./report.ts";
import { AMOUNT, REFERENCE, SAME_ORDER } from "./weights.ts";

/** Unbounded sums mean nothing: 20 rows of a café have 264 subsets that hit a total (measured), 22 of at most three rows. */
const PARTS_LIMIT = 6;
const UNANCHORED_PARTS_LIMIT = 2;
const NEAR_MS = 600_000;
const NEAR_LIMIT = 40;

export type Split = {
	readonly kind: "split_rows" | "split_payments";
	readonly payments: readonly PaymentFacts[];
	readonly rows: readonly RowFacts[];
	readonly decision: Decision;
	readonly reasons: readonly Reason[];
};

type Side = {
	readonly name: string;
	readonly minor: number;
	readonly timeMs: number | null;
	readonly staff: string | null;
	readonly merchant: string | null;
};

/** Splits whose parts carry the reference or order; certain only when all of them do. Each item is in at most one. */
export function findSplits(payments: readonly PaymentFacts[], rows: readonly RowFacts[]): readonly Split[] {
	const paid = payments.filter(({ payment }) => payment.status === "paid" || payment.status === "refunded");
	const { rowsOf, paymentsOf } = anchorsOf(paid, rows);
	const used = new Set<PaymentFacts | RowFacts>();
	const isFree = (item: PaymentFacts | RowFacts) => !used.has(item);
	const splits: Split[] = [];
	const keep = (
		kind: Split["kind"],
		some: readonly PaymentFacts[],
		parts: readonly RowFacts[],
		isAnchored: boolean,
	) => {
		for (const item of [...some, ...parts]) used.add(item);
		const decision = isAnchored ? "auto" : "review";
		splits.push({ kind, payments: some, rows: parts, decision, reasons: reasonsOf(isAnchored) });
	};
	for (const payment of paid) {
		const anchored = (rowsOf.get(payment) ?? []).filter(isFree);
		const others = rows.filter((row) => isFree(row) && (paymentsOf.get(row) ?? []).length === 0 && isPlain(row));
		const found = partsOf(sideOfPayment(payment), anchored, others, sideOfRow);
		if (found !== null) keep("split_rows", [payment], found.parts, found.isAnchored);
	}
	for (const row of rows) {
		if (!isFree(row)) continue;
		const anchored = (paymentsOf.get(row) ?? []).filter(isFree);
		const others = paid.filter((payment) => isFree(payment) && (rowsOf.get(payment) ?? []).length === 0);
		const found = partsOf(sideOfRow(row), anchored, others, sideOfPayment);
		if (found !== null) keep("split_payments", found.parts, [row], found.isAnchored);
	}
	return splits;
}

const sideOfRow = (row: RowFacts): Side => ({
	name: row.name,
	minor: row.totalMinor,
	timeMs: row.timeMs,
	staff: row.row.staffId,
	merchant: row.row.merchantId,
});
const sideOfPayment = (payment: PaymentFacts): Side => ({
	name: payment.id,
	minor: payment.totalMinor,
	timeMs: payment.timeMs,
	staff: payment.payment.staffId,
	merchant: payment.payment.merchantId,
});

/** A note without words is no reference of anybody. */
const isPlain = (row: RowFacts): boolean => row.words.length === 0;

/** Which rows carry which payment's reference or order, whole. */
function anchorsOf(payments: readonly PaymentFacts[], rows: readonly RowFacts[]) {
	const byKey = new Map<string, PaymentFacts[]>();
	for (const payment of payments) {
		for (const key of new Set(payment.keys)) add(byKey, key, payment);
	}
	const rowsOf = new Map<PaymentFacts, RowFacts[]>();
	const paymentsOf = new Map<RowFacts, readonly PaymentFacts[]>();
	for (const row of rows) {
		const keys = row.key === null ? row.words : [...row.words, row.key];
		const mine = [...new Set(keys.flatMap((key) => byKey.get(key) ?? []))].filter(({ payment }) =>
			isOneMerchant(payment.merchantId, row.row.merchantId),
		);
		paymentsOf.set(row, mine);
		for (const payment of mine) add(rowsOf, payment, row);
	}
	return { rowsOf, paymentsOf };
}

function add<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
	const list = lists.get(key);
	if (list === undefined) lists.set(key, [value]);
	else list.push(value);
}

/** The parts that make up the whole: all anchored ones, or one anchored and a single way to fill the rest from close by. */
function partsOf<T>(
	whole: Side,
	anchored: readonly T[],
	others: readonly T[],
	sideOf: (item: T) => Side,
): { readonly parts: readonly T[]; readonly isAnchored: boolean } | null {
	const minorOf = (item: T): number => sideOf(item).minor;
	const isOneShop = (parts: readonly T[]): boolean =>
		new Set(parts.flatMap((item) => sideOf(item).merchant ?? [])).size <= 1;
	if (anchored.length === 0 || anchored.length > PARTS_LIMIT) return null;
	if (anchored.some((item) => minorOf(item) === whole.minor)) return null;
	const [only] = subsets(anchored, anchored.length)
		.filter((parts) => parts.length > 1 && sum(parts, minorOf) === whole.minor && isOneShop(parts))
		.sort((a, b) => b.length - a.length);
	if (only !== undefined) return { parts: only, isAnchored: true };
	const [anchor, ...more] = anchored;
	if (anchor === undefined || more.length > 0 || minorOf(anchor) >= whole.minor) return null;
	const near = others.filter((item) => isClose(sideOf(anchor), sideOf(item)));
	if (near.length > NEAR_LIMIT || near.some((item) => minorOf(item) <= 0)) return null;
	const rest = whole.minor - minorOf(anchor);
	const fills = subsets(near, UNANCHORED_PARTS_LIMIT).filter(
		(parts) => sum(parts, minorOf) === rest && isOneShop([anchor, ...parts]),
	);
	const [fill, ...rivals] = fills;
	return fill === undefined || rivals.length > 0 ? null : { parts: [anchor, ...fill], isAnchored: false };
}

const isClose = (a: Side, b: Side): boolean =>
	a.timeMs !== null &&
	b.timeMs !== null &&
	Math.abs(a.timeMs - b.timeMs) <= NEAR_MS &&
	(a.staff ?? b.staff) === (b.staff ?? a.staff) &&
	isOneMerchant(a.merchant, b.merchant);

const sum = <T>(items: readonly T[], minorOf: (item: T) => number): number =>
	items.reduce((total, item) => total + minorOf(item), 0);

/** All subsets of one to `limit` items, in a fixed order. */
function subsets<T>(items: readonly T[], limit: number): readonly (readonly T[])[] {
	let all: readonly (readonly T[])[] = [[]];
	for (const item of items) {
		all = [...all, ...all.filter((parts) => parts.length < limit).map((parts) => [...parts, item])];
	}
	return all.filter((parts) => parts.length > 0);
}

function reasonsOf(isAnchored: boolean): readonly Reason[] {
	return [
		{ term: "amount", weight: AMOUNT.total.weight, text: "the parts add up to the whole" },
		isAnchored
			? { term: "reference", weight: SAME_ORDER.weight, text: "every part carries the reference or order" }
			: { term: "reference", weight: REFERENCE.exact.weight, text: "one part carries the reference or order" },
		...(isAnchored ? [] : [{ term: "rivals", weight: -3, text: "the other parts only stand close by" }]),
	];
}
