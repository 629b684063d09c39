import { beforeAll, beforeEach, expect, test } from "vitest";
import { BOT_USER, type Channel, type Message } from "../support/slack-workspace.ts";
import { atSlack, buttonOf, type Desk, type Hand, pairingCode, personAt, pictureIn } from "./slack-chat.ts";

let desk: Desk;
let codes = 0;
beforeAll(async () => {
	desk = await atSlack();
});
beforeEach(() => void desk.slack.mend());

const code = () => pairingCode(desk, `code-number-${++codes}`);
const tells = ({ onlyFor }: Message, { who }: Hand) => onlyFor === who.id;
const countOf = async (table: string, where = "true"): Promise<number> =>
	(await desk.server.database.query(`select 1 from ${table} where ${where}`)).length;
const payAt = ({ text }: Message) => fetch(desk.server.at(/(\/p\/\w{12})/.exec(text)?.[1] ?? ""), { method: "POST" });

/** A channel that is linked to the demo shop, with somebody in it. */
async function inChannel(name: string, locale?: string): Promise<{ readonly hand: Hand; readonly channel: Channel }> {
	const { slack } = desk;
	const person = personAt(desk, name, locale);
	const channel = slack.workspace.addChannel(`tills-of-${name}`, [person.who.id, BOT_USER]);
	const hand = person.in(channel);
	await hand.command("/standin", `link ${await code()}`);
	await desk.server.settle();
	return { hand, channel };
}
const conversationsIn = ({ id }: Channel) => countOf("conversation", `thread like '%/${id}/%'`);

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
	expect(await conversationsIn(channel)).toBe(1);
	// In the channel itself stand the word about its link and the first reply, and nothing else.
	expect(hand.screen().filter((each) => !tells(each, hand))).toHaveLength(2);
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
	expect(hand.screen().filter((each) => tells(each, hand))).toHaveLength(1); // the word about the link alone
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
	expect(await conversationsIn(channel)).toBe(1);
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
		expect([tells(told, hand), told.text.includes("4111")]).toEqual([true, false]);
		await desk.server.settle();
		expect(await conversationsIn(channel)).toBe(0);
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
		expect(tells(told, hand)).toBe(true);
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
		const wrong = await hand.submit(form, { amount: "forty", currency: "USD" });
		expect(wrong).toEqual({ response_action: "errors", errors: { amount: expect.stringContaining(fault) } });
		expect(await hand.submit(form, { amount: "45", currency: "GBP" })).toMatchObject({
			errors: { currency: expect.any(String) },
		});
		expect(await conversationsIn(channel)).toBe(0);
		const right = { amount: "45", currency: "USD", note: `table of ${locale}` };
		// Slack may hand it over twice.
		expect(await Promise.all([hand.submit(form, right), hand.submit(form, right)])).toEqual([{}, {}]);
		const shown = await hand.see(card);
		expect(shown.text).toContain(right.note);
		await desk.server.settle();
		expect(await conversationsIn(channel)).toBe(1);
		expect(await countOf("sale", `note = '${right.note}'`)).toBe(1);
		expect(desk.slack.refused).toEqual([]);
	},
);

test("a link made by a command is seen by everybody in the channel, its code by nobody, and so is its end", async () => {
	const { hand, channel } = await inChannel("cora");
	const dan = personAt(desk, "dan").in(channel);
	channel.members.add(dan.who.id);
	await dan.see(/^This channel is now linked to Harbour Café/);
	expect(JSON.stringify(dan.screen())).not.toContain("code-number");
	await hand.command("/standin", "unlink");
	await dan.see(/This channel is not linked to a store any more/);
	await hand.command("/standin", "unlink");
	const told = await hand.see(/was not linked/);
	expect(tells(told, hand)).toBe(true);
	expect(desk.slack.refused).toEqual([]);
});

test("/standin help lists every command, and status says which store it is", async () => {
	const { hand } = await inChannel("finn", "zh-CN");
	await hand.command("/standin", "help");
	const help = await hand.see(/\/paylink \[amount\]/);
	expect(help.text).toContain("/standin link CODE");
	expect(help.text).not.toContain("请向店长索取");
	await hand.command("/standin", "status");
	const status = await hand.see(/Harbour Café/, help);
	expect([tells(help, hand), tells(status, hand)]).toEqual([true, true]);
	const stranger = personAt(desk, "greta");
	await stranger.command("/standin");
	await stranger.see(/\/reconcile[\s\S]*Ask the manager for this store's code/);
	expect(desk.slack.refused).toEqual([]);
});

test("a whole workspace is linked by its administrators alone, by command and by words", async () => {
	const hand = personAt(desk, "hana");
	const other = personAt(desk, "ivo");
	const isLinked = () => countOf("audience", "name = 'slack:T0STANDIN'");
	await hand.command("/standin", `link ${await code()} everywhere`);
	await hand.see(/Only an administrator/);
	await hand.say(`link ${await code()} everywhere`);
	await desk.server.settle();
	expect(await isLinked()).toBe(0);
	hand.who.isAdmin = true;
	desk.slack.fail("users.info", { status: 500 });
	await hand.command("/standin", `link ${await code()} everywhere`);
	await hand.see(/did not work just now/);
	await hand.command("/standin", `link ${await code()} everywhere`);
	await hand.see(/Every chat here that has no store of its own is now linked to Harbour Café/);
	await other.command("/paylink", "12.50");
	await other.see(/12\.50 USD/);
	await hand.say("unlink everywhere");
	await hand.see(/What was linked everywhere here is not linked any more/);
	expect(await isLinked()).toBe(0);
	expect(desk.slack.refused).toEqual([]);
});

test("where the bot is not, its answer would not be seen: the sender is told, and nothing is stored", async () => {
	const { slack, server } = desk;
	const person = personAt(desk, "jo");
	const outside = slack.workspace.addChannel("elsewhere", [person.who.id]);
	const friends = slack.workspace.addChannel("friends", [person.who.id], "private");
	for (const channel of [outside, friends]) {
		const hand = person.in(channel);
		await hand.command("/outage", "no connection");
		await hand.see(/I am not in this conversation/);
		await hand.command("/standin", `link ${await code()}`);
		await hand.see(/now linked to Harbour Café[\s\S]*\/invite @standin/);
		await hand.command("/paylink");
		await server.settle();
		expect(hand.screen().every((each) => tells(each, hand))).toBe(true);
		expect(await conversationsIn(channel)).toBe(0);
	}
	expect([...slack.views.values()].filter(({ user }) => user === person.who.id)).toEqual([]);
	outside.members.add(BOT_USER);
	await person.in(outside).command("/paylink", "12.50");
	await person.in(outside).see(/12\.50 USD/);
});

test("a form that Slack does not open in time is said, and nothing waits", async () => {
	const { hand } = await inChannel("kim");
	desk.slack.fail("views.open", { error: "expired_trigger_id" });
	await hand.command("/paylink");
	expect(tells(await hand.see(/did not work just now/), hand)).toBe(true);
});
