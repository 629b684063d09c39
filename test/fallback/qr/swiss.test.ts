import fc from "fast-check";
import { calculateQRReferenceChecksum, calculateSCORReferenceChecksum, isQRReferenceValid } from "swissqrbill/utils";
import { expect, test } from "vitest";
import { decodeQr } from "../../../src/fallback/qr/decode.ts";
import { makeReference, referenceFromDigits } from "../../../src/fallback/sale-reference.ts";
import { qr, refusedBy } from "./support.ts";

const chf = (minor: number) => ({ minor, currency: "CHF" });
const shop = {
	iban: "CH93 0076 2011 6238 5295 7",
	name: "Bäckerei Beispiel AG",
	street: "Musterstrasse",
	house: "7",
	postcode: "3000",
	town: "Bern",
};
const QR_IBAN = "CH4431999123000889012";

test("a shop with an ordinary IBAN gets a code of 31 lines with the sale reference as an RF reference", () => {
	const { payload, warnings, caption } = qr("swiss", shop, chf(1230), "K7M2Q2");
	const rf = `RF${calculateSCORReferenceChecksum("K7M2Q2")}K7M2Q2`;
	expect(payload.split("\n")).toEqual([
		...["SPC", "0200", "1", "CH9300762011623852957", "S", "Bäckerei Beispiel AG", "Musterstrasse", "7", "3000", "Bern"],
		...["CH", "", "", "", "", "", "", "", "12.30", "CHF", "", "", "", "", "", "", "", "SCOR", rf, "", "EPD"],
	]);
	expect(warnings).toEqual([]);
	expect(caption.map(({ en }) => en)).toEqual([
		"To: Bäckerei Beispiel AG",
		"Account: CH93 0076 2011 6238 5295 7",
		"Amount: 12.30 CHF",
		`Reference: ${rf}`,
	]);
});

test("without a reference the code says NON, and without an amount its currency", () => {
	const lines = qr("swiss", { ...shop, currency: "eur", text: "Tisch 7" }, null, null).payload.split("\n");
	expect(lines.slice(18, 20)).toEqual(["", "EUR"]);
	expect(lines.slice(27)).toEqual(["NON", "", "Tisch 7", "EPD"]);
});

test("with a QR-IBAN every sale reference becomes a QR reference, and is found again in it", () => {
	fc.assert(
		fc.property(fc.string(), (seed) => {
			const ref = makeReference(seed, "sale");
			const lines = qr("swiss", { ...shop, iban: QR_IBAN }, chf(100), ref).payload.split("\n");
			expect(lines[27]).toBe("QRR");
			expect(isQRReferenceValid(lines[28]!)).toBe(true);
			expect(referenceFromDigits(lines[28]!.slice(0, -1))).toBe(ref);
		}),
	);
});

test("the published QR reference is taken as it is and made from its 26 digits", () => {
	for (const written of [
		"210000000003139471430009017",
		"21 00000 00003 13947 14300 0901",
		"21000000000313947143000901",
	])
		expect(qr("swiss", { ...shop, iban: QR_IBAN }, null, written).payload).toContain(
			"\nQRR\n210000000003139471430009017\n",
		);
	expect(calculateQRReferenceChecksum("21000000000313947143000901")).toBe("7");
});

test("what a Swiss bank does not take is refused with what to do", () => {
	expect(refusedBy("swiss", { ...shop, iban: "DE89370400440532013000" }, null, null)).toMatch(/begins with CH or LI/);
	expect(refusedBy("swiss", { ...shop, iban: "CH9300762011623852958" }, null, null)).toMatch(/no valid IBAN/);
	expect(refusedBy("swiss", { ...shop, iban: QR_IBAN }, chf(1), null)).toMatch(/QR-IBAN needs a reference/);
	expect(refusedBy("swiss", { ...shop, iban: QR_IBAN }, chf(1), "0000")).toMatch(/QR-IBAN needs a reference/);
	expect(refusedBy("swiss", { ...shop, iban: QR_IBAN }, chf(1), "210000000003139471430009018")).toMatch(/check digit/);
	expect(refusedBy("swiss", shop, chf(1), "INV/1")).toMatch(/1 to 21 letters and digits/);
	expect(refusedBy("swiss", { ...shop, name: "北京饭店" }, null, null)).toMatch(/write it in Latin letters/);
	expect(refusedBy("swiss", { ...shop, country: "Schweiz" }, null, null)).toMatch(/two letters/);
	expect(refusedBy("swiss", { ...shop, currency: "EUR" }, chf(1), null)).toMatch(/is CHF and not “EUR”/);
	expect(refusedBy("swiss", shop, chf(100_000_000_000), null)).toMatch(/999,999,999.99 CHF/);
	expect(refusedBy("swiss", shop, chf(0), null)).toMatch(/more than zero/);
	expect(refusedBy("swiss", { ...shop, town: "" }, null, null)).toMatch(/needs town/);
});

test("whatever a Swiss shop and its till put in is read again from the code", () => {
	const text = (limit: number) =>
		fc
			.string({ unit: fc.constantFrom(..."aZ0 éß€Łș+:/%*"), minLength: 1, maxLength: limit })
			.map((written) => written.trim())
			.filter((written) => written !== "");
	fc.assert(
		fc.property(
			text(70),
			text(35),
			text(140),
			fc.integer({ min: 1, max: 99_999_999_999 }),
			(name, town, note, minor) => {
				const { payload } = qr("swiss", { ...shop, name, town, text: note }, chf(minor), "K7M2Q2");
				expect([...payload].length).toBeLessThanOrEqual(997);
				const read = decodeQr(payload);
				expect(read).toMatchObject({ scheme: "swiss", faults: [], currency: "CHF" });
				expect(Number(read.amount?.replace(".", ""))).toBe(minor);
				expect(read.reference?.slice(4)).toBe("K7M2Q2");
				expect(new Map(read.fields)).toEqual(
					new Map([...new Map(read.fields), ["name", name], ["town", town], ["text", note]]),
				);
			},
		),
	);
});
