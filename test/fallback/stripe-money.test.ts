import fc from "fast-check";
import { expect, test } from "vitest";
import { fromStripeMinor, toStripeMinor } from "../../src/fallback/stripe-money.ts";

test.each([
	["EUR", 1250, 1250],
	["USD", 1, 1],
	["JPY", 500, 500],
	["KRW", 12_000, 12_000],
	["ISK", 5, 500], // whole krónur, sent with two decimals
	["UGX", 700, 70_000],
	["MGA", 12_300, 123], // whole ariary, though ISO has two decimals
	["KWD", 5_120, 5_120],
	["TND", 10, 10],
	["HUF", 1_050, 1_050],
	["TWD", 99_999_999, 99_999_999],
])("%s: %i of ours are %i of Stripe's, and back", (currency, minor, amount) => {
	expect(toStripeMinor({ minor, currency })).toBe(amount);
	expect(fromStripeMinor(amount, currency.toLowerCase())).toEqual({ minor, currency });
});

test.each([
	["three decimals whose last is not 0", 5_124, "KWD"],
	["half an ariary", 12_350, "MGA"],
	["nothing", 0, "EUR"],
	["less than nothing", -100, "EUR"],
	["more than eight digits", 100_000_000, "EUR"],
	["more than eight digits as Stripe writes it", 1_000_000, "ISK"],
	["a currency Stripe does not take", 1_000, "IQD"],
	["a fund's code", 1_000, "CLF"],
	["no currency", 1_000, "constructor"],
])("Stripe is not asked for %s", (_name, minor, currency) => {
	expect(toStripeMinor({ minor, currency })).toMatchObject({
		refused: { en: expect.stringMatching(/^Card payment over Stripe cannot take .+; use another way to pay\.$/) },
	});
});

test.each([
	["half a króna", 550, "isk"],
	["a currency nobody knows", 100, "xxx"],
	["less than nothing", -1, "eur"],
	["no number", Number.NaN, "eur"],
])("%s is no amount of ours", (_name, amount, currency) => {
	expect(fromStripeMinor(amount, currency)).toBeNull();
});

test("what Stripe is asked for is what it answers", () => {
	const currency = fc.constantFrom("EUR", "JPY", "ISK", "UGX", "MGA", "KWD", "OMR", "CLP", "HUF", "USD");
	fc.assert(
		fc.property(fc.integer({ min: -5, max: 200_000_000 }), currency, (minor, currency) => {
			const amount = toStripeMinor({ minor, currency });
			if (typeof amount === "number")
				expect(fromStripeMinor(amount, currency.toLowerCase())).toEqual({ minor, currency });
		}),
	);
});
