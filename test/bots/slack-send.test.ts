import { afterAll, beforeEach, expect, test } from "vitest";
import { type Bot, begunThread, type Sent } from "../../src/bots/bot.ts";
import { openSlack } from "../../src/bots/slack/bot.ts";
import { DeliveryError } from "../../src/errors.ts";
import type { Reply } from "../../src/helpdesk/message.ts";
import type { Log } from "../../src/log.ts";
import type { Fault } from "../support/slack-calls.ts";
import { BOT_TOKEN, type SlackServer, startSlack } from "../support/slack-server.ts";
import { BOT_USER, type Channel, type Person, TEAM } from "../support/slack-workspace.ts";

const SILENT: Log = { info: () => {}, warn: () => {}, error: () => {} };
const SAID: Reply = { text: "Check 1", choices: [], qr: null, link: null, replaces: null, sale: null };
const SALE: Reply = {
	...SAID,
	text: "45.00 EUR",
	qr: { payload: "https://standin.example/p/abc", caption: ["Café", "7F3K2A"] },
	link: "https://standin.example/p/abc",
};

let slack: SlackServer;
let ana: Person;
let where: Channel;
const opened: SlackServer[] = [];
beforeEach(async () => {
	slack = await startSlack();
	opened.push(slack);
	ana = slack.workspace.addPerson("ana");
	where = slack.workspace.directMessages(ana.id);
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

/** A process of its own: what one has sent, another does not know. */
const newBot = () =>
	openSlack({ botToken: BOT_TOKEN, appToken: null, signingSecret: null, apiUrl: slack.apiUrl, support: null }, SILENT)
		.bot;

type To = Parameters<Bot["send"]>[0];
const to = (thread: string, more: Partial<To> = {}): To => ({
	conversationId: "c1",
	thread,
	root: null,
	replaces: null,
	isRepeat: false,
	readFile: async () => null,
	...more,
});
const here = (more: Partial<To> = {}) => to(`${TEAM}/${where.id}`, more);
const nameOf = (sent: Sent | null): string => `${sent?.name}`;
const screen = () => slack.workspace.seen(where.id, { by: ana.id });
const counted = (method: string) => slack.calls.filter((call) => call.method === method).length;
const typesOf = (blocks: readonly Readonly<Record<string, unknown>>[]) => blocks.map(({ type }) => type);

const failureOf = async (sending: Promise<unknown>): Promise<string> =>
	sending.then(
		() => "sent",
		(error: unknown) => (error instanceof DeliveryError ? `${error.code} ${error.retryAfterMs}` : `${error}`),
	);

test.each<[string, Fault, string]>([
	["a 429", { rateLimitedS: 7 }, "rate-limited 7000"],
	["a 500", { status: 500 }, "unreachable 0"],
	["a page instead of an answer", "html", "unreachable 0"],
	["a connection that breaks", "reset", "unreachable 0"],
	["a revoked token", { error: "token_revoked" }, "unreachable 0"],
	["a missing scope", { error: "missing_scope" }, "unreachable 0"],
	["an archived channel", { error: "is_archived" }, "unreachable 0"],
	["a channel that the app was put out of", { error: "not_in_channel" }, "unreachable 0"],
	["trouble of Slack's own", { error: "internal_error" }, "unreachable 0"],
	["a channel that is gone", { error: "channel_not_found" }, "rejected 0"],
	["a person who left", { error: "user_disabled" }, "rejected 0"],
])(
	"%s is told to the deliverer in its own words, and the same reply goes out once when it is over",
	async (_name, fault, code) => {
		const bot = newBot();
		slack.fail("chat.postMessage", fault);
		expect(await failureOf(bot.send(here(), { seq: 1, reply: SAID }, "k1"))).toBe(code);
		await bot.send(here({ isRepeat: true }), { seq: 1, reply: SAID }, "k1");
		expect(screen().map(({ text }) => text)).toEqual(["Check 1"]);
	},
);

test("a reply that Slack took without saying so is found by its key and not said twice, with its picture", async () => {
	const bot = newBot();
	await bot.send(here(), { seq: 1, reply: SAID }, "k1");
	slack.fail("chat.postMessage", "lost");
	expect(await failureOf(bot.send(here(), { seq: 2, reply: SALE }, "k2"))).toBe("unreachable 0");
	const sent = await bot.send(here({ isRepeat: true }), { seq: 2, reply: SALE }, "k2");
	expect(screen()).toHaveLength(2);
	expect(nameOf(sent)).toMatch(new RegExp(`^${screen()[1]?.ts} F\\w+$`));
});

test("likewise in a channel's thread, and when the process that said it is gone", async () => {
	const channel = slack.workspace.addChannel("tills", [ana.id, BOT_USER]);
	const root = slack.workspace.post({ channel: channel.id, user: ana.id, text: "no connection" });
	const thread = `${TEAM}/${channel.id}/${root.ts}`;
	const sent = await newBot().send(to(thread), { seq: 1, reply: SAID }, "k1");
	expect(await newBot().send(to(thread, { isRepeat: true }), { seq: 1, reply: SAID }, "k1")).toEqual(sent);
	expect(slack.workspace.seen(channel.id, { by: ana.id, thread: root.ts })).toHaveLength(2);
});

test("nothing is looked up while all goes well, and a process that has never said anything here looks up nothing either", async () => {
	for (const seq of [1, 2, 3, 4]) await newBot().send(here(), { seq, reply: SAID }, `k${seq}`);
	expect([screen().length, counted("conversations.history")]).toEqual([4, 0]);
});

test("an app that may hardly read history waits where it may have spoken already; one that may not read it says it again", async () => {
	const bot = newBot();
	slack.breakDown("conversations.history", { rateLimitedS: 60 });
	slack.fail("chat.postMessage", "lost");
	expect(await failureOf(bot.send(here(), { seq: 1, reply: SAID }, "k1"))).toBe("unreachable 0");
	expect(await failureOf(bot.send(here({ isRepeat: true }), { seq: 1, reply: SAID }, "k1"))).toBe("rate-limited 60000");
	slack.mend();
	await bot.send(here({ isRepeat: true }), { seq: 1, reply: SAID }, "k1");
	expect(screen()).toHaveLength(1);
	slack.breakDown("conversations.history", { error: "missing_scope" });
	await bot.send(here({ isRepeat: true }), { seq: 1, reply: SAID }, "k1");
	expect(screen()).toHaveLength(2);
});

test("a sale is edited where it stands: its picture stays while it is open and goes when it is paid", async () => {
	const bot = newBot();
	const replaces = nameOf(await bot.send(here(), { seq: 1, reply: SALE }, "k1"));
	const shown = { ...SALE, text: "45.00 EUR: Shown.", replaces: 1 };
	expect(nameOf(await bot.send(here({ replaces }), { seq: 2, reply: shown }, "k2"))).toBe(replaces);
	expect(typesOf(screen()[0]!.blocks)).toContain("image");
	await bot.send(here({ replaces }), { seq: 3, reply: { ...SAID, text: "45.00 EUR: PAID.", replaces: 1 } }, "k3");
	expect(screen().map(({ text, blocks }) => [text, typesOf(blocks)])).toEqual([["45.00 EUR: PAID.", ["section"]]]);
	expect([slack.workspace.files.size, slack.refused]).toEqual([1, []]);
});

test("what a person deleted is said anew", async () => {
	const bot = newBot();
	const replaces = nameOf(await bot.send(here(), { seq: 1, reply: SAID }, "k1"));
	slack.workspace.change(where.id, replaces, { isDeleted: true });
	const again = await bot.send(here({ replaces }), { seq: 2, reply: { ...SAID, text: "PAID", replaces: 1 } }, "k2");
	expect([nameOf(again) === replaces, screen().map(({ text }) => text)]).toEqual([false, ["PAID"]]);
});

test("Slack takes a moment before it shows a new picture; one that it never shows is left out, and the link is there", async () => {
	const bot = newBot();
	const notYet = { error: "invalid_blocks" };
	slack.fail("chat.postMessage", notYet, notYet);
	await bot.send(here(), { seq: 1, reply: SALE }, "k1");
	expect(typesOf(screen()[0]!.blocks)).toEqual(["section", "image", "context", "section"]);
	slack.fail("chat.postMessage", ...Array(5).fill(notYet));
	expect(nameOf(await bot.send(here(), { seq: 2, reply: SALE }, "k2"))).toMatch(/^[\d.]+$/);
	expect(typesOf(screen()[1]!.blocks)).toEqual(["section", "context", "section"]);
});

test("a conversation of another platform is no business of Slack's", async () => {
	const elsewhere = { ...here(), thread: null };
	expect(await failureOf(newBot().send(elsewhere, { seq: 1, reply: SAID }, "k1"))).toBe("rejected 0");
	expect(slack.calls).toEqual([]);
});

test("what a command begins in a channel stands there, and all that follows stands in the thread below it", async () => {
	const channel = slack.workspace.addChannel("tills", [ana.id, BOT_USER]);
	const home = `${TEAM}/${channel.id}`;
	const thread = begunThread(home, "trigger-1");
	const bot = newBot();
	const begun = await bot.send(to(thread), { seq: 1, reply: SALE }, "k1");
	const root = nameOf(begun);
	const [stands] = slack.workspace.seen(channel.id, { by: ana.id });
	expect(begun?.begins).toBe(`${home}/${stands?.ts}`);
	expect(await newBot().send(to(thread, { isRepeat: true }), { seq: 1, reply: SALE }, "k1")).toEqual(begun);

	const below = await bot.send(to(thread, { root }), { seq: 2, reply: SAID }, "k2");
	expect(below?.begins).toBeNull();
	expect(await bot.send(to(thread, { root, isRepeat: true }), { seq: 2, reply: SAID }, "k2")).toEqual(below);
	const paid = { ...SAID, text: "PAID", replaces: 1 };
	expect(nameOf(await bot.send(to(thread, { root, replaces: root }), { seq: 3, reply: paid }, "k3"))).toBe(root);

	const texts = (inThread?: string) =>
		slack.workspace
			.seen(channel.id, { by: ana.id, ...(inThread === undefined ? {} : { thread: inThread }) })
			.map(({ text }) => text);
	expect(texts()).toEqual(["PAID"]);
	expect(texts(stands?.ts)).toEqual(["PAID", "Check 1"]);
});
