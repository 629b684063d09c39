import fc from "fast-check";
import { expect, test } from "vitest";
import {
	isReference,
	makeReference,
	normaliseReference,
	referenceDigits,
	referenceFromDigits,
} from "../../src/fallback/sale-reference.ts";

const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const reference = fc.tuple(fc.string(), fc.string()).map(([seed, label]) => makeReference(seed, label));

test("a reference is six unmistakable characters, and the same seed and label give the same one", () => {
	fc.assert(
		fc.property(reference, (ref) => {
			expect(ref).toMatch(/^[2-9A-HJKMNP-Z]{6}$/);
			expect(isReference(ref)).toBe(true);
		}),
	);
	expect(makeReference("seed", "sale/1")).toBe(makeReference("seed", "sale/1"));
	expect(makeReference("seed", "sale/1")).not.toBe(makeReference("seed", "sale/2"));
});

test("the check character follows the published rule", () => {
	// K=17 7=5 M=18 2=0 Q=21: 1·17 + 2·5 + 3·18 + 4·0 + 5·21 = 186 = 6·31
	expect(isReference("K7M2Q2")).toBe(true);
	expect(isReference("K7M2QX")).toBe(false);
});

test("every single wrong character is noticed", () => {
	fc.assert(
		fc.property(reference, (ref) => {
			for (let place = 0; place < 6; place++) {
				for (const wrong of ALPHABET) {
					const typed = ref.slice(0, place) + wrong + ref.slice(place + 1);
					expect(isReference(typed)).toBe(typed === ref);
				}
			}
		}),
	);
});

test("every swap of two places is noticed", () => {
	fc.assert(
		fc.property(reference, (ref) => {
			for (let a = 0; a < 6; a++) {
				for (let b = a + 1; b < 6; b++) {
					const symbols = [...ref];
					[symbols[a], symbols[b]] = [symbols[b]!, symbols[a]!];
					expect(isReference(symbols.join(""))).toBe(symbols.join("") === ref);
				}
			}
		}),
	);
});

test("staff may type it in any case, spaced, dashed, with a hash or in full-width letters", () => {
	for (const typed of ["k7m2q2", " #K7M-2Q2 ", "k7m 2q2", "Ｋ７Ｍ２Ｑ２", "k7m–2q2", "K 7 M 2 Q 2"]) {
		expect(normaliseReference(typed)).toBe("K7M2Q2");
	}
});

test("nothing ambiguous is guessed", () => {
	for (const typed of [
		"",
		"K7M2QO",
		"K7M2QI",
		"07M2Q2",
		"K7M2Q",
		"K7M2Q22",
		"K7M2QX",
		"ß7M2Q2",
		"x".repeat(1_000_000),
	]) {
		expect(normaliseReference(typed)).toBeNull();
	}
	expect(isReference("k7m2q2")).toBe(false);
	expect(isReference("")).toBe(false);
});

test("a reference survives a rail that carries digits only, also when the bank drops the zeros in front", () => {
	fc.assert(
		fc.property(reference, (ref) => {
			const carried = referenceDigits(ref);
			expect(carried).toMatch(/^\d{8}$/);
			expect(referenceFromDigits(carried)).toBe(ref);
			expect(referenceFromDigits(String(Number(carried)))).toBe(ref);
			expect(referenceFromDigits(carried.padStart(26, "0"))).toBe(ref);
		}),
	);
	expect(referenceDigits("222222")).toBe("00000000");
	expect(referenceFromDigits("28629150")).toMatch(/^ZZZZZ/);
});

test("digits that stand for no reference give none", () => {
	for (const digits of ["", "28629151", "99999999", "123456789", "1e5", "-1", " 1", "１２", "9".repeat(36)]) {
		expect(referenceFromDigits(digits)).toBeNull();
	}
});
