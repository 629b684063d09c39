import { expect, test } from "vitest";
import { UNLINKED } from "../../src/fallback/shop.ts";
import type { Locale } from "../../src/text.ts";
import { bakery } from "../fallback/shops.ts";
import { type Heard, openChat } from "./chat.ts";

const DIRECT = "T1/D1";
const THREAD = "T1/C1/!chat1";
const refused = (thread = DIRECT, because = "closed") =>
	({ kind: "not-delivered", effect: "send", because, thread }) as const;
const moved = { kind: "moved", thread: THREAD, wasDirect: true } as const;

const inSlack = (locale: Locale = "en", shop = bakery) => openChat(shop, locale, undefined, "slack", DIRECT);
const threadsOf = ({ effects }: Heard) => effects.flatMap((effect) => (effect.kind === "send" ? [effect.thread] : []));
const kindsOf = ({ effects }: Heard) => effects.map(({ kind }) => kind);

test("however many replies a closed thread refuses, it is left once", () => {
	const chat = inSlack();
	const heard = [refused(), refused(), refused()].map((event) => chat.tell(event));
	expect(heard.map(kindsOf)).toEqual([["move"], [], []]);
	expect(heard[0]?.effects).toEqual([
		{ kind: "move", to: "chat1", platform: "slack", storeId: bakery.storeId, thread: DIRECT },
	]);
});

test.each([
	["one reply that was refused for what it says", refused(DIRECT, "rejected")],
	["a bug of ours", refused(DIRECT, "failed")],
	["a thread that was left already", refused("T1/D0")],
	["an order that was no reply", { kind: "not-delivered", effect: "look-up", because: "closed" } as const],
])("%s is no reason to move", (_what, event) => {
	expect(inSlack().tell(event).effects).toEqual([]);
});

test.each<[Locale, RegExp]>([
	["en", /^Your direct messages are closed to me, so we go on here\./],
	["zh", /^您的私信不接收我的消息，我们在这里继续。/],
	["es", /^Sus mensajes directos están cerrados para mí, así que seguimos aquí\./],
])("in the new thread (%s) it says why, and asks again what was open", (locale, why) => {
	const chat = inSlack(locale);
	const asked = chat.press("down");
	chat.tell(refused());
	const there = chat.tell(moved);
	expect(there.text).toMatch(why);
	expect(there.labels).toEqual(asked.labels);
	expect(threadsOf(there)).toEqual([THREAD]);
	expect(threadsOf(chat.say("back")).every((thread) => thread === THREAD)).toBe(true);
});

test("a thread of a channel that is gone is told as such", () => {
	const chat = inSlack();
	chat.tell(refused());
	expect(chat.tell({ ...moved, wasDirect: false }).text).toMatch(/^I cannot write any more where we were talking/);
});

test("a sale's QR is shown again with its buttons, and is then what becomes paid", () => {
	const chat = inSlack();
	const { sale, shown } = chat.sell("45");
	chat.tell(refused());
	const [again, ...more] = chat.settle(chat.tell(moved));
	expect(more).toEqual([]);
	expect(again?.replies).toMatchObject([{ qr: shown.replies[0]?.qr, replaces: null }]);
	expect(again?.replies[0]?.choices.map(({ id }) => id)).toEqual(
		expect.arrayContaining([`claimed:${sale.id}`, `cancel:${sale.id}`]),
	);
	const seq = chat.state().sales[0]?.seq;
	const [claimed] = chat.happens(sale.id, { kind: "claimed", code: sale.payments[0]!.code, by: "customer" });
	expect(claimed?.replies).toMatchObject([{ replaces: seq }]);
	const [paid] = chat.happens(sale.id, { kind: "confirmed", code: sale.payments[0]!.code, personId: "mara" });
	expect(paid?.replies).toMatchObject([{ qr: null, replaces: seq, text: expect.stringContaining("PAID. Key it") }]);
});

test("a QR that comes while the new thread is looked for is shown there once", () => {
	const chat = inSlack();
	chat.say("pay 45");
	const ordered = chat.say("no");
	chat.tell(refused());
	const there = chat.tell(moved);
	const shown = chat.settle(ordered).concat(chat.settle(there));
	expect(
		shown.flatMap(({ replies }) => replies.filter(({ qr, replaces }) => qr !== null && replaces === null)),
	).toHaveLength(1);
});

test("of many sales the newest are shown again, and an older one when something becomes of it", () => {
	const chat = inSlack();
	const sales = ["11", "12", "13", "14", "15", "16", "17"].map((amount) => chat.sell(amount).sale);
	chat.tell(refused());
	const shown = chat
		.settle(chat.tell(moved))
		.flatMap(({ replies }) => replies.map(({ text }) => /1\d\.00/.exec(text)?.[0]));
	expect(shown).toEqual(["13.00", "14.00", "15.00", "16.00", "17.00"]);
	const code = sales[0]!.payments[0]!.code;
	const [paid] = chat.happens(sales[0]!.id, { kind: "confirmed", code, personId: "mara" });
	expect(paid?.replies).toMatchObject([{ replaces: null, text: expect.stringMatching(/11\.00[\s\S]*PAID\. Key/) }]);
});

test("without a channel, or when that is closed too, the support desk is asked once and nothing is said into the void", () => {
	const nowhere = inSlack();
	nowhere.tell(refused());
	const raised = nowhere.tell({ kind: "not-moved" });
	expect(raised.toDesk).toMatchObject([{ kind: "open", card: { reason: expect.stringMatching(/does not reach/) } }]);
	expect([raised.replies, nowhere.tell(refused()).effects]).toEqual([[], []]);

	const closed = inSlack();
	closed.tell(refused());
	closed.tell(moved);
	const given = [refused(THREAD), refused(THREAD)].map((event) => closed.tell(event));
	expect(given.map(({ toDesk }) => toDesk.length)).toEqual([1, 0]);
});

test("an agent who has the conversation already reads it there", () => {
	const chat = inSlack();
	chat.say("person");
	chat.tell(refused());
	const raised = chat.tell({ kind: "not-moved" });
	expect(raised.toDesk).toEqual([{ kind: "noted", text: expect.stringMatching(/does not reach/) }]);
});

test("nobody's store has no channel and nobody to tell", () => {
	expect(inSlack("en", { ...bakery, merchantId: UNLINKED }).tell(refused()).effects).toEqual([]);
});
