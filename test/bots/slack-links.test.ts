import { beforeAll, beforeEach, expect, test } from "vitest";
import { BOT_USER } from "../support/slack-workspace.ts";
import {
	atSlack,
	conversationsIn,
	type Desk,
	inLinkedChannel,
	isWhisper,
	pairingCode,
	personAt,
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

const inChannel = (name: string, locale?: string) => inLinkedChannel(desk, name, locale);

test("a link made by a command is seen by everybody in the channel, its code by nobody, and so is its end", async () => {
	const { hand, channel } = await inChannel("cora");
	const dan = personAt(desk, "dan").in(channel);
	channel.members.add(dan.who.id);
	await dan.see(/^This channel is now linked to Harbour Café/);
	expect(JSON.stringify(dan.screen())).not.toContain("channel-code");
	await hand.command("/standin", "unlink");
	await dan.see(/This channel is not linked to a store any more/);
	await hand.command("/standin", "unlink");
	const told = await hand.see(/was not linked/);
	expect(isWhisper(told, hand)).toBe(true);
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
	expect([isWhisper(help, hand), isWhisper(status, hand)]).toEqual([true, true]);
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
		expect(hand.screen().every((each) => isWhisper(each, hand))).toBe(true);
		expect(await conversationsIn(desk, channel)).toBe(0);
	}
	expect([...slack.views.values()].filter(({ user }) => user === person.who.id)).toEqual([]);
	outside.members.add(BOT_USER);
	await person.in(outside).command("/paylink", "12.50");
	await person.in(outside).see(/12\.50 USD/);
});
