import fc from "fast-check";
import { expect, test } from "vitest";
import { creditorReference, isCreditorReference } from "../../../src/fallback/qr/creditor-reference.ts";
import { isReference, makeReference } from "../../../src/fallback/sale-reference.ts";
import { isIban } from "../../../src/iban.ts";
import { eur, qr, refusedBy } from "./support.ts";

const shop = { name: "Café Beispiel GmbH", iban: "DE89370400440532013000" };

test("a shop with an IBAN gets a code for an amount that carries the sale reference as an RF reference", () => {
	const { payload, warnings, caption } = qr(
		"epc",
		{ ...shop, iban: "de89 3704 0044 0532 0130 00" },
		eur(1230),
		"K7M2Q2",
	);
	const rf = creditorReference("K7M2Q2");
	expect(payload).toBe(`BCD\n002\n1\nSCT\n\nCafé Beispiel GmbH\nDE89370400440532013000\nEUR12.30\n\n${rf}`);
	expect(warnings).toEqual([]);
	expect(caption.map((line) => line.en)).toEqual([
		"To: Café Beispiel GmbH",
		"Account: DE89 3704 0044 0532 0130 00",
		"Amount: 12.30 EUR",
		`Reference: ${rf}`,
	]);
});

test("empty lines at the end are dropped and those inside are kept", () => {
	expect(qr("epc", shop, null, null).payload).toBe("BCD\n002\n1\nSCT\n\nCafé Beispiel GmbH\nDE89370400440532013000");
	expect(
		qr("epc", { ...shop, bic: "cobadeffxxx", purpose: "gdds", text: "Tisch 7", info: "Danke" }, eur(1), null).payload,
	).toBe("BCD\n002\n1\nSCT\nCOBADEFFXXX\nCafé Beispiel GmbH\nDE89370400440532013000\nEUR0.01\nGDDS\n\nTisch 7\nDanke");
});

test("a code carries a reference or a text, and the reference wins", () => {
	const { payload, warnings } = qr("epc", { ...shop, text: "Tisch 7" }, eur(100), "K7M2Q2");
	expect(payload).not.toContain("Tisch 7");
	expect(warnings[0]?.en).toMatch(/“Tisch 7” was left out/);
});

test("the published example of a creditor reference has the check digits 18", () => {
	expect(creditorReference("539007547034")).toBe("RF18539007547034");
	expect(qr("epc", shop, null, "RF18 5390 0754 7034").payload).toMatch(/\nRF18539007547034$/);
	expect(isCreditorReference("RF19539007547034")).toBe(false);
});

test("the reference of any sale is found again behind RF and two digits", () => {
	fc.assert(
		fc.property(fc.string(), (seed) => {
			const ref = makeReference(seed, "sale");
			const rf = qr("epc", shop, eur(100), ref).payload.split("\n")[9]!;
			expect(rf.slice(4)).toBe(ref);
			expect(isCreditorReference(rf)).toBe(true);
		}),
	);
});

test("a sale reference that looks like an RF reference by chance is still found again", () => {
	for (const ref of ["RF25WB", "RF286Z", "RF339X"]) {
		expect(isReference(ref) && isCreditorReference(ref)).toBe(true);
		expect(qr("epc", shop, eur(100), ref).payload.split("\n")[9]).toBe(creditorReference(ref));
	}
});

test("an account number with a wrong character or two swapped ones is refused", () => {
	for (let at = 0; at < shop.iban.length; at++) {
		const other = /\d/.test(shop.iban[at]!) ? String((Number(shop.iban[at]) + 1) % 10) : "X";
		expect(isIban(shop.iban.slice(0, at) + other + shop.iban.slice(at + 1))).toBe(false);
	}
	expect(isIban("DE98370400440532013000")).toBe(false);
	for (const none of [
		"",
		"DE89",
		"89DE370400440532013000",
		"DE8937040044053201300０",
		"DE89370400440532013000".repeat(2),
	])
		expect(isIban(none)).toBe(false);
	expect(isIban("BE72000000001616") && isIban("FR1420041010050500013M02606")).toBe(true);
});

test("what SEPA cannot carry is refused with what to do", () => {
	expect(refusedBy("epc", { ...shop, iban: "DE89370400440532013001" }, null, null)).toMatch(/no valid IBAN/);
	expect(refusedBy("epc", { ...shop, bic: "COBA" }, null, null)).toMatch(/is no BIC/);
	expect(refusedBy("epc", { ...shop, purpose: "GOODS" }, null, null)).toMatch(/up to four letters/);
	expect(refusedBy("epc", { ...shop, name: "A\nDE00" }, null, null)).toMatch(/invisible character/);
	expect(refusedBy("epc", { ...shop, text: "店".repeat(140) }, null, null)).toMatch(/331 bytes/);
	expect(refusedBy("epc", shop, null, "INV/1")).toMatch(/1 to 21 letters and digits/);
	expect(refusedBy("epc", shop, eur(100_000_000_000), null)).toMatch(/999,999,999.99/);
	expect(refusedBy("epc", shop, eur(0), null)).toMatch(/more than zero/);
	expect(refusedBy("epc", shop, { minor: 100, currency: "CHF" }, null)).toMatch(/EUR and not CHF/);
	expect(refusedBy("epc", { name: "Café" }, null, null)).toMatch(/needs iban/);
	expect(qr("epc", shop, eur(99_999_999_999), null).payload).toContain("EUR999999999.99");
});

test("a long name is cut between characters, a name in other letters is kept with a warning", () => {
	const { payload, warnings } = qr("epc", { ...shop, name: `${"ä".repeat(69)}🍜🍜` }, null, null);
	expect(payload.split("\n")[5]).toBe(`${"ä".repeat(69)}🍜`);
	expect(warnings[0]?.en).toMatch(/allows 70 characters/);
	expect(qr("epc", { ...shop, name: "Ταβέρνα" }, null, null).warnings[0]?.en).toMatch(/Latin letters/);
});

test("whatever a shop and a till put in stands on its own line of the code", () => {
	const text = (limit: number) =>
		fc
			.string({ unit: fc.constantFrom(..."aZ0 é店🍜+:/%"), minLength: 1, maxLength: limit })
			.map((written) => written.trim())
			.filter((written) => written !== "");
	fc.assert(
		fc.property(
			text(30),
			text(20),
			text(10),
			fc.integer({ min: 1, max: 99_999_999_999 }),
			(name, note, info, minor) => {
				const { payload } = qr("epc", { ...shop, name, text: note, info }, eur(minor), null);
				const lines = payload.split("\n");
				expect(lines).toEqual(["BCD", "002", "1", "SCT", "", name, shop.iban, lines[7], "", "", note, info]);
				expect(lines[7]).toMatch(/^EUR\d{1,9}\.\d{2}$/);
				expect(Number(lines[7]?.slice(3).replace(".", ""))).toBe(minor);
				expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(331);
			},
		),
	);
});
