/** CORE. A payment: one attempt to collect a sale on one rail. Its states, and what moves it from one to the next. */

import type { Checkout } from "./checkout.ts";
import type { PaymentRefund } from "./refund.ts";

export type PaymentState = "created" | "shown" | "claimed" | "paid" | "refunded" | "failed" | "expired" | "cancelled";

export type Payment = {
	readonly id: string;
	/** 1 for the first rail that was tried, 2 for the next. */
	readonly attempt: number;
	readonly railId: string;
	readonly scheme: string;
	/** Of its pay page: 12 random base-58 characters, so that nobody guesses another's. */
	readonly code: string;
	readonly state: PaymentState;
	/** What the QR says. */
	readonly payload: string;
	/** Satang that it asks for above the price; absent where amounts are not made unique. */
	readonly raisedMinor?: number;
	readonly createdAtMs: number;
	readonly shownAtMs: number | null;
	readonly claimedAtMs: number | null;
	readonly paidAtMs: number | null;
	/** Who says that the money is there: a rail, a statement or a person with the right to; never the customer. */
	readonly paidBy: string | null;
	/** When the next thing is due by itself: the practice bank's answer, or the end of the offer. */
	readonly dueAtMs: number | null;
	/** Of a payment at Stripe. */
	readonly checkout: Checkout | null;
	/** What came of the one guess at its proof; absent before somebody typed one. */
	readonly proof?: "right" | "wrong";
	/** The last time that a person ordered its money back; absent before. */
	readonly refund?: PaymentRefund;
};

export type PaymentStep =
	| { readonly to: "shown" | "claimed" | "expired" | "cancelled" | "failed" | "refunded" }
	| { readonly to: "paid"; readonly by: string };

const FROM: ReadonlyMap<PaymentStep["to"], readonly PaymentState[]> = new Map([
	["shown", ["created"]],
	["claimed", ["created", "shown"]],
	// Money that arrives late has arrived all the same, whatever we had given up.
	["paid", ["created", "shown", "claimed", "expired", "cancelled", "failed"]],
	["refunded", ["paid"]],
	["failed", ["created", "shown", "claimed"]],
	// A customer who says they paid is waited for: only a person ends that.
	["expired", ["created", "shown"]],
	["cancelled", ["created", "shown", "claimed"]],
] as const);

/** The payment after a step, or the same object when the step does not apply: repeated, late or out of order. */
export function movePayment(payment: Payment, step: PaymentStep, nowMs: number): Payment {
	if (!FROM.get(step.to)?.includes(payment.state)) return payment;
	const moved: Payment = { ...payment, state: step.to, dueAtMs: null };
	switch (step.to) {
		case "shown":
			return { ...moved, shownAtMs: nowMs, dueAtMs: payment.dueAtMs };
		case "claimed":
			return { ...moved, claimedAtMs: nowMs };
		case "paid":
			return { ...moved, paidAtMs: nowMs, paidBy: step.by };
		default:
			return moved;
	}
}

/** Whether the customer can still be expected to pay it. */
export const isOpen = ({ state }: Pick<Payment, "state">): boolean =>
	state === "created" || state === "shown" || state === "claimed";
