/** CORE. One payment keyed as several rows, or several payments keyed as one row. */

import { isReference } from "../fallback/sale-reference.ts";
import { isOneMerchant, type PaymentFacts, type RowFacts } from "./pool.ts";
import type { Decision, Reason } from "./report.ts";
import { type Evidence, holdsAll, isNear, NEAR_LIMIT, onlySum, partsAround, pick, type Whole } from "./split-parts.ts";
import type { Part } from "./sums.ts";
import { AMOUNT, REFERENCE, SAME_ORDER } from "./weights.ts";

/** Without a reference the whole stands near its parts: rows are keyed from the moment of the payments on. */
const BEFORE_MS = 180_000;
const AFTER_MS = 900_000;

export type Split = {
	readonly kind: "split_rows" | "split_payments";
	readonly payments: readonly PaymentFacts[];
	readonly rows: readonly RowFacts[];
	readonly decision: Decision;
	readonly reasons: readonly Reason[];
};

type Item = PaymentFacts | RowFacts;

/** A payment that was never paid is nobody's part; what is only claimed may be keyed nevertheless. */
const mayBeKeyed = ({ payment }: PaymentFacts): boolean => ["paid", "refunded", "claimed"].includes(payment.status);

/** Splits that a reference or an order anchors; certain only when every part carries it. Each item is in at most one. */
export function anchoredSplits(payments: readonly PaymentFacts[], rows: readonly RowFacts[]): readonly Split[] {
	const paid = payments.filter(mayBeKeyed);
	const { rowsOf, paymentsOf } = anchorsOf(paid, rows);
	const names = (row: RowFacts): boolean => (paymentsOf.get(row) ?? []).length > 0 || row.words.some(isReference);
	const book = splitBook();
	for (const payment of paid) {
		const anchors = (rowsOf.get(payment) ?? []).filter(book.isFree);
		if (anchors.length === 0 || holdsAll(wholePayment(payment), anchors.map(rowPart))) continue;
		const others = near(rows, anchors).filter((row) => book.isFree(row) && !names(row));
		const found = partsAround(wholePayment(payment), anchors.map(rowPart), others.map(rowPart));
		if (found !== null) book.keep("split_rows", [payment], pick([...anchors, ...others], found.parts), found.evidence);
	}
	for (const row of rows) {
		const anchors = (paymentsOf.get(row) ?? []).filter(book.isFree);
		if (anchors.length === 0 || !book.isFree(row)) continue;
		if (holdsAll(wholeRow(row), anchors.map(paymentPart(totalOf)))) continue;
		const others = near(paid, anchors).filter((each) => book.isFree(each) && (rowsOf.get(each) ?? []).length === 0);
		for (const minorOf of [totalOf, baseOf]) {
			const found = partsAround(wholeRow(row), anchors.map(paymentPart(minorOf)), others.map(paymentPart(minorOf)));
			if (found === null) continue;
			book.keep("split_payments", pick([...anchors, ...others], found.parts), [row], found.evidence);
			break;
		}
	}
	return book.splits;
}

/**
 * Splits among what no link and no reference explains: at most three parts, near each other and the whole, of the same
 * staff, and the only such sum there is. Always for a person.
 */
export function nearSplits(payments: readonly PaymentFacts[], rows: readonly RowFacts[]): readonly Split[] {
	const paid = payments.filter(mayBeKeyed);
	const book = splitBook();
	for (const payment of paid) {
		const others = rows.filter(
			(row) => book.isFree(row) && isNearWhole(payment.timeMs, row.timeMs) && !namesAnother(row, payment),
		);
		const found = onlySum(wholePayment(payment), others.map(rowPart));
		if (found !== null) book.keep("split_rows", [payment], pick(others, found), "near");
	}
	for (const row of rows) {
		if (!book.isFree(row)) continue;
		const others = paid.filter(
			(each) => book.isFree(each) && isNearWhole(each.timeMs, row.timeMs) && !namesAnother(row, each),
		);
		for (const minorOf of [totalOf, baseOf]) {
			const found = onlySum(wholeRow(row), others.map(paymentPart(minorOf)));
			if (found === null) continue;
			book.keep("split_payments", pick(others, found), [row], "near");
			break;
		}
	}
	return book.splits;
}

/** The note carries the reference of a sale that is not this payment's. */
const namesAnother = ({ words }: RowFacts, { reference }: PaymentFacts): boolean =>
	words.some((word) => isReference(word) && word !== reference);

function splitBook() {
	const used = new Set<Item>();
	const splits: Split[] = [];
	return {
		splits,
		isFree: (item: Item): boolean => !used.has(item),
		keep(kind: Split["kind"], some: readonly PaymentFacts[], parts: readonly RowFacts[], evidence: Evidence): void {
			for (const item of [...some, ...parts]) used.add(item);
			const decision = evidence === "anchored" ? "auto" : "review";
			splits.push({ kind, payments: some, rows: parts, decision, reasons: reasonsOf(evidence) });
		},
	};
}

const totalOf = ({ totalMinor }: PaymentFacts): number => totalMinor;
const baseOf = ({ baseMinor }: PaymentFacts): number => baseMinor;
const paymentPart =
	(minorOf: (payment: PaymentFacts) => number) =>
	(payment: PaymentFacts): Part => ({
		minor: minorOf(payment),
		timeMs: payment.timeMs,
		staff: payment.payment.staffId,
		merchant: payment.payment.merchantId,
	});
const rowPart = (row: RowFacts): Part => ({
	minor: row.totalMinor,
	timeMs: row.timeMs,
	staff: row.row.staffId,
	merchant: row.row.merchantId,
});

/** Staff forget tips: the goods alone may be what was keyed. */
const wholePayment = (payment: PaymentFacts): Whole => ({
	minors: new Set([payment.totalMinor, payment.baseMinor]),
	part: paymentPart(totalOf)(payment),
});
const wholeRow = (row: RowFacts): Whole => ({ minors: new Set([row.totalMinor, row.baseMinor]), part: rowPart(row) });

/** Items near any of the anchors; more than a few would make a sum by chance. */
function near<T extends Item>(items: readonly T[], anchors: readonly Item[]): readonly T[] {
	const found = items.filter(
		(item) => !anchors.includes(item) && anchors.some((anchor) => isNear(anchor.timeMs, item.timeMs)),
	);
	return found.length > NEAR_LIMIT ? [] : found;
}

const isNearWhole = (paidMs: number, keyedMs: number | null): boolean =>
	keyedMs !== null && keyedMs >= paidMs - BEFORE_MS && keyedMs <= paidMs + AFTER_MS;

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

function reasonsOf(evidence: Evidence): readonly Reason[] {
	const sum = { term: "amount", weight: AMOUNT.total.weight, text: "the parts add up to the whole" };
	const rivals = { term: "rivals", weight: -3, text: "the other parts only stand close by" };
	switch (evidence) {
		case "anchored":
			return [sum, { term: "reference", weight: SAME_ORDER.weight, text: "every part carries the reference or order" }];
		case "partly":
			return [
				sum,
				{ term: "reference", weight: REFERENCE.exact.weight, text: "one part carries the reference or order" },
				rivals,
			];
		case "near":
			return [sum, { term: "rivals", weight: -3, text: "the parts only stand close by, and no others add up" }];
	}
}
