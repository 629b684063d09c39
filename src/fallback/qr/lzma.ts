/**
 * CORE. Unpacks LZMA (7-Zip's LZMA specification) with the properties that PAY by square fixes: lc 3, lp 0, pb 2. It makes as
 * many bytes as it is asked for and no more, whatever the packed ones say.
 */

const STATES = 12;
const POSITIONS = 4; // 2^pb
const LITERAL_SIZE = 0x300;
const LITERAL_CONTEXTS = 8; // 2^(lc + lp)
const EVEN = 1_024;
const LONGEST_COPY = 273;

type Probs = Uint16Array;
const probs = (count: number): Probs => new Uint16Array(count).fill(EVEN);

/** Reads bits as likely as its probabilities say. Behind the end come zeros: a check sum tells that something was missing. */
function rangeDecoder(packed: Uint8Array) {
	let at = 0;
	let range = 0xffff_ffff;
	let code = 0;
	const shift = () => {
		code = ((code << 8) | (packed[at++] ?? 0)) >>> 0;
	};
	for (let first = 0; first < 5; first++) shift();
	const normalise = () => {
		if (range >= 0x0100_0000) return;
		range = (range << 8) >>> 0;
		shift();
	};
	const bit = (of: Probs, index: number): 0 | 1 => {
		const likely = of[index] ?? EVEN;
		const bound = (range >>> 11) * likely;
		const isOne = code >= bound;
		of[index] = isOne ? likely - (likely >> 5) : likely + ((2_048 - likely) >> 5);
		if (isOne) code -= bound;
		range = isOne ? range - bound : bound;
		normalise();
		return isOne ? 1 : 0;
	};
	const direct = (bits: number): number => {
		let value = 0;
		for (let left = bits; left > 0; left--) {
			range >>>= 1;
			const isOne = code >= range;
			if (isOne) code -= range;
			value = value * 2 + (isOne ? 1 : 0);
			normalise();
		}
		return value;
	};
	const tree = (of: Probs, from: number, bits: number): number => {
		let node = 1;
		for (let left = bits; left > 0; left--) node = (node << 1) | bit(of, from + node);
		return node - (1 << bits);
	};
	/** The lowest bit first. */
	const reverse = (of: Probs, from: number, bits: number): number => {
		let node = 1;
		let value = 0;
		for (let place = 0; place < bits; place++) {
			const one = bit(of, from + node);
			node = (node << 1) | one;
			value |= one << place;
		}
		return value;
	};
	return { bit, direct, tree, reverse };
}

type Reader = ReturnType<typeof rangeDecoder>;

/** How many bytes are copied, at least two. */
function lengthReader({ bit, tree }: Reader) {
	const choice = probs(2);
	const low = probs(POSITIONS * 8);
	const middle = probs(POSITIONS * 8);
	const high = probs(256);
	return (position: number): number => {
		if (bit(choice, 0) === 0) return 2 + tree(low, position * 8, 3);
		if (bit(choice, 1) === 0) return 10 + tree(middle, position * 8, 3);
		return 18 + tree(high, 0, 8);
	};
}

/** How far back a copy begins, counted from zero. */
function distanceReader({ direct, tree, reverse }: Reader) {
	const slots = probs(4 * 64);
	const special = probs(128);
	const align = probs(16);
	return (length: number): number => {
		const slot = tree(slots, Math.min(length - 2, 3) * 64, 6);
		if (slot < 4) return slot;
		const bits = (slot >> 1) - 1;
		const base = (2 | (slot & 1)) * 2 ** bits;
		if (slot < 14) return base + reverse(special, base - slot, bits);
		return base + direct(bits - 4) * 16 + reverse(align, 0, 4);
	};
}

/** One byte that is no copy; after a copy the byte that would have come next says what is likely. */
function literalReader({ bit }: Reader) {
	const literals = probs(LITERAL_SIZE * LITERAL_CONTEXTS);
	return (before: number, matched: number | null): number => {
		const from = LITERAL_SIZE * (before >> 5);
		let symbol = 1;
		let hint = matched;
		while (symbol < 0x100) {
			if (hint === null) {
				symbol = (symbol << 1) | bit(literals, from + symbol);
				continue;
			}
			const expected = (hint >> 7) & 1;
			const one = bit(literals, from + ((1 + expected) << 8) + symbol);
			symbol = (symbol << 1) | one;
			hint = one === expected ? (hint << 1) & 0xff : null;
		}
		return symbol & 0xff;
	};
}

/** The first `size` bytes; null when the packed ones end before or are damaged. */
export function inflate(packed: Uint8Array, size: number): Uint8Array | null {
	const reader = rangeDecoder(packed);
	const { bit } = reader;
	const isMatch = probs(STATES * POSITIONS);
	const [isRepeat, isNotLast, isNotSecond, isNotThird] = [probs(STATES), probs(STATES), probs(STATES), probs(STATES)];
	const isLong = probs(STATES * POSITIONS);
	const [lengthOf, lengthOfRepeat] = [lengthReader(reader), lengthReader(reader)];
	const [distanceOf, literalOf] = [distanceReader(reader), literalReader(reader)];
	const out = new Uint8Array(size);
	let filled = 0;
	let state = 0;
	let last: readonly [number, number, number, number] = [0, 0, 0, 0];
	while (filled < size) {
		const position = filled % POSITIONS;
		const [first, second, third, fourth] = last;
		if (bit(isMatch, state * POSITIONS + position) === 0) {
			const matched = state < 7 ? null : (out[filled - first - 1] ?? 0);
			out[filled] = literalOf(out[filled - 1] ?? 0, matched);
			filled++;
			state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
			continue;
		}
		let length = 1;
		if (bit(isRepeat, state) === 0) {
			length = lengthOf(position);
			last = [distanceOf(length), first, second, third];
			state = state < 7 ? 7 : 10;
		} else {
			const isOther = bit(isNotLast, state) === 1;
			const isShort = !isOther && bit(isLong, state * POSITIONS + position) === 0;
			if (isOther) {
				if (bit(isNotSecond, state) === 0) last = [second, first, third, fourth];
				else if (bit(isNotThird, state) === 0) last = [third, first, second, fourth];
				else last = [fourth, first, second, third];
			}
			if (!isShort) length = lengthOfRepeat(position);
			state = state < 7 ? (isShort ? 9 : 8) : 11;
		}
		if (last[0] >= filled || length > LONGEST_COPY) return null;
		for (let left = length; left > 0 && filled < size; left--) {
			out[filled] = out[filled - last[0] - 1] ?? 0;
			filled++;
		}
	}
	return out;
}
