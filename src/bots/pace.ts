/**
 * How fast one place of a platform may be written to. Nobody waits in here: who comes too early is told for how long, and
 * has that moment kept for them, so that of many who write to one place none overtakes and none starves.
 */

const PLACES_LIMIT = 10_000;
/** A moment that was kept for somebody who does not come is given up. */
const KEPT_LIMIT_MS = 10 * 60_000;

/** How long `who` must wait before writing to `place`, in milliseconds; 0: now, and it counts. */
export type Pace = (place: string, who: string, nowMs: number) => number;

type Calendar = {
	/** The first moment that belongs to nobody yet. */
	freeMs: number;
	/** By who waits for it. */
	readonly kept: Map<string, number>;
};

/** One each `intervalMs`, and after a silence `burst` of them at once. */
export function newPace(intervalMs: number, burst: number): Pace {
	const calendars = new Map<string, Calendar>();
	const calendarOf = (place: string, nowMs: number): Calendar => {
		const known = calendars.get(place);
		if (known !== undefined) return known;
		if (calendars.size >= PLACES_LIMIT) forgetIdle(calendars, nowMs);
		const made = { freeMs: Number.NEGATIVE_INFINITY, kept: new Map<string, number>() };
		calendars.set(place, made);
		return made;
	};
	return (place, who, nowMs) => {
		const calendar = calendarOf(place, nowMs);
		const kept = calendar.kept.get(who);
		const mineMs = kept ?? Math.max(calendar.freeMs, nowMs - (burst - 1) * intervalMs);
		if (kept === undefined) calendar.freeMs = mineMs + intervalMs;
		if (mineMs <= nowMs) {
			calendar.kept.delete(who);
			return 0;
		}
		calendar.kept.set(who, mineMs);
		forgetMissed(calendar, nowMs);
		return Math.ceil(mineMs - nowMs);
	};
}

function forgetMissed({ kept }: Calendar, nowMs: number): void {
	for (const [who, atMs] of kept) if (atMs < nowMs - KEPT_LIMIT_MS) kept.delete(who);
}

function forgetIdle(calendars: Map<string, Calendar>, nowMs: number): void {
	for (const [place, calendar] of calendars) {
		forgetMissed(calendar, nowMs);
		if (calendar.freeMs <= nowMs && calendar.kept.size === 0) calendars.delete(place);
	}
}
