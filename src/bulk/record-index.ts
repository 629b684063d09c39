/** Which records a file has and whose each is, so that one shop's can be read without the others. */

import { createNames, type Names } from "./names.ts";
import { type Place, scanRecords } from "./scan.ts";

/** A CSV file in memory that worker threads share, and where its records lie. */
export type RecordIndex = {
	readonly bytes: Uint8Array;
	readonly header: readonly string[];
	readonly count: number;
	readonly starts: Uint32Array;
	readonly ends: Uint32Array;
	readonly lines: Uint32Array;
	/** For each record the number of its owner, who is named by this many columns. */
	readonly owners: Int32Array;
	readonly ownerColumns: number;
	/** The first record whose name another one has already, and that one; null when all differ. */
	readonly repeated: { readonly first: number; readonly second: number } | null;
};

export type Columns = {
	/** Whose a record is, such as merchant and currency: records that agree in all of them get one owner. */
	readonly owner: readonly string[];
	/** What names a record within its file: one column, or one within another. */
	readonly name: readonly [string] | readonly [string, within: string];
};

const BLANK = 32;
const ASCII_LIMIT = 128;
const QUOTE = 34;

/**
 * Owners seen so far, over all files: one dictionary for each owner column, in which a name stands within the number of
 * the column before. An owner's number is that of its last column.
 */
export type Owners = readonly Names[];

/** For owners of up to this many columns. */
export const createOwners = (columns: number): Owners => Array.from({ length: columns }, createNames);

/** The columns' texts of an owner of that many columns. */
export function ownerTexts(owners: Owners, columns: number, owner: number): readonly string[] {
	const texts: string[] = [];
	for (let level = columns - 1, id = owner; level >= 0; level--) {
		texts.unshift(owners[level]?.text(id) ?? "");
		id = owners[level]?.parent(id) ?? 0;
	}
	return texts;
}

/** The index of a file whose header line ends before `from`, or where its first broken record is. */
export function indexRecords(
	bytes: Uint8Array,
	header: readonly string[],
	from: number,
	columns: Columns,
	owners: Owners,
): RecordIndex | Place {
	const wanted = [...columns.owner, ...columns.name];
	const slotOf = Int8Array.from(header, (name) => wanted.indexOf(name));
	const bounds = new Int32Array(2 * wanted.length);
	// Every cell but one costs a comma, so there are no more records than this; pages that are never touched cost nothing.
	const most = Math.ceil((bytes.length - from + 1) / Math.max(1, header.length));
	const shared = (size: number): SharedArrayBuffer => new SharedArrayBuffer(4 * size);
	const starts = new Uint32Array(shared(most));
	const ends = new Uint32Array(shared(most));
	const lines = new Uint32Array(shared(most));
	const ownerOf = new Int32Array(shared(most));
	const names = createNames();
	const depth = columns.owner.length;
	const uploads = createNames();
	let count = 0;
	let repeated: RecordIndex["repeated"] = null;
	const broken = scanRecords({ bytes, from, columns: header.length, slotOf }, bounds, (start, end, line) => {
		let owner = 0;
		for (let level = 0; level < depth; level++) owner = internCell(owners[level] ?? names, bytes, bounds, level, owner);
		const within = columns.name.length === 1 ? 0 : internCell(uploads, bytes, bounds, depth + 1, 0);
		const name = internCell(names, bytes, bounds, depth, within);
		// As long as all differ, the number of a name is that of its record.
		if (repeated === null && name < count) repeated = { first: name, second: count };
		starts[count] = start;
		ends[count] = end;
		lines[count] = line;
		ownerOf[count] = owner;
		count++;
	});
	return broken ?? { bytes, header, count, starts, ends, lines, owners: ownerOf, ownerColumns: depth, repeated };
}

/** A cell's text as the careful reader gives it: without its quotes and the blanks around it. */
function internCell(names: Names, bytes: Uint8Array, bounds: Int32Array, slot: number, parent: number): number {
	let from = bounds[2 * slot] ?? 0;
	let to = bounds[2 * slot + 1] ?? 0;
	while (from < to && (bytes[from] ?? 0) <= BLANK) from++;
	while (from < to && (bytes[to - 1] ?? 0) <= BLANK) to--;
	const isOdd = bytes[from] === QUOTE || (bytes[from] ?? 0) >= ASCII_LIMIT || (bytes[to - 1] ?? 0) >= ASCII_LIMIT;
	if (!isOdd || from === to) return names.intern(bytes, from, to, parent);
	const written = Buffer.from(bytes.slice(from, to)).toString("utf8");
	const plain = written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
	const cell = Buffer.from(plain.trim(), "utf8");
	return names.intern(cell, 0, cell.length, parent);
}
