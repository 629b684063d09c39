import { afterAll, beforeEach, expect, test } from "vitest";
import { type Bot, begunThread } from "../../src/bots/bot.ts";
import { discordBot } from "../../src/bots/discord/bot.ts";
import type { StoredFile } from "../../src/bots/support.ts";
import { DeliveryError } from "../../src/errors.ts";
import type { Reply } from "../../src/helpdesk/message.ts";
import type { Log } from "../../src/log.ts";
import { BOT_TOKEN, type DiscordServer, startDiscord } from "../support/discord-server.ts";
import { PDF } from "../support/sample-files.ts";

const SILENT: Log = { info: () => {}, warn: () => {}, error: () => {} };
const SAID: Reply = { text: "Check 1", choices: [], qr: null, link: null, replaces: null, sale: null };
const SALE: Reply = { ...SAID, text: "45.00 EUR", qr: { payload: "https://standin.example/p/abc", caption: ["Café"] } };
const KEPT = new Map<string, StoredFile>([["m", { name: "manual.pdf", type: "application/pdf", bytes: PDF }]]);
const MANUAL: Reply = { ...SAID, file: { id: "m", name: "manual.pdf", type: "application/pdf", bytes: PDF.length } };
const PAID: Reply = { ...SAID, text: "PAID", replaces: 1 };

let discord: DiscordServer;
let place: ReturnType<DiscordServer["addGuild"]>;
const opened: DiscordServer[] = [];
beforeEach(async () => {
	discord = await startDiscord();
	opened.push(discord);
	place = discord.addGuild("Harbour", discord.addPerson("Mei"));
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

/** A process of its own: what one has sent, another does not know. */
const newBot = (): Bot => discordBot({ token: BOT_TOKEN, apiUrl: discord.api }, SILENT);
type To = Parameters<Bot["send"]>[0];
const to = (more: Partial<To> = {}): To => ({
	conversationId: "c1",
	thread: begunThread(place.channel.id, "9001"),
	root: null,
	replaces: null,
	isRepeat: false,
	readFile: async (id) => KEPT.get(id) ?? null,
	...more,
});
const linesIn = (channel: Parameters<DiscordServer["read"]>[0]) => discord.read(channel).map(({ text }) => text);

test("what a command begins in a channel stands there, and all that follows stands in the thread below it", async () => {
	const { channel } = place;
	const bot = newBot();
	const begun = await bot.send(to(), { seq: 1, reply: SALE }, "k1");
	const [stands] = discord.read(channel);
	const root = `${stands?.id}`;
	expect(begun).toEqual({ name: root, begins: `${channel.id}/${root}` });
	expect(await newBot().send(to({ isRepeat: true }), { seq: 1, reply: SALE }, "k1")).toEqual(begun);

	const below = await bot.send(to({ root }), { seq: 2, reply: SAID }, "k2");
	expect(below?.begins).toBeNull();
	const thread = discord.channel(root);
	expect([linesIn(channel).length, linesIn(thread)]).toEqual([1, ["Check 1"]]);

	expect((await bot.send(to({ root, replaces: root }), { seq: 3, reply: PAID }, "k3"))?.name).toBe(root);
	const edited = { ...PAID, text: "Check 1, done", replaces: 2 };
	await bot.send(to({ root, replaces: `${below?.name}` }), { seq: 4, reply: edited }, "k4");
	expect([linesIn(channel), linesIn(thread)]).toEqual([["PAID"], ["Check 1, done"]]);
});

test("the first reply of a command in a channel that is closed to the bot is refused for good", async () => {
	place.channel.isForbidden = true;
	const failure = await newBot()
		.send(to(), { seq: 1, reply: SAID }, "k1")
		.catch((error: unknown) => error);
	expect(failure).toBeInstanceOf(DeliveryError);
	expect((failure as DeliveryError).code).toBe("rejected");
});

test("an agent's file hangs at its words, once; it stays when they are edited and goes when they are withdrawn", async () => {
	const channel = discord.dm(discord.addPerson("Ana"));
	const here = (more: Partial<To> = {}) => to({ thread: channel.id, ...more });
	const files = () => discord.read(channel).map(({ text, files: names }) => [text, names]);
	const sent = await newBot().send(here(), { seq: 1, reply: MANUAL }, "k1");
	await newBot().send(here({ isRepeat: true }), { seq: 1, reply: MANUAL }, "k1");
	expect(files()).toEqual([["Check 1", ["manual.pdf"]]]);
	const replaces = `${sent?.name}`;
	await newBot().send(here({ replaces }), { seq: 2, reply: { ...MANUAL, text: "page 3", replaces: 1 } }, "k2");
	expect(files()).toEqual([["page 3", ["manual.pdf"]]]);
	await newBot().send(here({ replaces }), { seq: 3, reply: { ...SAID, text: "withdrawn", replaces: 1 } }, "k3");
	expect(files()).toEqual([["withdrawn", []]]);
	const gone = { ...MANUAL, file: { ...MANUAL.file!, id: "forgotten" } };
	await newBot().send(here(), { seq: 4, reply: gone }, "k4");
	expect(files().at(-1)).toEqual(["Check 1", []]);
});
