/** CORE. What a shop's own rows teach the score: who keys how much, how busy an hour is, how long after the sale rows are keyed. */

import { type Anchor, lateKeying } from "./late-keying.ts";
import type { PaymentFacts, RowFacts } from "./pool.ts";
import { type Layer, TIME, type Weight } from "./weights.ts";

const HALF_HOUR_MS = 1_800_000;
const MINUTE_MS = 60_000;
const HOUR_MIN = 60;
/** The default profile counts as much as this many pairs seen. */
const PROFILE_PAIRS = 30;
const AGREEMENT_PAIRS = 20;

/** The share of rows with a value among those that have any, smoothed so that none is impossible or certain. */
export function sharesOf(
	rows: readonly RowFacts[],
	fieldOf: (row: RowFacts) => string | null,
): (value: string) => number {
	const counted = new Map<string, number>();
	let all = 0;
	for (const row of rows) {
		const value = fieldOf(row);
		if (value === null) continue;
		counted.set(value, (counted.get(value) ?? 0) + 1);
		all++;
	}
	return (value) => ((counted.get(value) ?? 0) + 1) / (all + 2);
}

/** For each row (in time order) how many rows, itself included, lie within half an hour. */
export function nearbyCounts(rows: readonly RowFacts[]): readonly number[] {
	let from = 0;
	let to = 0;
	return rows.map((row) => {
		const { timeMs } = row;
		if (timeMs === null) return rows.length;
		while ((rows[from]?.timeMs ?? Number.NEGATIVE_INFINITY) < timeMs - HALF_HOUR_MS) from++;
		while (to < rows.length && (rows[to]?.timeMs ?? Number.NEGATIVE_INFINITY) <= timeMs + HALF_HOUR_MS) to++;
		return Math.max(1, to - from);
	});
}

/** The weight of the time from payment to row: its density among true pairs against an even spread over an hour. */
export type TimeWeights = (payment: PaymentFacts, row: RowFacts) => Weight | null;

const OUTSIDE: Weight = { weight: -8, text: "outside every usual time" };
const IN_ORDER = "keyed late, in the order of the receipts";
const IN_PILE = "keyed late, when others of the outage were";

/**
 * The default profile of a layer, corrected by the pairs whose reference and amount leave no doubt; for keyed rows beside
 * it when the pile of receipts was keyed. Null for a row without a time.
 */
export function timeWeights(
	layer: Layer,
	payments: readonly PaymentFacts[],
	rows: readonly RowFacts[],
	sure: readonly SurePair[],
): TimeWeights {
	const { from, bins } = TIME[layer];
	const binOf = (minutes: number): number => (minutes < from ? -1 : bins.findIndex(({ to }) => minutes < to));
	const seen = bins.map(() => 0);
	const anchors = anchorsOf(sure);
	let pairs = 0;
	for (const { paidMs, keyedMs } of anchors) {
		const bin = binOf((keyedMs - paidMs) / MINUTE_MS);
		if (bin < 0) continue;
		seen[bin] = (seen[bin] ?? 0) + 1;
		pairs++;
	}
	const weights = bins.map(({ to, share, text }, index): Weight => {
		const width = to - (bins[index - 1]?.to ?? from);
		const learnt = (share * PROFILE_PAIRS + (seen[index] ?? 0)) / (PROFILE_PAIRS + pairs);
		return { weight: Math.log((learnt / width) * HOUR_MIN), text };
	});
	const keyed = rows.flatMap((row) => (row.timeMs === null ? [] : [{ keyedMs: row.timeMs, clock: clockName(row) }]));
	const paid = payments.map(({ timeMs }) => timeMs);
	const late = layer === "keyed" ? lateKeying(anchors, keyed, paid) : null;
	return (payment, row) => {
		if (row.timeMs === null) return null;
		const usual = weights[binOf((row.timeMs - payment.timeMs) / MINUTE_MS)] ?? OUTSIDE;
		const window = late?.windowOf(payment.timeMs, { keyedMs: row.timeMs, clock: clockName(row) }) ?? null;
		if (late === null || window === null) return usual;
		const minutes = (window.toMs - window.fromMs) / MINUTE_MS;
		const weight = Math.log((late.share / minutes) * HOUR_MIN);
		return weight > usual.weight ? { weight, text: window.isOrdered ? IN_ORDER : IN_PILE } : usual;
	};
}

const clockName = ({ row }: RowFacts): string => row.terminalId ?? "";

/** A payment and a row that leave no doubt to be one sale, so that a shop's habits can be seen in them. */
export type SurePair = { readonly payment: PaymentFacts; readonly row: RowFacts };

/** The pairs of equal totals where exactly one payment and one row carry a reference. */
export function surePairs(payments: readonly PaymentFacts[], rows: readonly RowFacts[]): readonly SurePair[] {
	const paymentOf = onlyOnes(payments, ({ reference }) => (reference === null ? [] : [reference]));
	const rowOf = onlyOnes(rows, ({ words }) => words);
	return [...paymentOf].flatMap(([reference, payment]) => {
		const row = rowOf.get(reference);
		return row === undefined || row.totalMinor !== payment.totalMinor ? [] : [{ payment, row }];
	});
}

const anchorsOf = (sure: readonly SurePair[]): readonly Anchor[] =>
	sure.flatMap(({ payment, row }) =>
		row.timeMs === null ? [] : [{ paidMs: payment.timeMs, keyedMs: row.timeMs, clock: clockName(row) }],
	);

/** How often a field of the sure pairs agrees; the default counts as much as so many pairs. */
export function agreedShare(
	sure: readonly SurePair[],
	usual: number,
	agrees: (pair: SurePair) => boolean | null,
): number {
	const told = sure.map(agrees).filter((agreed) => agreed !== null);
	return (usual * AGREEMENT_PAIRS + told.filter(Boolean).length) / (AGREEMENT_PAIRS + told.length);
}

function onlyOnes<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): ReadonlyMap<string, T> {
	const only = new Map<string, T>();
	const twice = new Set<string>();
	for (const item of items) {
		for (const key of keysOf(item)) {
			if (only.has(key)) twice.add(key);
			only.set(key, item);
		}
	}
	for (const key of twice) only.delete(key);
	return only;
}
