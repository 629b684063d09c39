/** CORE. Written times to milliseconds since 1970 UTC: ISO 8601 with an offset, and wall clocks of a named zone. */

import { zoneClock } from "../zone-clock.ts";
import type { Instant } from "./row.ts";

/** A date and time without a zone, as a wall clock shows it. */
export type WallClock = {
	readonly year: number;
	readonly month: number;
	readonly day: number;
	readonly hour: number;
	readonly minute: number;
	readonly second: number;
};

const ISO = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:([Zz])|([+-])(\d\d):?(\d\d))$/;

/** ISO 8601 with `Z` or an offset, to the millisecond; null for everything else, dates that do not exist included. */
export function parseIsoInstant(written: string): number | null {
	const plain = plainMs(written);
	if (plain !== null) return plain;
	const parts = ISO.exec(written);
	if (parts === null) return null;
	const [, year, month, day, hour, minute, second, fraction, , sign, offsetHours, offsetMinutes] = parts;
	const utcMs = wallMs({
		year: Number(year),
		month: Number(month),
		day: Number(day),
		hour: Number(hour),
		minute: Number(minute),
		second: Number(second ?? 0),
	});
	if (utcMs === null || Number(offsetHours ?? 0) > 23 || Number(offsetMinutes ?? 0) > 59) return null;
	const offsetMs = (Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0)) * 60_000;
	const thousandths = Number((fraction ?? "").padEnd(3, "0").slice(0, 3));
	return utcMs + thousandths - (sign === "-" ? -offsetMs : offsetMs);
}

const SECONDS_LENGTH = "2026-11-03T17:45:00Z".length;
const MILLISECONDS_LENGTH = "2026-11-03T17:45:00.000Z".length;
const ZERO = 48;

/** UTC to the second or the millisecond, which nearly all files write, several times faster than by the pattern; else null. */
function plainMs(written: string): number | null {
	const { length } = written;
	if (length !== SECONDS_LENGTH && (length !== MILLISECONDS_LENGTH || written[19] !== ".")) return null;
	if (written[4] !== "-" || written[7] !== "-" || written[10] !== "T" || written[13] !== ":" || written[16] !== ":") {
		return null;
	}
	if (written[length - 1] !== "Z") return null;
	const year = two(written, 0) * 100 + two(written, 2);
	const ms = checkedMs(year, two(written, 5), two(written, 8), two(written, 11), two(written, 14), two(written, 17));
	if (ms === null || length === SECONDS_LENGTH) return ms;
	const thousandths = two(written, 20) * 10 + two(`0${written[22]}`, 0);
	return Number.isNaN(thousandths) ? null : ms + thousandths;
}

/** The two digits there, or NaN. */
function two(written: string, at: number): number {
	const tens = written.charCodeAt(at) - ZERO;
	const ones = written.charCodeAt(at + 1) - ZERO;
	return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? Number.NaN : tens * 10 + ones;
}

const FIRST_YEAR = 100;
const LAST_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The wall clock read as if it were UTC, or null when no calendar has it (30 February, 25:00). */
export const wallMs = ({ year, month, day, hour, minute, second }: WallClock): number | null =>
	checkedMs(year, month, day, hour, minute, second);

function checkedMs(
	year: number,
	month: number,
	day: number,
	hour: number,
	minute: number,
	second: number,
): number | null {
	if (!(hour <= 23 && minute <= 59 && second <= 59 && year >= FIRST_YEAR && day >= 1)) return null;
	const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
	const last = month === 2 && isLeap ? 29 : LAST_DAYS[month - 1];
	if (last === undefined || day > last) return null;
	return ((daysSince1970(year, month, day) * 24 + hour) * 60 + minute) * 60_000 + second * 1000;
}

/** Years begin in March, so that a leap day is the last (Hinnant, "chrono-compatible low-level date algorithms"). */
function daysSince1970(year: number, month: number, day: number): number {
	const years = month > 2 ? year : year - 1;
	const inYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
	return years * 365 + Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400) + inYear - 719_468;
}

/** A reader of wall clocks in one IANA zone, or null for a zone that does not exist. */
export function zoneReader(timeZone: string): ((wallUtcMs: number) => Instant) | null {
	const clock = zoneClock(timeZone);
	if (clock === null) return null;
	return (wallUtcMs) => {
		const { atMs, isRepeated } = clock.atOf(wallUtcMs);
		return { atMs, zone: isRepeated ? "repeated" : "known" };
	};
}

const LOCAL = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?)?$/;

/** What has a day and no time is taken as that day's last second: money is never booked before it was paid. */
const LAST_SECOND = { hour: 23, minute: 59, second: 59 } as const;

/**
 * ISO 8601 with or without a time and a zone. Without a zone it is the wall clock of `zone`; a day alone is its end.
 * Null for everything else, dates that do not exist included.
 */
export function isoReader(timeZone: string | undefined): (written: string) => Instant | null {
	const zone = zoneReader(timeZone ?? "UTC");
	return (written) => {
		const withZone = /^\d{4}-\d\d-\d\d(?:Z|[+-]\d\d:\d\d)$/.test(written)
			? `${written.slice(0, 10)}T23:59:59${written.slice(10)}`
			: written;
		const atMs = parseIsoInstant(withZone);
		if (atMs !== null) return { atMs, zone: "known" };
		const parts = LOCAL.exec(written);
		if (parts === null || zone === null) return null;
		const [, year, month, day, hour, minute, second] = parts;
		const time =
			hour === undefined ? LAST_SECOND : { hour: Number(hour), minute: Number(minute), second: Number(second ?? 0) };
		const wall = wallMs({ year: Number(year), month: Number(month), day: Number(day), ...time });
		return wall === null ? null : zone(wall);
	};
}

/** 12:05 AM is 0:05 and 12:05 PM is 12:05; null for an hour no clock shows. */
export function hourOfDay(hour: number, half: "a" | "p" | undefined): number | null {
	if (half === undefined) return hour <= 23 ? hour : null;
	if (hour < 1 || hour > 12) return null;
	return (hour % 12) + (half === "p" ? 12 : 0);
}
