/** CORE. What every decision about a sale has in common: which rows it writes, who hears of it, when to look again. */

import type { Address, Decided, Mail, Moment } from "../actor.ts";
import { isOpen, movePayment, type Payment } from "./payment.ts";
import { type Sale, type SaleNotice, type SaleWrite, saleState } from "./sale.ts";
import type { Shop } from "./shop.ts";

export type SaleDecided = Decided<Sale | null, SaleWrite, Mail<SaleNotice>>;
export type SaleContext = { readonly shop: Shop; readonly publicUrl: string };

/** The sale with these payments changed or new: written in this order, told to whoever asked for it. */
export function decided(sale: Sale, changed: readonly Payment[]): SaleDecided {
	const fresh = changed.filter(({ state }) => state === "created");
	return {
		state: sale,
		writes: [
			{ kind: "sale", sale, state: saleState(sale) },
			...changed.map((payment): SaleWrite => ({ kind: "payment", sale, payment })),
			...fresh.map(({ code }): SaleWrite => ({ kind: "address", code, targetId: sale.id })),
		],
		effects: notify(sale),
		wakeAtMs: wakeAt(sale),
	};
}

/** The event came twice, late or out of order. */
export const unchanged = (sale: Sale | null): SaleDecided => ({
	state: sale,
	writes: [],
	effects: [],
	wakeAtMs: sale && wakeAt(sale),
});

/** Nothing has changed, and whoever asked hears where the sale stands. */
export const asItStands = (sale: Sale): SaleDecided => ({ ...unchanged(sale), effects: notify(sale) });

/** One payment takes the place of another of the same id; the same object means that nothing has changed. */
export function replace(sale: Sale, before: Payment, after: Payment): SaleDecided {
	if (after === before) return unchanged(sale);
	return decided(withPayments(sale, [after]), [after]);
}

export const withPayments = (sale: Sale, changed: readonly Payment[]): Sale => ({
	...sale,
	payments: sale.payments.map((old) => changed.find(({ id }) => id === old.id) ?? old),
});

/** The open payments, cancelled. */
export const closeOpen = (sale: Sale, moment: Moment): readonly Payment[] =>
	sale.payments.filter(isOpen).map((payment) => movePayment(payment, { to: "cancelled" }, moment.nowMs));

function wakeAt(sale: Sale): number | null {
	const due = sale.payments.flatMap(({ dueAtMs }) => (dueAtMs === null ? [] : [dueAtMs]));
	return due.length === 0 ? null : Math.min(...due);
}

function notify(sale: Sale): readonly Mail<SaleNotice>[] {
	// The one that was paid is what matters, then the one that was given back, else the newest.
	const payment =
		sale.payments.find(({ state }) => state === "paid") ??
		sale.payments.findLast(({ state }) => state === "refunded") ??
		sale.payments.at(-1);
	if (payment === undefined) return [];
	const { code, railId, scheme, state, payload, attempt } = payment;
	return mailTo(sale.askedBy, {
		kind: "sale",
		saleId: sale.id,
		ref: sale.ref,
		money: sale.money,
		state: saleState(sale),
		isPractice: sale.isPractice,
		payment: { code, railId, scheme, state, payload, attempt },
	});
}

export const mailTo = (to: Address | null, event: SaleNotice): readonly Mail<SaleNotice>[] =>
	to === null ? [] : [{ kind: "mail", to, event }];
