/** CORE. How a sale follows its payment at a provider: it asks, ends the session, and believes only what a session says. */

import type { Moment } from "../actor.ts";
import {
	type CheckoutOrder,
	endsForSureMs,
	LOOK_SLOWEST_MS,
	lookAfterMs,
	lookAtBankMs,
	makeUntilMs,
} from "./checkout.ts";
import { isOpen, movePayment, type Payment, type PaymentStep } from "./payment.ts";
import { NO_PROVIDERS, PROVIDERS } from "./provider.ts";
import { payPageUrl } from "./rail.ts";
import type { Sale, SaleEvent } from "./sale.ts";
import { hasSession } from "./sale-look.ts";
import {
	changeCheckout,
	closeOpen,
	decided,
	quietly,
	type SaleContext,
	type SaleDecided,
	unchanged,
} from "./sale-outcome.ts";

/** The order that makes the session of a new payment. Its key names the attempt, so that a crash never makes a second one. */
export function createOrders(
	sale: Sale,
	{ id, code, scheme, railId, attempt, checkout }: Payment,
	{ nowMs }: Moment,
	{ shop, publicUrl, providers = NO_PROVIDERS }: SaleContext,
): readonly CheckoutOrder[] {
	const profile = PROVIDERS.get(scheme);
	const apiVersion = providers.get(scheme);
	if (checkout === null || profile === undefined || apiVersion === undefined) return [];
	const { merchantId, storeName, rails } = shop;
	const settings = new Map(Object.entries(rails.find((rail) => rail.id === railId)?.settings ?? {}));
	const body = profile.body({
		...{ saleId: sale.id, code, money: sale.money, merchantId, storeName, ref: sale.ref, attempt, nowMs },
		pageUrl: payPageUrl(publicUrl, code),
		webhookUrl: `${publicUrl}/webhooks/${scheme}`,
		settings,
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

/** What is known of a session, if it is something new. */
const note = (sale: Sale, payment: Payment): SaleDecided =>
	sale.payments.includes(payment) ? unchanged(sale) : quietly(sale, [payment]);

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
		case "at-bank":
			return waitForBank(sale, heard, moment);
		case "failed": {
			const over = changeCheckout(heard, OVER);
			const after = movePayment(over, { to: "failed" }, moment.nowMs);
			return after === over ? note(sale, over) : decided(sale, [after]);
		}
		case "foreign":
			return isOverdue(heard) ? ended(sale, changeCheckout(heard, OVER), moment) : note(sale, heard);
		case "open":
			return stillOpen(sale, heard, moment);
	}
}

/**
 * Nothing can be paid or ended there any more, and nothing is paid yet: the bank says so in minutes or in days, and it is
 * asked until it does, whatever has become of the sale meanwhile.
 */
function waitForBank(sale: Sale, heard: Payment, { nowMs }: Moment): SaleDecided {
	if (heard.state === "paid" || heard.state === "refunded") return note(sale, heard);
	const bankSinceMs = heard.checkout?.bankSinceMs ?? nowMs;
	const lookAtMs = lookAtBankMs(bankSinceMs, nowMs);
	const waiting = changeCheckout(heard, { isLive: false, bankSinceMs, lookAtMs });
	const after = movePayment(waiting, { to: "claimed" }, nowMs);
	// Claimed before, it is news all the same that the bank has it now.
	const isNews = isOpen(after) && (after !== waiting || heard.checkout?.bankSinceMs === undefined);
	return isNews ? decided(sale, [after]) : note(sale, after);
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
