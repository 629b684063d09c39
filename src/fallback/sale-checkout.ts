/** CORE. How a sale follows its payment at a provider: it asks, looks again, ends the session, and believes only what a session says. */

import type { Moment } from "../actor.ts";
import { type CheckoutOrder, endsForSureMs, LOOK_SLOWEST_MS, lookAfterMs, makeUntilMs } from "./checkout.ts";
import { isOpen, movePayment, type Payment, type PaymentStep } from "./payment.ts";
import { NO_PROVIDERS, PROVIDERS } from "./provider.ts";
import { payPageUrl } from "./rail.ts";
import type { Sale, SaleEvent } from "./sale.ts";
import {
	changeCheckout,
	closeOpen,
	decided,
	orderOf,
	quietly,
	type SaleContext,
	type SaleDecided,
	unchanged,
} from "./sale-outcome.ts";

/** The order that makes the session of a new payment. Its key names the attempt, so that a crash never makes a second one. */
export function createOrders(
	sale: Sale,
	{ id, code, scheme, attempt, checkout }: Payment,
	{ nowMs }: Moment,
	{ shop, publicUrl, providers = NO_PROVIDERS }: SaleContext,
): readonly CheckoutOrder[] {
	const profile = PROVIDERS.get(scheme);
	const apiVersion = providers.get(scheme);
	if (checkout === null || profile === undefined || apiVersion === undefined) return [];
	const { merchantId, storeName } = shop;
	const body = profile.body({
		...{ saleId: sale.id, code, money: sale.money, merchantId, storeName, ref: sale.ref, attempt, nowMs },
		pageUrl: payPageUrl(publicUrl, code),
		webhookUrl: `${publicUrl}/webhooks/${scheme}`,
	});
	const key = `cs:${merchantId}:${sale.id}:${attempt}`;
	const to = { provider: scheme, to: sale.id, subject: id, account: checkout.account };
	return [{ kind: "checkout", ...to, order: "create", body, apiVersion, key, untilMs: makeUntilMs(nowMs) }];
}

/** The provider has made the session, and with it the code where it gives one. One that came too late is ended at once. */
export function opened(sale: Sale, event: SaleEvent & { kind: "checkout-opened" }, { nowMs }: Moment): SaleDecided {
	const before = sale.payments.find(({ id }) => id === event.paymentId);
	if (before === undefined || before.checkout?.session !== null) return unchanged(sale);
	const lookAtMs = isOpen(before) ? nowMs + lookAfterMs(0) : null;
	const after = changeCheckout(before, { session: event.session, isLive: true, isAsked: false, lookAtMs });
	if (PROVIDERS.get(after.scheme)?.givesCode !== true) return quietly(sale, [after]);
	// Whoever shows the payment has waited for its code.
	return decided(sale, [{ ...after, payload: event.session.url }]);
}

/** Something hints at a payment: a webhook, the customer's return, a cashier's word. It is only a reason to look. */
export function hinted(sale: Sale, code: string, { nowMs }: Moment): SaleDecided {
	const before = sale.payments.find((payment) => payment.code === code);
	if (before === undefined) return unchanged(sale);
	const { payment, orders } = lookNow(sale, before, nowMs);
	return payment === before ? unchanged(sale) : quietly(sale, [payment], { orders });
}

const hasSession = ({ checkout }: Payment): boolean => (checkout?.session ?? null) !== null;

/** What is known of a session, if it is something new. */
const note = (sale: Sale, payment: Payment): SaleDecided =>
	sale.payments.includes(payment) ? unchanged(sale) : quietly(sale, [payment]);

type Looked = { readonly payment: Payment; readonly orders: readonly CheckoutOrder[] };

/** The payment, and the order to look at its session, unless one is under way: then soon again, since that one may have looked too early. */
export function lookNow(sale: Sale, payment: Payment, nowMs: number): Looked {
	const { checkout, state } = payment;
	const isSettled = state === "paid" || state === "refunded";
	if (checkout === null || !hasSession(payment) || isSettled) return { payment, orders: [] };
	const soonMs = nowMs + lookAfterMs(0);
	const lookAtMs = Math.min(checkout.lookAtMs ?? soonMs, soonMs);
	if (checkout.isAsked) return { payment: changeCheckout(payment, { lookAtMs, looks: 0 }), orders: [] };
	const asked = { isAsked: true, looks: 0, lookAtMs: isOpen(payment) ? soonMs : null };
	return { payment: changeCheckout(payment, asked), orders: orderOf(sale, payment, "look") };
}

/** What the session says. It alone makes such a payment paid, late as well. */
export function seen(sale: Sale, event: SaleEvent & { kind: "checkout-seen" }, moment: Moment): SaleDecided {
	const before = sale.payments.find(({ id }) => id === event.paymentId);
	if (before === undefined || !hasSession(before)) return unchanged(sale);
	const heard = changeCheckout(before, { isAsked: false });
	switch (event.standing) {
		case "paid":
			return paid(sale, changeCheckout(heard, OVER), moment);
		case "expired":
			return ended(sale, changeCheckout(heard, OVER), moment);
		case "pending": {
			// The customer has done their part, and the provider will tell when the money is there.
			const after = movePayment(heard, { to: "claimed" }, moment.nowMs);
			return after === heard ? note(sale, heard) : decided(sale, [after]);
		}
		case "foreign":
			return isOverdue(heard) ? ended(sale, changeCheckout(heard, OVER), moment) : note(sale, heard);
		case "open":
			return stillOpen(sale, heard, moment);
	}
}

/** The offer has ended, and only the provider's word was waited for. */
const isOverdue = ({ state, dueAtMs }: Payment): boolean => dueAtMs === null && state !== "claimed";

/**
 * It could still be paid there. Of an offer that has ended, that is an order which the provider could not end, since it
 * comes to be only when the customer scans its code: somebody may still pay it, so it is looked at until nobody can.
 */
function stillOpen(sale: Sale, heard: Payment, moment: Moment): SaleDecided {
	if (moment.nowMs >= endsForSureMs(heard.createdAtMs)) return ended(sale, changeCheckout(heard, OVER), moment);
	const isOver = !isOpen(heard) || isOverdue(heard);
	return note(sale, isOver ? changeCheckout(heard, { lookAtMs: moment.nowMs + LOOK_SLOWEST_MS }) : heard);
}

const OVER = { isLive: false, lookAtMs: null } as const;

function paid(sale: Sale, heard: Payment, moment: Moment): SaleDecided {
	const after = movePayment(heard, { to: "paid", by: `rail:${heard.scheme}` }, moment.nowMs);
	if (after === heard) return note(sale, heard);
	// Late money on a rail that was given up: nobody shall pay on the other one too.
	const changed = [...closeOpen(sale, moment).filter(({ id }) => id !== after.id), after];
	return decided(sale, changed);
}

/** Nobody can pay there any more, whatever was claimed. */
function ended(sale: Sale, heard: Payment, moment: Moment): SaleDecided {
	const to: PaymentStep = { to: heard.state === "claimed" ? "failed" : "expired" };
	const after = movePayment(heard, to, moment.nowMs);
	return after === heard ? note(sale, heard) : decided(sale, [after]);
}

/** An order was given up. Without a session there is nothing to pay at; with one, the end of the offer is the end. */
export function refused(sale: Sale, event: SaleEvent & { kind: "not-delivered" }, moment: Moment): SaleDecided {
	const before = sale.payments.find(({ id }) => id === event.subject);
	if (before === undefined || before.checkout === null) return unchanged(sale);
	const heard = changeCheckout(before, { isAsked: false });
	if (heard.checkout?.session === null) {
		const after = movePayment(heard, { to: "failed" }, moment.nowMs);
		return after === heard ? note(sale, heard) : decided(sale, [after]);
	}
	return isOverdue(heard) ? ended(sale, heard, moment) : note(sale, heard);
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
		const closing = changeCheckout({ ...payment, dueAtMs: null }, { ...OVER, isAsked: true });
		return { payment: closing, orders: orderOf(sale, payment, "close") };
	}
	if (checkout.lookAtMs === null || checkout.lookAtMs > nowMs) return { payment, orders: [] };
	const looks = checkout.looks + 1;
	const lookAtMs = isOpen(payment) ? nowMs + lookAfterMs(looks) : null;
	// One that is still under way is waited for, so that none pile up while Stripe cannot be reached.
	if (checkout.isAsked) return { payment: changeCheckout(payment, { looks, lookAtMs }), orders: [] };
	const orders = orderOf(sale, payment, "look");
	return { payment: changeCheckout(payment, { looks, lookAtMs, isAsked: true }), orders };
}
