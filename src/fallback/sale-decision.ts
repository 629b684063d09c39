/** CORE. What becomes of a sale. It has an actor of its own, whoever asked for it; others learn of it by mail. */

import type { Alarm, Moment } from "../actor.ts";
import { movePayment, type PaymentStep } from "./payment.ts";
import { PRACTICE } from "./rail.ts";
import { type Sale, type SaleEvent, saleState } from "./sale.ts";
import { confirm, refund, writeOff } from "./sale-acts.ts";
import { openSale, switchRail } from "./sale-offer.ts";
import {
	asItStands,
	closeOpen,
	decided,
	replace,
	type SaleContext,
	type SaleDecided,
	unchanged,
	withPayments,
} from "./sale-outcome.ts";

/** How long the practice bank takes: long enough to see that *claimed* is not *paid*. */
const PRACTICE_ANSWER_MS = 2_000;

/** What becomes of a sale by one event. An event that does not fit its state changes nothing: it came twice, or late. */
export function decideSale(
	sale: Sale | null,
	event: SaleEvent | Alarm,
	moment: Moment,
	context: SaleContext,
): SaleDecided {
	if (sale === null) return event.kind === "open" ? openSale(event, moment, context) : unchanged(null);
	switch (event.kind) {
		case "shown":
			return step(sale, event.code, { to: "shown" }, moment);
		case "claimed":
			return claim(sale, event, moment);
		case "confirmed":
			return confirm(sale, event, moment);
		case "written-off":
			return writeOff(sale, event, moment);
		case "refunded":
			return refund(sale, event, moment);
		case "switch":
			return switchRail(sale, event.railId, moment, context);
		case "cancel":
			return cancel(sale, moment);
		case "alarm":
			return ring(sale, moment);
		default:
			return unchanged(sale); // opened twice, or the runtime's own word for what it gave up
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
	return replace(sale, before, after);
}

function cancel(sale: Sale, moment: Moment): SaleDecided {
	if (saleState(sale) !== "open") return asItStands(sale);
	const closed = closeOpen(sale, moment);
	return decided({ ...withPayments(sale, closed), isCancelled: true }, closed);
}

function ring(sale: Sale, moment: Moment): SaleDecided {
	const due = sale.payments.find(({ dueAtMs }) => dueAtMs !== null && dueAtMs <= moment.nowMs);
	if (due === undefined) return unchanged(sale);
	const to: PaymentStep =
		due.scheme === PRACTICE && due.state === "claimed" ? { to: "paid", by: "rail:practice" } : { to: "expired" };
	const moved = movePayment(due, to, moment.nowMs);
	return replace(sale, due, moved === due ? { ...due, dueAtMs: null } : moved);
}
