/**
 * CORE. When the sales of an outage were keyed afterwards, from the pile of receipts. Where staff kept the order of the
 * pile, a row between two rows whose sales are known belongs to a sale between those two.
 */

/** A payment and the row that carries its reference and amount: when it was paid and when it was keyed. */
export type Anchor = { readonly paidMs: number; readonly keyedMs: number; readonly clock: string };

/** From so much later on a row was not keyed for the customer who stood there. */
const LATE_MS = 900_000;
const ANCHORS_MIN_COUNT = 4;
/** The order counts only where nearly all known rows keep it: used on a shuffled pile it costs more than it gains (measured). */
const KEPT_PER_CENT = 80;
/** How far the pile may reach beyond the rows that are known. */
const BEYOND_MS = 600_000;
const SLACK_MS = 60_000;
const LATE_SHARE = 0.2;
const PRIOR_ANCHORS = 10;

export type LateKeying = {
	/** How many sales in one are keyed late. */
	readonly share: number;
	/** Between when a sale paid at that time would have been keyed on that clock, and whether by the order of receipts. */
	readonly windowOf: (paidMs: number, clock: string) => Window | null;
};
export type Window = { readonly fromMs: number; readonly toMs: number; readonly isOrdered: boolean };

type Pile = {
	readonly kept: readonly Anchor[];
	readonly fromMs: number;
	readonly toMs: number;
	readonly isOrdered: boolean;
};

/** What the anchors tell of the pile; each terminal has a clock of its own. */
export function lateKeying(anchors: readonly Anchor[]): LateKeying {
	const late = anchors.filter(({ paidMs, keyedMs }) => keyedMs - paidMs > LATE_MS);
	const piles = new Map<string, Pile>();
	for (const clock of new Set(late.map((anchor) => anchor.clock))) {
		piles.set(clock, pileOf(late.filter((anchor) => anchor.clock === clock)));
	}
	return {
		share: (late.length + LATE_SHARE * PRIOR_ANCHORS) / (anchors.length + PRIOR_ANCHORS),
		windowOf(paidMs, clock) {
			const pile = piles.get(clock);
			return pile === undefined ? null : windowIn(pile, paidMs);
		},
	};
}

function pileOf(late: readonly Anchor[]): Pile {
	const sorted = [...late].sort((a, b) => a.paidMs - b.paidMs || a.keyedMs - b.keyedMs);
	const kept = longestRun(sorted);
	const isOrdered = kept.length >= ANCHORS_MIN_COUNT && kept.length * 100 >= sorted.length * KEPT_PER_CENT;
	const keyed = sorted.map(({ keyedMs }) => keyedMs).sort((a, b) => a - b);
	return { kept, isOrdered, fromMs: (keyed[0] ?? 0) - BEYOND_MS, toMs: (keyed.at(-1) ?? 0) + BEYOND_MS };
}

function windowIn({ kept, isOrdered, fromMs, toMs }: Pile, paidMs: number): Window {
	if (!isOrdered) return { fromMs, toMs, isOrdered };
	const after = kept.findIndex((anchor) => anchor.paidMs >= paidMs);
	const next = after < 0 ? null : kept[after];
	const before = kept[after < 0 ? kept.length - 1 : after - 1];
	return {
		fromMs: (before?.keyedMs ?? fromMs) - SLACK_MS,
		toMs: (next?.keyedMs ?? toMs) + SLACK_MS,
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
			if (keyedAt(tails[middle]) < keyedMs) low = middle + 1;
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
