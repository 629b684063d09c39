/** A dictionary of short byte strings: each gets a number, the first 0. A million of them cost no million JavaScript strings. */

export type Names = {
	/** The number of the bytes `from` to `to` within `parent`, a number of the caller's: the same every time. */
	readonly intern: (bytes: Uint8Array, from: number, to: number, parent: number) => number;
	/** What was put in under a number. */
	readonly text: (id: number) => string;
	readonly parent: (id: number) => number;
	readonly size: () => number;
};

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const SPREAD = 0x9e3779b1;
const FIRST_SLOTS = 1 << 12;

/** An empty dictionary: open addressing over FNV-1a hashes, at most half full. */
export function createNames(): Names {
	let slots = new Int32Array(FIRST_SLOTS);
	let pool = new Uint8Array(1 << 16);
	let ends = new Uint32Array(FIRST_SLOTS);
	let hashes = new Int32Array(FIRST_SLOTS);
	let parents = new Int32Array(FIRST_SLOTS);
	let size = 0;
	const startOf = (id: number): number => (id === 0 ? 0 : (ends[id - 1] ?? 0));

	const isSame = (id: number, bytes: Uint8Array, from: number, to: number, parent: number): boolean => {
		const start = startOf(id);
		if ((ends[id] ?? 0) - start !== to - from || parents[id] !== parent) return false;
		for (let i = from, j = start; i < to; i++, j++) if (bytes[i] !== pool[j]) return false;
		return true;
	};

	const grow = (): void => {
		const wider = new Int32Array(slots.length * 2);
		for (let id = 0; id < size; id++) {
			let at = (hashes[id] ?? 0) & (wider.length - 1);
			while (wider[at] !== 0) at = (at + 1) & (wider.length - 1);
			wider[at] = id + 1;
		}
		slots = wider;
		ends = resized(ends, new Uint32Array(ends.length * 2));
		hashes = resized(hashes, new Int32Array(hashes.length * 2));
		parents = resized(parents, new Int32Array(parents.length * 2));
	};

	return {
		intern(bytes, from, to, parent) {
			// Spread first: a small number would only swap the hashes of short names.
			let hash = FNV_OFFSET ^ Math.imul(parent, SPREAD);
			for (let i = from; i < to; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), FNV_PRIME);
			hash ^= hash >>> 15;
			let at = hash & (slots.length - 1);
			for (let id = slots[at] ?? 0; id !== 0; id = slots[at] ?? 0) {
				if (hashes[id - 1] === hash && isSame(id - 1, bytes, from, to, parent)) return id - 1;
				at = (at + 1) & (slots.length - 1);
			}
			const start = startOf(size);
			const end = start + to - from;
			if (end > pool.length) pool = resized(pool, new Uint8Array(Math.max(end, pool.length * 2)));
			for (let i = from, j = start; i < to; i++, j++) pool[j] = bytes[i] ?? 0;
			ends[size] = end;
			hashes[size] = hash;
			parents[size] = parent;
			slots[at] = size + 1;
			size++;
			if (size * 2 > slots.length) grow();
			return size - 1;
		},
		text: (id) => new TextDecoder().decode(pool.subarray(startOf(id), ends[id])),
		parent: (id) => parents[id] ?? 0,
		size: () => size,
	};
}

function resized<T extends Uint8Array | Uint32Array | Int32Array>(old: T, wider: T): T {
	wider.set(old);
	return wider;
}
