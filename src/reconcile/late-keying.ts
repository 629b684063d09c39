/**
 * CORE. When the sales of an outage were keyed afterwards, from the pile of receipts. Where staff kept the order of the
 * pile, a row between two rows whose sales are known belongs to a sale between those two.
 */

import { groupBy } from "./group-by.ts";

/** When a row was keyed, on which terminal's clock. */
export type KeyedAt = { readonly keyedMs: number; readonly clock: string };
/** A payment and the row that is surely its: when it was paid and when it was keyed. */
export type Anchor = KeyedAt & { readonly paidMs: number };

/** From so much later on a row was not keyed for the customer who stood there. */
const LATE_MS = 900_000;
/** Rows of one pile follow each other within this; a longer pause begins another. */
const PAUSE_MS = 2_700_000;
const ANCHORS_MIN_COUNT = 4;
/** The order counts only where nearly all known rows keep it: used on a shuffled pile it costs more than it gains (measured). */
const KEPT_PER_CENT = 80;
/** How far a pile may reach beyond the rows that are known. */
const BEYOND_MS = 600_000;
const SLACK_MS = 60_000;
/** Whatever was sold is keyed by the next evening. */
const LATEST_MS = 129_600_000;
const LATE_SHARE = 0.2;
const PRIOR_ANCHORS = 10;

export type LateKeying = {
	/** How many sales in one are keyed late. */
	readonly share: number;
	/** Between when a sale paid at that time would have been keyed in the pile of that row; null when it is in none. */
	readonly windowOf: (paidMs: number, row: KeyedAt) => Window | null;
};
export type Window = { readonly fromMs: number; readonly toMs: number; readonly isOrdered: boolean };

type Pile = Window & { readonly kept: readonly Anchor[] };

/**
 * The piles that anchors show, and rows that were keyed when nobody had paid for a while (`paidMs` sorted); each
 * terminal has a clock of its own.
 */
export function lateKeying(
	anchors: readonly Anchor[],
	rows: readonly KeyedAt[],
	paidMs: readonly number[],
): LateKeying {
	const late = anchors.filter((anchor) => anchor.keyedMs - anchor.paidMs > LATE_MS);
	const byClock = groupBy([...late, ...unattended(rows, paidMs)], ({ clock }) => clock);
	const piles = new Map([...byClock].map(([clock, keyed]) => [clock, pilesOf(keyed)]));
	return {
		share: (late.length + LATE_SHARE * PRIOR_ANCHORS) / (anchors.length + PRIOR_ANCHORS),
		windowOf(paid, { keyedMs, clock }) {
			if (keyedMs < paid || keyedMs > paid + LATEST_MS) return null;
			const pile = piles.get(clock)?.find(({ fromMs, toMs }) => keyedMs >= fromMs && keyedMs <= toMs);
			const window = pile === undefined ? null : windowIn(pile, paid);
			return window !== null && keyedMs >= window.fromMs && keyedMs <= window.toMs ? window : null;
		},
	};
}

/** Rows before which nobody had paid for so long that they can only be keyed late. */
function unattended(rows: readonly KeyedAt[], paidMs: readonly number[]): readonly KeyedAt[] {
	let next = 0;
	return [...rows]
		.sort((a, b) => a.keyedMs - b.keyedMs)
		.filter(({ keyedMs }) => {
			while ((paidMs[next] ?? Number.POSITIVE_INFINITY) <= keyedMs) next++;
			const last = paidMs[next - 1];
			return last !== undefined && keyedMs - last > LATE_MS && keyedMs - last < LATEST_MS;
		});
}

function pilesOf(keyed: readonly (KeyedAt | Anchor)[]): readonly Pile[] {
	const sorted = [...keyed].sort((a, b) => a.keyedMs - b.keyedMs);
	const piles: (KeyedAt | Anchor)[][] = [];
	for (const row of sorted) {
		const pile = piles.at(-1);
		if (pile !== undefined && row.keyedMs - (pile.at(-1)?.keyedMs ?? 0) <= PAUSE_MS) pile.push(row);
		else piles.push([row]);
	}
	return piles.map((pile) => {
		const known = pile.filter((row) => "paidMs" in row).sort((a, b) => a.paidMs - b.paidMs || a.keyedMs - b.keyedMs);
		const kept = longestRun(known);
		const isOrdered = kept.length >= ANCHORS_MIN_COUNT && kept.length * 100 >= known.length * KEPT_PER_CENT;
		// Rows that show the pile themselves show where it ends.
		const beyondMs = known.length === pile.length ? BEYOND_MS : SLACK_MS;
		return {
			kept,
			isOrdered,
			fromMs: (pile[0]?.keyedMs ?? 0) - beyondMs,
			toMs: (pile.at(-1)?.keyedMs ?? 0) + beyondMs,
		};
	});
}

function windowIn({ kept, isOrdered, fromMs, toMs }: Pile, paidMs: number): Window {
	if (!isOrdered) return { fromMs, toMs, isOrdered };
	// Who paid in the same moment may lie on either side in the pile.
	const before = kept.findLast((anchor) => anchor.paidMs < paidMs);
	const next = kept.find((anchor) => anchor.paidMs > paidMs);
	return {
		fromMs: before === undefined ? fromMs : before.keyedMs - SLACK_MS,
		toMs: next === undefined ? toMs : next.keyedMs + SLACK_MS,
		isOrdered,
	};
}

/** The most anchors that were keyed in the order they were paid (patience sorting; Fredman 1975). */
function longestRun(sorted: readonly Anchor[]): readonly Anchor[] {
	const tails: number[] = [];
	const before: number[] = [];
	const keyedAt = (index: number | undefined): number => (index === undefined ? 0 : (sorted[index]?.keyedMs ?? 0));
	for (const [index, { keyedMs }] of sorted.entries()) {
		let low = 0;
		let high = tails.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (keyedAt(tails[middle]) <= keyedMs) low = middle + 1;
			else high = middle;
		}
		before.push(low === 0 ? -1 : (tails[low - 1] ?? -1));
		tails[low] = index;
	}
	const run: Anchor[] = [];
	for (let index = tails.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) {
		const anchor = sorted[index];
		if (anchor !== undefined) run.unshift(anchor);
	}
	return run;
}
