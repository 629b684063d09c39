import { expect, test } from "vitest";
import { amountReader, type NumberStyle } from "../../../src/reconcile/profile/written-amount.ts";

const EUROPEAN: NumberStyle = { decimal: ",", thousands: ".", symbol: "€" };
const AMERICAN: NumberStyle = { decimal: ".", thousands: ",", symbol: "$" };
const PLAIN: NumberStyle = { decimal: ".", thousands: "", symbol: undefined };
const SPACED: NumberStyle = { decimal: ",", thousands: " ", symbol: undefined };
const SWISS: NumberStyle = { decimal: ".", thousands: "'", symbol: undefined };

test.each([
	[EUROPEAN, "1.250,00", "1250.00"],
	[EUROPEAN, "0,36", "0.36"],
	[EUROPEAN, "12,50 €", "12.50"],
	[EUROPEAN, "+31070,11", "31070.11"],
	[AMERICAN, "$1,234.50", "1234.50"],
	[AMERICAN, "-$0.93", "-0.93"],
	[AMERICAN, "$-0.93", "-0.93"],
	[PLAIN, "45", "45"],
	[SPACED, "1 234 567,8", "1234567.8"],
	[SPACED, "1\u202f234,50", "1234.50"],
	[SWISS, "1'234.50", "1234.50"],
	[SWISS, "1’234.50", "1234.50"],
] as const)("an amount is read in the style its profile names (%#: %s)", (style, written, plain) => {
	expect(amountReader(style)(written)).toBe(plain);
});

test.each(["-5.00", "5.00-", "(5.00)", "\u22125.00", "5.00 \u2212", "– 5.00", "( 5.00 )"])(
	"a minus is a minus wherever it stands and however it is written: %s",
	(written) => {
		expect(amountReader(PLAIN)(written)).toBe("-5.00");
	},
);

test.each([
	[PLAIN, "1,250.00"],
	[PLAIN, "1 250.00"],
	[PLAIN, "12,50"],
	[EUROPEAN, "12.50"],
	[EUROPEAN, "1.25,00"],
	[EUROPEAN, "1.2500"],
	[AMERICAN, "1,00.00"],
	[AMERICAN, "€5.00"],
	[SPACED, "1 23 456,00"],
	[PLAIN, "--5.00"],
	[PLAIN, "-5.00-"],
	[PLAIN, "(5.00"],
	[PLAIN, "(-5.00)"],
	[PLAIN, "5.0E+3"],
	[PLAIN, "5."],
	[PLAIN, ".50"],
	[PLAIN, "-"],
	[PLAIN, ""],
	[PLAIN, "5 EUR"],
	[PLAIN, "1".repeat(60)],
	[EUROPEAN, `${" ".repeat(10_000)}-${" ".repeat(10_000)}x`],
] as const)("what would have to be guessed is no amount (%#)", (style, written) => {
	expect(amountReader(style)(written)).toBeNull();
});
