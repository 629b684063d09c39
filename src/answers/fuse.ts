/** CORE. Two rankings of one question made one: by its words and by its vector. */

/** Reciprocal rank fusion (Cormack, Clarke, Büttcher 2009): the constant that keeps a first place from deciding alone. */
const FUSION_K = 60;

/** Ids, best first. Of two that rank alike the one that the earlier ranking has higher. */
export function fuse(rankings: readonly (readonly string[])[]): readonly string[] {
	const scores = new Map<string, number>();
	for (const ranking of rankings)
		ranking.forEach((id, rank) => {
			scores.set(id, (scores.get(id) ?? 0) + 1 / (FUSION_K + rank + 1));
		});
	return [...scores].sort(([, a], [, b]) => b - a).map(([id]) => id);
}

export type Vector = readonly number[];

/** The ids whose vectors point most nearly where this one points, best first, at most `limit` of them. */
export function nearest(vector: Vector, known: ReadonlyMap<string, Vector>, limit: number): readonly string[] {
	return [...known]
		.map(([id, other]) => ({ id, likeness: cosine(vector, other) }))
		.sort((a, b) => b.likeness - a.likeness)
		.slice(0, limit)
		.map(({ id }) => id);
}

function cosine(a: Vector, b: Vector): number {
	let product = 0;
	let ofA = 0;
	let ofB = 0;
	for (const [at, value] of a.entries()) {
		const other = b[at] ?? 0;
		product += value * other;
		ofA += value * value;
		ofB += other * other;
	}
	const size = Math.sqrt(ofA * ofB);
	return size === 0 ? 0 : product / size;
}
