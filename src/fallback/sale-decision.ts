/** CORE. What becomes of a sale. It has an actor of its own, whoever asked for it; others learn of it by mail. */

import type { Alarm, Moment } from "../actor.ts";
import type { Checkout } from "./checkout.ts";
import { movePayment, type PaymentStep } from "./payment.ts";
import { PRACTICE } from "./rail.ts";
import { type Sale, type SaleEvent, saleState } from "./sale.ts";
import { confirm, prove, refund, writeOff } from "./sale-acts.ts";
import { opened, refused, seen } from "./sale-checkout.ts";
import { askedAnew, hinted, lookNow, ringCheckout } from "./sale-look.ts";
import { openSale, switchRail } from "./sale-offer.ts";
import {
	asItStands,
	closeOpen,
	decided,
	quietly,
	replace,
	type SaleContext,
	type SaleDecided,
	unchanged,
} from "./sale-outcome.ts";
import { hintedRefund, orderRefund, refundGivenUp, refundSeen, refundsAnew, ringRefund } from "./sale-refund.ts";
import { takeArrived } from "./stripe-link.ts";

/** How long the practice bank takes: long enough to see that *claimed* is not *paid*. */
const PRACTICE_ANSWER_MS = 2_000;

/** What becomes of a sale by one event. An event that does not fit its state changes nothing: it came twice, or late. */
export function decideSale(
	sale: Sale | null,
	event: SaleEvent | Alarm,
	moment: Moment,
	context: SaleContext,
): SaleDecided {
	if (sale === null && event.kind === "arrived") return takeArrived(event, moment, context);
	if (sale === null) return event.kind === "open" ? openSale(event, moment, context) : unchanged(null);
	switch (event.kind) {
		case "shown":
			return step(sale, event.code, { to: "shown" }, moment);
		case "claimed":
			return claim(sale, event, moment);
		case "confirmed":
			return confirm(sale, event, moment);
		case "proof":
			return prove(sale, event, moment, context);
		case "written-off":
			return writeOff(sale, event, moment);
		case "refunded":
			return refund(sale, event, moment);
		case "refund":
			return orderRefund(sale, event, moment, context);
		case "refund-seen":
			return refundSeen(sale, event, moment);
		case "switch":
			return switchRail(sale, event.railId, moment, context);
		case "cancel":
			return cancel(sale, moment);
		case "tell":
			return asItStands(sale);
		case "look":
			return hintedRefund(sale, event.code, moment, context) ?? hinted(sale, event.code, moment);
		case "checkout-opened":
			return opened(sale, event, moment);
		case "checkout-seen":
			return seen(sale, event, moment);
		case "not-delivered":
			if (event.effect === "refund") return refundGivenUp(sale, event.subject, moment);
			return refused(sale, event, moment);
		case "set-aside":
			return refundsAnew(sale, moment) ?? askedAnew(sale, moment);
		case "alarm":
			return ringRefund(sale, moment, context) ?? ring(sale, moment);
		case "open":
		case "arrived":
			return unchanged(sale);
	}
}

function step(sale: Sale, code: string, to: PaymentStep, moment: Moment): SaleDecided {
	const before = sale.payments.find((payment) => payment.code === code);
	if (before === undefined) return unchanged(sale);
	return replace(sale, before, movePayment(before, to, moment.nowMs));
}

function claim(sale: Sale, event: SaleEvent & { kind: "claimed" }, moment: Moment): SaleDecided {
	const before = sale.payments.find((payment) => payment.code === event.code);
	if (before === undefined) return unchanged(sale);
	const claimed = movePayment(before, { to: "claimed" }, moment.nowMs);
	// Pressing the button of the practice page is the practice payment; a word of the cashier is none.
	const isPressed = before.scheme === PRACTICE && event.by === "customer";
	const isNew = claimed.state === "claimed" && claimed.dueAtMs === null;
	const after = isPressed && isNew ? { ...claimed, dueAtMs: moment.nowMs + PRACTICE_ANSWER_MS } : claimed;
	// A cashier who says so once more is told where it stands; a customer sees it on the page.
	if (after === before && event.by === "cashier") return asItStands(sale);
	if (after === before) return unchanged(sale);
	const { payment, orders } = lookNow(sale, after, moment.nowMs);
	return decided(sale, [payment], { orders });
}

function cancel(sale: Sale, moment: Moment): SaleDecided {
	if (saleState(sale) !== "open") return asItStands(sale);
	const closed = closeOpen(sale, moment);
	return decided({ ...sale, isCancelled: true }, closed);
}

function ring(sale: Sale, { nowMs }: Moment): SaleDecided {
	const due = sale.payments.find(
		({ dueAtMs, checkout }) => dueAtMs !== null && dueAtMs <= nowMs && !isAtStripe(checkout),
	);
	if (due !== undefined) {
		const isPressed = due.scheme === PRACTICE && due.state === "claimed";
		const moved = movePayment(due, isPressed ? { to: "paid", by: "rail:practice" } : { to: "expired" }, nowMs);
		return decided(sale, [moved === due ? { ...due, dueAtMs: null } : moved]);
	}
	const looked = sale.payments.map((payment) => ringCheckout(sale, payment, nowMs));
	const changed = looked.map(({ payment }) => payment).filter((payment) => !sale.payments.includes(payment));
	if (changed.length === 0) return unchanged(sale);
	return quietly(sale, changed, { orders: looked.flatMap(({ orders }) => orders) });
}

/** Where there is a session, its end is Stripe's to say. */
const isAtStripe = (checkout: Checkout | null): boolean => (checkout?.session ?? null) !== null;
