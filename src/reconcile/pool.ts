/** CORE. What may be matched with each other: the payments and rows of one merchant, one currency and one role. */

import { noteWords, plainReference } from "./reference.ts";
import { type FallbackPayment, type Role, type Row, rowName, rowTimeMs, rowTotalMinor } from "./row.ts";

/** A payment with what matching asks of it again and again. */
export type PaymentFacts = {
	readonly payment: FallbackPayment;
	readonly id: string;
	/** When the money was asked for or came. */
	readonly timeMs: number;
	readonly totalMinor: number;
	readonly baseMinor: number;
	readonly reference: string | null;
	/** Ids that name this payment in a row's order field. */
	readonly keys: readonly string[];
};

/** A row with the same; `timeMs` is the terminal's clock set right as far as its error is known. */
export type RowFacts = {
	readonly row: Row;
	readonly name: string;
	readonly timeMs: number | null;
	readonly totalMinor: number;
	readonly baseMinor: number;
	readonly words: readonly string[];
	readonly key: string | null;
};

export type Pool = {
	readonly role: Role;
	readonly currency: string;
	readonly payments: readonly PaymentFacts[];
	readonly rows: readonly RowFacts[];
};

/**
 * The pools of one role in a fixed order, each sorted by name, whatever the order of the input.
 * Where a row does not say whose it is (Square's export does not), all merchants of its currency share one pool.
 */
export function poolsOf(
	role: Role,
	payments: readonly FallbackPayment[],
	rows: readonly Row[],
	clockErrorMs: (row: Row) => number,
): readonly Pool[] {
	const sharing = new Set(
		[...payments, ...rows].filter((item) => item.merchantId === null).map((item) => item.currency),
	);
	const pools = new Map<string, { currency: string; payments: PaymentFacts[]; rows: RowFacts[] }>();
	const poolOf = ({ currency, merchantId }: { readonly currency: string; readonly merchantId: string | null }) => {
		const key = `${currency}/${sharing.has(currency) ? "" : merchantId}`;
		const known = pools.get(key);
		if (known !== undefined) return known;
		const opened = { currency, payments: [], rows: [] };
		pools.set(key, opened);
		return opened;
	};
	for (const payment of payments) poolOf(payment).payments.push(paymentFacts(payment));
	for (const row of rows) poolOf(row).rows.push(rowFacts(row, clockErrorMs(row)));
	return [...pools.entries()]
		.sort(([a], [b]) => compare(a, b))
		.map(([, pool]) => ({
			role,
			currency: pool.currency,
			payments: pool.payments.sort((a, b) => a.timeMs - b.timeMs || compare(a.id, b.id)),
			rows: pool.rows.sort((a, b) => (a.timeMs ?? 0) - (b.timeMs ?? 0) || compare(a.name, b.name)),
		}));
}

function paymentFacts(payment: FallbackPayment): PaymentFacts {
	const { saleRef, orderId, paymentId } = payment;
	return {
		payment,
		id: paymentId,
		timeMs: payment.paidAtMs ?? payment.createdAtMs,
		totalMinor: payment.amountMinor,
		baseMinor: payment.amountMinor - payment.tipMinor,
		reference: saleRef === null ? null : plainReference(saleRef),
		keys: [saleRef, orderId, paymentId].filter((key) => key !== null).map(plainReference),
	};
}

function rowFacts(row: Row, clockErrorMs: number): RowFacts {
	const timeMs = rowTimeMs(row);
	return {
		row,
		name: rowName(row),
		timeMs: timeMs === null ? null : timeMs - (row.terminalTime === null ? 0 : clockErrorMs),
		totalMinor: rowTotalMinor(row),
		baseMinor: row.amountMinor,
		words: noteWords(row.note),
		key: row.orderId === null ? null : plainReference(row.orderId),
	};
}

/** Whether two items may concern one merchant: in a shared pool those that name different ones never meet. */
export const isOneMerchant = (a: string | null, b: string | null): boolean => a === null || b === null || a === b;

/** Order by code units: the same on every machine, unlike `localeCompare`. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A copy in the order of its keys, each of which is made once. */
export const sortedBy = <T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] =>
	items
		.map((item) => ({ item, key: keyOf(item) }))
		.sort((a, b) => compare(a.key, b.key))
		.map(({ item }) => item);
