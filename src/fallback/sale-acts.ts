/** CORE. What a person with the right to decides about a sale. Each act that changes something is a decision that is kept. */

import type { Moment } from "../actor.ts";
import { movePayment } from "./payment.ts";
import { hasProof, isProof } from "./proof.ts";
import { type Sale, type SaleEvent, type SaleWrite, saleState } from "./sale.ts";
import { lookNow } from "./sale-look.ts";
import { asItStands, closeOpen, decided, type SaleContext, type SaleDecided, unchanged } from "./sale-outcome.ts";

/** The money of a payment was seen in the bank's app. */
export function confirm(sale: Sale, event: SaleEvent & { kind: "confirmed" }, moment: Moment): SaleDecided {
	const before = sale.payments.find((payment) => payment.code === event.code);
	if (before === undefined) return unchanged(sale);
	const paid = movePayment(before, { to: "paid", by: `person:${event.personId}` }, moment.nowMs);
	if (paid === before) return unchanged(sale);
	// Late money on a rail that was given up: nobody shall pay on the other one too.
	const closed = closeOpen(sale, moment).filter(({ id }) => id !== paid.id);
	const outcome = decided(sale, [...closed, paid]);
	return keep(outcome, { kind: "decision", sale, paymentId: paid.id, act: "confirm", personId: event.personId });
}

/**
 * Somebody at the counter types the proof that the customer's page shows. It is claimed then, with proof, and no more:
 * who guesses right has paid nothing. One guess for each payment; whatever is wrong is answered alike.
 */
export function prove(
	sale: Sale,
	event: SaleEvent & { kind: "proof" },
	moment: Moment,
	context: SaleContext,
): SaleDecided {
	const before = sale.payments.find((payment) => payment.code === event.code);
	const { proofSecret = null } = context;
	if (before === undefined || proofSecret === null || !hasProof(before.scheme))
		return asItStands(sale, { guess: "wrong" });
	const fits = isProof(proofSecret, sale.id, before.attempt, event.digits);
	if (before.proof !== undefined)
		return asItStands(sale, { guess: fits && before.proof === "right" ? "right" : "wrong" });
	if (!fits) return decided(sale, [{ ...before, proof: "wrong" }], { guess: "wrong" });
	const claimed = movePayment({ ...before, proof: "right" }, { to: "claimed" }, moment.nowMs);
	const { payment, orders } = lookNow(sale, claimed, moment.nowMs);
	return decided(sale, [payment], { orders, guess: "right" });
}

/** The shop gives the money of a sale up. Nobody is asked for it any more, and should it come after all, it has come. */
export function writeOff(sale: Sale, event: SaleEvent & { kind: "written-off" }, moment: Moment): SaleDecided {
	const state = saleState(sale);
	const newest = sale.payments.at(-1);
	if (newest === undefined || (state !== "open" && state !== "cancelled")) return unchanged(sale);
	const closed = closeOpen(sale, moment);
	const outcome = decided({ ...sale, isWrittenOff: true }, closed);
	return keep(outcome, { kind: "decision", sale, paymentId: newest.id, act: "write-off", personId: event.personId });
}

/** A person says that they gave the money of one payment back; the program itself moves none. */
export function refund(sale: Sale, event: SaleEvent & { kind: "refunded" }, moment: Moment): SaleDecided {
	const before = sale.payments.find(({ id }) => id === event.paymentId);
	if (before === undefined) return unchanged(sale);
	const after = movePayment(before, { to: "refunded" }, moment.nowMs);
	if (after === before) return unchanged(sale);
	const outcome = decided(sale, [after]);
	return keep(outcome, { kind: "decision", sale, paymentId: after.id, act: "refund", personId: event.personId });
}

const keep = (outcome: SaleDecided, decision: SaleWrite): SaleDecided => ({
	...outcome,
	writes: [...outcome.writes, decision],
});
