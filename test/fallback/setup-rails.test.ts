import { expect, test } from "vitest";
import { railFault } from "../../src/fallback/setup-rails.ts";
import { bakery, cardRail } from "./shops.ts";

/** A merchant with one rail, selling in a currency. */
const seller = (settings: Readonly<Record<string, string>>, currency = "EUR", demo = false) => ({
	id: "bakery",
	demo,
	stores: [{ currency }],
	rails: [{ ...cardRail, settings }, ...(demo ? [{ id: "practice", scheme: "practice", settings: {} }] : bakery.rails)],
});

test("a card rail needs nothing, or the account that collects for this shop", () => {
	expect(railFault({ ...seller({}), rails: [cardRail] })).toBeNull();
	expect(railFault({ ...seller({}), rails: [{ ...cardRail, settings: { account: "acct_1A2b3C" } }] })).toBeNull();
});

test.each([
	["a key, which belongs into the environment", { secret_key: "sk_test_1" }],
	["an account and something else", { account: "acct_1A2b3C", more: "x" }],
	["an account that is none", { account: "constructor" }],
	["no account", { account: "" }],
])("a card rail with %s is refused", (_name, settings: Readonly<Record<string, string>>) => {
	expect(railFault(seller(settings))).toMatchObject({
		refused: {
			en: expect.stringMatching(
				/“card” of bakery does not work: the stripe rail has two settings.*Nothing was changed\.$/,
			),
		},
	});
});

test("a card rail offers what the shop names, or what is switched on at Stripe, and nothing that Stripe has not", () => {
	for (const methods of ["card", "card,ideal", "dashboard"]) expect(railFault(seller({ methods })), methods).toBeNull();
	for (const methods of ["", "card, ideal", "cards", "card,dashboard", "constructor"])
		expect(railFault(seller({ methods })), methods).toMatchObject({
			refused: { en: expect.stringContaining("methods of the stripe rail are dashboard") },
		});
});

test("a card rail is refused where Stripe takes the currency of no store, and in a demo", () => {
	expect(railFault(seller({}, "IQD"))).toMatchObject({
		refused: { en: expect.stringContaining("cannot take 1.000 IQD") },
	});
	expect(railFault(seller({}, "EUR", true))).toMatchObject({
		refused: { en: expect.stringContaining("a demo merchant takes no money") },
	});
});

test("a shop's own account in each country is taken where a store sells in its currency, and refused elsewhere", () => {
	for (const [scheme, currency, settings] of [
		["promptpay", "THB", { proxy: "0812223333" }],
		["promptpay-bill", "THB", { biller: "010553600000001" }],
		["fps", "HKD", { proxy: "1234567" }],
		["vietqr", "VND", { bin: "970416", account: "257678859" }],
		["khqr", "KHR", { account: "shop@devb", name: "Cafe" }],
		["khqr", "USD", { account: "shop@devb", name: "Cafe" }],
		["upi", "INR", { vpa: "shop@bank", name: "Chai" }],
	] as const) {
		const rails = [{ id: "bank", scheme, settings }];
		expect(railFault({ ...seller({}, currency), rails }), scheme).toBeNull();
		expect(railFault({ ...seller({}, "EUR"), rails }), scheme).toMatchObject({
			refused: { en: expect.stringContaining("and not EUR") },
		});
	}
});
