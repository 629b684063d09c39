import { expect, test } from "vitest";
import type { Shop } from "../../src/fallback/shop.ts";
import { UNLINKED } from "../../src/fallback/shop.ts";
import type { Readiness } from "../../src/helpdesk/drill-state.ts";
import { bakery } from "../fallback/shops.ts";
import { openChat } from "./chat.ts";

/** Chats open at 18:00 UTC, which is 19:00 in Berlin: the next day begins at 10:00 there. */
const START_MS = Date.UTC(2026, 10, 23, 18);
const DAY_MINUTES = 24 * 60;
const TO_MORNING_MINUTES = 15 * 60;
const NEVER: Readiness = { drilledAtMs: null, remindedAtMs: null };
const day = (days: number): number => START_MS + days * DAY_MINUTES * 60_000;

function openThread(shop: Shop = bakery, readiness: Readiness = NEVER) {
	const chat = openChat(shop, "en", undefined, "slack", "C1/1.1");
	const know = (known: Readiness, more: object = {}) =>
		chat.meanwhile({ openOutage: null, endedOutageId: null, ...more, readiness: known });
	know(readiness);
	return { ...chat, know, ring: () => chat.tell({ kind: "alarm" }) };
}

test("after a month without a drill the shop is reminded by day, of its terminal too, and then again a month later", () => {
	const chat = openThread();
	chat.wait(30 * DAY_MINUTES - 1);
	expect(chat.ring().replies).toEqual([]);
	chat.wait(1); // in the evening
	expect(chat.ring().replies).toEqual([]);
	chat.wait(TO_MORNING_MINUTES - 1);
	expect(chat.ring().replies).toEqual([]);
	chat.wait(1);
	const reminded = chat.ring();

	expect(reminded.text).toContain("send stored payments");
	expect(reminded.labels).toEqual(["Drill: two minutes", "Remind me in a week", "Cancel"]);
	expect(chat.ring().replies).toEqual([]);
	chat.wait(30 * DAY_MINUTES);
	expect(chat.ring().text).toContain("Monthly check");
});

test("who has practised this month is reminded of the terminal alone", () => {
	const chat = openThread(bakery, { drilledAtMs: day(20), remindedAtMs: null });
	chat.wait(30 * DAY_MINUTES + TO_MORNING_MINUTES);
	const reminded = chat.ring();

	expect(reminded.text).toContain("Monthly check");
	expect(reminded.labels).not.toContain("Drill: two minutes");
});

test("of a store's many chats one is reminded a month", () => {
	const chat = openThread(bakery, { drilledAtMs: null, remindedAtMs: day(25.7) });
	chat.wait(31 * DAY_MINUTES + TO_MORNING_MINUTES);
	expect(chat.ring().replies).toEqual([]);
	chat.wait(25 * DAY_MINUTES);
	expect(chat.ring().text).toContain("Monthly check");
});

test("it can be put off for a week, whatever another chat was told since", () => {
	const chat = openThread();
	chat.wait(30 * DAY_MINUTES + TO_MORNING_MINUTES);
	chat.ring();
	expect(chat.press("later").text).toContain("in a week");
	chat.know({ drilledAtMs: null, remindedAtMs: day(31) });
	chat.wait(7 * DAY_MINUTES - 1);
	expect(chat.ring().replies).toEqual([]);
	chat.wait(1);
	expect(chat.ring().text).toContain("Monthly check");
});

test("nobody is reminded during an outage, but the day after it", () => {
	const chat = openThread();
	const outage = { id: "outage1", cause: null, startedAtMs: day(30), restoredAtMs: null };
	chat.know(NEVER, { openOutage: outage });
	chat.wait(30 * DAY_MINUTES + TO_MORNING_MINUTES);
	expect(chat.ring().replies).toEqual([]);
	chat.know(NEVER);
	chat.wait(DAY_MINUTES);
	expect(chat.ring().text).toContain("Monthly check");
});

function openPage(readiness: Readiness) {
	const page = openChat(bakery);
	const know = (more: object = {}) => page.meanwhile({ openOutage: null, endedOutageId: null, ...more, readiness });
	know();
	return { ...page, know, ring: () => page.tell({ kind: "alarm" }) };
}
/** A shop of two months that has never practised; no thread of it is reminded. */
const ON_PAGES: Readiness = { ...NEVER, sinceMs: day(-60), hasThread: false };

test("a shop without a thread is reminded on its page, once the page has been quiet for ten minutes, and once in all", () => {
	const page = openPage(ON_PAGES);
	page.wait(9);
	expect(page.ring().replies).toEqual([]);
	page.wait(1);
	const reminded = page.ring();
	expect(reminded.text).toContain("Monthly check");
	expect(reminded.labels).toContain("Drill: two minutes");
	page.wait(40 * DAY_MINUTES);
	expect(page.ring().replies).toEqual([]);
	expect(page.state().remind).toBeUndefined();
});

test("put off on a page, it comes a week later", () => {
	const page = openPage(ON_PAGES);
	page.wait(10);
	page.ring();
	page.press("later");
	page.wait(7 * DAY_MINUTES);
	expect(page.ring().text).toContain("Monthly check");
});

test("on a page nobody is reminded in an outage, in a shop's first month, a month after another page was, or where a thread is", () => {
	const outage = { id: "outage1", cause: null, startedAtMs: day(0), restoredAtMs: null };
	for (const [readiness, more] of [
		[ON_PAGES, { openOutage: outage }],
		[{ ...ON_PAGES, sinceMs: day(-20) }, {}],
		[{ ...ON_PAGES, remindedAtMs: day(-20) }, {}],
		[{ ...ON_PAGES, hasThread: true }, {}],
	] as const) {
		const page = openPage(readiness);
		page.know(more);
		page.wait(10);
		expect(page.ring().replies).toEqual([]);
	}
});

test("a chat of nobody's store is reminded of nothing, nor is a page of before there were reminders on pages", () => {
	const page = openChat(bakery);
	page.meanwhile({ openOutage: null, endedOutageId: null, readiness: NEVER });
	const strangers = openThread({ ...bakery, merchantId: UNLINKED });
	for (const chat of [page, strangers]) {
		chat.wait(40 * DAY_MINUTES + TO_MORNING_MINUTES);
		expect(chat.tell({ kind: "alarm" }).replies).toEqual([]);
		expect(chat.state().remind).toBeUndefined();
	}
});
