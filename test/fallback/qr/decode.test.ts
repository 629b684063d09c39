import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import sepa from "sepa-payment-qr-code";
import { expect, test } from "vitest";
import { parsePrice } from "../../../src/fallback/money.ts";
import { crc32 } from "../../../src/fallback/qr/crc32.ts";
import { decodeQr } from "../../../src/fallback/qr/decode.ts";
import { epcText } from "../../../src/fallback/qr/epc-reader.ts";
import { SCHEMES } from "../../../src/fallback/qr/scheme.ts";
import { isRefusal } from "../../../src/text.ts";
import { eur, qr } from "./support.ts";

const file = new URL("../../../../shared/reference/qr-vectors.json", import.meta.url);
type Vector = { readonly scheme: string; readonly payload: string; readonly inputs: Readonly<Record<string, unknown>> };
const vectors: readonly Vector[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];

const faultsOf = (payload: string, today?: string): readonly string[] =>
	decodeQr(payload, today).faults.map(({ text }) => text.en);

const EPC = "BCD\n002\n1\nSCT\n\nTest\nBE72000000001616";
const SWISS = qr(
	"swiss",
	{ iban: "CH9300762011623852957", name: "Beispiel AG", postcode: "3000", town: "Bern" },
	{ minor: 1230, currency: "CHF" },
	"K7M2Q2",
).payload;
const SPAYD = "SPD*1.0*ACC:CZ2806000000000168540115*AM:450.00*CC:CZK";

test.runIf(vectors.length > 0)("every published code that is no EMVCo code is read without fault", () => {
	const schemes = new Map([
		["EPC069-12", "epc"],
		["SPAYD", "spayd"],
		["PAY-by-square", "paybysquare"],
		["UPI", "upi"],
		["SwissQR", "swiss"],
	]);
	const codes = vectors.filter(({ scheme, payload }) => schemes.has(scheme) && !/^\d{27}$/.test(payload));
	expect(codes).toHaveLength(9);
	for (const { scheme, payload, inputs } of codes) {
		const read = decodeQr(payload);
		expect([read.scheme, read.faults]).toEqual([schemes.get(scheme), []]);
		const amount = inputs["amount"] ?? inputs["am"];
		if (amount !== undefined) expect(Number(read.amount)).toBe(Number(amount));
	}
});

test.runIf(vectors.length > 0)("a published QR reference alone is a field and no code", () => {
	expect(decodeQr(vectors.find(({ payload }) => /^\d{27}$/.test(payload))!.payload).scheme).toBeNull();
});

test("the SEPA code that another program writes is read like our own", () => {
	const theirs = sepa({
		name: "Test",
		iban: "BE72000000001616",
		amount: 12.3,
		structuredReference: "RF18539007547034",
	});
	const ours = qr("epc", { name: "Test", iban: "BE72000000001616" }, eur(1230), "RF18539007547034").payload;
	expect(decodeQr(theirs)).toEqual(decodeQr(ours));
	expect(decodeQr(ours)).toMatchObject({
		faults: [],
		amount: "12.30",
		currency: "EUR",
		reference: "RF18539007547034",
	});
});

test.each([
	["a line feed of Windows, which is none", EPC.replaceAll("\n", "\r\n"), []],
	["version 001 without a BIC", EPC.replace("002", "001"), ["bic: it is missing."]],
	["an unknown version", EPC.replace("002", "003"), ["version: it says “003” where 001 / 002 must stand."]],
	["a wrong IBAN", EPC.replace("BE72", "BE73"), ["iban: “BE73000000001616” is no valid IBAN."]],
	["an amount without EUR", `${EPC}\n12.30`, ["amount: “12.30” is no amount this scheme allows."]],
	["an amount of nothing", `${EPC}\nEUR0.00`, ["amount: “EUR0.00” is no amount this scheme allows."]],
	[
		"a wrong RF reference",
		`${EPC}\n\n\nRF19539007547034`,
		["reference: the check digits of “RF19539007547034” are wrong."],
	],
	["a reference and a text", `${EPC}\n\n\nRF18539007547034\nx`, [expect.stringContaining("this one has both")]],
	["a line too many", `${EPC}\n\n\n\nx\ny\nz`, [expect.stringContaining("more lines follow")]],
])("of a SEPA code with %s exactly that is said", (_name, payload, faults) => {
	expect(faultsOf(payload)).toEqual(faults);
});

test("a SEPA code in any character set of the standard is read as it was meant", () => {
	const bytes = (charset: string, name: readonly number[]) =>
		Uint8Array.from([...Buffer.from(`BCD\n002\n${charset}\nSCT\n\n`), ...name]);
	expect(epcText(bytes("2", [0xe7]))).toMatch(/ç$/);
	expect(epcText(bytes("3", [0xb3]))).toMatch(/ł$/);
	expect(epcText(bytes("6", [0xe1]))).toMatch(/α$/);
	expect(epcText(bytes("8", [0xa4]))).toMatch(/€$/);
	expect(epcText(bytes("1", [0xc3, 0xa7]))).toMatch(/ç$/);
	expect(epcText(bytes("9", [0x41]))).toBeNull();
	expect(epcText(Buffer.from("000201"))).toBeNull();
});

test.each([
	["a combined address", SWISS.replace("\nS\n", "\nK\n"), [expect.stringMatching(/^address-type: combined addresses/)]],
	[
		"a reference for a QR-IBAN",
		SWISS.replace("SCOR", "QRR"),
		[expect.stringMatching(/^reference-type: .* SCOR \/ NON/)],
	],
	["a wrong reference", SWISS.replace("K7M2Q2", "K7M2Q3"), [expect.stringMatching(/no SCOR reference/)]],
	["no trailer", SWISS.replace("\nEPD", ""), [expect.stringMatching(/^trailer/), expect.stringMatching(/has 30 and/)]],
	["another currency", SWISS.replace("CHF", "USD"), ["currency: it says “USD” where CHF / EUR must stand."]],
	["an amount without cents", SWISS.replace("12.30", "12"), ["amount: “12” is no amount this scheme allows."]],
])("of a Swiss code with %s exactly that is said", (_name, payload, faults) => {
	expect(faultsOf(payload)).toEqual(faults);
});

test.each([
	["no account", "SPD*1.0*AM:1.00", ["ACC: it is missing."]],
	["a negative amount", SPAYD.replace("450", "-450"), ["AM: “-450.00” is no amount this scheme allows."]],
	["an attribute twice", `${SPAYD}*CC:EUR`, ["CC: it stands there twice."]],
	["a broken escape", `${SPAYD}*MSG:100%`, ["MSG: its escapes (%) are broken."]],
	["letters in the variable symbol", `${SPAYD}*X-VS:12A`, [expect.stringMatching(/^X-VS/)]],
	["a wrong check sum", `${SPAYD}*CRC32:00000000`, [expect.stringMatching(/^CRC32: the check sum is 00000000/)]],
	["a right check sum", `${SPAYD}*CRC32:${crc32(SPAYD)}`, []],
])("of a Czech code with %s exactly that is said", (_name, payload, faults) => {
	expect(crc32("123456789")).toBe("CBF43926");
	expect(faultsOf(payload)).toEqual(faults);
});

test("a changed letter in a Slovak code is a fault, not a payment to somebody else", () => {
	const { payload } = qr("paybysquare", { iban: "SK3112000000198742637541", name: "Test" }, eur(100), null);
	expect(faultsOf(payload)).toEqual([]);
	const broken = payload.slice(0, 30) + (payload[30] === "A" ? "B" : "A") + payload.slice(31);
	expect(faultsOf(broken)).not.toEqual([]);
});

test.each([
	["no address", "upi://pay?pn=Shop", ["pa: it is missing."]],
	["an address that is none", "upi://pay?pa=shop", ["pa: it says “shop” where name@bank must stand."]],
	["an amount with an exponent", "upi://pay?pa=shop@bank&am=1e3", ["am: “1e3” is no amount this scheme allows."]],
	["dollars", "upi://pay?pa=shop@bank&cu=USD", ["cu: it says “USD” where INR must stand."]],
])("of an Indian link with %s exactly that is said", (_name, payload, faults) => {
	expect(faultsOf(payload)).toEqual(faults);
});

test("a passed day is a warning, and the code stays right", () => {
	const dated = `${SPAYD}*DT:20260131`;
	expect(decodeQr(dated, "2026-02-01")).toMatchObject({
		faults: [],
		warnings: [{ en: "The code has expired: its last day was 2026-01-31." }],
	});
	expect(decodeQr(dated, "2026-01-31").warnings).toEqual([]);
});

test("whatever text is read as a code, the answer is an answer", () => {
	const heads = fc.constantFrom("", "BCD\n", "SPC\n", "SPD*1.0*", "upi://pay?", "000201", "0004I0006UC5LT8E21H3");
	fc.assert(
		fc.property(heads, fc.string({ unit: "grapheme" }), (head, rest) => {
			const { scheme, faults } = decodeQr(head + rest);
			expect(scheme !== null || faults.length === 1).toBe(true);
			for (const { text } of faults) expect(Object.values(text).every((words) => words.length > 0)).toBe(true);
		}),
	);
});

test("whatever is typed into a European scheme, a code is refused or read without fault", () => {
	const shops = fc.constantFrom(
		["swiss", "CHF", { iban: "CH9300762011623852957", name: "A", postcode: "3000", town: "Bern" }] as const,
		["swiss", "EUR", { iban: "CH4431999123000889012", name: "A", postcode: "3000", town: "Bern" }] as const,
		["spayd", "CZK", { iban: "CZ2806000000000168540115", name: "A" }] as const,
		["paybysquare", "EUR", { iban: "SK3112000000198742637541", name: "A" }] as const,
		["epc", "EUR", { iban: "DE89370400440532013000", name: "A" }] as const,
	);
	const typed = fc.oneof(fc.string({ unit: "grapheme", maxLength: 200 }), fc.string({ unit: "binary", maxLength: 40 }));
	const minors = fc.oneof(fc.integer({ min: -100, max: 1000 }), fc.integer({ min: 1, max: 999_999_999_999 }));
	fc.assert(
		fc.property(shops, typed, typed, minors, typed, ([scheme, currency, shop], name, text, minor, ref) => {
			const made = SCHEMES.get(scheme)!.encode(
				new Map(Object.entries({ ...shop, name, text })),
				{ minor, currency },
				ref.length % 2 === 0 ? "K7M2Q2" : ref,
				0,
			);
			if (isRefusal(made)) return;
			const read = decodeQr(made.payload);
			expect([read.scheme, read.faults, read.currency]).toEqual([scheme, [], currency]);
			expect(parsePrice(read.amount!, currency)).toEqual({ minor, currency });
		}),
		{ numRuns: 1000 },
	);
});
