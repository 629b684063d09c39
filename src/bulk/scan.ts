/** Finds the records of a CSV file in its bytes and, in each, the cells that are asked for; nothing is copied. */

const QUOTE = 34;
const COMMA = 44;
const CR = 13;
const LF = 10;
/** As the careful reader has it. */
const CELL_LIMIT_BYTES = 32_768;

export type Scan = {
	readonly bytes: Uint8Array;
	/** Where the first record after the header begins. */
	readonly from: number;
	readonly columns: number;
	/** For each column which of the wanted cells it is, −1 for none. */
	readonly slotOf: Int8Array;
};

/** Bounds of the wanted cells of the record in hand, quotes included: slot s is bytes `2s` to `2s + 1`. */
export type Bounds = Int32Array;

/** Where a record begins, and in which line. */
export type Place = { readonly start: number; readonly line: number };

/** Visits every record; gives the first that is not well formed (a ragged line, a stray quote, a NUL …), or null. */
export function scanRecords(
	{ bytes, from: first, columns, slotOf }: Scan,
	bounds: Bounds,
	visit: (start: number, end: number, line: number) => void,
): Place | null {
	const size = bytes.length;
	let at = first;
	let line = 2;
	while (at < size) {
		if (bytes[at] === LF || bytes[at] === CR) return isBlank(bytes, at) ? null : { start: at, line };
		const start = at;
		const startLine = line;
		let column = 0;
		for (;;) {
			const from = at;
			if (bytes[at] === QUOTE) {
				at = endOfQuoted(bytes, at);
				if (at < 0) return { start, line: startLine };
				for (let i = from; i < at; i++) if (bytes[i] === LF) line++;
			} else {
				for (; at < size; at++) {
					const byte = bytes[at] ?? 0;
					if (byte > COMMA) continue;
					if (byte === COMMA || byte === LF || byte === CR) break;
					if (byte === QUOTE || byte === 0) return { start, line: startLine };
				}
			}
			if (at - from > CELL_LIMIT_BYTES) return { start, line: startLine };
			const slot = slotOf[column] ?? -1;
			if (slot >= 0) {
				bounds[2 * slot] = from;
				bounds[2 * slot + 1] = at;
			}
			column++;
			if (at >= size || bytes[at] !== COMMA) break;
			if (column === columns) return { start, line: startLine };
			at++;
		}
		if (column !== columns) return { start, line: startLine };
		const end = at;
		if (bytes[at] === CR && bytes[at + 1] !== LF) return { start, line: startLine };
		if (at < size && bytes[at] !== LF && bytes[at] !== CR) return { start, line: startLine };
		at += bytes[at] === CR ? 2 : 1;
		line++;
		visit(start, end, startLine);
	}
	return null;
}

/** Behind the closing quote of the cell that opens at `open`, or −1 when it is never closed or holds a NUL. */
function endOfQuoted(bytes: Uint8Array, open: number): number {
	for (let at = open + 1; at < bytes.length; at++) {
		if (bytes[at] === 0) return -1;
		if (bytes[at] !== QUOTE) continue;
		if (bytes[at + 1] !== QUOTE) return at + 1;
		at++;
	}
	return -1;
}

function isBlank(bytes: Uint8Array, from: number): boolean {
	for (let at = from; at < bytes.length; at++) if (bytes[at] !== LF && bytes[at] !== CR) return false;
	return true;
}
