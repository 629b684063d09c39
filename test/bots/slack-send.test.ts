import { afterAll, beforeEach, expect, test } from "vitest";
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
	openSlack({ botToken: BOT_TOKEN, appToken: null, signingSecret: null, apiUrl: slack.apiUrl }, SILENT).bot;

const to = (thread: string, replaces: string | null = null) => ({ conversationId: "c1", thread, replaces });
const here = (replaces: string | null = null) => to(`${TEAM}/${where.id}`, replaces);
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
		await bot.send(here(), { seq: 1, reply: SAID }, "k1");
		expect(screen().map(({ text }) => text)).toEqual(["Check 1"]);
	},
);

test("a reply that Slack took without saying so is found by its key and not said twice, with its picture", async () => {
	const bot = newBot();
	await bot.send(here(), { seq: 1, reply: SAID }, "k1");
	slack.fail("chat.postMessage", "lost");
	expect(await failureOf(bot.send(here(), { seq: 2, reply: SALE }, "k2"))).toBe("unreachable 0");
	const name = await bot.send(here(), { seq: 2, reply: SALE }, "k2");
	expect(screen()).toHaveLength(2);
	expect(name).toMatch(new RegExp(`^${screen()[1]?.ts} F\\w+$`));
});

test("likewise in a channel's thread, and when the process that said it is gone", async () => {
	const channel = slack.workspace.addChannel("tills", [ana.id, BOT_USER]);
	const root = slack.workspace.post({ channel: channel.id, user: ana.id, text: "no connection" });
	const thread = to(`${TEAM}/${channel.id}/${root.ts}`);
	const name = await newBot().send(thread, { seq: 1, reply: SAID }, "k1");
	expect(await newBot().send(thread, { seq: 1, reply: SAID }, "k1")).toBe(name);
	expect(slack.workspace.seen(channel.id, { by: ana.id, thread: root.ts })).toHaveLength(2);
});

test("nothing is looked up while all goes well: the history is asked for once, when a thread is new to the process", async () => {
	const bot = newBot();
	for (const seq of [1, 2, 3, 4]) await bot.send(here(), { seq, reply: SAID }, `k${seq}`);
	expect([screen().length, counted("conversations.history")]).toEqual([4, 1]);
});

test("an app that may hardly read history speaks all the same, and waits only where it may have spoken already", async () => {
	const bot = newBot();
	slack.breakDown("conversations.history", { rateLimitedS: 60 });
	await bot.send(here(), { seq: 1, reply: SAID }, "k1");
	slack.fail("chat.postMessage", "lost");
	expect(await failureOf(bot.send(here(), { seq: 2, reply: SAID }, "k2"))).toBe("unreachable 0");
	expect(await failureOf(bot.send(here(), { seq: 2, reply: SAID }, "k2"))).toBe("rate-limited 60000");
	slack.mend();
	await bot.send(here(), { seq: 2, reply: SAID }, "k2");
	expect(screen()).toHaveLength(2);
});

test("a sale is edited where it stands: its picture stays while it is open and goes when it is paid", async () => {
	const bot = newBot();
	const name = await bot.send(here(), { seq: 1, reply: SALE }, "k1");
	const shown = { ...SALE, text: "45.00 EUR: Shown.", replaces: 1 };
	expect(await bot.send(here(name), { seq: 2, reply: shown }, "k2")).toBe(name);
	expect(typesOf(screen()[0]!.blocks)).toContain("image");
	await bot.send(here(name), { seq: 3, reply: { ...SAID, text: "45.00 EUR: PAID.", replaces: 1 } }, "k3");
	expect(screen().map(({ text, blocks }) => [text, typesOf(blocks)])).toEqual([["45.00 EUR: PAID.", ["section"]]]);
	expect([slack.workspace.files.size, slack.refused]).toEqual([1, []]);
});

test("what a person deleted is said anew", async () => {
	const bot = newBot();
	const name = await bot.send(here(), { seq: 1, reply: SAID }, "k1");
	slack.workspace.change(where.id, `${name}`, { isDeleted: true });
	const again = await bot.send(here(name), { seq: 2, reply: { ...SAID, text: "PAID", replaces: 1 } }, "k2");
	expect([again === name, screen().map(({ text }) => text)]).toEqual([false, ["PAID"]]);
});

test("Slack takes a moment before it shows a new picture; one that it never shows is left out, and the link is there", async () => {
	const bot = newBot();
	const notYet = { error: "invalid_blocks" };
	slack.fail("chat.postMessage", notYet, notYet);
	await bot.send(here(), { seq: 1, reply: SALE }, "k1");
	expect(typesOf(screen()[0]!.blocks)).toEqual(["section", "image", "context", "section"]);
	slack.fail("chat.postMessage", ...Array(5).fill(notYet));
	expect(await bot.send(here(), { seq: 2, reply: SALE }, "k2")).toMatch(/^[\d.]+$/);
	expect(typesOf(screen()[1]!.blocks)).toEqual(["section", "context", "section"]);
});

test("a conversation of another platform is no business of Slack's", async () => {
	const elsewhere = { conversationId: "c1", thread: null, replaces: null };
	expect(await failureOf(newBot().send(elsewhere, { seq: 1, reply: SAID }, "k1"))).toBe("rejected 0");
	expect(slack.calls).toEqual([]);
});
