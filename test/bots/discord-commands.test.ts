import { expect, test } from "vitest";
import { atDiscordShop, type DiscordShop, type Place } from "./discord-shop.ts";

const fromBot = ({ discord }: DiscordShop, channel: Place["channel"]) =>
	discord.read(channel).filter(({ from }) => from === discord.bot.global_name);

test("/outage in a channel: the first check stands there, the outage goes on in the thread below it, until it is paid", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const { channel } = discord.addGuild("Harbour", mei);
	await shop.link(mei, channel);
	discord.slash(mei, channel, "outage", { text: "the terminal says no connection" });
	const first = await shop.hear(channel, /Check 1/);
	await shop.whisper({ person: mei, channel }, /The answer comes in the chat/);
	expect(fromBot(shop, channel)).toHaveLength(2); // no greeting: the link, and the check
	// The button of the first reply, which stands in the channel, and what follows in the thread, are one conversation.
	discord.press(mei, channel, "Take a payment now");
	await shop.until("a thread", () => discord.thread(first.id) !== null);
	const thread = discord.channel(first.id);
	await shop.hear(thread, /How much/);
	discord.say(mei, thread, `<@${discord.bot.id}> 45`);
	await shop.hear(thread, /already tap/);
	discord.press(mei, thread, "No, not yet");
	const shown = await shop.hear(thread, /Shown\./);
	discord.slash(mei, thread, "sales");
	await shop.hear(thread, /1 fallback sale/);
	await shop.pay(shown.text);
	await shop.hear(thread, /PAID\./);
	expect(await shop.database.query("select 1 from conversation")).toHaveLength(1);
	expect(fromBot(shop, channel)).toHaveLength(2);
}, 60_000);

test("/outage alone in direct messages begins the checks there, and once more shows where they stand", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const channel = discord.dm(mei);
	await shop.link(mei, channel);
	discord.slash(mei, channel, "outage");
	const first = await shop.hear(channel, /Check 1/);
	discord.slash(mei, channel, "outage");
	await shop.hear(channel, /Check 1/, first);
	expect(await shop.database.query("select 1 from outage")).toHaveLength(1);
}, 60_000);

test("/standin link in a channel is seen by everybody in it, and names nobody; a server is linked only by who manages it", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const lin = discord.addPerson("Lin");
	const { guild, channel } = discord.addGuild("Harbour", mei, lin);
	const other = discord.addChannel(guild, "back");
	discord.slash(lin, channel, "standin link", { code: await shop.code(), everywhere: true });
	await shop.whisper({ person: lin, channel }, /Only an administrator/);
	discord.slash(lin, channel, "standin link", { code: await shop.code() });
	const told = await shop.hear(channel, /This channel is now linked to/);
	expect(told.text).not.toContain("Lin");
	discord.slash(lin, channel, "standin unlink");
	await shop.hear(channel, /not linked to a store any more/);

	discord.slash(mei, channel, "standin link", { code: await shop.code(), everywhere: true });
	await shop.hear(channel, /Every chat here that has no store of its own/);
	discord.slash(lin, other, "paylink", { amount: "9" });
	await shop.hear(other, /9\.00/);
	discord.slash(lin, other, "standin status");
	await shop.whisper({ person: lin, channel: other }, /Harbour Café/);
	discord.slash(mei, other, "standin unlink", { everywhere: true });
	await shop.hear(other, /What was linked everywhere/);
	discord.slash(lin, other, "standin status");
	await shop.whisper({ person: lin, channel: other }, /not linked to a store/);
	discord.slash(mei, discord.dm(mei), "standin link", { code: "x", everywhere: true });
	await shop.whisper({ person: mei, channel: discord.dm(mei) }, /Here is no server/);
	discord.say(mei, channel, `<@${discord.bot.id}> link ${await shop.code()} everywhere`);
	await shop.hear(channel, /For the whole server use the command/);
}, 60_000);

test("/standin help lists every command in the person's language, and how to link where that is not done", async () => {
	await using shop = await atDiscordShop();
	const { discord } = shop;
	for (const [locale, outage, link] of [
		["en-US", "/outage [text]: The card terminal is down", "send: /standin link CODE"],
		["zh-CN", "/outage [text]：刷卡机故障", "/standin link 代码"],
		["es-ES", "/outage [text]: La terminal no funciona", "/standin link CÓDIGO"],
	] as const) {
		const person = discord.addPerson(locale, locale);
		const channel = discord.dm(person);
		discord.slash(person, channel, "standin help");
		const { text } = await shop.whisper({ person, channel }, /outage/);
		const plain = text.replaceAll("\\", "");
		expect(plain).toContain(outage);
		expect(plain).toContain(link);
		expect(plain.split("\n")).toHaveLength(9);
	}
}, 60_000);

test("while the database is busy a command says that it takes longer, and then what came of it", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const channel = discord.dm(mei);
	await shop.link(mei, channel);
	const isLoading = () => discord.whispers(mei, channel).some((line) => line.isLoading);
	await shop.database.transaction(async (tx) => {
		await tx.query("lock table inbox in access exclusive mode");
		discord.slash(mei, channel, "outage");
		await shop.until("thinking", isLoading);
	});
	await shop.whisper({ person: mei, channel }, /The answer comes in the chat/);
	await shop.hear(channel, /Check 1/);
	expect(isLoading()).toBe(false);
}, 60_000);

test("where the bot may not write, a command says what to allow, and nothing is begun", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const { channel } = discord.addGuild("Harbour", mei);
	await shop.link(mei, channel);
	channel.isForbidden = true;
	discord.slash(mei, channel, "paylink", { amount: "45" });
	await shop.whisper({ person: mei, channel }, /allow me: View Channels/);
	expect(await shop.database.query("select 1 from sale")).toEqual([]);
}, 60_000);
