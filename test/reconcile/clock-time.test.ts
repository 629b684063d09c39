import { expect, test } from "vitest";
import { parseIsoInstant, wallMs, zoneReader } from "../../src/reconcile/clock-time.ts";

test("a time with its zone is one moment, however it is written", () => {
	const moment = Date.UTC(2026, 9, 3, 10, 5, 0);
	for (const written of [
		"2026-10-03T10:05:00Z",
		"2026-10-03T12:05+02:00",
		"2026-10-03 05:35:00.000-0430",
		"2026-10-03t10:05z",
	]) {
		expect(parseIsoInstant(written)).toBe(moment);
	}
	expect(parseIsoInstant("2026-10-03T10:05:00.250Z")).toBe(moment + 250);
});

test.each([
	"2026-10-03T10:05:00",
	"2026-02-30T10:00:00Z",
	"2026-10-03T24:00:00Z",
	"10/03/2026 10:05",
	"2026-10-03T10:05:00+25:00",
	"now",
	"",
])("what is no moment is not guessed: %j", (written) => {
	expect(parseIsoInstant(written)).toBeNull();
});

test("the hour that a clock shows twice is flagged, and the first one is taken", () => {
	const newYork = zoneReader("America/New_York");
	const wall = wallMs({ year: 2026, month: 11, day: 1, hour: 1, minute: 30, second: 0 }) ?? 0;
	expect(newYork?.(wall)).toEqual({ atMs: Date.UTC(2026, 10, 1, 5, 30), zone: "repeated" });
	expect(newYork?.(wall + 3_600_000)).toEqual({ atMs: Date.UTC(2026, 10, 1, 7, 30), zone: "known" });
});

test("the hour that is skipped in spring is read with the clock not yet set", () => {
	const berlin = zoneReader("Europe/Berlin");
	const wall = wallMs({ year: 2026, month: 3, day: 29, hour: 2, minute: 30, second: 0 }) ?? 0;
	expect(berlin?.(wall)).toEqual({ atMs: Date.UTC(2026, 2, 29, 1, 30), zone: "known" });
});

test("a zone nobody knows has no reader", () => {
	expect(zoneReader("Middle/Earth")).toBeNull();
});
