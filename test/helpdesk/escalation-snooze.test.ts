import { expect, test } from "vitest";
import { snoozes } from "../../src/helpdesk/escalation-snooze.ts";
import { daytime, EVENING_MS, MINUTE_MS, support } from "./escalation-desk.ts";

test("an agent is offered what the support file says, in words, the shortest first", () => {
	const offered = snoozes({ ...support, snoozeMinutes: [60, 15, 1_440, 15] }, EVENING_MS);
	expect(offered.map(({ label }) => label.en)).toEqual(["15 minutes", "1 hour", "1 day"]);
	expect(offered.map(({ label }) => label.es)).toEqual(["15 minutos", "1 hora", "1 día"]);
	expect(offered.map(({ untilMs }) => (untilMs - EVENING_MS) / MINUTE_MS)).toEqual([15, 60, 1_440]);
});

test("where the desk has hours a request can sleep until it opens again", () => {
	const tuesdayMs = EVENING_MS + 15 * 60 * MINUTE_MS;
	expect(snoozes(daytime, EVENING_MS).at(-1)).toEqual({
		id: "open",
		label: { en: "until we open again", zh: "直到我们下次上班", es: "hasta que abramos de nuevo" },
		untilMs: tuesdayMs,
	});
	// In the middle of Tuesday it is Wednesday's opening, not now.
	const wednesdayMs = tuesdayMs + 24 * 60 * MINUTE_MS;
	expect(snoozes(daytime, tuesdayMs + 60 * MINUTE_MS).at(-1)?.untilMs).toBe(wednesdayMs);
	expect(snoozes(support, EVENING_MS).map(({ id }) => id)).toEqual(["15", "60", "240"]);
});
