/** CORE. The hours in which the support desk is there, and time that only passes while it is. */

import type { ZoneClock } from "../zone-clock.ts";

/** Minutes since midnight on the wall clock. `to` is past 1440 where the night goes on into the next day. */
export type OpenRange = { readonly from: number; readonly to: number };

/** `week[0]` is Sunday. Null in place of hours: always. */
export type Hours = { readonly clock: ZoneClock; readonly week: readonly (readonly OpenRange[])[] };

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAYS_A_WEEK = 7;
/** Nothing that is waited for lasts longer; with the least hours and the most minutes that a support file takes. */
const DAYS_LIMIT = 1500;

/** Whether the desk is there. */
export function isOpenAt(hours: Hours | null, atMs: number): boolean {
	return hours === null || nextOpening(hours, atMs) === atMs;
}

/** The first moment from here on at which the desk is there: now, when it is. */
export function nextOpening(hours: Hours | null, fromMs: number): number {
	if (hours === null) return fromMs;
	for (const { startMs, endMs } of spans(hours, fromMs)) {
		if (endMs > fromMs) return Math.max(startMs, fromMs);
	}
	return fromMs; // hours without any opening are refused where they are read
}

/** The next opening that has not begun: while the desk is there, that of the next day. */
export function opensAgain(hours: Hours | null, fromMs: number): number {
	if (hours === null) return fromMs;
	for (const { startMs } of spans(hours, fromMs)) {
		if (startMs > fromMs) return startMs;
	}
	return fromMs;
}

/** When so many minutes of the desk's time have passed. */
export function addWorkingMinutes(hours: Hours | null, fromMs: number, minutes: number): number {
	let leftMs = minutes * MINUTE_MS;
	if (hours === null || leftMs <= 0) return fromMs + Math.max(0, leftMs);
	let reachedMs = fromMs;
	for (const { startMs, endMs } of spans(hours, fromMs)) {
		const beginMs = Math.max(startMs, fromMs);
		const openMs = Math.max(0, endMs - beginMs);
		if (openMs >= leftMs) return beginMs + leftMs;
		leftMs -= openMs;
		reachedMs = Math.max(reachedMs, endMs);
	}
	return reachedMs + leftMs;
}

/** Whole minutes of the desk's time between two moments; none when the second is not later. */
export function workingMinutesBetween(hours: Hours | null, fromMs: number, toMs: number): number {
	if (toMs <= fromMs) return 0;
	if (hours === null) return Math.floor((toMs - fromMs) / MINUTE_MS);
	let openMs = 0;
	for (const { startMs, endMs } of spans(hours, fromMs)) {
		if (startMs >= toMs) break;
		openMs += Math.max(0, Math.min(endMs, toMs) - Math.max(startMs, fromMs));
	}
	return Math.floor(openMs / MINUTE_MS);
}

type Span = { readonly startMs: number; readonly endMs: number };

/** The openings from the day before on, in order and without overlap: the night of Monday may meet the morning of Tuesday. */
function* spans({ clock, week }: Hours, fromMs: number): Generator<Span> {
	const firstDay = Math.floor(clock.wallAt(fromMs) / DAY_MS) - 1;
	let doneMs = Number.NEGATIVE_INFINITY;
	for (let day = firstDay; day < firstDay + DAYS_LIMIT; day++) {
		// 1 January 1970 was a Thursday.
		for (const { from, to } of week[(day + 4) % DAYS_A_WEEK] ?? []) {
			const startMs = Math.max(doneMs, clock.atOf(day * DAY_MS + from * MINUTE_MS).atMs);
			const endMs = clock.atOf(day * DAY_MS + to * MINUTE_MS).atMs;
			if (endMs <= startMs) continue;
			doneMs = endMs;
			yield { startMs, endMs };
		}
	}
}
