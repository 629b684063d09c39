/** A batch that is uploaded again: new upload id, new row ids, another zone, seconds lost. */

import { type Instant, type Row, rowName } from "../../src/reconcile/row.ts";
import type { Random } from "./random.ts";
import { rowMaker } from "./rows.ts";
import { HOUR_MS, MINUTE_MS } from "./shop.ts";
import type { Truth } from "./truth.ts";

/** §6 of the reference: 15 % of the batches, shifted by nothing or an hour. */
const REPEATED_SHARE = 0.15;
const SHIFTS_HOURS = [0, 0, -1, 1] as const;
/** Some first uploads were exported before the day was over. */
const EARLY_SHARE = 0.2;
const EARLY_MISSES = 0.1;

export type Uploaded = {
	readonly rows: readonly Row[];
	readonly repeats: Truth["repeats"];
	/** Rows that only the second upload has: what they were called → what they are called now. */
	readonly renamed: ReadonlyMap<string, string>;
};

/** The rows of the day in the order of their times, and those of a second upload, if there was one. */
export function uploaded(rows: readonly Row[], secondUploadId: string, random: Random): Uploaded {
	const sorted = [...rows].sort((a, b) => timeOf(a) - timeOf(b));
	if (!random.chance(REPEATED_SHARE)) return { rows: sorted, repeats: [], renamed: new Map() };
	const make = rowMaker(secondUploadId);
	const shiftMs = random.pick(SHIFTS_HOURS) * HOUR_MS;
	const losesSeconds = random.chance(0.5);
	const again = (instant: Instant | null): Instant | null => {
		if (instant === null) return null;
		const shifted = instant.atMs + shiftMs;
		return { ...instant, atMs: losesSeconds ? MINUTE_MS * Math.floor(shifted / MINUTE_MS) : shifted };
	};
	const missing = random.chance(EARLY_SHARE) ? Math.round(sorted.length * random.unit() * EARLY_MISSES) : 0;
	const first = sorted.slice(0, sorted.length - missing);
	const second = sorted.map(({ rowId: _, uploadId: __, ...row }) =>
		make.row({ ...row, terminalTime: again(row.terminalTime), processedAt: again(row.processedAt) }),
	);
	const repeats = first.flatMap((row, nth) => {
		const repeated = second[nth];
		return repeated === undefined ? [] : [{ rowName: rowName(repeated), of: rowName(row) }];
	});
	const renamed = sorted.slice(first.length).flatMap((row, nth) => {
		const later = second[first.length + nth];
		return later === undefined ? [] : [[rowName(row), rowName(later)] as const];
	});
	return { rows: [...first, ...second], repeats, renamed: new Map(renamed) };
}

const timeOf = (row: Row): number => row.terminalTime?.atMs ?? 0;
