import { expect, test } from "vitest";
import { isOpen, movePayment, type Payment, type PaymentState, type PaymentStep } from "../../src/fallback/payment.ts";

const payment = (state: PaymentState): Payment => ({
	id: "sale1.1",
	attempt: 1,
	railId: "bank",
	scheme: "epc",
	code: "9hAPkSb8Ea6t",
	state,
	payload: "BCD",
	createdAtMs: 1_000,
	shownAtMs: null,
	claimedAtMs: null,
	paidAtMs: null,
	paidBy: null,
	dueAtMs: 9_000,
	checkout: null,
});
const STATES = ["created", "shown", "claimed", "paid", "refunded", "failed", "expired", "cancelled"] as const;

// From where each step may go; everything else came twice, late or out of order.
const ALLOWED: readonly (readonly [PaymentStep["to"], readonly PaymentState[]])[] = [
	["shown", ["created"]],
	["claimed", ["created", "shown"]],
	["paid", ["created", "shown", "claimed", "failed", "expired", "cancelled"]],
	["refunded", ["paid"]],
	["failed", ["created", "shown", "claimed"]],
	["expired", ["created", "shown"]],
	["cancelled", ["created", "shown", "claimed"]],
];

test.each(ALLOWED)("a payment becomes %s only from %j", (to, from) => {
	const step: PaymentStep = to === "paid" ? { to, by: "person:ana" } : { to };
	for (const state of STATES) {
		const before = payment(state);
		const after = movePayment(before, step, 5_000);
		if (from.includes(state)) expect(after.state).toBe(to);
		else expect(after).toBe(before);
	}
});

test("showing the QR keeps the offer's end; whatever comes after it needs none", () => {
	expect(movePayment(payment("created"), { to: "shown" }, 5_000)).toMatchObject({ shownAtMs: 5_000, dueAtMs: 9_000 });
	expect(movePayment(payment("shown"), { to: "claimed" }, 5_000)).toMatchObject({ claimedAtMs: 5_000, dueAtMs: null });
	expect(movePayment(payment("shown"), { to: "paid", by: "person:ana" }, 5_000)).toMatchObject({
		paidAtMs: 5_000,
		paidBy: "person:ana",
		dueAtMs: null,
	});
});

test("a customer is expected to pay what was created, shown or claimed, and nothing else", () => {
	expect(STATES.filter((state) => isOpen({ state }))).toEqual(["created", "shown", "claimed"]);
});
