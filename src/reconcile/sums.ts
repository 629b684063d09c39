/** CORE. Which few of a small number of amounts add up to another. */

/** One side of a split as far as a sum is concerned. */
export type Part = {
	readonly minor: number;
	readonly timeMs: number | null;
	readonly staff: string | null;
	readonly merchant: string | null;
};

/** Two are enough to know that a sum is not the only one. */
const SUMS_LIMIT = 2;

/**
 * The indices of one to `limit` (at most three) parts that add up to one of the targets; no more than two such sums, and
 * only such as count.
 */
export function fillsOf(
	parts: readonly Part[],
	targets: readonly number[],
	limit: number,
	counts: (indices: readonly number[]) => boolean = () => true,
): readonly (readonly number[])[] {
	const wanted = new Set(targets);
	const most = Math.max(0, ...targets);
	const found: number[][] = [];
	const extend = (chosen: readonly number[], sum: number): void => {
		for (let index = (chosen.at(-1) ?? -1) + 1; index < parts.length && found.length < SUMS_LIMIT; index++) {
			const next = sum + (parts[index]?.minor ?? 0);
			if (next > most) continue;
			const taken = [...chosen, index];
			if (wanted.has(next) && counts(taken)) found.push(taken);
			else if (taken.length < limit) extend(taken, next);
		}
	};
	extend([], 0);
	return found;
}

/** All subsets of that many items but the empty one, as indices, in a fixed order. */
export function subsetsOf(count: number): readonly (readonly number[])[] {
	let all: readonly (readonly number[])[] = [[]];
	for (let index = 0; index < count; index++) all = [...all, ...all.map((chosen) => [...chosen, index])];
	return all.filter((chosen) => chosen.length > 0);
}
