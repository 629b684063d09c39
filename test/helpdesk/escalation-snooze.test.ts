import { expect, test } from "vitest";
import { snoozes, snoozeUntil } from "../../src/helpdesk/escalation-snooze.ts";
import { daytime, EVENING_MS, MINUTE_MS, support } from "./escalation-desk.ts";

test("an agent is offered what the support file says, in words, the shortest first", () => {
	const file = { ...support, snoozeMinutes: [60, 15, 1_440, 15] };
	expect(snoozes(file).map(({ label }) => label.en)).toEqual(["15 minutes", "1 hour", "1 day"]);
	expect(snoozes(file).map(({ label }) => label.es)).toEqual(["15 minutos", "1 hora", "1 día"]);
	expect(snoozeUntil(file, "60", EVENING_MS)).toBe(EVENING_MS + 60 * MINUTE_MS);
});

test("where the desk has hours a request can sleep until it opens again", () => {
	expect(snoozes(daytime).at(-1)).toMatchObject({ id: "open", label: { en: "until we open again" } });
	const tuesdayMs = EVENING_MS + 15 * 60 * MINUTE_MS;
	expect(snoozeUntil(daytime, "open", EVENING_MS)).toBe(tuesdayMs);
	// In the middle of Tuesday it is Wednesday's opening, not now.
	expect(snoozeUntil(daytime, "open", tuesdayMs + 60 * MINUTE_MS)).toBe(tuesdayMs + 24 * 60 * MINUTE_MS);
});

test("what is not offered is none", () => {
	for (const id of ["open", "7", "", "constructor", "1e3"]) expect(snoozeUntil(support, id, EVENING_MS)).toBeNull();
});
