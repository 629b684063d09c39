import { expect, test } from "vitest";
import type { Moment } from "../../src/actor.ts";
import {
	type Card,
	decideEscalation,
	type Escalation,
	type EscalationEvent,
	escalationId,
} from "../../src/helpdesk/escalation.ts";

const moment: Moment = { nowMs: Date.UTC(2026, 10, 23, 18), seed: "0".repeat(32) };
const card: Card = {
	reason: "The merchant asked for a person.",
	merchant: "Bäckerei Beispiel",
	store: "Am Markt",
	terminals: [],
	cause: null,
	language: "en",
	sinceMs: moment.nowMs,
	steps: [],
	openSales: [],
	isPractice: false,
};
const open: EscalationEvent = { kind: "open", id: "abcdefgh", conversation: "conversation/chat1", card };
const answer = (by: string, text: string): EscalationEvent => ({ kind: "answer", by, text });
const close = (by: string, note = ""): EscalationEvent => ({ kind: "close", by, note });

const after = (...events: readonly EscalationEvent[]): Escalation =>
	events.reduce<Escalation | null>((state, event) => decideEscalation(state, event, moment).state, null)!;

test("whoever answers first has claimed it, and the merchant hears so once", () => {
	const first = decideEscalation(after(open), answer("Mara", "Hello"), moment);
	expect(first.state).toMatchObject({ state: "claimed", claimedBy: "Mara" });
	expect(first.effects.map(({ to, event }) => [to, event.did, event.by, event.text])).toEqual([
		["conversation/chat1", "claimed", "Mara", ""],
		["conversation/chat1", "answered", "Mara", "Hello"],
	]);
	const second = decideEscalation(first.state, answer("Ben", "Me too"), moment);
	expect(second.state).toMatchObject({ claimedBy: "Mara" });
	expect(second.effects.map(({ event }) => event.did)).toEqual(["answered"]);
});

test("a closed one takes no more: no answer, no second closing", () => {
	const closed = after(open, close("Mara", "new cable"));
	expect(closed).toMatchObject({ state: "closed", closedAtMs: moment.nowMs });
	for (const event of [answer("Ben", "late"), close("Ben"), open]) {
		expect(decideEscalation(closed, event, moment)).toEqual({ state: closed, writes: [], effects: [], wakeAtMs: null });
	}
});

test("what the merchant writes is kept and goes nowhere else", () => {
	const told = decideEscalation(after(open), { kind: "merchant-wrote", text: "still dark" }, moment);
	expect(told.state!.log).toEqual([{ from: "merchant", by: null, text: "still dark", atMs: moment.nowMs }]);
	expect(told.effects).toEqual([]);
});

test("the log is bounded, and keeps the newest", () => {
	const lines = Array.from(
		{ length: 250 },
		(_, index): EscalationEvent => ({ kind: "merchant-wrote", text: `${index}` }),
	);
	const { log } = after(open, ...lines);
	expect(log).toHaveLength(200);
	expect(log.at(-1)!.text).toBe("249");
});

test("a message of ours that was set aside is a request with no merchant behind it", () => {
	const aside: EscalationEvent = { kind: "set-aside", id: "abcdefgh", actor: "sale/x", reason: "TypeError" };
	const set = after(aside);
	expect(set).toMatchObject({ conversation: null, card: null, log: [{ from: "program", text: "sale/x: TypeError" }] });
	expect(decideEscalation(set, answer("Mara", "looking"), moment).effects).toEqual([]);
	expect(decideEscalation(set, close("Mara"), moment)).toMatchObject({ state: { state: "closed" }, effects: [] });
});

test("opened twice is opened once; what has no request behind it makes none", () => {
	const state = after(open);
	expect(decideEscalation(state, open, moment)).toMatchObject({ writes: [], effects: [] });
	expect(decideEscalation(null, answer("Mara", "hi"), moment)).toEqual({
		state: null,
		writes: [],
		effects: [],
		wakeAtMs: null,
	});
});

test("an id has eight characters that nobody misreads, and is no sale reference", () => {
	for (let seed = 0; seed < 50; seed++) expect(escalationId(`${seed}`)).toMatch(/^[2-9a-hj-km-np-z]{8}$/);
});

test("all of it survives the database's JSON", () => {
	const state = after(open, { kind: "merchant-wrote", text: "x" }, answer("Mara", "y"), close("Mara"));
	expect(JSON.parse(JSON.stringify(state))).toEqual(state);
});
