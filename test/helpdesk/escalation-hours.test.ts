import fc from "fast-check";
import { expect, test } from "vitest";
import {
	addWorkingMinutes,
	type Hours,
	isOpenAt,
	nextOpening,
	type OpenRange,
	workingMinutesBetween,
} from "../../src/helpdesk/escalation-hours.ts";
import { zoneClock } from "../../src/zone-clock.ts";

const ZONES = ["Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe", "UTC"] as const;
const clocks = new Map(ZONES.map((zone) => [zone, zoneClock(zone)!] as const));
const in_ = (zone: (typeof ZONES)[number], week: Hours["week"]): Hours => ({ clock: clocks.get(zone)!, week });
const every = (...ranges: readonly OpenRange[]): Hours["week"] => Array.from({ length: 7 }, () => ranges);
const at = (iso: string): number => Date.parse(iso);

const DAY: OpenRange = { from: 9 * 60, to: 17 * 60 };
const NIGHT: OpenRange = { from: 22 * 60, to: 30 * 60 };
const weekdays: Hours["week"] = [[], [DAY], [DAY], [DAY], [DAY], [DAY], []];

test("without hours the desk is there always, and every minute counts", () => {
	expect(isOpenAt(null, 5)).toBe(true);
	expect(nextOpening(null, 5)).toBe(5);
	expect(addWorkingMinutes(null, 0, 90)).toBe(90 * 60_000);
	expect(workingMinutesBetween(null, 0, 90 * 60_000 + 59_999)).toBe(90);
});

test("minutes that are left on Friday evening are worked off on Monday", () => {
	const hours = in_("Europe/Berlin", weekdays);
	const friday = at("2026-11-20T16:50:00+01:00");
	expect(addWorkingMinutes(hours, friday, 10)).toBe(at("2026-11-20T17:00:00+01:00"));
	expect(addWorkingMinutes(hours, friday, 11)).toBe(at("2026-11-23T09:01:00+01:00"));
	expect(nextOpening(hours, at("2026-11-20T17:00:00+01:00"))).toBe(at("2026-11-23T09:00:00+01:00"));
	expect(workingMinutesBetween(hours, friday, at("2026-11-23T09:30:00+01:00"))).toBe(40);
});

test("it is there from the first minute and not in the last", () => {
	const hours = in_("Europe/Berlin", weekdays);
	expect(isOpenAt(hours, at("2026-11-23T09:00:00+01:00"))).toBe(true);
	expect(isOpenAt(hours, at("2026-11-23T08:59:59.999+01:00"))).toBe(false);
	expect(isOpenAt(hours, at("2026-11-23T16:59:59.999+01:00"))).toBe(true);
	expect(isOpenAt(hours, at("2026-11-23T17:00:00+01:00"))).toBe(false);
	expect(isOpenAt(hours, at("2026-11-22T12:00:00+01:00"))).toBe(false);
});

test("a night goes on into the next day, and meets its morning", () => {
	const hours = in_("Asia/Shanghai", every(NIGHT, { from: 31 * 60, to: 32 * 60 }));
	expect(isOpenAt(hours, at("2026-11-24T02:00:00+08:00"))).toBe(true);
	expect(isOpenAt(hours, at("2026-11-24T21:59:00+08:00"))).toBe(false);
	expect(addWorkingMinutes(hours, at("2026-11-24T05:00:00+08:00"), 90)).toBe(at("2026-11-24T07:30:00+08:00"));
	const overlapping = in_("Asia/Shanghai", every({ from: 5 * 60, to: 12 * 60 }, NIGHT));
	// 22:00 to 12:00, and the hour that two of them have is one hour.
	expect(workingMinutesBetween(overlapping, at("2026-11-24T22:00:00+08:00"), at("2026-11-25T12:00:00+08:00"))).toBe(
		840,
	);
});

test("a night on which the clocks change is as long as it really is", () => {
	const berlin = in_("Europe/Berlin", every(NIGHT));
	const autumn = at("2026-10-24T22:00:00+02:00");
	expect(workingMinutesBetween(berlin, autumn, at("2026-10-25T06:00:00+01:00"))).toBe(9 * 60);
	expect(addWorkingMinutes(berlin, autumn, 9 * 60)).toBe(at("2026-10-25T06:00:00+01:00"));
	const newYork = in_("America/New_York", every(NIGHT));
	const spring = at("2026-03-07T22:00:00-05:00");
	expect(workingMinutesBetween(newYork, spring, at("2026-03-08T06:00:00-04:00"))).toBe(7 * 60);
});

test("the desk opens at nine on the clock of its zone, before and after the clocks change", () => {
	const hours = in_("Europe/Berlin", every(DAY));
	expect(nextOpening(hours, at("2026-10-24T18:00:00+02:00"))).toBe(at("2026-10-25T09:00:00+01:00"));
	expect(nextOpening(hours, at("2026-03-28T18:00:00+01:00"))).toBe(at("2026-03-29T09:00:00+02:00"));
});

test("hours that a change of the clocks swallows are none", () => {
	const hours = in_("Europe/Berlin", every({ from: 2 * 60, to: 3 * 60 }));
	expect(nextOpening(hours, at("2026-03-28T03:00:00+01:00"))).toBe(at("2026-03-30T02:00:00+02:00"));
});

const range = fc
	.tuple(fc.integer({ min: 0, max: 1_439 }), fc.integer({ min: 15, max: 1_440 }))
	.map(([from, minutes]): OpenRange => ({ from, to: from + minutes }));
const hoursOf = fc
	.tuple(fc.constantFrom(...ZONES), fc.array(fc.option(range, { nil: null }), { minLength: 7, maxLength: 7 }))
	.filter(([, days]) => days.some((day) => day !== null))
	.map(([zone, days]) =>
		in_(
			zone,
			days.map((day) => (day === null ? [] : [day])),
		),
	);
const moment = fc
	.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) })
	.map((ms) => (ms % 3 === 0 ? ms - (ms % 60_000) : ms));
const minutes = fc.integer({ min: 1, max: 2_880 });

test("for any hours: what is added comes back as what lies between, and ends while the desk is there or as it closes", () => {
	fc.assert(
		fc.property(hoursOf, moment, minutes, (hours, fromMs, added) => {
			const untilMs = addWorkingMinutes(hours, fromMs, added);
			expect(workingMinutesBetween(hours, fromMs, untilMs)).toBe(added);
			expect(workingMinutesBetween(hours, fromMs, untilMs - 1)).toBe(added - 1);
			expect(isOpenAt(hours, untilMs - 1)).toBe(true);
		}),
		{ numRuns: 300 },
	);
});

test("for any hours: later is never earlier, and more is never less", () => {
	fc.assert(
		fc.property(hoursOf, moment, minutes, fc.nat(2 * 86_400_000), (hours, fromMs, added, laterMs) => {
			expect(addWorkingMinutes(hours, fromMs + laterMs, added)).toBeGreaterThanOrEqual(
				addWorkingMinutes(hours, fromMs, added),
			);
			expect(addWorkingMinutes(hours, fromMs, added + 1)).toBeGreaterThan(addWorkingMinutes(hours, fromMs, added));
			const opensMs = nextOpening(hours, fromMs);
			expect(opensMs).toBeGreaterThanOrEqual(fromMs);
			expect(isOpenAt(hours, opensMs)).toBe(true);
			expect(workingMinutesBetween(hours, fromMs, opensMs)).toBe(0);
		}),
		{ numRuns: 300 },
	);
});
