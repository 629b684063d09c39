import { encode } from "bysquare/pay";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readPayBySquare } from "../../../src/fallback/qr/paybysquare-reader.ts";
import { unpackSquare } from "../../../src/fallback/qr/paybysquare-unpack.ts";

/** Everything about it is right but what it announces: the packer writes what it is told is the number of payments. */
function forged(content: string): string {
	const [invoiceId = "", ...rest] = content.split("\t");
	const payments = { length: rest.join("\t"), *[Symbol.iterator]() {} };
	return encode({ invoiceId, payments } as never, { deburr: false, validate: false }).replace(/=+$/, "");
}

/** The same code with another length in its third and fourth byte. */
function withLength(payload: string, length: number): string {
	const bits = [...payload].map((symbol) => DIGITS.indexOf(symbol).toString(2).padStart(5, "0")).join("");
	const bytes = [length & 0xff, length >> 8].map((byte) => byte.toString(2).padStart(8, "0")).join("");
	const changed = `${bits.slice(0, 16)}${bytes}${bits.slice(32)}`;
	return (changed.match(/.{5}/g) ?? []).map((five) => DIGITS[Number.parseInt(five, 2)]).join("");
}
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUV";
const IBAN = "SK3112000000198742637541";
const after = (accounts: string) => `1\t10\tEUR\t\t42\t\t\t\tcoffee\t${accounts}\t0\t0\tKaviaren\t\t`;

test.each([
	["a billion payments", `x\t999999999\t${after(`1\t${IBAN}\t`)}`],
	["more payments than memory", `x\t1e300\t${after(`1\t${IBAN}\t`)}`],
	["endless payments", `x\tInfinity\t${after(`1\t${IBAN}\t`)}`],
	["21 payments", `x\t21\t${after(`1\t${IBAN}\t`).repeat(21)}`],
	["a billion accounts", `x\t1\t${after(`999999999\t${IBAN}\t`)}`],
	["no payment", "x\t0\t\t"],
	["a negative number of payments", `x\t-1\t${after(`1\t${IBAN}\t`)}`],
	["text where a number belongs", `x\tmany\t${after(`1\t${IBAN}\t`)}`],
	["a payment that ends too early", "x\t1\t1\t10\tEUR"],
	["sixty thousand characters", `x\t1\t${after(`1\t${IBAN}\t`)}${"a".repeat(60_000)}`],
])("a forged code that announces %s is refused, and costs nothing", (_, content) => {
	const read = readPayBySquare(forged(content), null);
	expect(read.faults.map(({ text }) => text.en).join()).toContain("cannot be unpacked");
	expect(read).toMatchObject({ amount: null, currency: null, fields: [] });
});

test("the same code without a lie in it is read", () => {
	const read = readPayBySquare(forged(`x\t1\t${after(`1\t${IBAN}\tTATRSKBX`)}`), null);
	expect(read).toMatchObject({ faults: [], amount: "10", currency: "EUR", reference: "42" });
	expect(read.fields).toEqual([
		["invoice", "x"],
		["iban", IBAN],
		["bic", "TATRSKBX"],
		["name", "Kaviaren"],
		["amount", "10"],
		["currency", "EUR"],
		["variable-symbol", "42"],
		["text", "coffee"],
	]);
});

test.each([65_535, 0, 4, 10, 8_193])("a code that announces %i bytes and packs others is refused", (length) => {
	const payload = forged(`x\t1\t${after(`1\t${IBAN}\t`)}`);
	expect(readPayBySquare(payload, null).faults).toEqual([]);
	expect(readPayBySquare(withLength(payload, length), null).faults).toHaveLength(1);
});

test("texts that repeat themselves, of every length, come out as they were packed", () => {
	const words = fc.constantFrom("a", "ab", "coffee ", "ž", "table 7, ", "0000", "\n");
	fc.assert(
		fc.property(fc.array(words, { maxLength: 400 }), fc.string({ maxLength: 200 }), (parts, odd) => {
			const note = `${parts.join("")}${odd.replaceAll("\t", " ")}`;
			const read = unpackSquare(forged(`${note}\t1\t${after(`1\t${IBAN}\t`)}`));
			expect(read?.invoiceId).toBe(note);
		}),
		{ numRuns: 60 },
	);
});

test("whatever is damaged in it, it is refused or read, and nothing else", () => {
	const payload = forged(`x\t1\t${after(`1\t${IBAN}\tTATRSKBX`)}`);
	fc.assert(
		fc.property(fc.nat(payload.length - 1), fc.constantFrom(...DIGITS), (place, symbol) => {
			const damaged = payload.slice(0, place) + symbol + payload.slice(place + 1);
			expect([0, 1]).toContain(readPayBySquare(damaged, null).faults.length);
		}),
		{ numRuns: 200 },
	);
});

test("a payload longer than any QR holds is not looked into", () => {
	expect(readPayBySquare("0".repeat(4_297), null).faults).toHaveLength(1);
});
