/** CORE. What one pool says: links, pairs with cards, and what is left over; classify.ts puts it into words of the report. */

import { repeatedPayments, saleOf, salesPaid } from "./captures.ts";
import { type Duplicate, findDuplicates } from "./duplicates.ts";
import { LEFT_OPEN_SCORE, linkPairs, type PairLink } from "./link-pairs.ts";
import type { PaymentFacts, Pool, RowFacts } from "./pool.ts";
import { isOneMerchant, poolsOf } from "./pool.ts";
import { type Routed, route } from "./routing.ts";
import type { FallbackPayment, Role, Row, Upload } from "./row.ts";
import type { SurePair } from "./shop-habits.ts";
import { anchoredSplits, nearSplits, type Split } from "./splits.ts";
import { clockErrors } from "./terminal-clock.ts";
import { rowsOf } from "./uploads.ts";
import { type Layer, layerOf } from "./weights.ts";

/** A card is taken for the same sale from even odds on: nothing forces a payment to have one. */
const CARD_OPEN_SCORE = 0;

/** With fewer whole references among the links, the links themselves are learnt from, from this score on. */
const NAMED_ENOUGH_PER_CENT = 50;
const LEARN_SCORE = 0;

/** A payment and a row, by the names the report uses, that a person says are one sale. */
export type Pinned = { readonly paymentId: string; readonly row: string };

export type Matched = {
	readonly pool: Pool;
	readonly routed: Routed;
	/** Linked by a person: nothing else may have them. */
	readonly pinned: readonly { readonly payment: PaymentFacts; readonly row: RowFacts }[];
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
export function matchRole(
	role: Role,
	payments: readonly FallbackPayment[],
	uploads: readonly Upload[],
	pins: readonly Pinned[],
): RoleMatches {
	const rows = rowsOf(role, uploads);
	const duplicates = findDuplicates(rows);
	const repeated = new Set(duplicates.map(({ row }) => row));
	const live = rows.filter((row) => !repeated.has(row));
	const pools = poolsOf(role, payments, live, clockErrors(live)).map((pool) => matchPool(pool, pins));
	return { role, rows, duplicates, pools };
}

function matchPool(pool: Pool, pins: readonly Pinned[]): Matched {
	const routed = route(pool);
	const pinned = pinnedIn(pool.payments, routed.keyed, pins);
	const taken = new Set<PaymentFacts | RowFacts>(pinned.flatMap(({ payment, row }) => [payment, row]));
	const payments = withoutGivenUpAttempts(pool.payments);
	const isFree = (item: PaymentFacts | RowFacts): boolean => !taken.has(item);
	const anchored = anchoredSplits(payments.filter(isFree), routed.keyed.filter(isFree));
	for (const split of anchored) for (const item of [...split.payments, ...split.rows]) taken.add(item);
	const keyed = routed.keyed.filter(isFree);
	const open = oncePerRow(payments.filter(isFree), keyed);
	const links = linkKeyed(layerOf(pool.role), open, keyed, pinned);
	for (const { payment, row } of links) taken.add(payment).add(row);
	const isTerminal = pool.role === "terminal";
	const near = isTerminal ? nearSplits(open.filter(isFree), keyed.filter(isFree)) : [];
	return {
		pool,
		routed,
		pinned,
		splits: [...anchored, ...near],
		links,
		charged: linkPairs("tapped", payments, routed.cards, CARD_OPEN_SCORE, []),
		rescued: linkPairs("tapped", payments, routed.lost, CARD_OPEN_SCORE, []).filter(isProven),
	};
}

/**
 * The links of payments with keyed rows. Where few references were typed, the surest links of a first round show the
 * shop's habits to a second one (expectation-maximisation, with each link either sure or not).
 */
function linkKeyed(
	layer: Layer,
	payments: readonly PaymentFacts[],
	rows: readonly RowFacts[],
	known: readonly SurePair[],
): readonly PairLink[] {
	const first = linkPairs(layer, payments, rows, LEFT_OPEN_SCORE, known);
	const named = first.filter(({ scored }) => scored.reference === "exact").length;
	if (layer !== "keyed" || named * 100 >= first.length * NAMED_ENOUGH_PER_CENT) return first;
	const sure = first.filter(
		({ scored, decision }) => scored.reference !== "exact" && scored.score >= LEARN_SCORE && decision === "auto",
	);
	return linkPairs(layer, payments, rows, LEFT_OPEN_SCORE, [...known, ...sure]);
}

/** The pins that this pool can honour, the newest first: each payment and each row once. */
function pinnedIn(
	payments: readonly PaymentFacts[],
	keyed: readonly RowFacts[],
	pins: readonly Pinned[],
): Matched["pinned"] {
	const paymentOf = new Map(payments.map((payment) => [payment.id, payment]));
	const rowOf = new Map(keyed.map((row) => [row.name, row]));
	return pins.toReversed().flatMap(({ paymentId, row: name }) => {
		const payment = paymentOf.get(paymentId);
		const row = rowOf.get(name);
		if (payment === undefined || row === undefined) return [];
		if (!isOneMerchant(payment.payment.merchantId, row.row.merchantId)) return [];
		paymentOf.delete(paymentId);
		rowOf.delete(name);
		return [{ payment, row }];
	});
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
