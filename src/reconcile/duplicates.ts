/**
 * CORE. Batches brought again. Row by row, equal amounts and times would swallow genuine repeat sales; so a row is a
 * duplicate only by its own id, or because most of its upload lies over another upload at one constant shift of the clock.
 */

import { compare } from "./pool.ts";
import { type Row, rowName, rowTimeMs } from "./row.ts";

export type Duplicate = { readonly row: Row; readonly of: Row };

const HOUR_MS = 3_600_000;
/** Seconds get lost in re-exports; whole hours come from zones and summer time. */
const SAME_TIME_MS = 90_000;
const SHIFT_LIMIT_HOURS = 14;
const SAME_SHARE_PER_CENT = 80;
/** Below this an overlap may be two small batches of the same coffees. */
const ROWS_MIN_COUNT = 3;
const EVIDENCE_MIN_COUNT = 4;
/** A small upload that lies inside a busy one may do so by chance. */
const PART_ROWS_MIN_COUNT = 10;
/** Of one signature in one upload only the nearest this many vote. */
const VOTES_PER_ROW_LIMIT = 40;

type Section = { readonly id: string; readonly rows: readonly Row[]; readonly fromMs: number; readonly toMs: number };

/** Every repeated row with the row it repeats, which itself repeats none. Rows come sorted by name. */
export function findDuplicates(rows: readonly Row[]): readonly Duplicate[] {
	const original = new Map<Row, Row>();
	const rootOf = (row: Row): Row => original.get(row) ?? row;
	const sections = sectionsOf(rows);
	for (const [at, later] of sections.entries()) {
		for (const earlier of sections.slice(0, at)) {
			if (earlier.toMs < later.fromMs - SHIFT_LIMIT_HOURS * HOUR_MS) continue;
			if (earlier.fromMs > later.toMs + SHIFT_LIMIT_HOURS * HOUR_MS) continue;
			const open = later.rows.filter((row) => !original.has(row));
			for (const [row, of] of [...sameIds(earlier.rows, open), ...sameContent(earlier.rows, open)]) {
				if (!original.has(row)) original.set(row, rootOf(of));
			}
		}
	}
	return keepMostFinal([...original].map(([row, of]) => ({ row, of })));
}

/** Uploads of one merchant in the order they were processed. */
function sectionsOf(rows: readonly Row[]): readonly Section[] {
	const parts = new Map<string, Row[]>();
	for (const row of rows) {
		const part = parts.get(row.uploadId);
		if (part === undefined) parts.set(row.uploadId, [row]);
		else part.push(row);
	}
	return [...parts]
		.map(([id, part]) => {
			const times = part.map((row) => rowTimeMs(row) ?? 0);
			const processed = part.reduce((latest, row) => Math.max(latest, row.processedAt?.atMs ?? 0), 0);
			const fromMs = times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
			return { id, rows: part, fromMs, toMs: times.reduce((a, b) => Math.max(a, b), 0), processed };
		})
		.sort((a, b) => a.processed - b.processed || compare(a.id, b.id));
}

/** What a row is, but for its names and its time. */
const signature = (row: Row, withStatus: boolean): string =>
	JSON.stringify([
		row.merchantId,
		row.terminalId,
		row.staffId,
		row.kind,
		row.tender,
		row.currency,
		row.amountMinor,
		row.tipMinor,
		row.cardLast4,
		row.orderId,
		row.note,
		withStatus ? row.status : "",
	]);

/** Rows that carry one id in both uploads and say the same, the state apart: a later export may know more. */
function sameIds(earlier: readonly Row[], later: readonly Row[]): readonly (readonly [Row, Row])[] {
	const byId = new Map(earlier.map((row) => [row.rowId, row]));
	return later.flatMap((row) => {
		const of = byId.get(row.rowId);
		const isSame = of !== undefined && signature(of, false) === signature(row, false) && isSameMoment(of, row);
		return isSame ? [[row, of] as const] : [];
	});
}

const isSameMoment = (of: Row, row: Row): boolean => rowTimeMs(of) === rowTimeMs(row) || shiftHours(of, row) !== null;

/** Whole hours from one row's time to the other's, or null when it is no such shift. */
function shiftHours(of: Row, row: Row): number | null {
	const [laterMs, earlierMs] = [rowTimeMs(row), rowTimeMs(of)];
	if (laterMs === null || earlierMs === null) return null;
	const shiftMs = laterMs - earlierMs;
	const hours = Math.round(shiftMs / HOUR_MS);
	const isShift = Math.abs(shiftMs - hours * HOUR_MS) <= SAME_TIME_MS && Math.abs(hours) <= SHIFT_LIMIT_HOURS;
	return isShift ? hours + 0 : null;
}

/** The rows of the later upload that lie over the earlier one, if most of either do so at one shift. */
function sameContent(earlier: readonly Row[], later: readonly Row[]): readonly (readonly [Row, Row])[] {
	const bySignature = new Map<string, Row[]>();
	for (const row of earlier) {
		const key = signature(row, true);
		const same = bySignature.get(key);
		if (same === undefined) bySignature.set(key, [row]);
		else same.push(row);
	}
	const votes = new Map<number, number>();
	for (const row of later) {
		const same = (bySignature.get(signature(row, true)) ?? []).slice(0, VOTES_PER_ROW_LIMIT);
		for (const hours of new Set(same.map((of) => shiftHours(of, row)))) {
			if (hours !== null) votes.set(hours, (votes.get(hours) ?? 0) + 1);
		}
	}
	const [best] = [...votes].sort(([a, m], [b, n]) => n - m || Math.abs(a) - Math.abs(b) || a - b);
	if (best === undefined) return [];
	const pairs = pairUp(bySignature, later, best[0]);
	return isSameBatch(pairs, earlier.length, later.length, best[0]) ? pairs : [];
}

/** One to one, in the order of time: the first open row of the same signature at this shift. */
function pairUp(
	bySignature: ReadonlyMap<string, readonly Row[]>,
	later: readonly Row[],
	hours: number,
): readonly (readonly [Row, Row])[] {
	const taken = new Set<Row>();
	const inTime = [...later].sort(
		(a, b) => (rowTimeMs(a) ?? 0) - (rowTimeMs(b) ?? 0) || compare(rowName(a), rowName(b)),
	);
	return inTime.flatMap((row) => {
		const same = bySignature.get(signature(row, true)) ?? [];
		const fitting = same.filter((of) => !taken.has(of) && shiftHours(of, row) === hours);
		const offset = (of: Row) => Math.abs((rowTimeMs(row) ?? 0) - (rowTimeMs(of) ?? 0) - hours * HOUR_MS);
		const [nearest] = fitting.sort((a, b) => offset(a) - offset(b) || compare(rowName(a), rowName(b)));
		if (nearest === undefined) return [];
		taken.add(nearest);
		return [[row, nearest] as const];
	});
}

/** Whether an overlap is too much for chance. */
function isSameBatch(pairs: readonly (readonly [Row, Row])[], earlier: number, later: number, hours: number): boolean {
	const isMost = (of: number): boolean => pairs.length * 100 >= of * SAME_SHARE_PER_CENT;
	if (!isMost(Math.min(earlier, later))) return false;
	const isExact = pairs.every(([row, of]) => rowTimeMs(row) === rowTimeMs(of));
	const sharesNumber = pairs.every(([row, of]) =>
		[row.rrn, row.stan].some((n, i) => n !== null && n === [of.rrn, of.stan][i]),
	);
	if (isExact && sharesNumber) return true;
	const evidence = evidenceOf(pairs.map(([row]) => row));
	const isPlausible = evidence >= EVIDENCE_MIN_COUNT || (hours === 0 && (pairs.length >= ROWS_MIN_COUNT || isExact));
	return isPlausible && (isMost(Math.max(earlier, later)) || isExact || pairs.length >= PART_ROWS_MIN_COUNT);
}

/** How many different rows agree; one with a note, a card or an order says as much as two of the same coffee. */
function evidenceOf(rows: readonly Row[]): number {
	const different = new Map(rows.map((row) => [signature(row, true), row]));
	const telling = [...different.values()].filter(
		(row) => row.note !== "" || row.cardLast4 !== null || row.orderId !== null,
	);
	return different.size + telling.length;
}

const FINALITY = ["pending", "expired", "declined", "approved"] as const;

/** Of one row exported in several states the most final one counts, and the others repeat it. */
function keepMostFinal(duplicates: readonly Duplicate[]): readonly Duplicate[] {
	const groups = new Map<Row, Row[]>();
	for (const { row, of } of duplicates) groups.set(of, [...(groups.get(of) ?? [of]), row]);
	return [...groups.values()]
		.flatMap((group) => {
			const finality = (row: Row) => FINALITY.indexOf(row.status);
			const kept = group.reduce((best, row) => (finality(row) > finality(best) ? row : best));
			return group.filter((row) => row !== kept).map((row) => ({ row, of: kept }));
		})
		.sort((a, b) => compare(rowName(a.row), rowName(b.row)));
}
