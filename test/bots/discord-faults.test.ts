import { expect, test } from "vitest";
import { BOT_TOKEN } from "../support/discord-server.ts";
import { atDiscordShop, type DiscordShop } from "./discord-shop.ts";

const SENDING = /^POST \/channels\/\d+\/messages$/;
const TEXT_OF_HEARD = "select payload ->> 'text' as text from inbox where payload ->> 'kind' = 'message' order by id";

const heardBy = async ({ database }: DiscordShop): Promise<readonly string[]> =>
	(await database.query<{ text: string }>(TEXT_OF_HEARD)).map(({ text }) => text);

/** What the bot said, without what it says at the beginning. */
const saidIn = (shop: DiscordShop, channel: Parameters<DiscordShop["hear"]>[0], words: RegExp) =>
	shop.discord.read(channel).filter(({ from, text }) => from === "Standin" && words.test(text));

test("what is written while the program is down is heard when it is back, once and in order", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const channel = discord.dm(mei);
	discord.say(mei, channel, "terminal is down");
	await shop.hear(channel, /not linked|Check 1/);
	await shop.settle();
	await shop.stop();
	const missed = Array.from({ length: 130 }, (_, index) => `words ${index}`);
	for (const text of missed) discord.say(mei, channel, text);
	await shop.start();
	await shop.until("everything is heard", async () => (await heardBy(shop)).length >= missed.length + 1);
	expect(await heardBy(shop)).toEqual(["terminal is down", ...missed]);
	await shop.settle();
}, 60_000);

test("a process that dies before it notes how far it heard hears the same again, and does nothing twice", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei, database } = shop;
	const channel = discord.dm(mei);
	await shop.link(mei, channel);
	const seen = async () =>
		(await database.query<{ seen: string }>("select seen::text as seen from watermark"))[0]?.seen;
	await shop.until("noted", async () => (await seen()) !== undefined);
	const before = (await seen()) ?? null;
	discord.say(mei, channel, "pay 45");
	await shop.hear(channel, /already tap/);
	await shop.stop();
	await database.query("update watermark set seen = $1::bigint", [before]);
	await shop.start();
	discord.say(mei, channel, "no");
	await shop.hear(channel, /Shown\./);
	expect(await heardBy(shop)).toEqual(["pay 45", "no"]);
	expect(saidIn(shop, channel, /already tap/)).toHaveLength(1);
}, 60_000);

test.each([
	["Discord asks to wait", "rate-limited", 3],
	["Discord asks everybody to wait", "rate-limited-globally", 1],
	["Discord is broken for a while", "broken", 3],
	["a gateway stands before Discord", "bad-gateway", 2],
	["the line is cut before", "reset", 2],
	["the line is cut after Discord has taken it", "lost", 2],
	["the token is refused for a while", "unauthorized", 2],
] as const)(
	"%s: what is said comes later, once and in order",
	async (_what, fault, times) => {
		await using shop = await atDiscordShop();
		const { discord, mei } = shop;
		const channel = discord.dm(mei);
		await shop.link(mei, channel);
		discord.fail(SENDING, fault, times);
		discord.say(mei, channel, "pay 45");
		await shop.hear(channel, /already tap/);
		discord.press(mei, channel, "No, not yet");
		await shop.hear(channel, /Shown\./);
		await shop.settle();
		const said = discord.read(channel).filter(({ from }) => from === "Standin");
		expect(said.map(({ text }) => text)).toEqual([
			expect.stringContaining("now linked to"),
			expect.stringContaining("I keep you selling"),
			expect.stringContaining("already tap"),
			expect.stringContaining("Shown."),
		]);
	},
	60_000,
);

test("two processes hear the same message and the same button: each counts once", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const channel = discord.dm(mei);
	await shop.link(mei, channel);
	await shop.startAnother();
	discord.say(mei, channel, "pay 45");
	await shop.hear(channel, /already tap/);
	discord.press(mei, channel, "No, not yet");
	await shop.hear(channel, /Shown\./);
	await shop.settle();
	expect(await heardBy(shop)).toEqual(["pay 45"]);
	expect(await shop.database.query("select 1 from sale")).toHaveLength(1);
}, 60_000);

test("a lost session: what was said in between is asked for", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const channel = discord.dm(mei);
	await shop.link(mei, channel);
	discord.gateway.forget();
	discord.say(mei, channel, "pay 45");
	await shop.hear(channel, /already tap/);
	discord.gateway.drop();
	discord.say(mei, channel, "no");
	await shop.hear(channel, /Shown\./);
	expect(await heardBy(shop)).toEqual(["pay 45", "no"]);
}, 60_000);

test("closed direct messages are given up, and everybody else is served", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei, database } = shop;
	const channel = discord.dm(mei);
	mei.hasClosedDms = true;
	discord.say(mei, channel, "terminal is down");
	await shop.until("given up", async () => {
		const [given] = await database.query<{ count: number }>(
			"select count(*)::int as count from outbox where failure = 'rejected'",
		);
		return (given?.count ?? 0) > 0;
	});
	const lin = discord.addPerson("Lin");
	discord.say(lin, discord.dm(lin), "terminal is down");
	await shop.hear(discord.dm(lin), /Tell me what it shows/);
	await shop.settle();
}, 60_000);

test("a token that was taken away: the shop goes on, the log says what to do, and the token stands nowhere", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	discord.revoke();
	await shop.until("the log says it", () => shop.logged.some((line) => line.includes("check DISCORD_TOKEN")));
	discord.say(mei, discord.dm(mei), "terminal is down");
	expect((await fetch(shop.at("/healthz"))).status).toBe(200);
	expect(shop.logged.join("\n")).not.toContain(BOT_TOKEN);
	expect(shop.logged.join("\n")).not.toContain("terminal is down");
}, 60_000);

test("a sale whose message somebody deleted is told in a new one", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const { channel } = discord.addGuild("Harbour", mei);
	await shop.link(mei, channel);
	const asked = discord.say(mei, channel, `<@${discord.bot.id}> pay 45`);
	await shop.until("a thread", () => asked.thread !== null);
	const thread = asked.thread as NonNullable<typeof asked.thread>;
	await shop.hear(thread, /already tap/);
	discord.press(mei, thread, "No, not yet");
	const { id, text } = await shop.hear(thread, /Shown\./);
	discord.remove(id);
	const [, page = ""] = /https:\/\/standin\.example(\/p\/\w{12})/.exec(text) ?? [];
	await fetch(shop.at(page), { method: "POST" });
	await shop.hear(thread, /PAID\./);
}, 60_000);

test("a busy channel is written to at Discord's pace: nothing is refused, nothing is lost, all of it in order", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const channel = discord.dm(mei);
	await shop.link(mei, channel);
	await shop.settle();
	discord.limit(SENDING, 2, 1_500);
	const callsBefore = discord.calls.length;
	for (const amount of [11, 12, 13, 14, 15]) discord.say(mei, channel, `pay ${amount}`);
	await shop.hear(channel, /15\.00.*already tap/);
	const asked = saidIn(shop, channel, /already tap/).map(({ text }) => /\d+\.00/.exec(text)?.[0]);
	expect(asked).toEqual(["11.00", "12.00", "13.00", "14.00", "15.00"]);
	expect(discord.calls.slice(callsBefore).filter(({ status }) => status === 429)).toEqual([]);
}, 60_000);

test("Discord is away when the program starts: the shop sells, and the bot comes when Discord does", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	await shop.stop();
	discord.fail(/^GET \/gateway\/bot$/, "broken", 6);
	const started = shop.start();
	await shop.until("the web answers", () =>
		fetch(shop.at("/healthz"))
			.then(({ ok }) => ok)
			.catch(() => false),
	);
	expect(discord.gateway.connected()).toBe(0);
	await started;
	discord.say(mei, discord.dm(mei), "terminal is down");
	await shop.hear(discord.dm(mei), /Tell me what it shows/);
}, 60_000);
