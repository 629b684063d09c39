import { expect, test } from "vitest";
import { NO_MODEL } from "../../src/answers/model-ask.ts";
import { decideEscalation, escalationId } from "../../src/helpdesk/escalation.ts";
import type { EscalationEvent } from "../../src/helpdesk/escalation-event.ts";
import type { Agent } from "../../src/helpdesk/escalation-state.ts";
import type { FileCard } from "../../src/helpdesk/message.ts";
import {
	ANNA,
	BEN,
	called,
	EVENING_MS,
	kinds,
	openDesk,
	opening,
	reply,
	resolve,
	SHELL,
	support,
} from "./escalation-desk.ts";

const PHOTO: FileCard = { id: "f1", name: "screen.jpg", type: "image/jpeg", bytes: 12_000 };

function opened() {
	const desk = openDesk();
	desk.hear(opening());
	return desk;
}
function claimed(by: Agent = ANNA) {
	const desk = opened();
	desk.act(by, { kind: "claim" });
	return desk;
}
function resolved() {
	const desk = claimed();
	desk.act(ANNA, resolve);
	return desk;
}

test("a request begins with its card, and the first line is called below it", () => {
	const { effects, state, cards, lines, notices } = openDesk().hear(opening());
	expect(effects.map((effect) => (effect.kind === "support" ? effect.do : effect.kind))).toEqual([
		"card",
		"line",
		"look-up-sales-so-far",
	]);
	expect(cards).toEqual(["posted"]);
	expect(lines[0]).toMatchObject({ from: "program", alert: { kind: "tier", name: "First line", call: "agents" } });
	expect(effects[0]).toMatchObject({
		escalation: { state: "open", owner: null, tier: "First line", claimDueAtMs: EVENING_MS + 600_000 },
	});
	expect(notices).toEqual([]);
	expect(kinds(state)).toEqual(["opened", "notified"]);
});

test("a store that can take no payment at all is urgent, and nobody waits as long for it", () => {
	const urgent = openDesk().hear(opening({ rails: [] }));
	expect(urgent.state).toMatchObject({ severity: "urgent", chain: { dueAtMs: EVENING_MS + 5 * 60_000 } });
	expect(urgent.lines[0]!.text).toMatch(/^Urgent/);
	expect(openDesk().hear(opening()).state.severity).toBe("normal");
});

test("of two agents who claim, the first one has it and the second one is told who and since when", () => {
	const desk = opened();
	desk.wait(3);
	const first = desk.act(ANNA, { kind: "claim" });
	expect(first.state).toMatchObject({ state: "claimed", owner: ANNA, chain: null });
	expect(first.notices).toEqual([{ kind: "escalation", id: "abcdefgh", did: "claimed", by: "Anna" }]);
	desk.wait(5);
	const second = desk.act(BEN, { kind: "claim" });
	expect(second.told).toEqual(["slack:UBEN Anna has it since 18:03."]);
	expect(second.effects).toHaveLength(1);
	expect(second.state).toEqual(first.state);
});

test("who claims twice hears and changes nothing", () => {
	const desk = claimed();
	const before = desk.state();
	const again = desk.act(ANNA, { kind: "claim" });
	expect(again.effects).toEqual([]);
	expect(again.state).toBe(before);
});

test("only its owner releases it; then the first line is called anew and the bot may answer", () => {
	const desk = claimed();
	expect(desk.act(BEN, { kind: "release" })).toMatchObject({
		told: ["slack:UBEN Anna has it since 18:00."],
		notices: [],
		state: { owner: ANNA },
	});
	const released = desk.act(ANNA, { kind: "release" });
	expect(released.state).toMatchObject({ state: "open", owner: null, claim: null, chain: { tier: 0 } });
	expect(released.notices.map(({ did }) => did)).toEqual(["released"]);
	expect(called(released)).toEqual(["agents"]);
	expect(desk.act(ANNA, { kind: "release" }).told).toEqual(["slack:UANNA Nobody has it; there is nothing to release."]);
});

test("whoever replies first has claimed it; another agent's reply goes out too, and the owner keeps it", () => {
	const desk = opened();
	const first = desk.act(ANNA, reply("m1", "Hello"));
	expect(first.state).toMatchObject({ state: "claimed", owner: ANNA, firstReplyAtMs: EVENING_MS });
	expect(first.notices).toMatchObject([
		{ did: "claimed", by: "Anna" },
		{ did: "answered", by: "Anna", name: "m1", text: "Hello", file: null },
	]);
	desk.wait(2);
	const second = desk.act(BEN, reply("m2", "Me too"));
	expect(second.notices).toMatchObject([{ did: "answered", by: "Ben", text: "Me too" }]);
	expect(second.state).toMatchObject({ owner: ANNA, firstReplyAtMs: EVENING_MS });
	expect(second.told).toEqual([]);
});

test("a reply that comes twice under one name is one reply", () => {
	const desk = opened();
	desk.act(ANNA, reply("m1", "Hello"));
	expect(desk.act(ANNA, reply("m1", "Hello")).effects).toEqual([]);
});

test("an edit of a reply reaches the merchant as an edit, its deletion as a withdrawal", () => {
	const desk = opened();
	desk.act(ANNA, reply("m1", "Restat it"));
	const edited = desk.act(ANNA, { kind: "edit-reply", name: "m1", text: "Restart it" });
	expect(edited.notices).toMatchObject([{ did: "edited", by: "Anna", name: "m1", text: "Restart it" }]);
	const gone = desk.act(ANNA, { kind: "withdraw-reply", name: "m1" });
	expect(gone.notices).toMatchObject([{ did: "withdrawn", by: "Anna", name: "m1" }]);
	expect(kinds(gone.state).slice(-3)).toEqual(["replied", "reply-edited", "reply-withdrawn"]);
	// What was taken back is not said again by an edit that comes late.
	expect(desk.act(ANNA, { kind: "edit-reply", name: "m1", text: "Restart it now" }).notices).toEqual([]);
});

test("an edit or a deletion of what the merchant was never sent does nothing at all", () => {
	const desk = claimed();
	const before = desk.state();
	for (const act of [
		{ kind: "edit-reply", name: "m9", text: ">> they never pay" },
		{ kind: "withdraw-reply", name: "m9" },
	] as const) {
		const nothing = desk.act(ANNA, act);
		expect(nothing.effects).toEqual([]);
		expect(nothing.state).toBe(before);
	}
});

test("what cannot be sent goes nowhere, and the agent is told why", () => {
	const desk = opened();
	expect(desk.act(ANNA, reply("m1", "  ")).told[0]).toContain("nothing to send");
	const long = desk.act(ANNA, reply("m2", "x".repeat(4_001)));
	expect(long.told[0]).toContain("4,000 characters");
	expect(long.notices).toEqual([]);
	expect(long.state).toMatchObject({ state: "open", owner: null, firstReplyAtMs: null });
});

test("a file goes to the merchant with the reply, even without a word", () => {
	const sent = claimed().act(ANNA, { kind: "reply", name: "m1", text: "", file: PHOTO });
	expect(sent.notices).toMatchObject([{ did: "answered", text: "", file: PHOTO }]);
	expect(sent.state.timeline.at(-1)).toMatchObject({ kind: "sent-file", by: "Anna", text: "screen.jpg" });
});

test("what an agent says from the shell stands in the thread too, where the others can read it", () => {
	const desk = claimed();
	expect(desk.act(ANNA, reply("m1", "Hi")).lines).toEqual([]);
	expect(desk.act(SHELL, reply("r1", "Try the hotspot")).lines).toMatchObject([
		{ from: "program", name: "reply r1", replaces: null, text: "Mara to the merchant: Try the hotspot" },
	]);
	expect(desk.act(SHELL, { kind: "edit-reply", name: "r1", text: "Try a hotspot" }).lines).toMatchObject([
		{ name: "reply r1", replaces: "reply r1", text: "Mara to the merchant: Try a hotspot" },
	]);
	expect(desk.act(SHELL, { kind: "withdraw-reply", name: "r1" }).lines).toMatchObject([{ replaces: "reply r1" }]);
});

test("what the merchant writes, changes and deletes stands in the thread under the store's name", () => {
	const desk = opened();
	const wrote = desk.hear({ kind: "merchant-wrote", name: "17.1", text: "still dark" });
	const line = { from: "merchant", author: "Am Markt", name: "merchant 17.1", alert: null };
	expect(wrote.lines).toMatchObject([{ ...line, replaces: null, text: "still dark" }]);
	expect(wrote.cards).toEqual([]);
	const edited = desk.hear({ kind: "merchant-edited", name: "17.1", text: "still black" });
	expect(edited.lines).toMatchObject([{ ...line, replaces: "merchant 17.1", text: "still black" }]);
	const gone = desk.hear({ kind: "merchant-deleted", name: "17.1" });
	expect(gone.lines).toMatchObject([{ ...line, replaces: "merchant 17.1", text: "(deleted by the merchant)" }]);
	const unnamed = desk.hear({ kind: "merchant-wrote", name: null, text: "hello" });
	expect(unnamed.lines).toMatchObject([{ name: null, text: "hello" }]);
	const sent = desk.hear({ kind: "merchant-sent-file", file: PHOTO });
	expect(sent.lines).toMatchObject([{ from: "merchant", file: PHOTO, text: "" }]);
	expect([wrote, edited, gone, unnamed, sent].flatMap(({ notices }) => notices)).toEqual([]);
});

test("the card follows the sales that the store makes meanwhile", () => {
	const desk = opened();
	const asked = desk.hear({ kind: "sales-moved" });
	expect(asked.effects).toEqual([
		{ kind: "look-up-sales-so-far", to: "abcdefgh", storeId: "market", sinceMs: EVENING_MS - 20 * 60_000 },
	]);
	const sales = { paid: 3, sums: [{ minor: 4_500, currency: "EUR" }], open: 1 };
	expect(desk.hear({ kind: "sales", sales })).toMatchObject({ cards: ["edited"], state: { sales } });
	expect(desk.hear({ kind: "sales", sales }).cards).toEqual([]);
});

test("a terminal that works again is noted, and the request stays open", () => {
	const desk = claimed();
	desk.wait(7);
	const restored = desk.hear({ kind: "restored" });
	expect(restored.state).toMatchObject({ state: "claimed", restoredAtMs: EVENING_MS + 7 * 60_000 });
	expect(restored.lines).toHaveLength(1);
	expect(desk.hear({ kind: "restored" }).effects).toEqual([]);
});

test("a resolved request asks the merchant; yes closes it", () => {
	const desk = claimed();
	const asked = desk.act(ANNA, resolve);
	expect(asked.state).toMatchObject({ state: "resolved", owner: ANNA, claim: null, chain: null });
	expect(asked.state.resolution).toEqual({ cause: "network", note: "New cable.", by: "Anna", atMs: EVENING_MS });
	expect(asked.notices).toMatchObject([{ did: "resolved", by: "Anna", note: "New cable." }]);
	desk.wait(4);
	const yes = desk.hear({ kind: "back-to-normal", isBack: true });
	const atMs = EVENING_MS + 4 * 60_000;
	expect(yes.state).toMatchObject({ state: "closed", closedAtMs: atMs, restoredAtMs: atMs });
	expect(yes.notices).toMatchObject([{ did: "closed", by: null, note: "" }]);
	expect(desk.alarmIn()).toBeNull();
});

test("no opens it again for the same agent, who is called", () => {
	const desk = resolved();
	desk.hear({ kind: "restored" });
	const no = desk.hear({ kind: "back-to-normal", isBack: false });
	expect(no.state).toMatchObject({ state: "claimed", owner: ANNA, resolution: null, restoredAtMs: null });
	expect(no.notices.map(({ did }) => did)).toEqual(["reopened", "claimed"]);
	expect(called(no)).toEqual(["slack:UANNA"]);
});

test("no to one whom nobody had finds somebody anew", () => {
	const desk = opened();
	desk.act(ANNA, resolve);
	const no = desk.hear({ kind: "back-to-normal", isBack: false });
	expect(no.state).toMatchObject({ state: "open", owner: null, chain: { tier: 0, isCalled: true } });
	expect(called(no)).toEqual(["agents"]);
	expect(no.notices.map(({ did }) => did)).toEqual(["reopened"]);
});

test("an answer to a question that does not stand any more is only noted", () => {
	const desk = claimed();
	const late = desk.hear({ kind: "back-to-normal", isBack: true });
	expect(late.state).toMatchObject({ state: "claimed" });
	expect(late.notices).toEqual([]);
	expect(late.lines).toHaveLength(1);
});

test("a resolved one can be claimed to be opened again, and everything else waits for the merchant", () => {
	const desk = resolved();
	for (const act of [{ kind: "release" }, { kind: "escalate" }, { kind: "hand-back" }, resolve] as const)
		expect(desk.act(ANNA, act).told).toEqual([expect.stringContaining("waits for the merchant")]);
	expect(desk.act(BEN, { kind: "claim" }).told).toEqual(["slack:UBEN Anna has it since 18:00."]);
	expect(desk.act(ANNA, reply("m1", "Is it all right?")).notices).toMatchObject([{ did: "answered" }]);
	const again = desk.act(ANNA, { kind: "claim" });
	expect(again.state).toMatchObject({ state: "claimed", owner: ANNA, resolution: null });
	expect(again.notices.map(({ did }) => did)).toEqual(["reopened", "claimed"]);
});

test("whoever hands it back to the bot ends it, and the bot answers again", () => {
	const desk = claimed();
	expect(desk.act(BEN, { kind: "hand-back" }).state.state).toBe("claimed");
	const back = desk.act(ANNA, { kind: "hand-back" });
	expect(back.state).toMatchObject({ state: "closed" });
	expect(back.notices).toMatchObject([{ did: "handed-back", by: "Anna" }]);
});

test("one that is closed without asking says so to the merchant, with its note", () => {
	const closed = opened().act(BEN, { kind: "close", note: "A drill." });
	expect(closed.state).toMatchObject({ state: "closed", chain: null });
	expect(closed.notices).toMatchObject([{ did: "closed", by: "Ben", note: "A drill." }]);
});

test("a closed one does nothing any more, and its agents are told so", () => {
	const desk = opened();
	const { state } = desk.act(ANNA, { kind: "close", note: "" });
	const events: readonly EscalationEvent[] = [
		{ kind: "merchant-wrote", name: "1", text: "hello?" },
		{ kind: "back-to-normal", isBack: false },
		{ kind: "restored" },
		{ kind: "sales-moved" },
		{ kind: "sales", sales: { paid: 1, sums: [], open: 0 } },
		{ kind: "noted", text: "late" },
		opening(),
		{ kind: "set-aside" },
	];
	for (const event of events) {
		const late = desk.hear(event);
		expect(late.effects).toEqual([]);
		expect(late.state).toBe(state);
	}
	for (const act of [reply("m1", "late"), resolve, { kind: "claim" }, { kind: "wake" }] as const) {
		const late = desk.act(BEN, act);
		expect(late.told).toEqual(["slack:UBEN Request abcdefgh is closed; nothing was done."]);
		expect(late.effects).toHaveLength(1);
	}
	expect(desk.act(BEN, { kind: "transcript" }).effects).toMatchObject([{ do: "transcript" }]);
});

test("a reply that did not reach the merchant is said in the thread, to whom it concerns, even after the end", () => {
	const desk = claimed();
	const lost = desk.hear({ kind: "reply-not-delivered", name: "m1" });
	expect(lost.lines).toMatchObject([{ text: expect.stringContaining("did not reach") }]);
	expect(called(lost)).toEqual(["slack:UANNA"]);
	desk.act(ANNA, { kind: "close", note: "" });
	expect(desk.hear({ kind: "reply-not-delivered", name: "m2" }).lines).toHaveLength(1);
});

test("a dead channel is noted once, and the chain goes on", () => {
	const desk = opened();
	const lost = { kind: "not-delivered", effect: "support", because: "rejected" } as const;
	desk.hear(lost, lost, lost);
	expect(desk.state().isPosted).toBe(false);
	expect(kinds(desk.state())).toEqual(["opened", "notified", "not-delivered"]);
	expect(called(desk.wait(10))).toEqual(["agents"]);
	expect(desk.hear({ kind: "posted" }).state.isPosted).toBe(true);
});

test("severity and links are shown on the card; what changes nothing shows nothing", () => {
	const desk = opened();
	expect(desk.act(ANNA, { kind: "severity", severity: "urgent" })).toMatchObject({
		cards: ["edited"],
		state: { severity: "urgent", chain: { dueAtMs: EVENING_MS + 5 * 60_000 } },
	});
	expect(desk.act(ANNA, { kind: "severity", severity: "urgent" }).effects).toEqual([]);
	expect(desk.act(ANNA, { kind: "link", linkedTo: "22223333" })).toMatchObject({ state: { linkedTo: "22223333" } });
	for (const linkedTo of ["abcdefgh", "no such", ""])
		expect(desk.act(ANNA, { kind: "link", linkedTo }).told[0]).toContain("eight letters");
	expect(desk.state().linkedTo).toBe("22223333");
});

test("a message of ours that was set aside is a request with no merchant behind it", () => {
	const desk = openDesk();
	const aside = desk.hear({ kind: "set-aside", id: "abcdefgh", actor: "sale/x", reason: "TypeError" });
	expect(aside.state).toMatchObject({ conversation: null, card: null, severity: "normal" });
	expect(aside.state.timeline[1]).toMatchObject({ kind: "set-aside", text: "sale/x: TypeError" });
	expect(aside.cards).toEqual(["posted"]);
	expect(desk.act(ANNA, reply("m1", "looking")).told[0]).toContain("No merchant");
	expect(desk.act(ANNA, resolve)).toMatchObject({ notices: [], state: { state: "closed" } });
});

test("what has no request behind it makes none, and opened twice is opened once", () => {
	const moment = { nowMs: EVENING_MS, seed: "0".repeat(32) };
	const context = { support, model: NO_MODEL, storeTimeZone: null };
	for (const event of [
		{ kind: "act", by: ANNA, act: { kind: "claim" } },
		{ kind: "alarm" },
		{ kind: "set-aside" },
	] as const)
		expect(decideEscalation(null, event, moment, context)).toEqual({
			state: null,
			writes: [],
			effects: [],
			wakeAtMs: null,
		});
	const desk = opened();
	expect(desk.hear(opening()).effects).toEqual([]);
});

test("each change is written, and nothing is where nothing changed", () => {
	const moment = { nowMs: EVENING_MS, seed: "0".repeat(32) };
	const context = { support, model: NO_MODEL, storeTimeZone: null };
	const first = decideEscalation(null, opening(), moment, context);
	expect(first.writes).toEqual([{ kind: "escalation", escalation: first.state }]);
	expect(decideEscalation(first.state, { kind: "alarm" }, moment, context).writes).toEqual([]);
});

test("an id has eight characters that nobody misreads, and is no sale reference", () => {
	for (let seed = 0; seed < 50; seed++) expect(escalationId(`${seed}`)).toMatch(/^[2-9a-hj-km-np-z]{8}$/);
});
