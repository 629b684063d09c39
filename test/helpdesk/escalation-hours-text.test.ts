import { expect, test } from "vitest";
import { hoursText } from "../../src/helpdesk/escalation-hours-text.ts";
import { type SupportSource, supportFile } from "../../src/helpdesk/support-file.ts";

function inWords(hours: SupportSource["hours"]) {
	const tier = { name: "All", call: "agents", acknowledge_minutes: 10, reminders: 0 };
	const file = supportFile({
		time_zone: "Europe/London",
		...(hours === undefined ? {} : { hours }),
		tiers: [tier],
		rounds: 1,
		claim: { remind_minutes: 60, release_minutes: 30 },
		resolved: { close_minutes: 60 },
		snooze_minutes: [15],
	});
	if ("faults" in file) throw new Error(JSON.stringify(file.faults));
	return hoursText(file);
}

test("days with the same hours are told together, with the clock they are meant on", () => {
	const day = ["08:00-20:00"];
	const week = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: ["09:00-13:00", "15:00-18:00"] };
	expect(inWords(week)).toEqual({
		en: "Mon–Fri 08:00–20:00, Sat 09:00–13:00 15:00–18:00 (Europe/London)",
		zh: "周一–周五 08:00–20:00, 周六 09:00–13:00 15:00–18:00 (Europe/London)",
		es: "lun–vie 08:00–20:00, sáb 09:00–13:00 15:00–18:00 (Europe/London)",
	});
});

test("a night ends on the clock of the next day, a whole day at midnight; always needs no words", () => {
	expect(inWords({ fri: ["22:00-06:00"], sun: ["00:00-24:00"] })?.en).toBe(
		"Fri 22:00–06:00, Sun 00:00–24:00 (Europe/London)",
	);
	expect(inWords(undefined)).toBeNull();
});
