import fc from "fast-check";
import { expect, test } from "vitest";
import { assign, type Edge } from "../../src/reconcile/assign.ts";

const alone = (right: number): string => String(right);
const totalOf = (edges: readonly Edge[]): number => edges.reduce((sum, { gain }) => sum + gain, 0);

/** Tries every set of edges. */
function bestTotal(edges: readonly Edge[]): number {
	const [first, ...rest] = edges;
	if (first === undefined) return 0;
	const compatible = rest.filter(({ left, right }) => left !== first.left && right !== first.right);
	return Math.max(bestTotal(rest), first.gain + bestTotal(compatible));
}

const graphs = fc
	.uniqueArray(fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 })), { selector: ([l, r]) => l * 5 + r, maxLength: 14 })
	.chain((pairs) =>
		fc
			.array(fc.integer({ min: 1, max: 60 }), { minLength: pairs.length, maxLength: pairs.length })
			.map((gains) => pairs.map(([left, right], i): Edge => ({ left, right, gain: (gains[i] ?? 1) / 4 }))),
	);

test("two lattes, one of them keyed late: the first match would take the wrong one, the best of all takes neither wrong", () => {
	// Scores of the reference example, each less the cost of leaving open.
	const edges = [
		{ left: 1, right: 1, gain: 9 },
		{ left: 1, right: 2, gain: 8.6 },
		{ left: 2, right: 1, gain: 8.8 },
		{ left: 2, right: 2, gain: 2 },
	];
	const links = assign(edges, alone).map(({ edge }) => `${edge.left}-${edge.right}`);
	expect(links.sort()).toEqual(["1-2", "2-1"]);
});

test("no assignment is better than the one found", () => {
	fc.assert(
		fc.property(graphs, (edges) => {
			const found = assign(edges, alone).map(({ edge }) => edge);
			expect(totalOf(found)).toBeCloseTo(bestTotal(edges), 9);
			expect(new Set(found.map(({ left }) => left)).size).toBe(found.length);
			expect(new Set(found.map(({ right }) => right)).size).toBe(found.length);
		}),
	);
});

test("the margin of a link is what the best assignment without it loses", () => {
	fc.assert(
		fc.property(graphs, (edges) => {
			const best = bestTotal(edges);
			for (const { edge, margin } of assign(edges, alone)) {
				if (margin === Infinity) continue;
				expect(margin).toBeCloseTo(best - bestTotal(edges.filter((other) => other !== edge)), 9);
			}
		}),
	);
});

test("a link without any rival has no margin", () => {
	expect(assign([{ left: 0, right: 7, gain: 3 }], alone)).toEqual([
		{ edge: { left: 0, right: 7, gain: 3 }, margin: Infinity, freely: expect.any(Function) },
	]);
});

const stars = fc
	.tuple(fc.boolean(), fc.array(fc.integer({ min: -8, max: 60 }), { minLength: 1, maxLength: 7 }))
	.map(([isOneLeft, gains]) =>
		gains.map((gain, i): Edge => ({ left: isOneLeft ? 3 : i, right: isOneLeft ? i : 3, gain: gain / 4 })),
	);
/** Rows of equal money, few kinds of it. */
const kindOf = (right: number): string => String(right % 3);

test("the margin in money is what the best assignment loses when none of the rows of that money may be had", () => {
	fc.assert(
		fc.property(fc.oneof(graphs, stars), (edges) => {
			const best = bestTotal(edges);
			for (const { edge, margin, freely } of assign(edges, kindOf)) {
				const others = edges.filter(({ left, right }) => left !== edge.left || kindOf(right) !== kindOf(edge.right));
				if (freely() !== Infinity) expect(freely()).toBeCloseTo(best - bestTotal(others), 9);
				expect(freely()).toBeGreaterThanOrEqual(margin - 1e-9);
			}
		}),
		{ numRuns: 300 },
	);
});

test("where all edges share an end, the answer and its margins are those of a component that is solved", () => {
	fc.assert(
		fc.property(stars, (edges) => {
			const found = assign(edges, kindOf);
			const best = bestTotal(edges.filter(({ gain }) => gain > 0));
			expect(found).toHaveLength(best > 0 ? 1 : 0);
			for (const { edge, margin } of found) {
				expect(edge.gain).toBe(best);
				if (edges.filter(({ gain }) => gain > 0).length > 1)
					expect(margin).toBeCloseTo(best - bestTotal(edges.filter((other) => other !== edge)), 9);
				else expect(margin).toBe(Infinity);
			}
		}),
	);
});

test("two equal coffees may be swapped: the strict margin is nothing, the margin in money is not", () => {
	const edges = [0, 1].flatMap((left) => [0, 1].map((right) => ({ left, right, gain: 6 })));
	for (const { margin, freely } of assign(edges, () => "3.00")) {
		expect(margin).toBeCloseTo(0, 9);
		expect(freely()).toBeGreaterThan(5);
	}
});

test("a crowd too large for one solution is cut at its weakest edges, and still nobody is taken twice", () => {
	const edges = Array.from({ length: 900 }, (_, i) => [
		{ left: i, right: i, gain: 5 },
		{ left: i, right: (i + 1) % 900, gain: 0.5 },
	]).flat();
	const links = assign(edges, alone);
	expect(links).toHaveLength(900);
	expect(links.every(({ edge }) => edge.left === edge.right)).toBe(true);
});
