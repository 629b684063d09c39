/** CORE. How a sale looks at its payment at a provider: soon after a hint, by itself ever more slowly, and anew after a lost answer. */

import type { Moment } from "../actor.ts";
import { type Checkout, type CheckoutOrder, lookAfterMs, lookAtBankMs } from "./checkout.ts";
import { isOpen, type Payment } from "./payment.ts";
import type { Sale } from "./sale.ts";
import { changeCheckout, orderOf, quietly, type SaleDecided, unchanged } from "./sale-outcome.ts";

export const hasSession = ({ checkout }: Payment): boolean => (checkout?.session ?? null) !== null;

/** Something hints at a payment: a webhook, the customer's return, a cashier's word. It is only a reason to look. */
export function hinted(sale: Sale, code: string, { nowMs }: Moment): SaleDecided {
	const before = sale.payments.find((payment) => payment.code === code);
	if (before === undefined) return unchanged(sale);
	const { payment, orders } = lookNow(sale, before, nowMs);
	return payment === before ? unchanged(sale) : quietly(sale, [payment], { orders });
}

type Looked = { readonly payment: Payment; readonly orders: readonly CheckoutOrder[] };

/** The payment, and the order to look at its session, unless one is under way: then soon again, since that one may have looked too early. */
export function lookNow(sale: Sale, payment: Payment, nowMs: number): Looked {
	const { checkout } = payment;
	if (checkout === null || !hasSession(payment) || isSettled(payment)) return { payment, orders: [] };
	const soonMs = nowMs + lookAfterMs(0);
	const lookAtMs = Math.min(checkout.lookAtMs ?? soonMs, soonMs);
	if (checkout.isAsked) return { payment: changeCheckout(payment, { lookAtMs, looks: 0 }), orders: [] };
	const asked = { isAsked: true, looks: 0, lookAtMs: isWaitedFor(payment) ? soonMs : null };
	return { payment: changeCheckout(payment, asked), orders: orderOf(sale, payment, "look") };
}

/** An answer may have been lost: nobody shall wait for it for ever. */
export function askedAnew(sale: Sale, { nowMs }: Moment): SaleDecided {
	const waiting = sale.payments.filter((payment) => hasSession(payment) && payment.checkout?.isAsked === true);
	if (waiting.length === 0) return unchanged(sale);
	return quietly(
		sale,
		waiting.map((payment) => changeCheckout(payment, { isAsked: false, lookAtMs: nowMs + lookAfterMs(0) })),
	);
}

/** What is due of a payment at a provider: the end of the offer, which the provider is told before it is believed, or another look. */
export function ringCheckout(sale: Sale, payment: Payment, nowMs: number): Looked {
	const { checkout } = payment;
	if (checkout === null || !hasSession(payment)) return { payment, orders: [] };
	if (payment.dueAtMs !== null && payment.dueAtMs <= nowMs) {
		const closing = changeCheckout({ ...payment, dueAtMs: null }, { isLive: false, lookAtMs: null, isAsked: true });
		return { payment: closing, orders: orderOf(sale, payment, "close") };
	}
	if (checkout.lookAtMs === null || checkout.lookAtMs > nowMs) return { payment, orders: [] };
	const looks = checkout.looks + 1;
	const lookAtMs = nextLookMs(payment, checkout, looks, nowMs);
	// One that is still under way is waited for, so that none pile up while Stripe cannot be reached.
	if (checkout.isAsked) return { payment: changeCheckout(payment, { looks, lookAtMs }), orders: [] };
	const orders = orderOf(sale, payment, "look");
	return { payment: changeCheckout(payment, { looks, lookAtMs, isAsked: true }), orders };
}

const isSettled = ({ state }: Payment): boolean => state === "paid" || state === "refunded";

/** It may still be paid: by the customer, or by their bank, which nobody can stop. */
const isWaitedFor = (payment: Payment): boolean =>
	isOpen(payment) || (payment.checkout?.bankSinceMs !== undefined && !isSettled(payment));

function nextLookMs(payment: Payment, { bankSinceMs }: Checkout, looks: number, nowMs: number): number | null {
	if (!isWaitedFor(payment)) return null;
	return bankSinceMs === undefined ? nowMs + lookAfterMs(looks) : lookAtBankMs(bankSinceMs, nowMs);
}
