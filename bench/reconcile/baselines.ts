/**
 * What others do, re-implemented as reference/reconciliation.md §2.1 describes it: the yardstick of the invented world.
 * Each takes payments that stand for money and approved rows of another tender, and pairs them within a merchant.
 */

import { type FallbackPayment, type Row, rowName, rowTimeMs, rowTotalMinor } from "../../src/reconcile/row.ts";
import { DAY_MS, HOUR_MS } from "./shop.ts";
import type { World } from "./truth.ts";

export type Pair = { readonly paymentId: string; readonly rowName: string };
type Candidate = { readonly row: Row; readonly name: string; readonly atMs: number; readonly totalMinor: number };
/** The layer: rows keyed as another tender, or card rows for the double charges. */
export type Layer = "other" | "card";
export type Baseline = {
	readonly name: string;
	readonly pair: (payments: readonly FallbackPayment[], rows: readonly Candidate[]) => readonly Pair[];
};

const paidMs = (payment: FallbackPayment): number => payment.paidAtMs ?? payment.createdAtMs;
const dayOf = (atMs: number): number => Math.floor(atMs / DAY_MS);
const keyOf = (minor: number, atMs: number): string => `${minor}/${dayOf(atMs)}`;

export const BASELINES: readonly Baseline[] = [
	{ name: "SQL join on amount and day, all pairs", pair: joinAll },
	{ name: "SQL pairing by row_number on amount and day", pair: pairByNumber },
	{ name: "like Blnk: first match, 1 % and 1 h", pair: (payments, rows) => firstMatch(payments, rows, HOUR_MS) },
	{ name: "like Blnk: first match, 1 % and 12 h", pair: (payments, rows) => firstMatch(payments, rows, 12 * HOUR_MS) },
	{ name: "like Lerian: points, greedy, 1 h", pair: (payments, rows) => points(payments, rows, HOUR_MS) },
	{ name: "like Lerian: points, greedy, 12 h", pair: (payments, rows) => points(payments, rows, 12 * HOUR_MS) },
];

/** The pairs of all merchants by one of these methods. */
export function runBaseline(baseline: Baseline, world: World, layer: Layer): readonly Pair[] {
	const payments = groupBy(world.payments.filter(isMoney), ({ merchantId }) => merchantId);
	const rows = groupBy(world.rows.filter(isSaleOf(layer)), ({ merchantId }) => merchantId);
	return [...payments].flatMap(([merchantId, own]) =>
		baseline.pair(
			[...own].sort((a, b) => paidMs(a) - paidMs(b)),
			(rows.get(merchantId) ?? []).map(candidate).sort((a, b) => a.atMs - b.atMs),
		),
	);
}

export const isMoney = ({ status }: FallbackPayment): boolean =>
	status === "paid" || status === "refunded" || status === "claimed";
export const isSaleOf = (layer: Layer) => (row: Row) =>
	row.kind === "sale" && row.tender === layer && row.status === "approved";
const candidate = (row: Row): Candidate => ({
	row,
	name: rowName(row),
	atMs: rowTimeMs(row) ?? 0,
	totalMinor: rowTotalMinor(row),
});

/** Node 20 has no Map.groupBy. */
function groupBy<Item, Key>(items: readonly Item[], key: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
	const groups = new Map<Key, Item[]>();
	for (const item of items) {
		const group = groups.get(key(item));
		if (group === undefined) groups.set(key(item), [item]);
		else group.push(item);
	}
	return groups;
}

function joinAll(payments: readonly FallbackPayment[], rows: readonly Candidate[]): readonly Pair[] {
	const byKey = groupBy(rows, ({ totalMinor, atMs }) => keyOf(totalMinor, atMs));
	return payments.flatMap((payment) =>
		(byKey.get(keyOf(payment.amountMinor, paidMs(payment))) ?? []).map(({ name }) => ({
			paymentId: payment.paymentId,
			rowName: name,
		})),
	);
}

/** The n-th payment of an amount and day with the n-th row of it. */
function pairByNumber(payments: readonly FallbackPayment[], rows: readonly Candidate[]): readonly Pair[] {
	const byKey = groupBy(rows, ({ totalMinor, atMs }) => keyOf(totalMinor, atMs));
	const used = new Map<string, number>();
	return payments.flatMap((payment) => {
		const key = keyOf(payment.amountMinor, paidMs(payment));
		const number = used.get(key) ?? 0;
		used.set(key, number + 1);
		const found = byKey.get(key)?.[number];
		return found === undefined ? [] : [{ paymentId: payment.paymentId, rowName: found.name }];
	});
}

/** For each row the first payment by time that fits; nothing is used up. */
function firstMatch(
	payments: readonly FallbackPayment[],
	rows: readonly Candidate[],
	windowMs: number,
): readonly Pair[] {
	return rows.flatMap(({ name, atMs, totalMinor }) => {
		const found = payments.find(
			(payment) =>
				Math.abs(paidMs(payment) - atMs) <= windowMs && Math.abs(payment.amountMinor - totalMinor) <= totalMinor / 100,
		);
		return found === undefined ? [] : [{ paymentId: found.paymentId, rowName: name }];
	});
}

/** Amount 40, currency 30, date 20, reference 10, one rule after the other: first all four, then without the reference. */
function points(payments: readonly FallbackPayment[], rows: readonly Candidate[], windowMs: number): readonly Pair[] {
	const used = new Set<string>();
	const rule = (reaches: (payment: FallbackPayment, row: Candidate) => boolean) =>
		payments.flatMap((payment) => {
			if (used.has(payment.paymentId)) return [];
			const found = rows.find(
				(row) =>
					!used.has(row.name) &&
					row.totalMinor === payment.amountMinor &&
					Math.abs(paidMs(payment) - row.atMs) <= windowMs &&
					reaches(payment, row),
			);
			if (found === undefined) return [];
			used.add(found.name).add(payment.paymentId);
			return [{ paymentId: payment.paymentId, rowName: found.name }];
		});
	const named = rule(({ saleRef }, { row }) => saleRef !== null && row.note.toUpperCase().includes(saleRef));
	return [...named, ...rule(() => true)];
}
