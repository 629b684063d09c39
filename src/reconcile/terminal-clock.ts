/** CORE. How wrong a terminal's clock is: what it wrote against when the processor received the same row. */

import type { Row } from "./row.ts";

const ROWS_MIN_COUNT = 3;
const AGREE_MS = 120_000;
/** Beyond this it is a delay, not a clock: half a day covers every zone set wrongly. */
const ERROR_LIMIT_MS = 43_200_000;
/** Below this there is nothing to set right. */
const ERROR_MIN_MS = 60_000;

/**
 * The error of the clock behind a row in milliseconds, positive when it is fast; 0 where the file cannot tell.
 * Stored rows are left out, they were received late. It is told only when at least three rows and most of them agree
 * within two minutes: a processor that stamps all rows at the close of the day would otherwise look like a wrong clock.
 */
export function clockErrors(rows: readonly Row[]): (row: Row) => number {
	const seen = new Map<string, number[]>();
	for (const row of rows) {
		if (row.terminalTime === null || row.processedAt === null || row.entry === "offline") continue;
		const error = row.terminalTime.atMs - row.processedAt.atMs;
		if (Math.abs(error) > ERROR_LIMIT_MS) continue;
		const key = clockOf(row);
		const errors = seen.get(key) ?? [];
		if (errors.length === 0) seen.set(key, errors);
		errors.push(error);
	}
	const errorOf = new Map([...seen].map(([key, errors]) => [key, agreed(errors)]));
	return (row) => errorOf.get(clockOf(row)) ?? 0;
}

const clockOf = (row: Row): string => `${row.uploadId}\0${row.merchantId}\0${row.terminalId}`;

function agreed(errors: readonly number[]): number {
	const sorted = [...errors].sort((a, b) => a - b);
	const middle = sorted[sorted.length >> 1] ?? 0;
	const near = sorted.filter((error) => Math.abs(error - middle) <= AGREE_MS);
	const isClock = near.length >= ROWS_MIN_COUNT && near.length * 5 >= sorted.length * 3;
	return isClock && Math.abs(middle) >= ERROR_MIN_MS ? middle : 0;
}
