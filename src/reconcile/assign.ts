/** CORE. The best one-to-one assignment: which links together have the highest score, and how much each one matters. */

import { groupBy } from "./group-by.ts";

/** A possible link between payment `left` and row `right`; `gain` is how much better it is than leaving both open. */
export type Edge = { readonly left: number; readonly right: number; readonly gain: number };

/** `margin`: how much the whole loses without this edge (infinite when both ends have no other); `freely`: the same when
 * every row of equal money counts as this one. */
export type Assigned = { readonly edge: Edge; readonly margin: number; readonly freely: () => number };

/** Above this a component is cut at its weakest edges: the work grows with the cube. A day of one café stays below 200. */
const COMPONENT_LIMIT = 400;
const CUT_STEP = 1;

/**
 * Maximises the sum of gains with every left and every right in at most one edge. `kindOf` tells rows of equal money.
 * Edges come sorted, so that equal sums always give the same answer.
 */
export function assign(edges: readonly Edge[], kindOf: (right: number) => string): readonly Assigned[] {
	return components(edges.filter(({ gain }) => gain > 0)).flatMap((component) => {
		const [first] = component;
		if (first === undefined) return [];
		const isOneLeft = component.every(({ left }) => left === first.left);
		const isOneRight = component.every(({ right }) => right === first.right);
		return isOneLeft || isOneRight ? [best(component, isOneLeft, kindOf)] : solve(component, kindOf);
	});
}

/** The answer where all edges share one end: the highest, and the margin is what the next one lacks. */
function best(edges: readonly Edge[], isOneLeft: boolean, kindOf: (right: number) => string): Assigned {
	const edge = edges.reduce((most, other) => (other.gain > most.gain ? other : most));
	const next = (others: readonly Edge[]): number => others.reduce((most, { gain }) => Math.max(most, gain), 0);
	const others = edges.filter((other) => other !== edge);
	if (others.length === 0) return { edge, margin: Infinity, freely: () => Infinity };
	const margin = edge.gain - next(others);
	const unlike = (): readonly Edge[] => others.filter(({ right }) => kindOf(right) !== kindOf(edge.right));
	return { edge, margin, freely: () => (isOneLeft ? edge.gain - next(unlike()) : margin) };
}

/** Edges that hang together, the largest components cut down to the limit. */
function components(edges: readonly Edge[], floor = 0): readonly (readonly Edge[])[] {
	// Lefts are even nodes, rights odd ones.
	const nodes = edges.reduce((most, { left, right }) => Math.max(most, 2 * left, 2 * right + 1), 0) + 1;
	const parent = Int32Array.from({ length: nodes }, (_, node) => node);
	const rootOf = (node: number): number => {
		let at = node;
		while (parent[at] !== at) {
			const up = parent[at] ?? at;
			parent[at] = parent[up] ?? up;
			at = up;
		}
		return at;
	};
	for (const { left, right } of edges) parent[rootOf(2 * left)] = rootOf(2 * right + 1);
	const groups = groupBy(edges, ({ left }) => rootOf(2 * left));
	return [...groups.values()].flatMap((group) => {
		if (group.length <= COMPONENT_LIMIT) return [group];
		const lefts = new Set(group.map(({ left }) => left)).size;
		const rights = new Set(group.map(({ right }) => right)).size;
		if (Math.max(lefts, rights) <= COMPONENT_LIMIT) return [group];
		const cut = floor + CUT_STEP;
		return components(
			group.filter(({ gain }) => gain > cut),
			cut,
		);
	});
}

/** Hungarian method by shortest augmenting paths (Jonker and Volgenant 1987), every left with a column of its own for "open". */
function solve(edges: readonly Edge[], kindOf: (right: number) => string): readonly Assigned[] {
	const lefts = [...new Set(edges.map(({ left }) => left))].sort((a, b) => a - b);
	const rights = [...new Set(edges.map(({ right }) => right))].sort((a, b) => a - b);
	const leftAt = new Map(lefts.map((left, i) => [left, i]));
	const rightAt = new Map(rights.map((right, j) => [right, j]));
	const width = rights.length + lefts.length;
	const choices = lefts.map((_, i): Choice[] => [{ column: rights.length + i, cost: 0 }]);
	const edgeAt = new Map<number, Edge>();
	for (const edge of edges) {
		const i = leftAt.get(edge.left) ?? 0;
		const j = rightAt.get(edge.right) ?? 0;
		choices[i]?.push({ column: j, cost: -edge.gain });
		edgeAt.set(i * width + j, edge);
	}
	const tableau: Tableau = {
		choices,
		width,
		ownerOf: new Int32Array(width).fill(-1),
		u: new Float64Array(lefts.length),
		v: new Float64Array(width),
		search: newSearch(width),
	};
	for (let i = 0; i < lefts.length; i++) augment(tableau, i);
	const kinds = rights.map(kindOf);
	return rights.flatMap((_, j) => {
		const i = tableau.ownerOf[j] ?? -1;
		const edge = edgeAt.get(i * width + j);
		if (edge === undefined) return [];
		const margin = lossWithout(tableau, i, j, (column) => column === j);
		const freely = (): number => lossWithout(tableau, i, j, (column) => kinds[column] === kinds[j]);
		return [{ edge, margin, freely }];
	});
}

/** A column a left may have, and what it costs. */
type Choice = { readonly column: number; readonly cost: number };

type Tableau = {
	readonly choices: readonly (readonly Choice[])[];
	readonly width: number;
	/** Which left holds a column, −1 for none. */
	readonly ownerOf: Int32Array;
	readonly u: Float64Array;
	readonly v: Float64Array;
	readonly search: Search;
};

type Search = { readonly distance: Float64Array; readonly before: Int32Array; readonly done: Uint8Array };

/**
 * Dijkstra over reduced costs from left `start`, until it reaches `target`, or the first free column when there is none.
 * Gives the column, or −1. With a target the way may lead over a free column: that takes it, and gives back the price of
 * any held one, whose owner goes on.
 */
function search(
	{ choices, width, ownerOf, u, v }: Tableau,
	start: number,
	target: number | null,
	barred: (column: number) => boolean,
	{ distance, before, done }: Search,
): number {
	const reached: number[] = [];
	const reach = (column: number, at: number, from: number): void => {
		if (done[column] === 1 || at >= (distance[column] ?? 0)) return;
		if (distance[column] === Infinity) reached.push(column);
		distance[column] = at;
		before[column] = from;
	};
	const leave = (left: number, travelled: number, column: number): void => {
		const price = u[left] ?? 0;
		for (const { column: next, cost } of choices[left] ?? []) {
			if (left !== start || !barred(next)) reach(next, travelled + cost - price - (v[next] ?? 0), column);
		}
	};
	leave(start, 0, -1);
	for (let isFreeTaken = false; ; ) {
		// The nearest, and of equals the first: few are reached at a time, so that looking through them costs little.
		const column = reached.reduce((best, next) => {
			if (done[next] === 1) return best;
			const shorter = best < 0 ? 1 : (distance[best] ?? 0) - (distance[next] ?? 0);
			return shorter > 0 || (shorter === 0 && next < best) ? next : best;
		}, -1);
		if (column < 0) return -1;
		const travelled = distance[column] ?? 0;
		const owner = ownerOf[column] ?? -1;
		if (column === target || (target === null && owner === -1)) return column;
		done[column] = 1;
		if (owner !== -1) leave(owner, travelled, column);
		else if (!isFreeTaken) {
			// A further free column is no nearer than the first.
			isFreeTaken = true;
			for (let held = 0; held < width; held++) {
				if (ownerOf[held] !== -1) reach(held, travelled - (v[held] ?? 0), column);
			}
		}
	}
}

const newSearch = (width: number): Search => ({
	distance: new Float64Array(width),
	before: new Int32Array(width),
	done: new Uint8Array(width),
});

/** The tableau's one search, as new. */
function cleared({ search: { distance, before, done } }: Tableau): Search {
	distance.fill(Infinity);
	before.fill(-1);
	done.fill(0);
	return { distance, before, done };
}

function augment(tableau: Tableau, start: number): void {
	const { ownerOf, u, v, width } = tableau;
	const found = cleared(tableau);
	const end = search(tableau, start, null, () => false, found);
	const length = found.distance[end] ?? 0;
	for (let j = 0; j < width; j++) {
		if (found.done[j] !== 1) continue;
		const slack = length - (found.distance[j] ?? 0);
		v[j] = (v[j] ?? 0) - slack;
		const owner = ownerOf[j] ?? 0;
		u[owner] = (u[owner] ?? 0) + slack;
	}
	u[start] = (u[start] ?? 0) + length;
	for (let column = end; column >= 0; ) {
		const previous = found.before[column] ?? -1;
		ownerOf[column] = previous < 0 ? start : (ownerOf[previous] ?? -1);
		column = previous;
	}
}

/**
 * What the optimum loses when left `i` may not have the barred columns (`j`, which it holds, among them): the shortest
 * way in the residual graph that gives `i` another column and ends where `j` is empty or has another owner.
 */
function lossWithout(tableau: Tableau, i: number, j: number, barred: (column: number) => boolean): number {
	const found = cleared(tableau);
	return search(tableau, i, j, barred, found) === j ? (found.distance[j] ?? Infinity) : Infinity;
}
