import { expect, test } from "vitest";
import type { Escalation } from "../../src/helpdesk/escalation-state.ts";
import {
	ANNA,
	BEN,
	called,
	daytime,
	EVENING_MS,
	kinds,
	MINUTE_MS,
	openDesk,
	opening,
	reply,
	resolve,
	support,
	type Turn,
} from "./escalation-desk.ts";

const DAY_MINUTES = 24 * 60;

function opened(file = support) {
	const desk = openDesk(file);
	desk.hear(opening());
	return desk;
}
function claimed(file = support) {
	const desk = opened(file);
	desk.act(ANNA, { kind: "claim" });
	return desk;
}

test("nobody claims it: reminded, the next tier, everybody, all of it once more, and then the merchant is told once", () => {
	const desk = opened();
	const happened: unknown[] = [];
	let turn: Turn;
	do {
		const minutes = desk.alarmIn();
		turn = desk.ring();
		happened.push([minutes, ...called(turn), ...turn.notices.map(({ did }) => did)]);
	} while (desk.alarmIn() !== null);
	expect(happened).toEqual([
		[10, "agents"],
		[10, "S0123ABCD"],
		[20, "channel"],
		[15, "agents"],
		[10, "agents"],
		[10, "S0123ABCD"],
		[20, "channel"],
		[15, "unanswered"],
	]);
	expect(turn.state).toMatchObject({ state: "open", chain: { rounds: 2, dueAtMs: null } });
	expect(desk.wait(DAY_MINUTES).effects).toEqual([]);
	// Who comes after all still has it.
	expect(desk.act(BEN, { kind: "claim" }).state).toMatchObject({ state: "claimed", owner: BEN });
});

test("an alarm that rings early, twice, or on a clock that was put back is harmless", () => {
	const desk = opened();
	expect(desk.wait(9).effects).toEqual([]);
	expect(desk.alarmIn()).toBe(1);
	expect(called(desk.wait(1))).toEqual(["agents"]);
	expect(desk.hear().effects).toEqual([]);
	expect(desk.wait(-120).effects).toEqual([]);
	expect(called(desk.wait(130))).toEqual(["S0123ABCD"]);
});

test("after hours without power one step is taken, not all that were missed", () => {
	const desk = opened();
	const late = desk.wait(DAY_MINUTES);
	expect(called(late)).toEqual(["agents"]);
	expect(desk.alarmIn()).toBe(10);
});

test("an urgent one is called for faster on every tier", () => {
	const desk = openDesk();
	desk.hear(opening({ rails: [] }));
	for (let calls = 0; calls < 4; calls++) {
		expect(desk.alarmIn()).toBe(5);
		desk.ring();
	}
});

test("outside the desk's hours nobody is called, and the merchant hears at once when it opens", () => {
	const desk = openDesk(daytime);
	const night = desk.hear(opening());
	expect(night.cards).toEqual(["posted"]);
	expect(called(night)).toEqual([]);
	expect(night.notices).toEqual([
		{
			kind: "escalation",
			id: "abcdefgh",
			did: "away",
			opensAt: { en: "on Tuesday at 09:00", zh: "星期二 09:00", es: "el martes a las 09:00" },
		},
	]);
	// From 18:00 to 09:00.
	expect(desk.alarmIn()).toBe(15 * 60);
	expect(night.effects[0]).toMatchObject({
		escalation: { claimDueAtMs: EVENING_MS + (15 * 60 + 10) * MINUTE_MS, tier: null },
	});
	const morning = desk.ring();
	expect(called(morning)).toEqual(["agents"]);
	expect(kinds(morning.state)).toEqual(["opened", "notified"]);
	expect(desk.alarmIn()).toBe(10);
});

test("the merchant hears the opening on the clock of their store", () => {
	const desk = openDesk(daytime, { storeTimeZone: "Asia/Shanghai" });
	// There it is two in the morning of that Tuesday.
	expect(desk.hear(opening()).notices).toMatchObject([
		{ did: "away", opensAt: { en: "today at 17:00", zh: "今天 17:00", es: "hoy a las 17:00" } },
	]);
});

test("who is given back, or not helped, while the desk is closed hears that too", () => {
	const desk = openDesk(daytime);
	desk.hear(opening());
	desk.act(ANNA, { kind: "claim" });
	const released = desk.act(ANNA, { kind: "release" });
	expect(released.notices.map(({ did }) => did)).toEqual(["released", "away"]);
	expect(called(released)).toEqual([]);
	desk.act(ANNA, resolve);
	const no = desk.hear({ kind: "back-to-normal", isBack: false });
	expect(no.notices.map(({ did }) => did)).toEqual(["reopened", "away"]);
});

test("the clock stands still overnight: what was nearly due in the evening is due in the morning", () => {
	const desk = openDesk(daytime);
	// 16:55, five minutes before the desk closes.
	desk.at(EVENING_MS - 65 * MINUTE_MS);
	desk.hear(opening());
	expect(desk.alarmIn()).toBe(5 + 16 * 60 + 5);
	expect(desk.wait(5).effects).toEqual([]);
	expect(called(desk.ring())).toEqual(["agents"]);
});

test("an alarm that rings late, when the desk has closed, waits for the morning", () => {
	const desk = openDesk(daytime);
	desk.at(EVENING_MS - 120 * MINUTE_MS);
	desk.hear(opening());
	expect(desk.alarmIn()).toBe(10);
	expect(desk.wait(180).effects).toEqual([]);
	expect(desk.alarmIn()).toBe(14 * 60);
	expect(called(desk.ring())).toEqual(["agents"]);
});

test("an owner who does nothing is reminded, and loses it after that", () => {
	const desk = claimed();
	expect(desk.alarmIn()).toBe(60);
	const reminded = desk.ring();
	expect(called(reminded)).toEqual(["slack:UANNA"]);
	expect(reminded.state.owner).toEqual(ANNA);
	expect(reminded.notices).toEqual([]);
	expect(desk.alarmIn()).toBe(30);
	const released = desk.ring();
	expect(released.state).toMatchObject({ state: "open", owner: null });
	expect(released.notices.map(({ did }) => did)).toEqual(["released"]);
	expect(called(released)).toEqual(["agents"]);
	expect(kinds(released.state).slice(-3)).toEqual(["reminded", "released-by-itself", "notified"]);
});

test("whatever the owner does keeps it theirs; what others do does not", () => {
	const desk = claimed();
	desk.wait(50);
	desk.act(ANNA, reply("m1", "Try the hotspot"));
	expect(desk.alarmIn()).toBe(60);
	desk.wait(50);
	desk.act(BEN, reply("m2", "Or a cable"));
	desk.hear({ kind: "merchant-wrote", name: null, text: "ok" });
	expect(desk.alarmIn()).toBe(10);
	desk.ring();
	desk.act(ANNA, { kind: "severity", severity: "low" });
	expect(desk.alarmIn()).toBe(60);
});

test("after a night without power the owner is reminded first, and has time to answer", () => {
	const desk = claimed();
	const late = desk.wait(DAY_MINUTES);
	expect(called(late)).toEqual(["slack:UANNA"]);
	expect(late.state.owner).toEqual(ANNA);
	expect(desk.alarmIn()).toBe(30);
});

test("an owner is neither reminded nor loses it while the desk is closed", () => {
	const desk = openDesk(daytime);
	desk.at(EVENING_MS - 90 * MINUTE_MS);
	desk.hear(opening());
	desk.act(ANNA, { kind: "claim" });
	// 16:30, and 30 of its 60 minutes are left in the morning.
	expect(desk.alarmIn()).toBe(30 + 16 * 60 + 30);
});

test("a snooze stops the chain, and at its end the first line is called", () => {
	const desk = opened();
	const snoozed = desk.act(ANNA, { kind: "snooze", untilMs: EVENING_MS + 240 * MINUTE_MS });
	expect(snoozed.state).toMatchObject({ state: "open", chain: null, snoozedUntilMs: EVENING_MS + 240 * MINUTE_MS });
	expect(snoozed.state.timeline.at(-1)).toMatchObject({ kind: "snoozed", by: "Anna", text: "until 22:00" });
	expect(desk.wait(239).effects).toEqual([]);
	const woken = desk.ring();
	expect(woken.state).toMatchObject({ snoozedUntilMs: null, chain: { tier: 0 } });
	expect(called(woken)).toEqual(["agents"]);
	expect(woken.notices).toEqual([]);
});

test("a snooze stops the reminders of its owner, who is called at its end", () => {
	const desk = claimed();
	desk.act(ANNA, { kind: "snooze", untilMs: EVENING_MS + 180 * MINUTE_MS });
	expect(desk.alarmIn()).toBe(180);
	const woken = desk.ring();
	expect(called(woken)).toEqual(["slack:UANNA"]);
	expect(woken.state).toMatchObject({ state: "claimed", owner: ANNA });
	expect(desk.alarmIn()).toBe(60);
});

test("only its owner snoozes a request, for a time that comes, and not for ever", () => {
	const desk = claimed();
	const until = (minutes: number) => ({ kind: "snooze", untilMs: EVENING_MS + minutes * MINUTE_MS }) as const;
	expect(desk.act(BEN, until(60)).told[0]).toContain("Anna has it");
	expect(desk.act(ANNA, until(0)).told[0]).toContain("has passed");
	expect(desk.act(ANNA, until(8 * DAY_MINUTES)).told[0]).toContain("7 days");
	expect(desk.state().snoozedUntilMs).toBeNull();
});

test("a snooze can be ended at once; a wake of what does not sleep is nothing", () => {
	const desk = claimed();
	expect(desk.act(ANNA, { kind: "wake" }).effects).toEqual([]);
	desk.act(ANNA, { kind: "snooze", untilMs: EVENING_MS + 180 * MINUTE_MS });
	const woken = desk.act(ANNA, { kind: "wake" });
	expect(woken.state.snoozedUntilMs).toBeNull();
	// Who ends it need not be called.
	expect(called(woken)).toEqual([]);
});

test("whoever claims a request that sleeps has woken it, and one that is released sleeps on", () => {
	const desk = opened();
	desk.act(ANNA, { kind: "snooze", untilMs: EVENING_MS + 180 * MINUTE_MS });
	expect(desk.act(BEN, { kind: "claim" }).state).toMatchObject({ owner: BEN, snoozedUntilMs: null });
	desk.act(BEN, { kind: "snooze", untilMs: EVENING_MS + 180 * MINUTE_MS });
	const released = desk.act(BEN, { kind: "release" });
	expect(released.state).toMatchObject({ state: "open", owner: null, chain: null });
	expect(called(released)).toEqual([]);
	expect(called(desk.ring())).toEqual(["agents"]);
});

test("escalated by hand, the next tier is called now; the last one again and again", () => {
	const desk = opened();
	const next = () => called(desk.act(BEN, { kind: "escalate" }));
	expect([next(), next(), next()]).toEqual([["S0123ABCD"], ["channel"], ["channel"]]);
	expect(desk.state().timeline.at(-1)).toMatchObject({ kind: "escalated", by: "Ben", text: "Everyone" });
	expect(desk.alarmIn()).toBe(15);
});

test("an owner who needs help calls the next tier and keeps it", () => {
	const desk = claimed();
	const asked = desk.act(ANNA, { kind: "escalate" });
	expect(called(asked)).toEqual(["S0123ABCD"]);
	expect(asked.state).toMatchObject({ state: "claimed", owner: ANNA, chain: null });
	expect(asked.effects.at(-1)).toMatchObject({ do: "card", escalation: { tier: "Second line" } });
});

test("a merchant who does not say whether it is back to normal is taken to mean yes", () => {
	const desk = claimed();
	desk.act(ANNA, resolve);
	expect(desk.alarmIn()).toBe(720);
	expect(desk.wait(719).effects).toEqual([]);
	const closed = desk.ring();
	expect(closed.state).toMatchObject({ state: "closed", restoredAtMs: null });
	expect(closed.notices).toMatchObject([{ did: "closed", by: null }]);
	expect(desk.hear({ kind: "back-to-normal", isBack: false }).effects).toEqual([]);
});

test("a file with fewer tiers than were called goes on with what is left", () => {
	const desk = opened();
	desk.act(BEN, { kind: "escalate" });
	desk.act(BEN, { kind: "escalate" });
	const { state } = desk.act(BEN, { kind: "escalate" });
	const [first] = support.tiers;
	expect(state.chain!.tier).toBe(2);
	const turned = resumed(state, { ...support, tiers: [first] });
	expect(called(turned.at(state.chain!.dueAtMs!))).toEqual(["agents"]);
});

test("a request of before these timers gets its timer, and its owner theirs", () => {
	const old = { ...opened().state(), chain: null };
	expect(called(resumed(old).hear())).toEqual(["agents"]);
	const owned = resumed({ ...claimed().state(), claim: null });
	expect(owned.hear().effects).toEqual([]);
	expect(owned.alarmIn()).toBe(60);
});

/** Goes on with what was stored. */
function resumed(state: Escalation, file = support) {
	const desk = openDesk(file);
	desk.resume(state);
	return desk;
}
