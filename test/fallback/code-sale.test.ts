import { expect, test } from "vitest";
import { DeliveryError } from "../../src/errors.ts";
import { orderCarrier } from "../../src/fallback/rails/providers.ts";
import { bakery } from "./shops.ts";
import { alarm, checkoutOpened, checkoutSeen, claimed, MINUTE_MS, noticesOf, open, ordersOf, till } from "./till.ts";

const noodles = { ...bakery, currency: "CNY", rails: [{ id: "zfb", scheme: "alipay", settings: {} }] };
const CONFIGURED = new Map([["alipay", "1.0"]]);
const CODE = "https://checkout.stripe.com/c/1"; // whatever the provider calls it

function selling() {
	const at = till(noodles, CONFIGURED);
	const made = at.tell(open(4500, "CNY"));
	return { ...at, made };
}

test("a provider that gives the code is asked for it, and whoever shows the sale hears of it when it comes", () => {
	const { made, ...at } = selling();
	expect(noticesOf(made)).toMatchObject([{ payment: { payload: "", state: "created" } }]);
	expect(ordersOf(made)).toMatchObject([{ provider: "alipay", order: "create" }]);
	expect(noticesOf(at.tell(checkoutOpened()))).toMatchObject([{ payment: { payload: CODE } }]);
	expect(noticesOf(at.tell(checkoutOpened()))).toEqual([]); // told twice
});

test("a code that was cancelled before it was scanned is looked at until its hour is over for sure, and money that comes is seen", () => {
	for (const isPaid of [true, false]) {
		const at = selling();
		at.tell(checkoutOpened());
		expect(ordersOf(at.tell({ kind: "cancel" }))).toMatchObject([{ order: "close", provider: "alipay" }]);
		for (let minute = 0; minute < 66; minute++) {
			expect(at.tell(checkoutSeen("open")).wakeAtMs).toBe(at.nowMs() + MINUTE_MS);
			at.wait(MINUTE_MS);
			expect(ordersOf(at.tell(alarm))).toMatchObject([{ order: "look" }]);
		}
		expect(at.tell(checkoutSeen(isPaid ? "paid" : "open")).wakeAtMs).toBeNull();
		expect(at.states()).toEqual([isPaid ? "paid" : "cancelled"]);
	}
});

test("a customer who says they paid and never did is not waited for beyond the hour", () => {
	const at = selling();
	at.tell(checkoutOpened());
	at.tell(claimed(at.code()));
	at.wait(66 * MINUTE_MS);
	at.tell(checkoutSeen("open"));
	expect(at.states()).toEqual(["failed"]);
});

test("a session that could not be made for 25 minutes is not made any more", async () => {
	const { made, nowMs } = selling();
	const [order] = ordersOf(made);
	const provider = {
		apiVersion: "1.0",
		create: async () => ({ id: "one", url: CODE }),
		look: async () => "open" as const,
		close: async () => "open" as const,
		isCheckout: () => false,
		webhook: null,
	};
	const at = (ms: number) => orderCarrier(new Map([["alipay", provider]]), () => ms)("bakery", order!);
	expect((await at(nowMs() + 25 * MINUTE_MS)).kind).toBe("checkout-opened");
	await expect(at(nowMs() + 25 * MINUTE_MS + 1)).rejects.toThrow(DeliveryError);
});
