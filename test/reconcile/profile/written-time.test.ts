import { expect, test } from "vitest";
import { timePattern, timeReader } from "../../../src/reconcile/profile/written-time.ts";
import { namedZones } from "../../../src/reconcile/zone-names.ts";

const at = (format: string, written: string, zone = "UTC") => timeReader(format, namedZones())(written, zone);
const iso = (format: string, written: string, zone = "UTC"): string | null => {
	const instant = at(format, written, zone);
	return instant === null ? null : new Date(instant.atMs).toISOString().slice(0, 19);
};

test.each([
	["DD/MM/YYYY HH:mm", "03/10/2026 14:05", "2026-10-03T14:05:00"],
	["MM/DD/YYYY h:mm:ss A", "10/03/2026 2:05:09 PM", "2026-10-03T14:05:09"],
	["MM/DD/YYYY h:mm:ss A", "10/03/2026 2:05:09\u202fpm", "2026-10-03T14:05:09"],
	["D.M.YY, H:mm", "3.10.26, 9:05", "2026-10-03T09:05:00"],
	["YYYY-MM-DD hh:mm A", "2026-10-03 12:05 a.m.", "2026-10-03T00:05:00"],
	["YYYY-MM-DD hh:mm A", "2026-10-03 12:05 PM", "2026-10-03T12:05:00"],
	["YYYY-MM-DD A h:mm", "2026-10-03 下午 3:05", "2026-10-03T15:05:00"],
	["YYYY-MM-DD HH:mm:ss", "2026-10-03 14：05：09", "2026-10-03T14:05:09"],
	["YYYYMMDDHHmmss", "20261003140509", "2026-10-03T14:05:09"],
	["DD/MM/YYYY", "03/10/2026", "2026-10-03T23:59:59"],
	["iso", "2026-10-03T14:05:00+02:00", "2026-10-03T12:05:00"],
	["iso", "2026-10-03 14:05:00", "2026-10-03T14:05:00"],
])("%s reads %s", (format, written, moment) => {
	expect(iso(format, written)).toBe(moment);
});

test("a wall clock is read in its named zone, by the names that exports give zones too", () => {
	expect(iso("MM/DD/YYYY HH:mm", "10/03/2026 08:00", "Eastern Time (US & Canada)")).toBe("2026-10-03T12:00:00");
	expect(iso("MM/DD/YYYY HH:mm", "12/03/2026 08:00", "America/New_York")).toBe("2026-12-03T13:00:00");
	expect(iso("MM/DD/YYYY HH:mm", "12/03/2026 08:00", "Middle Earth")).toBeNull();
});

test("the hour that autumn shows twice is its first, and flagged; the one that spring skips is as if the clock were not set yet", () => {
	const format = "YYYY-MM-DD HH:mm";
	expect(at(format, "2026-10-25 02:30", "Europe/Berlin")).toEqual({
		atMs: Date.UTC(2026, 9, 25, 0, 30),
		zone: "repeated",
	});
	expect(at(format, "2026-03-29 02:30", "Europe/Berlin")).toEqual({
		atMs: Date.UTC(2026, 2, 29, 1, 30),
		zone: "known",
	});
});

test.each([
	["DD/MM/YYYY HH:mm", "10/23/2026 14:05"],
	["DD/MM/YYYY HH:mm", "30/02/2026 14:05"],
	["DD/MM/YYYY HH:mm", "03/10/2026 25:05"],
	["DD/MM/YYYY HH:mm", "03/10/2026"],
	["DD/MM/YYYY HH:mm", "3/10/2026 14:05"],
	["DD/MM/YYYY hh:mm A", "03/10/2026 14:05 PM"],
	["DD/MM/YYYY hh:mm A", "03/10/2026 00:05 AM"],
	["iso", "45932.58"],
])("%s does not read %s", (format, written) => {
	expect(iso(format, written)).toBeNull();
});

test.each(["DD/MM", "MM/YYYY HH:mm", "DD/MM/YYYY hh:mm", "DD/MM/YYYY HH", "DD/MM/YYYY HH:mm A", "DD/DD/YYYY", ""])(
	"a pattern that leaves the day or the half of it open is none: %s",
	(format) => {
		expect(timePattern(format)).toBeNull();
	},
);
