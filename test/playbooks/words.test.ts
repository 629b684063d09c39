import fc from "fast-check";
import { expect, test } from "vitest";
import { plain } from "../../src/playbooks/words.ts";

test("a text in plain letters means the same beside one with accents", () => {
	const letters = fc.string({ unit: fc.constantFrom(..."aB9 .,-_'`/\n\t?~"), maxLength: 40 });
	fc.assert(
		fc.property(letters, (text) => {
			expect(plain(`ñ ${text}`)).toBe(`n ${plain(text)}`.trim());
		}),
	);
});

test.each([
	["It's DOWN!!", "its down"],
	["Señal  débil", "senal debil"],
	["错误码９１了", "错误码 91 了"],
	["", ""],
	["?!", ""],
])("%j is compared as %j", (text, compared) => {
	expect(plain(text)).toBe(compared);
});
