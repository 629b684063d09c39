import fc from "fast-check";
import { expect, test } from "vitest";
import { fillsOf, type Part, subsetsOf } from "../../src/reconcile/sums.ts";

const part = (minor: number): Part => ({ minor, timeMs: 0, staff: null, merchant: null });
const few = fc.array(fc.integer({ min: 1, max: 9 }).map(part), { maxLength: 8 });
const targets = fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 2 });
const limit = fc.integer({ min: 1, max: 3 });
const sumOf = (parts: readonly Part[], indices: readonly number[]): number =>
	indices.reduce((sum, index) => sum + (parts[index]?.minor ?? 0), 0);

test("only true sums are given: each part once, no more parts than the limit, and no sum twice", () => {
	fc.assert(
		fc.property(few, targets, limit, (parts, wanted, most) => {
			const fills = fillsOf(parts, wanted, most);
			for (const indices of fills) {
				expect(wanted).toContain(sumOf(parts, indices));
				expect(indices.length).toBeLessThanOrEqual(most);
				expect(new Set(indices).size).toBe(indices.length);
			}
			expect(new Set(fills.map(String)).size).toBe(fills.length);
		}),
	);
});

test("whether there is no sum, one or several is what trying every subset says", () => {
	fc.assert(
		fc.property(few, fc.integer({ min: 1, max: 20 }), limit, (parts, wanted, most) => {
			const all = subsetsOf(parts.length).filter(
				(indices) => indices.length <= most && sumOf(parts, indices) === wanted,
			);
			const fills = fillsOf(parts, [wanted], most);
			expect(fills).toHaveLength(Math.min(2, all.length));
			for (const indices of fills) expect(all).toContainEqual(indices);
		}),
	);
});

test("sums that do not count hide none that do", () => {
	const isCounted = (indices: readonly number[]): boolean => indices.length > 1;
	fc.assert(
		fc.property(few, fc.integer({ min: 1, max: 20 }), (parts, wanted) => {
			const all = subsetsOf(parts.length).filter(
				(indices) => indices.length <= 3 && isCounted(indices) && sumOf(parts, indices) === wanted,
			);
			expect(fillsOf(parts, [wanted], 3, isCounted)).toHaveLength(Math.min(2, all.length));
		}),
	);
});

test("every subset but the empty one is there once", () => {
	expect(subsetsOf(0)).toEqual([]);
	expect(subsetsOf(3).map(String).sort()).toEqual(["0", "0,1", "0,1,2", "0,2", "1", "1,2", "2"]);
});
