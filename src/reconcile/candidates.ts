/** CORE. Which pairs are worth a score: the same amount in the time window, a reference or order in common, or a slip close by. */

import { isReference } from "../fallback/sale-reference.ts";
import { amountRelation, isPossibleAmount } from "./amount-relation.ts";
import type { PaymentFacts, RowFacts } from "./pool.ts";
import { mayBeReference, meetingKeys } from "./reference.ts";
import { type Layer, TIME } from "./weights.ts";

/** Of one amount and one payment, the nearest in time; more would only be the same coffee of another hour. */
const SAME_AMOUNT_LIMIT = 60;
/** A mistyped amount without a reference is looked for only this near. */
const SLIP_WINDOW_MS = 900_000;
const SLIP_LIMIT = 60;
/** A key that fits more payments than this says nothing about one. */
const SHARED_KEY_LIMIT = 50;
const MINUTE_MS = 60_000;

export type Pair = { readonly left: number; readonly right: number };

/** Pairs of indices into `payments` and `rows` (both sorted by time), each once, sorted. */
export function candidates(
	payments: readonly PaymentFacts[],
	rows: readonly RowFacts[],
	layer: Layer,
): readonly Pair[] {
	const found = payments.map(() => new Set<number>());
	const byAmount = amountIndex(rows);
	const profile = TIME[layer];
	const last = profile.bins.at(-1)?.to ?? 0;
	const untimed = rows.flatMap((row, index) => (row.timeMs === null ? [index] : [])).slice(0, SAME_AMOUNT_LIMIT);
	const times = rows.map((row) => row.timeMs ?? Number.NEGATIVE_INFINITY);
	payments.forEach((payment, left) => {
		const mine = found[left];
		if (mine === undefined) return;
		const from = payment.timeMs + profile.from * MINUTE_MS;
		const to = payment.timeMs + last * MINUTE_MS;
		for (const amount of new Set([payment.totalMinor, payment.baseMinor])) {
			for (const right of nearest(byAmount.get(amount) ?? [], times, payment.timeMs, from, to)) mine.add(right);
		}
		const near = lowerBound(times, payment.timeMs - SLIP_WINDOW_MS);
		for (let right = near; right < Math.min(rows.length, near + SLIP_LIMIT); right++) {
			const row = rows[right];
			if (row === undefined || (row.timeMs ?? 0) > payment.timeMs + SLIP_WINDOW_MS) break;
			const isSameCard = row.row.cardLast4 !== null && row.row.cardLast4 === payment.payment.cardLast4;
			if (isSameCard || isPossibleAmount(layer, amountRelation(payment, row))) mine.add(right);
		}
		for (const right of untimed) mine.add(right);
	});
	meetings(payments, rows, (left, right) => found[left]?.add(right));
	return found.flatMap((mine, left) => [...mine].sort((a, b) => a - b).map((right) => ({ left, right })));
}

/** Rows by total and by amount without tip, each list in time order. */
function amountIndex(rows: readonly RowFacts[]): ReadonlyMap<number, readonly number[]> {
	const index = new Map<number, number[]>();
	rows.forEach((row, right) => {
		if (row.timeMs === null) return;
		for (const amount of new Set([row.totalMinor, row.baseMinor])) {
			const list = index.get(amount);
			if (list === undefined) index.set(amount, [right]);
			else list.push(right);
		}
	});
	return index;
}

/** Of rows in time order those within the window, at most the limit, the nearest first. */
function nearest(
	list: readonly number[],
	times: readonly number[],
	aroundMs: number,
	fromMs: number,
	toMs: number,
): readonly number[] {
	const timeAt = (i: number) => times[list[i] ?? -1] ?? Number.NaN;
	let low = 0;
	let high = list.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (timeAt(middle) < aroundMs) low = middle + 1;
		else high = middle;
	}
	const taken: number[] = [];
	let before = low - 1;
	let after = low;
	while (taken.length < SAME_AMOUNT_LIMIT) {
		const hasBefore = before >= 0 && timeAt(before) >= fromMs;
		const hasAfter = after < list.length && timeAt(after) <= toMs;
		if (!hasBefore && !hasAfter) break;
		const isBefore = hasBefore && (!hasAfter || aroundMs - timeAt(before) < timeAt(after) - aroundMs);
		const next = list[isBefore ? before-- : after++];
		if (next !== undefined) taken.push(next);
	}
	return taken;
}

/** Every pair that a word of the note or the order field brings together, wherever in time. */
function meetings(
	payments: readonly PaymentFacts[],
	rows: readonly RowFacts[],
	meet: (left: number, right: number) => void,
): void {
	const indexOf = (keysOf: (payment: PaymentFacts) => readonly string[]): ReadonlyMap<string, readonly number[]> => {
		const index = new Map<string, number[]>();
		payments.forEach((payment, left) => {
			for (const key of keysOf(payment)) {
				const list = index.get(key);
				if (list === undefined) index.set(key, [left]);
				else if (list.at(-1) !== left) list.push(left);
			}
		});
		return index;
	};
	if (rows.every(({ words, key }) => key === null && words.length === 0)) return;
	const byKey = indexOf(({ keys }) => keys);
	let byPart: ReadonlyMap<string, readonly number[]> | null = null;
	rows.forEach(({ words, key }, right) => {
		const meetAll = (lefts: readonly number[] | undefined): void => {
			if (lefts !== undefined && lefts.length <= SHARED_KEY_LIMIT) for (const left of lefts) meet(left, right);
		};
		if (key !== null) meetAll(byKey.get(key));
		for (const word of words) {
			const whole = byKey.get(word);
			meetAll(whole);
			// A word that is a sale's whole reference is no part and no slip of another's.
			if ((whole !== undefined && isReference(word)) || !mayBeReference(word)) continue;
			byPart ??= indexOf(({ reference }) => (reference === null ? [] : meetingKeys(reference)));
			for (const part of meetingKeys(word)) meetAll(byPart.get(part));
		}
	});
}

const lowerBound = (sorted: readonly number[], value: number): number => {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((sorted[middle] ?? 0) < value) low = middle + 1;
		else high = middle;
	}
	return low;
};
