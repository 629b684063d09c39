import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Message } from "../support/slack-workspace.ts";
import {
	atSlack,
	buttonOf,
	conversationsIn,
	type Desk,
	inLinkedChannel,
	isWhisper,
	pairingCode,
	personAt,
	pictureIn,
} from "./slack-chat.ts";

let desk: Desk;
let codes = 0;
beforeAll(async () => {
	desk = await atSlack();
});
beforeEach(() => void desk.slack.mend());

const code = () => pairingCode(desk, `code-number-${++codes}`);
const countOf = async (table: string, where = "true"): Promise<number> =>
	(await desk.server.database.query(`select 1 from ${table} where ${where}`)).length;
const payAt = ({ text }: Message) => fetch(desk.server.at(/(\/p\/\w{12})/.exec(text)?.[1] ?? ""), { method: "POST" });

const inChannel = (name: string, locale?: string) => inLinkedChannel(desk, name, locale);

test("/outage in a channel: the first check stands there, and the outage goes on in the thread below it until it is paid", async () => {
	const { hand, channel } = await inChannel("mei");
	await hand.command("/outage", "the terminal says no connection");
	const first = await hand.see(/Check 1/);
	expect(hand.screen().filter(({ text }) => /I keep you selling/.test(text))).toEqual([]); // no greeting
	// The first reply's own button, what is written in the thread, and the buttons there are one conversation.
	await hand.press("Take a payment now");
	const thread = hand.in(channel, first.ts);
	await thread.see(/How much/);
	await thread.say("45");
	await thread.see(/already tap/);
	await thread.press("No, not yet");
	const shown = await thread.see(/Shown\./);
	await thread.press("The customer says they paid");
	const claimed = await thread.see(/That is not paid yet/);
	// An edit brings its buttons along, and keeps the picture.
	expect([claimed.ts, pictureIn(desk, claimed) === null]).toEqual([shown.ts, false]);
	expect(buttonOf(claimed, "Cancel this sale")).toBeDefined();
	await payAt(shown);
	expect((await thread.see(/PAID\./)).ts).toBe(shown.ts);
	await desk.server.settle();
	expect(await conversationsIn(desk, channel)).toBe(1);
	// In the channel itself stand the word about its link and the first reply, and nothing else.
	expect(hand.screen().filter((each) => !isWhisper(each, hand))).toHaveLength(2);
	expect(desk.slack.refused).toEqual([]);
});

test("/outage alone in a direct message begins the checks there, and /sales and /reconcile answer there", async () => {
	const hand = personAt(desk, "ana");
	await hand.command("/standin", `link ${await code()}`);
	await hand.see(/This chat is now linked to Harbour Café/);
	await hand.command("/outage");
	await hand.see(/Check 1/);
	await hand.command("/sales");
	await hand.see(/fallback sales? ?(?:yet)?/);
	await hand.command("/reconcile");
	await hand.see(/batch/i);
	expect(hand.screen().filter((each) => isWhisper(each, hand))).toHaveLength(1); // the word about the link alone
	expect(desk.slack.refused).toEqual([]);
});

test("/paylink 45 table 4 in a channel: the card with its QR stands there, the customer pays, and the same message says PAID", async () => {
	const { hand, channel } = await inChannel("bo");
	await hand.command("/paylink", "45 table 4");
	const shown = await hand.see(/45\.00 USD[\s\S]*Shown\./);
	expect(shown.text).toContain("table 4");
	expect(pictureIn(desk, shown)).not.toBeNull();
	await hand.press("The customer says they paid");
	await hand.see(/That is not paid yet/);
	await payAt(shown);
	const paid = await hand.see(/PAID\./);
	expect([paid.ts, paid.threadTs, pictureIn(desk, paid)]).toEqual([shown.ts, null, null]);
	expect(paid.text).toContain("table 4");
	expect(await conversationsIn(desk, channel)).toBe(1);
	expect(desk.slack.refused).toEqual([]);
});

test.each([
	["en-US", "forty", /I did not see an amount/],
	["zh-CN", "45 GBP", /USD.*GBP|GBP.*USD/],
	["es-ES", "4111 1111 1111 1111", /No veo un importe/],
] as const)(
	"/paylink with a fault (%s, “%s”) says so to its sender alone, and sells nothing",
	async (locale, typed, words) => {
		const { hand, channel } = await inChannel(`faulty-${locale}`, locale);
		await hand.command("/paylink", typed);
		const told = await hand.see(words);
		expect([isWhisper(told, hand), told.text.includes("4111")]).toEqual([true, false]);
		await desk.server.settle();
		expect(await conversationsIn(desk, channel)).toBe(0);
		expect(desk.slack.refused).toEqual([]);
	},
);

test("a card number behind the amount is masked before it is stored, and its sender told", async () => {
	const { hand, channel } = await inChannel("lea");
	await hand.command("/paylink", "45 4111 1111 1111 1111");
	const told = await hand.see(/card number/);
	const shown = await hand.in(channel, told.ts).see(/45\.00 USD/);
	expect(shown.text).toMatch(/• 1111/);
	expect(await countOf("inbox", "payload::text like '%4111%'")).toBe(0);
});

test("who is linked to no store is told how to link, alone, and no form opens", async () => {
	const hand = personAt(desk, "eve", "es-ES");
	for (const typed of ["", "45"]) {
		await hand.command("/paylink", typed);
		const told = await hand.see(/Pida al encargado el código/);
		expect(isWhisper(told, hand)).toBe(true);
	}
	expect([...desk.slack.views.values()].filter(({ user }) => user === hand.who.id)).toEqual([]);
	await hand.command("/sales");
	await hand.see(/Todavía no hay ventas/);
});

test.each([
	["en-US", /^Take a payment$/, /45\.00 USD/, "I did not see an amount"],
	["zh-CN", /^收款$/, /45\.00/, "没有看到金额"],
	["es-ES", /^Cobrar$/, /45,00|45\.00/, "No veo un importe"],
] as const)(
	"/paylink alone opens a form (%s); a fault is shown at its field, and what is sent is a card in the channel",
	async (locale, title, card, fault) => {
		const { hand, channel } = await inChannel(`form-${locale}`, locale);
		await hand.command("/paylink");
		const form = await hand.form(title);
		expect(JSON.stringify(form.content)).toContain('"initial_value":"USD"');
		const wrong = await hand.submit(form, { amount: "a lot", currency: "USD" });
		expect(wrong).toEqual({ response_action: "errors", errors: { amount: expect.stringContaining(fault) } });
		expect(await hand.submit(form, { amount: "45", currency: "GBP" })).toMatchObject({
			errors: { currency: expect.any(String) },
		});
		expect(await conversationsIn(desk, channel)).toBe(0);
		const right = { amount: "45", currency: "USD", note: `table of ${locale}` };
		// Slack may hand it over twice.
		expect(await Promise.all([hand.submit(form, right), hand.submit(form, right)])).toEqual([{}, {}]);
		const shown = await hand.see(card);
		expect(shown.text).toContain(right.note);
		await desk.server.settle();
		expect(await conversationsIn(desk, channel)).toBe(1);
		expect(await countOf("sale", `note = '${right.note}'`)).toBe(1);
		expect(desk.slack.refused).toEqual([]);
	},
);

test("a form that Slack does not open in time is said, and nothing waits", async () => {
	const { hand } = await inChannel("kim");
	desk.slack.fail("views.open", { error: "expired_trigger_id" });
	await hand.command("/paylink");
	expect(isWhisper(await hand.see(/did not work just now/), hand)).toBe(true);
});
