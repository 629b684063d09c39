import { decode } from "bysquare/pay";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeQr } from "../../../src/fallback/qr/decode.ts";
import { makeReference, referenceFromDigits } from "../../../src/fallback/sale-reference.ts";
import { eur, qr, refusedBy } from "./support.ts";

const shop = { iban: "SK31 1200 0000 1987 4263 7541", name: "Kaviareň Príklad" };

test("a Slovak shop gets a code with the sale reference as a variable symbol, its name without accents", () => {
	const { payload, warnings } = qr(
		"paybysquare",
		{ ...shop, bic: "tatrskbx", text: "Stôl 7" },
		eur(2530),
		"1234567890",
	);
	expect(payload).toMatch(/^[0-9A-V]+$/);
	expect(warnings).toEqual([]);
	expect(decode(payload).payments).toMatchObject([
		{
			amount: 25.3,
			currencyCode: "EUR",
			variableSymbol: "1234567890",
			paymentNote: "Stol 7",
			bankAccounts: [{ iban: "SK3112000000198742637541", bic: "TATRSKBX" }],
			beneficiary: { name: "Kaviaren Priklad" },
		},
	]);
});

test("what a Slovak bank does not take is refused with what to do", () => {
	expect(refusedBy("paybysquare", { ...shop, iban: "SK3112000000198742637542" }, null, null)).toMatch(/no valid IBAN/);
	expect(refusedBy("paybysquare", { ...shop, bic: "TATR" }, null, null)).toMatch(/is no BIC/);
	expect(refusedBy("paybysquare", shop, eur(1), "INV1")).toMatch(/1 to 10 digits/);
	expect(refusedBy("paybysquare", { ...shop, name: "店" }, null, null)).toMatch(/Latin letters/);
	expect(refusedBy("paybysquare", shop, eur(-1), null)).toMatch(/more than zero/);
	expect(refusedBy("paybysquare", shop, eur(100_000_000_000), null)).toMatch(/999,999,999.99 EUR/);
	expect(refusedBy("paybysquare", shop, { minor: 100, currency: "CZK" }, null)).toMatch(/EUR and not CZK/);
});

test("whatever a Slovak shop and its till put in is read again from the code, to the cent", () => {
	const text = (limit: number) =>
		fc
			.string({ unit: fc.constantFrom(..."aZ0 +:/%*"), minLength: 1, maxLength: limit })
			.map((written) => written.trim())
			.filter((written) => written !== "");
	const cents = fc.oneof(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 99_999_999_999 }));
	fc.assert(
		fc.property(text(70), text(140), fc.string(), cents, (name, note, seed, minor) => {
			const ref = makeReference(seed, "sale");
			const read = decodeQr(qr("paybysquare", { ...shop, name, text: note }, eur(minor), ref).payload);
			expect(read).toMatchObject({ scheme: "paybysquare", faults: [], currency: "EUR" });
			const [whole = "", fraction = ""] = read.amount?.split(".") ?? [];
			expect(Number(whole + fraction.padEnd(2, "0"))).toBe(minor);
			expect(referenceFromDigits(read.reference ?? "")).toBe(ref);
			expect(new Map(read.fields).get("name")).toBe(name);
			expect(new Map(read.fields).get("text")).toBe(note);
		}),
	);
});
