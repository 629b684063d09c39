/** CORE. The links of a pool: the best one-to-one assignment of payments to rows, and which of them are certain. */

import { isPossibleAmount } from "./amount-relation.ts";
import { type Assigned, assign, type Edge } from "./assign.ts";
import { candidates } from "./candidates.ts";
import { groupBy } from "./group-by.ts";
import { isOneMerchant, type PaymentFacts, type RowFacts } from "./pool.ts";
import type { Decision, Reason } from "./report.ts";
import { round, type Scored, scorer } from "./score.ts";
import type { SurePair } from "./shop-habits.ts";
import type { Layer } from "./weights.ts";

/**
 * What an open payment costs, in log odds: a posterior of 2 %, not of one half, because that a row can belong to one
 * payment only is evidence too. Measured: at 0 recall falls from 91 to 76.
 */
export const LEFT_OPEN_SCORE = -4;
/** Log odds from which the program decides alone. */
export const AUTO_SCORE = -1;
/** And by which the best assignment must beat the best one without the link. */
export const AUTO_MARGIN = 3;
/** From amount and time alone: of the nearer ones one in sixteen is wrong (measured). */
const NAMELESS_MARGIN = 3.5;
const RIVALS_SHOWN_LIMIT = 5;

export type PairLink = {
	readonly payment: PaymentFacts;
	readonly row: RowFacts;
	readonly scored: Scored;
	readonly reasons: readonly Reason[];
	readonly margin: number | null;
	readonly decision: Decision;
	/** Rows of the same money could be swapped: decided as a set. */
	readonly isInterchangeable: boolean;
	readonly rivalPayments: readonly PaymentFacts[];
	readonly rivalRows: readonly RowFacts[];
};

/** Links above `openScore`, each payment and each row in at most one; `known` are pairs that people linked. */
export function linkPairs(
	layer: Layer,
	payments: readonly PaymentFacts[],
	rows: readonly RowFacts[],
	openScore: number,
	known: readonly SurePair[],
): readonly PairLink[] {
	if (payments.length === 0 || rows.length === 0) return [];
	const { score, reasons } = scorer(layer, payments, rows, known);
	const scores = new Map<Edge, Scored>();
	for (const { left, right } of candidates(payments, rows, layer)) {
		if (!isOneMerchant(payments[left]?.payment.merchantId ?? null, rows[right]?.row.merchantId ?? null)) continue;
		const scored = score(left, right);
		if (scored.score > openScore && isPossible(layer, scored))
			scores.set({ left, right, gain: scored.score - openScore }, scored);
	}
	const edges = [...scores.keys()];
	const rivalsOf = rivalIndex(edges);
	return assign(edges, (right) => moneyOf(rows[right])).flatMap((assigned): readonly PairLink[] => {
		const payment = payments[assigned.edge.left];
		const row = rows[assigned.edge.right];
		const scored = scores.get(assigned.edge);
		if (payment === undefined || row === undefined || scored === undefined) return [];
		const rivals = rivalsOf(assigned.edge);
		const enough = isNamed(scored) ? AUTO_MARGIN : NAMELESS_MARGIN;
		const isSure = assigned.margin >= enough;
		const isInterchangeable = !isSure && assigned.freely() >= enough;
		return [
			{
				payment,
				row,
				scored,
				reasons: reasons(assigned.edge.left, assigned.edge.right),
				margin: marginOf(assigned),
				// However near and rare the amount: staff wrote down another sale, and a person should look why.
				decision:
					scored.score >= AUTO_SCORE && !scored.isContradicted && (isSure || isInterchangeable) ? "auto" : "review",
				isInterchangeable,
				rivalPayments: rivals.lefts.flatMap((left) => payments[left] ?? []),
				rivalRows: rivals.rights.flatMap((right) => rows[right] ?? []),
			},
		];
	});
}

/** The same order, card or reference: what amount and time alone can never be. */
const isNamed = ({ isSameOrder, isSameCard, reference }: Scored): boolean =>
	isSameOrder || isSameCard || reference !== "none";

/** In a quiet shop a minute's distance alone scores well; without a name the amounts must have something in common. */
function isPossible(layer: Layer, scored: Scored): boolean {
	if (isNamed(scored)) return true;
	return isPossibleAmount(layer, scored.amount);
}

const marginOf = ({ margin }: Assigned): number | null => (Number.isFinite(margin) ? round(margin) : null);

/** Rows that are the same money: a swap between them changes nothing in the books. */
const moneyOf = (row: RowFacts | undefined): string =>
	row === undefined ? "" : `${row.row.amountMinor}/${row.row.tipMinor}/${row.row.tender}/${row.row.status}`;

/** The strongest other ends of the edges that share an end with this one. */
function rivalIndex(edges: readonly Edge[]) {
	const byLeft = groupBy(edges, ({ left }) => left);
	const byRight = groupBy(edges, ({ right }) => right);
	const strongest = (list: readonly Edge[] | undefined, edge: Edge): readonly Edge[] =>
		(list ?? [])
			.filter((other) => other !== edge && other.gain > edge.gain - AUTO_MARGIN)
			.sort((a, b) => b.gain - a.gain || a.left - b.left || a.right - b.right)
			.slice(0, RIVALS_SHOWN_LIMIT);
	return (edge: Edge) => ({
		lefts: strongest(byRight.get(edge.right), edge).map(({ left }) => left),
		rights: strongest(byLeft.get(edge.left), edge).map(({ right }) => right),
	});
}
