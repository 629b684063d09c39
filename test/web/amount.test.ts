import fc from "fast-check";
import { expect, test } from "vitest";
import { AMOUNT_LIMIT_MINOR } from "../../src/fallback/money.ts";
import { KEYS, type Key, keyOf, pressKey } from "../../web/chat/amount.ts";

const press = (...keys: readonly Key[]): number => keys.reduce(pressKey, 0);

test("digits come in from the right, as on a till", () => {
	expect(press("4", "5", "00")).toBe(4500);
	expect(press("0", "0", "7")).toBe(7);
});

test("a wrong digit is erased, and everything at once", () => {
	expect(press("4", "5", "6", "erase")).toBe(45);
	expect(press("erase")).toBe(0);
	expect(press("4", "5", "clear")).toBe(0);
});

test("no way of pressing makes an amount that no sale can be", () => {
	fc.assert(
		fc.property(fc.array(fc.constantFrom(...KEYS), { maxLength: 40 }), (keys) => {
			const minor = press(...keys);
			expect(Number.isSafeInteger(minor) && minor >= 0 && minor <= AMOUNT_LIMIT_MINOR).toBe(true);
		}),
	);
});

test("a digit that is one too many is not taken, and those before it stay", () => {
	const full = press(..."999999999999".split("").map((digit) => digit as Key));
	expect(pressKey(full, "1")).toBe(full);
	expect(pressKey(full, "00")).toBe(full);
});

test("a keyboard types on the pad too", () => {
	expect(keyOf("7")).toBe("7");
	expect(keyOf("Backspace")).toBe("erase");
	expect(keyOf("Delete")).toBe("clear");
	expect(keyOf("Enter")).toBeNull();
	expect(keyOf("a")).toBeNull();
});
