import { expect, test } from "vitest";
import { amountCeiling } from "../../src/fallback/amount-ceiling.ts";
import { exponentOf } from "../../src/fallback/money.ts";
import { isUnusual, unusual } from "../../src/fallback/unusual.ts";

const eur = (minor: number) => ({ minor, currency: "EUR" });
const habit = { count: 20, medianMinor: 1_000, largestMinor: 3_000 };

test("a shop that sells for ten euros is asked about more than three times its largest sale", () => {
	expect(isUnusual(eur(9_000), habit)).toBe(false);
	expect(isUnusual(eur(9_001), habit)).toBe(true);
});

test("a shop that sold one thing for much once is asked about more than ten times what is usual", () => {
	const once = { ...habit, largestMinor: 450_000 };
	expect(isUnusual(eur(10_000), once)).toBe(false);
	expect(isUnusual(eur(10_001), once)).toBe(true);
});

test("a jeweller is not asked about what a jeweller sells", () => {
	expect(isUnusual(eur(450_000), { count: 200, medianMinor: 180_000, largestMinor: 900_000 })).toBe(false);
});

test("a shop of which fewer than twenty sales are known is asked above about 2,000 EUR, and about nothing else", () => {
	for (const known of [null, { ...habit, count: 19 }, { count: 0, medianMinor: 0, largestMinor: 0 }]) {
		expect(isUnusual(eur(200_000), known)).toBe(false);
		expect(isUnusual(eur(200_001), known)).toBe(true);
	}
	expect(isUnusual({ minor: 300_000, currency: "JPY" }, null)).toBe(false);
	expect(isUnusual({ minor: 300_001, currency: "JPY" }, null)).toBe(true);
	expect(isUnusual({ minor: 700_001, currency: "KWD" }, null)).toBe(true); // three decimals
});

test("digits that look typed twice are no reason to ask", () => {
	expect(isUnusual(eur(4_545), habit)).toBe(false);
});

test("every currency that a till can have has its ceiling, and no other has one", () => {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	const codes = [...letters].flatMap((a) => [...letters].flatMap((b) => [...letters].map((c) => a + b + c)));
	const missing = codes.filter((code) => (exponentOf(code) === undefined) !== (amountCeiling(code) === undefined));
	expect(missing).toEqual([]);
});

test("the question names the amount in the reader's language", () => {
	expect(unusual(eur(450_000))).toEqual({
		en: "4,500.00 EUR? That is unusual for this shop.",
		zh: "EUR 4,500.00？这个金额对本店来说不常见。",
		es: "¿4.500,00 EUR? Es un importe poco habitual en esta tienda.",
	});
});
