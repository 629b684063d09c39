import fc from "fast-check";
import spayd from "spayd";
import { expect, test } from "vitest";
import { decodeQr } from "../../../src/fallback/qr/decode.ts";
import { makeReference, referenceDigits, referenceFromDigits } from "../../../src/fallback/sale-reference.ts";
import { qr, refusedBy } from "./support.ts";

const czk = (minor: number) => ({ minor, currency: "CZK" });
const shop = { iban: "CZ28 0600 0000 0001 6854 0115", name: "Kavarna" };

test("a Czech shop gets a code with the sale reference as a variable symbol", () => {
	const { payload, warnings, caption } = qr("spayd", { ...shop, text: "Stul 7" }, czk(45000), "K7M2Q2");
	const symbol = referenceDigits("K7M2Q2");
	expect(payload).toBe(`SPD*1.0*ACC:CZ2806000000000168540115*AM:450.00*CC:CZK*RN:Kavarna*MSG:Stul 7*X-VS:${symbol}`);
	expect(warnings).toEqual([]);
	expect(caption.map(({ en }) => en)).toContain(`Reference: ${symbol}`);
});

test("another program writes the same code", () => {
	const { payload } = qr(
		"spayd",
		{ ...shop, name: "KAVARNA", bic: "gibaczpx", text: "PLATBA" },
		czk(45000),
		"1234567890",
	);
	const theirs = spayd({
		acc: "CZ2806000000000168540115+GIBACZPX",
		am: "450.00",
		cc: "CZK",
		rn: "KAVARNA",
		msg: "PLATBA",
		xvs: "1234567890",
	});
	expect(payload.split("*").sort()).toEqual(theirs.split("*").sort());
});

test("signs that part a code are escaped, and letters outside ASCII are UTF-8", () => {
	const { payload } = qr("spayd", { ...shop, name: "Káva*+100%" }, null, null);
	expect(payload).toBe("SPD*1.0*ACC:CZ2806000000000168540115*CC:CZK*RN:K%C3%A1va%2A%2B100%25");
});

test("what a Czech bank does not take is refused with what to do", () => {
	expect(refusedBy("spayd", { ...shop, iban: "CZ2806000000000168540116" }, null, null)).toMatch(/no valid IBAN/);
	expect(refusedBy("spayd", { ...shop, bic: "GIBA" }, null, null)).toMatch(/is no BIC/);
	expect(refusedBy("spayd", shop, czk(1), "INV1")).toMatch(/1 to 10 digits/);
	expect(refusedBy("spayd", shop, czk(1), "12345678901")).toMatch(/1 to 10 digits/);
	expect(refusedBy("spayd", shop, czk(1_000_000_000), null)).toMatch(/9,999,999.99 CZK/);
	expect(refusedBy("spayd", shop, czk(0), null)).toMatch(/more than zero/);
	expect(qr("spayd", shop, czk(999_999_999), null).payload).toContain("*AM:9999999.99*");
});

test("whatever a Czech shop and its till put in is read again from the code", () => {
	const text = (limit: number) =>
		fc
			.string({ unit: fc.constantFrom(..."aZ0 é店🍜+:/%*"), minLength: 1, maxLength: limit })
			.map((written) => written.trim())
			.filter((written) => written !== "");
	fc.assert(
		fc.property(
			text(17),
			text(30),
			fc.string(),
			fc.integer({ min: 1, max: 999_999_999 }),
			(name, note, seed, minor) => {
				const ref = makeReference(seed, "sale");
				const { payload } = qr("spayd", { ...shop, name, text: note }, czk(minor), ref);
				expect(payload).toMatch(/^[ -~]*$/);
				const read = decodeQr(payload);
				expect(read).toMatchObject({ scheme: "spayd", faults: [], currency: "CZK" });
				expect(read.amount).toMatch(/^\d{1,7}\.\d{2}$/);
				expect(Number(read.amount?.replace(".", ""))).toBe(minor);
				expect(referenceFromDigits(read.reference ?? "")).toBe(ref);
				expect(new Map(read.fields).get("RN")).toBe(name);
				expect(new Map(read.fields).get("MSG")).toBe(note);
			},
		),
	);
});
