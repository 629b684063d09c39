import { expect, test } from "vitest";
import { saleState } from "../../src/fallback/sale.ts";
import { bakery, cardRail, cardShop } from "./shops.ts";
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
	START_MS,
	till,
} from "./till.ts";

const SECOND_MS = 1_000;

/** A card sale whose session is there. */
function atCheckout() {
	const at = till(cardShop);
	const made = at.tell(open());
	at.tell(checkoutOpened());
	return { ...at, made };
}

test("a card sale shows our own short page at once, and orders one session in full under the attempt's key", () => {
	const { made, ...at } = atCheckout();
	expect(noticesOf(made)).toMatchObject([{ payment: { payload: `http://shop.example/p/${at.code()}` } }]);
	const orders = ordersOf(made);
	expect(orders).toMatchObject([
		{ to: "sale1", subject: "sale1.1", order: "create", key: "cs:bakery:sale1:1", apiVersion: "2026-10-28.endive" },
	]);
	const [order] = orders;
	const { ref } = at.sale();
	const metadata = {
		standin_merchant: "bakery",
		standin_sale: "sale1",
		standin_payment: at.code(),
		sale_reference: ref,
	};
	const product_data = { name: `Am Markt · ${ref}` };
	expect(order?.order === "create" && JSON.parse(order.body)).toEqual({
		mode: "payment",
		client_reference_id: ref,
		metadata,
		payment_intent_data: { metadata },
		line_items: [{ quantity: 1, price_data: { currency: "eur", unit_amount: 4500, product_data } }],
		payment_method_types: ["card"],
		adaptive_pricing: { enabled: false },
		expires_at: START_MS / 1_000 + 3_600,
		success_url: `http://shop.example/p/${at.code()}?back=paid`,
		cancel_url: `http://shop.example/p/${at.code()}`,
	});
});

test("a platform that collects for several shops orders on the shop's own account", () => {
	const at = till({ ...cardShop, rails: [{ ...cardRail, settings: { account: "acct_1A2b" } }] });
	expect(ordersOf(at.tell(open()))).toMatchObject([{ account: "acct_1A2b" }]);
});

test("a server that cannot talk to Stripe takes the next rail, and says so when there is none", () => {
	const next = till(cardShop, new Map());
	next.tell(open());
	expect(next.sale().payments).toMatchObject([{ railId: "bank", checkout: null }]);
	const none = till({ ...cardShop, rails: [cardRail] }, new Map());
	expect(noticesOf(none.tell(open()))).toMatchObject([
		{ kind: "sale-refused", because: { en: expect.stringContaining("not set up on this server") } },
	]);
});

test("the chat hears of a card payment when something becomes of it, and not of every look", () => {
	const { made, ...at } = atCheckout();
	expect(noticesOf(made)).toHaveLength(1);
	at.wait(5 * SECOND_MS);
	const looked = at.tell(alarm);
	expect(ordersOf(looked)).toMatchObject([{ order: "look", sessionId: "cs_1", asked: { code: at.code() } }]);
	expect(noticesOf(looked)).toEqual([]);
	expect(noticesOf(at.tell(checkoutSeen("open")))).toEqual([]);
	expect(noticesOf(at.tell(checkoutSeen("paid")))).toMatchObject([{ state: "paid", payment: { state: "paid" } }]);
	expect(at.sale().payments).toMatchObject([{ paidBy: "rail:stripe", checkout: { lookAtMs: null, isLive: false } }]);
});

test("an open card payment is looked at after five seconds, then ever more slowly, at last once a minute", () => {
	const at = atCheckout();
	const looks: number[] = [];
	for (let second = 1; second <= 300; second++) {
		at.wait(SECOND_MS);
		if (ordersOf(at.tell(alarm)).length > 0) looks.push(second);
		at.tell(checkoutSeen("open"));
	}
	expect(looks).toEqual([5, 15, 35, 75, 135, 195, 255]);
});

test("looks do not pile up while Stripe cannot be reached", () => {
	const at = atCheckout();
	let looks = 0;
	for (let minute = 0; minute < 30; minute++) {
		at.wait(MINUTE_MS);
		looks += ordersOf(at.tell(alarm)).length;
		looks += ordersOf(at.tell({ kind: "look", code: at.code() })).length;
	}
	expect(looks).toBe(1);
});

test("a hint is a reason to look and nothing else; one that comes during a look makes another soon after", () => {
	const at = atCheckout();
	at.wait(MINUTE_MS);
	at.tell(alarm);
	at.tell(checkoutSeen("open"));
	const hint = { kind: "look", code: at.code() } as const;
	expect(ordersOf(at.tell(hint))).toMatchObject([{ order: "look" }]);
	expect(ordersOf(at.tell(hint))).toEqual([]);
	expect(at.states()).toEqual(["created"]);
	at.tell(checkoutSeen("open"));
	at.wait(5 * SECOND_MS);
	expect(ordersOf(at.tell(alarm))).toMatchObject([{ order: "look" }]);
});

test("a cashier's word on a card payment is no payment, but a reason to look", () => {
	const at = atCheckout();
	expect(ordersOf(at.tell(claimed(at.code(), "cashier")))).toMatchObject([{ order: "look" }]);
	expect(at.states()).toEqual(["claimed"]);
	const told = at.tell(checkoutSeen("expired"));
	expect(at.states()).toEqual(["failed"]);
	expect(noticesOf(told)).toMatchObject([{ state: "open", payment: { state: "failed" } }]);
});

test("Stripe is told before a card offer ends, so that money of the last second is not lost", () => {
	const at = atCheckout();
	at.tell({ kind: "shown", code: at.code() });
	at.wait(60 * MINUTE_MS);
	const rung = at.tell(alarm);
	expect(ordersOf(rung)).toMatchObject([{ order: "close", sessionId: "cs_1" }]);
	expect(noticesOf(rung)).toEqual([]);
	expect(at.states()).toEqual(["shown"]);
	at.tell(checkoutSeen("paid"));
	expect(at.states()).toEqual(["paid"]);
});

test.each([
	["ended", checkoutSeen("expired")],
	["is not the one we made", checkoutSeen("foreign")],
	["cannot be asked about", { kind: "not-delivered", subject: "sale1.1" } as const],
])("a card offer ends after an hour when its session %s", (_name, answer) => {
	const at = atCheckout();
	at.wait(60 * MINUTE_MS);
	at.tell(alarm);
	expect(noticesOf(at.tell(answer))).toMatchObject([{ payment: { state: "expired" } }]);
	expect(at.tell(alarm).wakeAtMs).toBeNull();
});

test.each([
	["cancelled", { kind: "cancel" } as const],
	["moved to another rail", { kind: "switch", railId: "bank" } as const],
	["written off", { kind: "written-off", personId: "ana" } as const],
])("the session of a sale that is %s is ended; money that was faster counts", (_name, event) => {
	const at = atCheckout();
	expect(ordersOf(at.tell(event))).toMatchObject([{ order: "close", subject: "sale1.1" }]);
	expect(at.states()[0]).toBe("cancelled");
	at.tell(checkoutSeen("paid"));
	expect(saleState(at.sale())).toBe("paid");
	expect(at.states().slice(1)).not.toContain("created");
});

test("a session that comes when the sale has gone on is ended at once", () => {
	const at = till(cardShop);
	at.tell(open());
	expect(ordersOf(at.tell({ kind: "switch", railId: "bank" }))).toEqual([]);
	expect(ordersOf(at.tell(checkoutOpened()))).toMatchObject([{ order: "close", sessionId: "cs_1" }]);
});

test("a manager's word on a card payment ends its session, so that nobody pays it again", () => {
	const at = atCheckout();
	expect(ordersOf(at.tell(confirmed(at.code())))).toMatchObject([{ order: "close" }]);
	expect(at.states()).toEqual(["paid"]);
});

test("a session that Stripe refuses to make fails the payment, and the chat hears that another rail is needed", () => {
	const at = till(cardShop);
	at.tell(open());
	const told = at.tell({ kind: "not-delivered", subject: "sale1.1" });
	expect(noticesOf(told)).toMatchObject([{ state: "open", payment: { state: "failed", railId: "card" } }]);
	at.tell({ kind: "switch", railId: "bank" });
	expect(at.states()).toEqual(["failed", "created"]);
});

test("a look that was refused changes nothing while the offer stands", () => {
	const at = atCheckout();
	at.wait(5 * SECOND_MS);
	at.tell(alarm);
	expect(noticesOf(at.tell({ kind: "not-delivered", subject: "sale1.1" }))).toEqual([]);
	expect(at.states()).toEqual(["created"]);
});

test("a customer who is said to have paid is waited for, though Stripe will not be asked", () => {
	const at = atCheckout();
	at.tell(claimed(at.code(), "cashier"));
	expect(noticesOf(at.tell({ kind: "not-delivered", subject: "sale1.1" }))).toEqual([]);
	expect(at.states()).toEqual(["claimed"]);
});

test("a session is ended once, whatever is heard of it afterwards, and a paid one is not looked at again", () => {
	const at = atCheckout();
	at.tell({ kind: "cancel" });
	for (const standing of ["open", "foreign", "expired"] as const) {
		expect(ordersOf(at.tell(checkoutSeen(standing)))).toEqual([]);
		expect(ordersOf(at.tell({ kind: "look", code: at.code() })).map(({ order }) => order)).toEqual(["look"]);
	}
	at.tell(checkoutSeen("paid"));
	expect(ordersOf(at.tell({ kind: "look", code: at.code() }))).toEqual([]);
});

test("what another sale's session says changes nothing but that one may be looked at again", () => {
	const at = atCheckout();
	at.wait(5 * SECOND_MS);
	at.tell(alarm);
	at.tell(checkoutSeen("foreign"));
	expect(at.states()).toEqual(["created"]);
	expect(ordersOf(at.tell({ kind: "look", code: at.code() }))).toMatchObject([{ order: "look" }]);
});

test("an answer of Stripe's that was given up by the program is asked for again", () => {
	const at = atCheckout();
	at.wait(5 * SECOND_MS);
	at.tell(alarm);
	at.tell({ kind: "set-aside" });
	at.wait(5 * SECOND_MS);
	expect(ordersOf(at.tell(alarm))).toMatchObject([{ order: "look" }]);
});

test("finished but not paid yet waits for the money, and is paid when it is there", () => {
	const at = atCheckout();
	at.tell({ kind: "look", code: at.code() });
	expect(noticesOf(at.tell(checkoutSeen("pending")))).toMatchObject([{ payment: { state: "claimed" } }]);
	at.tell({ kind: "look", code: at.code() });
	at.tell(checkoutSeen("paid"));
	expect(at.states()).toEqual(["paid"]);
});

test("paid by card and by bank is paid twice", () => {
	const at = atCheckout();
	at.tell({ kind: "switch", railId: "bank" });
	at.tell(confirmed(at.code(2)));
	expect(noticesOf(at.tell(checkoutSeen("paid")))).toMatchObject([{ state: "overpaid" }]);
});

test("nothing of Stripe is heard by a sale on a bank's rail", () => {
	const at = till(bakery);
	at.tell(open());
	for (const event of [checkoutOpened(), checkoutSeen("paid"), { kind: "look", code: at.code() }] as const) {
		expect(at.tell(event)).toMatchObject({ writes: [], effects: [] });
	}
});
