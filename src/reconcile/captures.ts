/**
 * CORE. What belongs to one sale more than once: the attempts to pay it, and one charge captured twice within seconds
 * (the same order, amount and currency: stripe-node issue #747).
 */

import { isReference } from "../fallback/sale-reference.ts";
import type { PaymentFacts, RowFacts } from "./pool.ts";

const CAPTURE_WINDOW_MS = 60_000;

/** Merchant and reference of every sale that was paid by some attempt. */
export const salesPaid = (payments: readonly PaymentFacts[]): ReadonlySet<string> =>
	new Set(payments.filter(({ payment }) => payment.status === "paid").flatMap((paid) => saleOf(paid) ?? []));

/** The merchant and reference of a payment's sale, or null without a reference. */
export const saleOf = ({ payment, reference }: PaymentFacts): string | null =>
	reference === null ? null : `${payment.merchantId}\0${reference}`;

/** Groups of card rows that are one charge captured more than once, each group in the order of time. */
export function repeatedCaptures(cards: readonly RowFacts[]): readonly (readonly RowFacts[])[] {
	return repeated(
		cards,
		({ row, key, words }) => {
			const order = key ?? words.find(isReference) ?? null;
			return order === null
				? null
				: `${row.terminalId}\0${order}\0${row.amountMinor}\0${row.tipMinor}\0${row.cardLast4}`;
		},
		({ timeMs }) => timeMs,
	);
}

/** Groups of paid payments of one sale with one amount: the customer paid twice over the fallback rails. */
export function repeatedPayments(payments: readonly PaymentFacts[]): readonly (readonly PaymentFacts[])[] {
	const paid = payments.filter(({ payment, reference }) => payment.status === "paid" && reference !== null);
	return repeated(
		paid,
		({ payment, reference, totalMinor }) => `${payment.merchantId}\0${reference}\0${totalMinor}`,
		() => 0,
	);
}

function repeated<T>(
	items: readonly T[],
	keyOf: (item: T) => string | null,
	timeOf: (item: T) => number | null,
): readonly (readonly T[])[] {
	const groups = new Map<string, T[]>();
	for (const item of items) {
		const key = keyOf(item);
		if (key === null || timeOf(item) === null) continue;
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [item]);
		else group.push(item);
	}
	return [...groups.values()].flatMap((group) => {
		// Items come in the order of time: a run ends where the next one is a minute later.
		const runs: T[][] = [];
		for (const item of group) {
			const run = runs.at(-1);
			const before = run?.at(-1);
			const isNear = before !== undefined && (timeOf(item) ?? 0) - (timeOf(before) ?? 0) <= CAPTURE_WINDOW_MS;
			if (isNear && run !== undefined) run.push(item);
			else runs.push([item]);
		}
		return runs.filter((run) => run.length > 1);
	});
}
