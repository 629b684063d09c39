/** CORE. The wall clock of an IANA zone, daylight saving included. */

/** `wallUtcMs` is a wall clock's date and time read as if it were UTC, in milliseconds since 1970. */
export type ZoneClock = {
	/** What the wall clock shows then, to the second. */
	wallAt(atMs: number): number;
	/** When the wall clock shows it: the first time of two in autumn, `isRepeated` then; what spring skips as if it were not set yet. */
	atOf(wallUtcMs: number): { readonly atMs: number; readonly isRepeated: boolean };
};

const HALF_DAY_MS = 43_200_000;

/** Null for a zone that does not exist. */
export function zoneClock(timeZone: string): ZoneClock | null {
	let formatter: Intl.DateTimeFormat;
	try {
		formatter = new Intl.DateTimeFormat("en-US", {
			timeZone,
			hourCycle: "h23",
			year: "numeric",
			month: "numeric",
			day: "numeric",
			hour: "numeric",
			minute: "numeric",
			second: "numeric",
		});
	} catch {
		return null; // Intl answers an unknown zone by throwing; here it is an ordinary outcome.
	}
	const wallAt = (atMs: number): number => {
		const parts = new Map(formatter.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
		const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
		return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
	};
	const offsetAt = (atMs: number): number => wallAt(atMs) - Math.floor(atMs / 1000) * 1000;
	return {
		wallAt,
		atOf: (wallUtcMs) => {
			// The offsets half a day to either side are the only two that can apply: no zone changes twice in a day.
			const before = wallUtcMs - offsetAt(wallUtcMs - HALF_DAY_MS);
			const after = wallUtcMs - offsetAt(wallUtcMs + HALF_DAY_MS);
			if (before === after) return { atMs: before, isRepeated: false };
			const fits = [before, after].filter((atMs) => atMs + offsetAt(atMs) === wallUtcMs);
			// None fits in the hour that is skipped in spring: the clock was not set yet, so the earlier offset stands.
			return { atMs: fits.length === 0 ? before : Math.min(...fits), isRepeated: fits.length > 1 };
		},
	};
}
