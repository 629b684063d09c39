/** CORE. What one pool says: links, pairs with cards, and what is left over; classify.ts puts it into words of the report. */

import { repeatedPayments, saleOf, salesPaid } from "./captures.ts";
import { type Duplicate, findDuplicates } from "./duplicates.ts";
import { LEFT_OPEN_SCORE, linkPairs, type PairLink } from "./link-pairs.ts";
import type { PaymentFacts, Pool, RowFacts } from "./pool.ts";
import { poolsOf } from "./pool.ts";
import { type Routed, route } from "./routing.ts";
import type { FallbackPayment, Role, Row, Upload } from "./row.ts";
import { findSplits, type Split } from "./splits.ts";
import { clockErrors } from "./terminal-clock.ts";
import { rowsOf } from "./uploads.ts";
import { layerOf } from "./weights.ts";

/** A card is taken for the same sale from even odds on: nothing forces a payment to have one. */
const CARD_OPEN_SCORE = 0;

export type Matched = {
	readonly pool: Pool;
	readonly routed: Routed;
	readonly links: readonly PairLink[];
	readonly splits: readonly Split[];
	/** Payments beside an approved card sale that looks like the same sale. */
	readonly charged: readonly PairLink[];
	/** Payments beside a stored card that did not go through. */
	readonly rescued: readonly PairLink[];
};

export type RoleMatches = {
	readonly role: Role;
	readonly rows: readonly Row[];
	readonly duplicates: readonly Duplicate[];
	readonly pools: readonly Matched[];
};

/** Everything one role has to say, in a fixed order. */
export function matchRole(role: Role, payments: readonly FallbackPayment[], uploads: readonly Upload[]): RoleMatches {
	const rows = rowsOf(role, uploads);
	const duplicates = findDuplicates(rows);
	const repeated = new Set(duplicates.map(({ row }) => row));
	const live = rows.filter((row) => !repeated.has(row));
	const pools = poolsOf(role, payments, live, clockErrors(live)).map(matchPool);
	return { role, rows, duplicates, pools };
}

function matchPool(pool: Pool): Matched {
	const routed = route(pool);
	const payments = withoutGivenUpAttempts(pool.payments);
	const splits = findSplits(payments, routed.keyed);
	const taken = new Set<PaymentFacts | RowFacts>(splits.flatMap((split) => [...split.payments, ...split.rows]));
	const keyed = routed.keyed.filter((row) => !taken.has(row));
	const open = oncePerRow(
		payments.filter((payment) => !taken.has(payment)),
		keyed,
	);
	return {
		pool,
		routed,
		splits,
		links: linkPairs(layerOf(pool.role), open, keyed, LEFT_OPEN_SCORE),
		charged: linkPairs("tapped", payments, routed.cards, CARD_OPEN_SCORE),
		rescued: linkPairs("tapped", payments, routed.lost, CARD_OPEN_SCORE).filter(isProven),
	};
}

/** A sale paid at the second attempt is the second attempt: the first must not compete with it for the row. */
function withoutGivenUpAttempts(payments: readonly PaymentFacts[]): readonly PaymentFacts[] {
	const paid = salesPaid(payments);
	return payments.filter(
		(facts) => ["paid", "refunded"].includes(facts.payment.status) || !paid.has(saleOf(facts) ?? ""),
	);
}

/** Of a sale paid twice over, as many payments are matched as rows carry its reference: the others have no row to look for. */
function oncePerRow(payments: readonly PaymentFacts[], rows: readonly RowFacts[]): readonly PaymentFacts[] {
	const surplus = new Set(
		repeatedPayments(payments).flatMap((group) => {
			const reference = group[0]?.reference ?? "";
			const carrying = rows.filter(({ words, key }) => words.includes(reference) || key === reference);
			return group.slice(Math.max(1, carrying.length));
		}),
	);
	return payments.filter((payment) => !surplus.has(payment));
}

/** The same order, card or whole reference. From amount and time alone 30 % are found at a precision of 99.5 % (measured). */
export const isProven = ({ scored }: PairLink): boolean =>
	scored.isSameOrder || scored.isSameCard || scored.reference === "exact";
