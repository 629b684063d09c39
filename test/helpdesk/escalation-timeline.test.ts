import { expect, test } from "vitest";
import type { EscalationEvent } from "../../src/helpdesk/escalation-event.ts";
import { timelineJson, timelineMarkdown } from "../../src/helpdesk/escalation-timeline.ts";
import { ANNA, daytime, EVENING_MS, MINUTE_MS, openDesk, opening, reply, resolve, support } from "./escalation-desk.ts";

function wholeStory(file = support) {
	const desk = openDesk(file);
	desk.hear(opening());
	desk.wait(4);
	desk.act(ANNA, reply("m1", "Try the hotspot"));
	desk.wait(6);
	desk.hear({ kind: "restored" });
	desk.wait(10);
	desk.act(ANNA, resolve);
	desk.wait(5);
	desk.hear({ kind: "back-to-normal", isBack: true });
	return desk.state();
}

test("the timeline says how long the merchant waited for what", () => {
	const { durations, events, state } = timelineJson(wholeStory(), support);
	expect(durations).toEqual({
		firstResponse: { minutes: 4, workingMinutes: 4 },
		restored: { minutes: 10, workingMinutes: 10 },
		resolved: { minutes: 20, workingMinutes: 20 },
		closed: { minutes: 25, workingMinutes: 25 },
	});
	expect(state).toBe("closed");
	expect(events.map(({ kind, by }) => [kind, by])).toEqual([
		["opened", null],
		["notified", null],
		["claimed", "Anna"],
		["replied", "Anna"],
		["restored", null],
		["resolved", "Anna"],
		["back-to-normal", null],
		["closed", null],
	]);
});

test("at night the clock on the wall goes on and the desk's stands still", () => {
	expect(timelineJson(wholeStory(daytime), daytime).durations.firstResponse).toEqual({ minutes: 4, workingMinutes: 0 });
});

test("what has not happened took no time yet, and a clock that was put back takes none away", () => {
	const desk = openDesk();
	desk.hear(opening());
	expect(Object.values(timelineJson(desk.state(), support).durations)).toEqual([null, null, null, null]);
	desk.wait(-30);
	desk.act(ANNA, reply("m1", "Hello"));
	expect(timelineJson(desk.state(), support).durations.firstResponse).toEqual({ minutes: 0, workingMinutes: 0 });
});

test("as Markdown a person can read it, on the desk's clock", () => {
	const text = timelineMarkdown(wholeStory(), support);
	expect(text).toContain("# Request abcdefgh");
	expect(text).toContain("- Store: Am Markt, Bäckerei Beispiel");
	expect(text).toContain("- Cause: network. New cable.");
	expect(text).toContain("| first response | 4 (4) |");
	expect(text).toContain("- 2026-11-23 18:04:00 **replied** Anna: Try the hotspot");
});

test("what a merchant writes is text in it and never markup", () => {
	const desk = openDesk();
	desk.hear(opening());
	desk.hear({ kind: "merchant-wrote", name: null, text: "# Big\n[click](http://x.example) <!channel> `rm`" });
	const line = timelineMarkdown(desk.state(), support).split("\n").at(-2);
	expect(line).toMatch(/: \\# Big \/ \\\[click\\\]\\\(http:\/\/x\.example\\\) \\<\\!channel\\> \\`rm\\`$/);
});

test("however much is written, how it began stays and so does the newest", () => {
	const desk = openDesk();
	desk.hear(opening());
	const lines = Array.from(
		{ length: 500 },
		(_, at): EscalationEvent => ({ kind: "merchant-wrote", name: null, text: `line ${at}` }),
	);
	const { timeline } = desk.hear(...lines).state;
	expect(timeline).toHaveLength(320);
	expect(timeline[0]).toMatchObject({ kind: "opened", atMs: EVENING_MS });
	expect(timeline[19]!.text).toBe("line 17");
	expect(timeline[20]!.text).toBe("line 200");
	expect(timeline.at(-1)!.text).toBe("line 499");
});

test("a text of any length takes a bounded place", () => {
	const desk = openDesk();
	desk.hear(opening());
	const { timeline } = desk.hear({ kind: "merchant-wrote", name: null, text: "x".repeat(4_000) }).state;
	expect(timeline.at(-1)!.text).toHaveLength(2_001);
});

test("the day is named where it is another one", () => {
	const desk = openDesk();
	desk.hear(opening());
	const untilMs = EVENING_MS + 14 * 60 * MINUTE_MS;
	desk.act(ANNA, { kind: "snooze", untilMs });
	expect(desk.state().timeline.at(-1)!.text).toBe("until 24 Nov 2026, 08:00");
});
