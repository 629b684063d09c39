/** Chance for benchmarks: the same seed gives the same numbers on every machine. */

export type Random = {
	/** At least 0, below 1. */
	unit(): number;
	chance(probability: number): boolean;
	/** A whole number from 0 to `limit` − 1. */
	below(limit: number): number;
	between(low: number, high: number): number;
	normal(mean: number, deviation: number): number;
	/** A waiting time: exponential, with this mean. */
	wait(mean: number): number;
	pick<Item>(items: readonly Item[]): Item;
	/** One of the items, each as likely as its weight. */
	weighted<Item>(items: readonly (readonly [item: Item, weight: number])[]): Item;
	shuffled<Item>(items: readonly Item[]): Item[];
};

/** sfc32 (Chris Doty-Humphrey, public domain), seeded by FNV-1a of the text. */
export function randomFrom(seed: string): Random {
	let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, hashOf(seed), 1];
	const unit = (): number => {
		const sum = (a + b + counter) | 0;
		counter = (counter + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = (((c << 21) | (c >>> 11)) + sum) | 0;
		return (sum >>> 0) / 2 ** 32;
	};
	// The first draws still resemble the seed.
	for (let round = 0; round < 12; round++) unit();
	const below = (limit: number): number => Math.floor(unit() * limit);
	return {
		unit,
		below,
		chance: (probability) => unit() < probability,
		between: (low, high) => low + (high - low) * unit(),
		normal: (mean, deviation) =>
			mean + deviation * Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit()),
		wait: (mean) => -mean * Math.log(1 - unit()),
		pick: (items) => itemAt(items, below(items.length)),
		weighted(items) {
			let left = unit() * items.reduce((sum, [, weight]) => sum + weight, 0);
			const found = items.find(([, weight]) => {
				left -= weight;
				return left < 0;
			});
			return (found ?? itemAt(items, items.length - 1))[0];
		},
		shuffled(items) {
			const mixed = [...items];
			for (let last = mixed.length - 1; last > 0; last--) {
				const other = below(last + 1);
				[mixed[last], mixed[other]] = [itemAt(mixed, other), itemAt(mixed, last)];
			}
			return mixed;
		},
	};
}

function itemAt<Item>(items: readonly Item[], place: number): Item {
	if (place < 0 || place >= items.length) throw new RangeError(`no item ${place} of ${items.length}`);
	return items[place] as Item;
}

function hashOf(text: string): number {
	let hash = 0x811c9dc5;
	for (let place = 0; place < text.length; place++) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
	return hash | 0;
}
