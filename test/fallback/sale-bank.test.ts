import fc from "fast-check";
import { expect, test } from "vitest";
import type { CheckoutOrder } from "../../src/fallback/checkout.ts";
import { saleState } from "../../src/fallback/sale.ts";
import { history, live } from "./sale-history.ts";
import { cardRail, cardShop } from "./shops.ts";
import {
	alarm,
	checkoutOpened,
	checkoutSeen,
	claimed,
	confirmed,
	MINUTE_MS,
	noticesOf,
	open,
	ordersOf,
	till,
} from "./till.ts";

/** A sale whose customer has ordered the payment at their bank. */
function atBank() {
	const at = till(cardShop);
	at.tell(open());
	at.tell(checkoutOpened());
	return { ...at, told: at.tell(checkoutSeen("at-bank")) };
}

test("a payment that the customer's bank has to confirm is claimed and not paid, and the chat hears so once", () => {
	const { told, ...at } = atBank();
	expect(noticesOf(told)).toMatchObject([{ state: "open", payment: { state: "claimed", isAtBank: true } }]);
	expect(ordersOf(told)).toEqual([]);
	at.wait(MINUTE_MS);
	expect(ordersOf(at.tell(alarm))).toMatchObject([{ order: "look" }]);
	expect(noticesOf(at.tell(checkoutSeen("at-bank")))).toEqual([]);
	expect(noticesOf(at.tell(checkoutSeen("paid")))).toMatchObject([{ state: "paid" }]);
});

test("what a cashier took for paid is told once more when the bank has it", () => {
	const at = till(cardShop);
	at.tell(open());
	at.tell(checkoutOpened());
	at.tell(claimed(at.code(), "cashier"));
	expect(noticesOf(at.tell(checkoutSeen("at-bank")))).toMatchObject([{ payment: { isAtBank: true } }]);
});

test("refused by the bank, the sale is open again and another way to pay can be taken", () => {
	const { told: _, ...at } = atBank();
	const told = at.tell(checkoutSeen("failed"));
	expect(noticesOf(told)).toMatchObject([{ state: "open", payment: { state: "failed", isAtBank: true } }]);
	expect(told.wakeAtMs).toBeNull();
	at.tell({ kind: "switch", railId: "bank" });
	expect(at.states()).toEqual(["failed", "created"]);
});

test("nothing can be ended where the bank has it: the sale goes on another way, and late money is seen and makes it paid twice", () => {
	const { told: _, ...at } = atBank();
	expect(ordersOf(at.tell({ kind: "switch", railId: "bank" }))).toEqual([]);
	at.tell(confirmed(at.code(2)));
	at.wait(24 * 60 * MINUTE_MS);
	expect(ordersOf(at.tell(alarm))).toMatchObject([{ order: "look", subject: "sale1.1" }]);
	// A look that came to nothing is not the last one.
	at.tell({ kind: "not-delivered", subject: "sale1.1" });
	at.wait(24 * 60 * MINUTE_MS);
	expect(ordersOf(at.tell(alarm))).toMatchObject([{ order: "look", subject: "sale1.1" }]);
	expect(noticesOf(at.tell(checkoutSeen("paid")))).toMatchObject([{ state: "overpaid" }]);
});

test("a bank is asked ever more slowly, four times a day at last, and not by itself after four weeks", () => {
	const { told: _, ...at } = atBank();
	const looks: number[] = [];
	for (let minute = 1; minute <= 40 * 24 * 60; minute++) {
		at.wait(MINUTE_MS);
		if (ordersOf(at.tell(alarm)).length === 0) continue;
		looks.push(minute);
		at.tell(checkoutSeen("at-bank"));
	}
	expect(looks.slice(0, 3)).toEqual([1, 2, 3]);
	expect(looks.length).toBeLessThan(180);
	expect(looks.at(-1)! / (24 * 60)).toBeGreaterThan(27.5);
	expect(looks.at(-1)! / (24 * 60)).toBeLessThan(28.5);
	expect(at.states()).toEqual(["claimed"]);
	expect(ordersOf(at.tell({ kind: "look", code: at.code() }))).toMatchObject([{ order: "look" }]);
});

test("a session offers cards, what the shop's set-up names, or what is switched on at Stripe", () => {
	const offered = (methods?: string) => {
		const settings: Record<string, string> = methods === undefined ? {} : { methods };
		const at = till({ ...cardShop, rails: [{ ...cardRail, settings }] });
		const [order] = ordersOf(at.tell(open())) as readonly (CheckoutOrder & { readonly order: "create" })[];
		return JSON.parse(order!.body).payment_method_types;
	};
	expect(offered()).toEqual(["card"]);
	expect(offered("card,ideal,sepa_debit")).toEqual(["card", "ideal", "sepa_debit"]);
	expect(offered("dashboard")).toBeUndefined();
});

test("whatever happens, what a customer's bank has to confirm is asked about until it is paid, refused or too old, and nothing but its answer fails it", () => {
	fc.assert(
		fc.property(history, (story) =>
			live(story, (before, event, { state }) => {
				for (const [index, payment] of state!.payments.entries()) {
					const was = before?.payments[index];
					const heard = event.kind === "checkout-seen" && event.paymentId === payment.id ? event.standing : null;
					if (heard === "at-bank" && was?.checkout?.session && !["paid", "refunded"].includes(was.state)) {
						expect(payment.checkout!.lookAtMs).not.toBeNull();
						expect(payment.checkout!.isLive).toBe(false);
					}
					if (was?.state !== "claimed" || was.checkout?.bankSinceMs === undefined) continue;
					if (payment.state === "failed") expect(["failed", "expired", "foreign", "open"]).toContain(heard);
					if (payment.state === "claimed") expect(payment.checkout!.isAsked || payment.checkout!.lookAtMs).toBeTruthy();
				}
			}),
		),
	);
});

test("whatever order completed, succeeded, failed, expired and looks come in, money that came is paid and stays so, and a refusal leaves the sale open", () => {
	const standings = fc.array(fc.constantFrom("open", "at-bank", "paid", "failed", "expired"), {
		minLength: 1,
		maxLength: 8,
	});
	fc.assert(
		fc.property(standings, (heard) => {
			const at = till(cardShop);
			at.tell(open());
			at.tell(checkoutOpened());
			for (const standing of heard) at.tell(checkoutSeen(standing));
			const end = heard.findIndex((standing) => standing === "failed" || standing === "expired");
			const isHeld = heard.slice(0, Math.max(end, 0)).includes("at-bank");
			const ended = heard[end] === "expired" && !isHeld ? "expired" : "failed";
			const waits = heard.includes("at-bank") ? "claimed" : "created";
			expect(at.states()).toEqual([heard.includes("paid") ? "paid" : end === -1 ? waits : ended]);
			expect(saleState(at.sale())).toBe(heard.includes("paid") ? "paid" : "open");
		}),
	);
});
