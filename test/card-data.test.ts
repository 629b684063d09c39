import fc from "fast-check";
import { expect, test } from "vitest";
import { maskCardNumbers } from "../src/card-data.ts";

const masked = (text: string) => maskCardNumbers(text).text;

function luhnDigit(body: string): string {
	let sum = 0;
	for (const [place, digit] of [...body].reverse().entries()) {
		const value = Number(digit) * (place % 2 === 0 ? 2 : 1);
		sum += value > 9 ? value - 9 : value;
	}
	return String((10 - (sum % 10)) % 10);
}

const digits = (min: number, max: number) =>
	fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: min, maxLength: max });
const prefix = fc.constantFrom(
	"4",
	"51",
	"55",
	"2221",
	"2720",
	"2200",
	"34",
	"37",
	"36",
	"38",
	"6011",
	"62",
	"5018",
	"3530",
);
const cardNumber = fc
	.tuple(prefix, digits(0, 18), fc.integer({ min: 13, max: 19 }))
	.map(([start, rest, length]) => (start + rest + "0".repeat(19)).slice(0, length - 1))
	.map((body) => body + luhnDigit(body));
const gap = fc.constantFrom(
	"",
	" ",
	"-",
	".",
	"_",
	"\u00a0",
	"\u2009",
	"\u3000",
	"\u2013",
	"\u2212",
	"－",
	"\u200b",
	" - ",
	"\u2060",
);
const figures = fc.constantFrom("0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹");
const around = fc.string({ unit: "grapheme", maxLength: 40 }).map((text) => text.replace(/[\p{Nd}+＋•]/gu, ""));

test("a card number is masked but for its last four digits, however it is written", () => {
	for (const [typed, shown] of [
		["4111 1111 1111 1111", "•••• •••• •••• 1111"],
		["card4111111111111111!", "card••••••••••••1111!"],
		["3782-822463-10005", "••••-••••••-•0005"],
		["４１１１　１１１１　１１１１　１１１１", "••••　••••　••••　１１１１"],
		["٤١١١١١١١١١١١١١١١", "••••••••••••١١١١"],
		["4️⃣111 1111 1111 1111", "•️⃣••• •••• •••• 1111"],
		["4 1 1 1.1 1 1 1-1 1 1 1–1 1 1 1", "• • • •.• • • •-• • • •–1 1 1 1"],
		["我的卡号是4222222222222。", "我的卡号是•••••••••2222。"],
		["6205500000000000004", "•••••••••••••••0004"],
	] as const) {
		expect(maskCardNumbers(typed)).toEqual({ text: shown, masked: true });
	}
});

test("any card number in any style inside any text is masked, and the text keeps its length", () => {
	fc.assert(
		fc.property(
			cardNumber,
			fc.array(gap, { minLength: 18, maxLength: 18 }),
			figures,
			around,
			around,
			(pan, gaps, zeroToNine, before, after) => {
				const written = [...pan]
					.map((digit, at) => zeroToNine.charAt(Number(digit)) + (at < pan.length - 1 ? gaps[at] : ""))
					.join("");
				const text = before + written + after;
				const result = maskCardNumbers(text);
				expect(result.masked).toBe(true);
				expect(result.text).toHaveLength(text.length);
				const shown = result.text.slice(before.length, before.length + written.length);
				expect(shown.replace(/[^\p{Nd}]/gu, "")).toHaveLength(4);
				expect(shown.replace(/[^•]/g, "")).toHaveLength(pan.length - 4);
				expect(result.text.startsWith(before)).toBe(true);
			},
		),
		{ numRuns: 2_000 },
	);
});

test("masking twice is masking once, also where numbers overlap or bullets were typed", () => {
	const piece = fc.oneof(
		cardNumber,
		digits(1, 6),
		gap,
		fc.constantFrom("•", "•••••••••", " cvv ", "12/27", "^", "=", "?", "+", "DE89", "/"),
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
			const once = masked(pieces.join(""));
			expect(masked(once)).toBe(once);
		}),
		{ numRuns: 20_000 },
	);
});

test("what a masking leaves makes no card number with what stands behind it", () => {
	// 4444 100000005 passes Luhn, but begins in the middle of the number that was masked.
	const once = masked("4000000000084444 100000005");
	expect(once).toBe("••••••••••••4444 100000005");
	expect(masked(once)).toBe(once);
	// Track data is masked up to its greatest length, and here that ends within a group.
	const track = masked(`4111111111111111^${"x".repeat(73)}000004222222222222`);
	expect(masked(track)).toBe(track);
});

test("a text without digits is left alone", () => {
	fc.assert(
		fc.property(fc.string({ unit: "binary" }), (text) => {
			const bare = text.replace(/\p{Nd}/gu, "");
			expect(maskCardNumbers(bare)).toEqual({ text: bare, masked: false });
		}),
	);
});

test("what a merchant needs to send is no card number", () => {
	for (const text of [
		"+49 1511 2345 678",
		"+4915112345674",
		"+86 138 0013 8000",
		"DE89370400440532013000",
		"DE89 3704 0044 0532 0130 00",
		// Groups two to five pass Luhn.
		"DE62 3704 0044 0532 0130 01",
		"DE61 3704 0044 0532 0130 19",
		"DE39 3704 0044 0532 0130 27",
		"gb82 west 1234 5698 7654 32",
		"FR1420041010050500013M02606",
		"2026-11-03T10:15:30.123456Z",
		"20261103101530 20261103101531 20261103101532 20261103101533",
		"45.00 12.50 33.00 20.00 18.00 45.10 45.20 45.30 45.40 45.50",
		// Both are 16 digits that begin with 30 and pass Luhn.
		"30.12.2026 08.12.2026",
		"30.11.2026 09.12.2026",
		"EAN 4006381333931",
		"UEN 201912345K, T19LL1234A",
		"K7M2Q2 3fKxTq8vWz1A 40061234512",
		"RRN 612345678901, STAN 004512, 1,234,567.89 EUR",
		"4111 1111 1111 1112",
		"4111111111111111111111111",
		"cvv error 105",
	]) {
		expect(maskCardNumbers(text)).toEqual({ text, masked: false });
	}
});

test("an account number does not hide the card number behind it", () => {
	expect(masked("DE89 3704 0044 0532 0130 00 4111 1111 1111 1111")).toBe(
		"DE89 3704 0044 0532 0130 00 •••• •••• •••• 1111",
	);
	expect(masked("DE12 4111 1111 1111 1111 07")).toBe("DE12 •••• •••• •••• 1111 07");
});

test("bullets typed before a card number do not protect it", () => {
	expect(masked("• 4111 1111 1111 1111")).toBe("• •••• •••• •••• 1111");
	expect(masked("••••••••• 1 4111 1111 1111 1111")).toBe("••••••••• 1 •••• •••• •••• 1111");
	expect(masked("•••••••••••4111111111111111")).toBe("•••••••••••••••••••••••1111");
});

test("expiry and verification code beside a card number go too, an amount stays", () => {
	expect(masked("4111 1111 1111 1111 12/27 123")).toBe("•••• •••• •••• 1111 ••/•• •••");
	expect(masked("4111111111111111, exp 1227, cvv: 1234")).toBe("••••••••••••1111, exp ••••, cvv: ••••");
	expect(masked("4111111111111111 12.50 EUR")).toBe("••••••••••••1111 12.50 EUR");
	expect(masked("安全码：１２３")).toBe("安全码：•••");
	expect(masked("CVC is 987.")).toBe("CVC is •••.");
});

test("track data goes whole", () => {
	expect(masked("%B4111111111111111^DOE/JANE^27121011000000000?ok")).toBe(`%B••••••••••••1111${"•".repeat(28)}ok`);
	expect(masked(";4111111111111111=27121011000012300000?")).toBe(`;••••••••••••1111${"•".repeat(22)}`);
	expect(masked("57 4111111111111111D2712101F")).toBe("57 ••••••••••••1111•••••••••");
});

test("a hostile text of two million characters is read to its end", () => {
	for (const [unit, isMasked] of [
		["4", false],
		["4\u200b", false],
		["4111 1111 1111 1111 ", true],
		["cvv:", false],
		["DE12 ", false],
		["4 ", true],
		["•4", false],
	] as const) {
		const text = unit.repeat(2_000_000 / unit.length);
		const result = maskCardNumbers(text);
		expect(result.masked).toBe(isMasked);
		expect(result.text.length).toBe(text.length);
	}
});
