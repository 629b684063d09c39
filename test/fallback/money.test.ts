import fc from "fast-check";
import { expect, test } from "vitest";
import {
	AMOUNT_LIMIT_MINOR,
	exponentOf,
	parseMoney,
	parsePrice,
	showMoney,
	toMajor,
} from "../../src/fallback/money.ts";
import { findAmount } from "../../src/helpdesk/triage.ts";
import { isRefusal, LOCALES } from "../../src/text.ts";

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const CURRENCIES = letters.flatMap((a) =>
	letters.flatMap((b) => letters.map((c) => a + b + c).filter((code) => exponentOf(code) !== undefined)),
);
const money = fc.record({
	minor: fc.integer({ min: -AMOUNT_LIMIT_MINOR, max: AMOUNT_LIMIT_MINOR }),
	currency: fc.constantFrom(...CURRENCIES),
});

test("an amount written out and read again is the same, in every currency", () => {
	fc.assert(
		fc.property(money, (amount) => {
			expect(parseMoney(toMajor(amount), amount.currency)).toEqual(amount);
		}),
		{ numRuns: 5_000 },
	);
});

test("an amount is written with exactly the decimals of its currency", () => {
	fc.assert(
		fc.property(money, (amount) => {
			const decimals = toMajor(amount).split(".")[1] ?? "";
			expect(decimals).toHaveLength(exponentOf(amount.currency) ?? -1);
		}),
	);
});

test("currencies have the decimals of ISO 4217 and not those of a browser", () => {
	for (const [currency, exponent] of [
		["JPY", 0],
		["ISK", 0],
		["EUR", 2],
		["HUF", 2],
		["IDR", 2],
		["COP", 2],
		["IQD", 3],
		["KWD", 3],
		["CLF", 4],
	] as const) {
		expect(exponentOf(currency)).toBe(exponent);
	}
	for (const none of ["", "eur", "EU", "EURO", "constructor", "XXX", "BGN", "ANG"])
		expect(exponentOf(none)).toBeUndefined();
	expect(CURRENCIES.length).toBeGreaterThan(150);
});

test("what a till writes is read", () => {
	for (const [written, currency, minor] of [
		["45", "EUR", 4500],
		["12.5", "EUR", 1250],
		["0.05", "EUR", 5],
		["-0.05", "EUR", -5],
		["12.500", "EUR", 1250],
		["45", "JPY", 45],
		["45.00", "JPY", 45],
		["1.234", "KWD", 1234],
		["007", "EUR", 700],
		["9999999999.99", "EUR", AMOUNT_LIMIT_MINOR],
	] as const) {
		expect(parseMoney(written, currency)).toEqual({ minor, currency });
	}
	expect(Object.is((parseMoney("-0", "EUR") as { minor: number }).minor, 0)).toBe(true);
});

test("what is no amount is refused, with a sentence in both languages", () => {
	for (const written of [
		"",
		" ",
		"1e3",
		"NaN",
		"Infinity",
		"−5",
		"+5",
		"--5",
		"1,50",
		"1.2.3",
		".5",
		"5.",
		"12.505",
		"1 000",
		"４５",
		"٤٥",
		"0x10",
		"1_000",
		"45\n",
		"10000000000.00",
		"9".repeat(400),
		"1.99999",
	]) {
		const refused = parseMoney(written, "EUR");
		expect(isRefusal(refused), written).toBe(true);
		if (isRefusal(refused)) expect(refused.refused.en && refused.refused.zh).toBeTruthy();
	}
	expect(isRefusal(parseMoney("45.5", "JPY"))).toBe(true);
	expect(isRefusal(parseMoney("45", "XYZ"))).toBe(true);
	expect(isRefusal(parseMoney("45", "__proto__"))).toBe(true);
});

test("any text is either an amount in whole minor units or refused", () => {
	fc.assert(
		fc.property(
			fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."0123456789.-e+") })),
			fc.constantFrom(...CURRENCIES),
			(written, currency) => {
				const read = parseMoney(written, currency);
				if (isRefusal(read)) return;
				expect(Number.isSafeInteger(read.minor)).toBe(true);
				expect(Math.abs(read.minor)).toBeLessThanOrEqual(AMOUNT_LIMIT_MINOR);
				expect(parseMoney(toMajor(read), currency)).toEqual(read);
			},
		),
		{ numRuns: 3_000 },
	);
});

test("a customer cannot be asked for nothing or less", () => {
	for (const written of ["0", "0.00", "-1", "-0"]) expect(isRefusal(parsePrice(written, "EUR"))).toBe(true);
	expect(parsePrice("0.01", "EUR")).toEqual({ minor: 1, currency: "EUR" });
});

test("people read grouped amounts with the currency's code", () => {
	expect(showMoney({ minor: 123450, currency: "USD" }, "en")).toBe("1,234.50 USD");
	expect(showMoney({ minor: 123450, currency: "CNY" }, "zh")).toBe("CNY 1,234.50");
	expect(showMoney({ minor: -100, currency: "EUR" }, "en")).toBe("-1.00 EUR");
	expect(showMoney({ minor: -123456789, currency: "JPY" }, "en")).toBe("-123,456,789 JPY");
	expect(showMoney({ minor: 999, currency: "EUR" }, "en")).toBe("9.99 EUR");
});

test("in Spanish an amount looks as it does where its currency is paid", () => {
	expect(showMoney({ minor: 123450, currency: "EUR" }, "es")).toBe("1.234,50 EUR");
	expect(showMoney({ minor: 123450, currency: "ARS" }, "es")).toBe("1.234,50 ARS");
	expect(showMoney({ minor: 123450, currency: "MXN" }, "es")).toBe("1,234.50 MXN");
	expect(showMoney({ minor: 123450, currency: "USD" }, "es")).toBe("1,234.50 USD");
	expect(showMoney({ minor: 1234567, currency: "CLP" }, "es")).toBe("1.234.567 CLP");
});

test("an amount shown in any language is understood when it is typed back", () => {
	const shown = fc.record({
		minor: fc.integer({ min: 1, max: 99_999_999 }),
		currency: fc.constantFrom("EUR", "MXN", "USD", "ARS", "CLP", "CNY"),
	});
	fc.assert(
		fc.property(shown, fc.constantFrom(...LOCALES), (price, locale) => {
			const read = findAmount(showMoney(price, locale), price.currency);
			// A comma or dot before three digits may be refused as unclear; it is never another amount.
			if (read !== null && !isRefusal(read)) expect(read).toEqual(price);
		}),
	);
});
