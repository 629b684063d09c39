import fc from "fast-check";
import { expect, test } from "vitest";
import { isReference, makeReference } from "../../src/fallback/sale-reference.ts";
import { meetingKeys, noteWords, referenceRelation } from "../../src/reconcile/reference.ts";

const reference = fc.string({ minLength: 4, maxLength: 8 }).map((seed) => makeReference(seed, "test"));
const symbol = fc.constantFrom(..."23456789ABCDEFGHJKMNPQRSTUVWXYZ");
const relation = (note: string, wanted: string) => referenceRelation(noteWords(note), wanted);

test("staff type the reference in any case, with blanks and dashes, among other words", () => {
	fc.assert(
		fc.property(reference, (ref) => {
			for (const note of [
				ref,
				ref.toLowerCase(),
				`QR ${ref} table 4`,
				`${ref.slice(0, 3)}-${ref.slice(3)}`,
				`paid:${ref}!`,
				`QR${ref}`,
			]) {
				expect(relation(note, ref)).toBe("exact");
			}
		}),
	);
});

test("one wrong, missing, extra or swapped character is still that sale, and never passes for the exact reference", () => {
	fc.assert(
		fc.property(reference, fc.nat({ max: 5 }), symbol, (ref, place, wrong) => {
			fc.pre(ref[place] !== wrong && ref[place] !== ref[place + 1]);
			const typed = [
				ref.slice(0, place) + wrong + ref.slice(place + 1),
				ref.slice(0, place) + ref.slice(place + 1),
				...(place < 5 ? [ref.slice(0, place) + ref[place + 1] + ref[place] + ref.slice(place + 2)] : []),
			];
			for (const note of typed) expect(["near", "part"]).toContain(relation(note, ref));
		}),
	);
});

test("two true references are never taken for slips of each other: the check character keeps them apart", () => {
	fc.assert(
		fc.property(reference, fc.nat({ max: 5 }), symbol, (ref, place, wrong) => {
			fc.pre(ref[place] !== wrong);
			const typed = ref.slice(0, place) + wrong + ref.slice(place + 1);
			expect(isReference(typed)).toBe(false);
		}),
	);
});

test("four characters in a row are a part, three are nothing", () => {
	expect(relation("K7M2", "K7M2QX")).toBe("part");
	expect(relation("K7M", "K7M2QX")).toBe("none");
	expect(relation("", "K7M2QX")).toBe("none");
});

test("whatever relates a note to a sale also brings the two together in the index", () => {
	fc.assert(
		fc.property(reference, fc.string({ unit: symbol, minLength: 4, maxLength: 7 }), (ref, noise) => {
			for (const word of [noise, ref.slice(1), ref.slice(0, 4), `${ref.slice(0, 2)}${noise[0]}${ref.slice(2)}`]) {
				if (referenceRelation([word], ref) === "none") continue;
				const keys = new Set(meetingKeys(ref));
				expect(meetingKeys(word).some((key) => keys.has(key))).toBe(true);
			}
		}),
	);
});
