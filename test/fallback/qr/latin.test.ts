import fc from "fast-check";
import { expect, test } from "vitest";
import { cut, toAscii } from "../../../src/fallback/qr/latin.ts";

test("a shop's name in European letters is written in ASCII", () => {
	for (const [name, ascii] of [
		["São Miguél do Oeste", "Sao Miguel do Oeste"],
		["Bäckerei Großmann", "Backerei Grossmann"],
		["Smørrebrød & Øl", "Smorrebrod & Ol"],
		["Łódź Đorđe Þór Œuvre Ærø", "Lodz Dorde Thor OEuvre AEro"],
		["İstanbul Kıyı", "Istanbul Kiyi"],
		["L’Éclair – “chez nous”…", 'L\'Eclair - "chez nous"...'],
		["ＡＢＣ　１２３", "ABC 123"],
		["e\u0301", "e"],
	]) {
		expect(toAscii(name!)).toBe(ascii);
	}
});

test("a name that has no Latin form is refused and never turned into question marks", () => {
	for (const name of ["海南鸡饭", "Кафе", "مقهى", "Kopi 🍜", "a\u0000b", "a\nb", "€"]) {
		expect(toAscii(name), name).toHaveProperty("refused.zh");
	}
});

test("any name is printable ASCII afterwards, or refused", () => {
	fc.assert(
		fc.property(fc.string({ unit: "grapheme" }), (name) => {
			const ascii = toAscii(name);
			if (typeof ascii === "string") expect(ascii).toMatch(/^[ -~]*$/);
			else expect(ascii.refused.en).toBeTruthy();
		}),
	);
	fc.assert(
		fc.property(fc.string({ unit: "grapheme-ascii" }), (name) => {
			expect(toAscii(name)).toBe(name);
		}),
	);
});

test("a name is cut between characters and ends without a blank", () => {
	expect(cut("店🍜🍜🍜", 2)).toBe("店🍜");
	expect(cut("Casa do Pao", 8)).toBe("Casa do");
	expect(cut("Kopi", 25)).toBe("Kopi");
});
