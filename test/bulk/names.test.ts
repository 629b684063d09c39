import fc from "fast-check";
import { expect, test } from "vitest";
import { createNames } from "../../src/bulk/names.ts";

test("a name has one number within its parent, the first 0, and its text and parent come back", () => {
	const written = fc.array(fc.tuple(fc.string({ maxLength: 5, unit: "binary" }), fc.nat({ max: 3 })), {
		maxLength: 300,
	});
	fc.assert(
		fc.property(written, (all) => {
			const names = createNames();
			const known = new Map<string, number>();
			for (const [text, parent] of all) {
				const bytes = Buffer.from(`..${text}..`, "utf8");
				const id = names.intern(bytes, 2, bytes.length - 2, parent);
				const key = `${parent} ${text}`;
				expect(id).toBe(known.get(key) ?? known.size);
				known.set(key, id);
				expect([names.text(id), names.parent(id)]).toEqual([text, parent]);
			}
			expect(names.size()).toBe(known.size);
		}),
	);
});

test("ten thousand short names under ten thousand parents are all told apart", () => {
	const names = createNames();
	const digits = Buffer.from("1234567890");
	let expected = 0;
	for (let parent = 0; parent < 10_000; parent++) {
		for (let at = 0; at < 10; at++) expect(names.intern(digits, at, at + 1, parent)).toBe(expected++);
	}
});
