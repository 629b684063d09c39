/**
 * CORE. Batches brought again. Row by row, equal amounts and times would swallow genuine repeat sales; so a row is a
 * duplicate only by its own id, or because most of its upload lies over another upload at one constant shift of the clock.
 */

import { groupBy } from "./group-by.ts";
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
/** An upload is compared with this many before it; a POS that uploads every sale alone would otherwise cost the square. */
const UPLOADS_COMPARED_LIMIT = 100;
/** Of one signature in one upload only the nearest this many vote. */
const VOTES_PER_ROW_LIMIT = 40;

/** A row with what is compared again and again: what it says but for its state, and with it. */
type Entry = { readonly row: Row; readonly timeMs: number | null; readonly content: string; readonly full: string };
type Section = {
	readonly id: string;
	readonly entries: readonly Entry[];
	readonly fromMs: number;
	readonly toMs: number;
	readonly processedMs: number;
};
type Pair = readonly [later: Entry, earlier: Entry];

/** Every repeated row with the row it repeats, which itself repeats none. Rows come sorted by name. */
export function findDuplicates(rows: readonly Row[]): readonly Duplicate[] {
	const original = new Map<Row, Row>();
	for (const sections of sectionsByMerchant(rows)) {
		for (const [at, later] of sections.entries()) {
			for (const earlier of sections.slice(Math.max(0, at - UPLOADS_COMPARED_LIMIT), at)) {
				if (!mayOverlap(earlier, later)) continue;
				const open = later.entries.filter(({ row }) => !original.has(row));
				for (const [{ row }, of] of [...sameIds(earlier.entries, open), ...sameContent(earlier.entries, open)]) {
					if (!original.has(row)) original.set(row, original.get(of.row) ?? of.row);
				}
			}
		}
	}
	return keepMostFinal([...original].map(([row, of]) => ({ row, of })));
}

/** For each merchant with several uploads these in the order they were processed. */
function sectionsByMerchant(rows: readonly Row[]): readonly (readonly Section[])[] {
	const merchants = groupBy(rows, ({ merchantId }) => merchantId);
	return [...merchants.values()].flatMap((own) => {
		const uploads = groupBy(own, ({ uploadId }) => uploadId);
		if (uploads.size < 2) return [];
		const sections = [...uploads].map(([id, part]) => sectionOf(id, part.map(entryOf)));
		return [sections.sort((a, b) => a.processedMs - b.processedMs || compare(a.id, b.id))];
	});
}

function entryOf(row: Row): Entry {
	const content = contentOf(row);
	return { row, timeMs: rowTimeMs(row), content, full: `${row.status} ${content}` };
}

function sectionOf(id: string, entries: readonly Entry[]): Section {
	const most = (value: (entry: Entry) => number, seed: number): number =>
		entries.reduce((best, entry) => Math.max(best, value(entry)), seed);
	return {
		id,
		entries,
		fromMs: -most(({ timeMs }) => -(timeMs ?? Number.POSITIVE_INFINITY), Number.NEGATIVE_INFINITY),
		toMs: most(({ timeMs }) => timeMs ?? 0, 0),
		processedMs: most(({ row }) => row.processedAt?.atMs ?? 0, 0),
	};
}

/** Rows without a time make a section that starts at infinity: it may repeat any. */
const mayOverlap = (earlier: Section, later: Section): boolean =>
	earlier.fromMs === Number.POSITIVE_INFINITY ||
	later.fromMs === Number.POSITIVE_INFINITY ||
	(earlier.toMs >= later.fromMs - SHIFT_LIMIT_HOURS * HOUR_MS &&
		earlier.fromMs <= later.toMs + SHIFT_LIMIT_HOURS * HOUR_MS);

/** What a row says, but for its names, its time and its state. */
const contentOf = (row: Row): string =>
	JSON.stringify([
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
	]);

/** Rows that carry one id in both uploads and say the same, the state apart: a later export may know more. */
function sameIds(earlier: readonly Entry[], later: readonly Entry[]): readonly Pair[] {
	const byId = new Map(earlier.map((entry) => [entry.row.rowId, entry]));
	return later.flatMap((entry) => {
		const of = byId.get(entry.row.rowId);
		const isSame =
			of !== undefined &&
			of.content === entry.content &&
			(of.timeMs === entry.timeMs || shiftHours(of, entry) !== null);
		return isSame ? [[entry, of] as const] : [];
	});
}

/** Whole hours from one row's time to the other's, or null when it is no such shift. */
function shiftHours(of: Entry, entry: Entry): number | null {
	if (entry.timeMs === null || of.timeMs === null) return null;
	const shiftMs = entry.timeMs - of.timeMs;
	const hours = Math.round(shiftMs / HOUR_MS);
	const isShift = Math.abs(shiftMs - hours * HOUR_MS) <= SAME_TIME_MS && Math.abs(hours) <= SHIFT_LIMIT_HOURS;
	return isShift ? hours + 0 : null;
}

/** The rows of the later upload that lie over the earlier one, if most of either do so at one shift. */
function sameContent(earlier: readonly Entry[], later: readonly Entry[]): readonly Pair[] {
	const byContent = new Map<string, Entry[]>();
	for (const entry of earlier) {
		const same = byContent.get(entry.full);
		if (same === undefined) byContent.set(entry.full, [entry]);
		else same.push(entry);
	}
	const votes = new Map<number, number>();
	for (const entry of later) {
		const same = (byContent.get(entry.full) ?? []).slice(0, VOTES_PER_ROW_LIMIT);
		for (const hours of new Set(same.map((of) => shiftHours(of, entry)))) {
			if (hours !== null) votes.set(hours, (votes.get(hours) ?? 0) + 1);
		}
	}
	const [best] = [...votes].sort(([a, m], [b, n]) => n - m || Math.abs(a) - Math.abs(b) || a - b);
	if (best === undefined) return [];
	const pairs = pairUp(byContent, later, best[0]);
	return isSameBatch(pairs, earlier.length, later.length, best[0]) ? pairs : [];
}

/** One to one, in the order of time: the nearest open row of the same content at this shift. */
function pairUp(
	byContent: ReadonlyMap<string, readonly Entry[]>,
	later: readonly Entry[],
	hours: number,
): readonly Pair[] {
	const taken = new Set<Entry>();
	const byTime = (a: Entry, b: Entry): number =>
		(a.timeMs ?? 0) - (b.timeMs ?? 0) || compare(rowName(a.row), rowName(b.row));
	return [...later].sort(byTime).flatMap((entry) => {
		const fitting = (byContent.get(entry.full) ?? []).filter((of) => !taken.has(of) && shiftHours(of, entry) === hours);
		const offset = (of: Entry): number => Math.abs((entry.timeMs ?? 0) - (of.timeMs ?? 0) - hours * HOUR_MS);
		const [nearest] = fitting.sort((a, b) => offset(a) - offset(b) || byTime(a, b));
		if (nearest === undefined) return [];
		taken.add(nearest);
		return [[entry, nearest] as const];
	});
}

/** Whether an overlap is too much for chance. */
function isSameBatch(pairs: readonly Pair[], earlier: number, later: number, hours: number): boolean {
	const isMost = (of: number): boolean => pairs.length * 100 >= of * SAME_SHARE_PER_CENT;
	if (!isMost(Math.min(earlier, later))) return false;
	const isExact = pairs.every(([entry, of]) => entry.timeMs === of.timeMs);
	const sharesNumber = pairs.every(([{ row }, { row: of }]) => shares(row.rrn, of.rrn) || shares(row.stan, of.stan));
	if (isExact && sharesNumber) return true;
	const evidence = evidenceOf(pairs.map(([entry]) => entry));
	const isPlausible = evidence >= EVIDENCE_MIN_COUNT || (hours === 0 && (pairs.length >= ROWS_MIN_COUNT || isExact));
	return isPlausible && (isMost(Math.max(earlier, later)) || isExact || pairs.length >= PART_ROWS_MIN_COUNT);
}

const shares = (a: string | null, b: string | null): boolean => a !== null && a === b;

/** How many different rows agree; one with a note, a card or an order says as much as two of the same coffee. */
function evidenceOf(entries: readonly Entry[]): number {
	const different = new Map(entries.map((entry) => [entry.full, entry.row]));
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
