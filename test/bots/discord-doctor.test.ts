import { PermissionFlagsBits } from "discord.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { examineDiscord, registerAtDiscord } from "../../src/bots/discord/doctor.ts";
import { PERMISSION_BITS, permissionsIn } from "../../src/bots/discord/setup.ts";
import { BOT_TOKEN, type DiscordServer, startDiscord } from "../support/discord-server.ts";

let discord: DiscordServer;
beforeEach(async () => {
	discord = await startDiscord();
	await registerAtDiscord({ token: BOT_TOKEN, apiUrl: discord.api }, null);
});
afterEach(() => discord.close());

const said = async (audiences: readonly string[] | null, token: string = BOT_TOKEN) =>
	(await examineDiscord({ token, apiUrl: discord.api }, audiences)).map(
		({ state, what, advice }) => `${state} ${what.en}${advice === null ? "" : `: ${advice.en}`}`,
	);

/** A server that the bot is a member of. */
function shop() {
	const made = discord.addGuild("Harbour Café", discord.addPerson("Mei"));
	made.guild.members.set(discord.bot.id, discord.bot);
	return made;
}

test("a bot that is set up as the documentation says has nothing to mend", async () => {
	const { channel, guild } = shop();
	const chat = discord.dm(discord.addPerson("Ana"));
	expect(await said([`channel/${channel.id}`, `server/${guild.id}`, `dm/${chat.id}`, "user/1"])).toEqual([
		"ok Discord, token: standin",
		"ok Discord, gateway",
		"ok Discord, intents: no privileged one is needed",
		"ok Discord, commands",
		"ok Discord, linked channels: 2/2",
	]);
});

test("a channel where the bot may not begin threads is named, with the permission", async () => {
	const { channel, guild } = shop();
	const deny = String(PermissionFlagsBits.CreatePublicThreads | PermissionFlagsBits.AttachFiles);
	channel.overwrites = [{ id: guild.id, type: 0, allow: "0", deny }];
	expect((await said([`channel/${channel.id}`])).at(-1)).toMatch(
		new RegExp(`^wrong Discord, channel ${channel.id}: Missing there: Create Public Threads, Attach Files\\. `),
	);
});

test("a channel that is gone or closed to the bot is named, with the link that brings the bot back", async () => {
	const { channel, guild } = shop();
	discord.leave(guild);
	const lines = await said([`channel/${channel.id}`, "channel/99", `server/${guild.id}`]);
	expect(lines.slice(-3)).toEqual([
		expect.stringMatching(/^wrong .*does not see it: .*permissions=309237763072/),
		expect.stringMatching(/^wrong Discord, channel 99: /),
		expect.stringMatching(/^wrong Discord, server \d+: The bot does not see it/),
	]);
});

test("commands of another version are told, and registering mends it", async () => {
	await said([]);
	const fresh = await startDiscord();
	const settings = { token: BOT_TOKEN, apiUrl: fresh.api };
	const commands = async () => (await examineDiscord(settings, [])).find(({ what }) => what.en.includes("commands"));
	expect(await commands()).toMatchObject({
		state: "wrong",
		advice: { en: expect.stringContaining("discord register") },
	});
	await registerAtDiscord(settings, null);
	expect(await commands()).toMatchObject({ state: "ok" });
	await fresh.close();
});

test("a token that Discord refuses is told apart from a Discord that is away, and is not printed", async () => {
	const wrong = await said([], "standin.made-up");
	expect(wrong).toEqual([expect.stringMatching(/^wrong Discord, token: .*Reset Token/)]);
	expect(wrong.join()).not.toContain("made-up");
	discord.fail(/^GET \/users\/@me$/, "bad-gateway");
	expect(await said([])).toEqual([expect.stringMatching(/^unreachable Discord, token/)]);
	discord.fail(/^GET \/gateway\/bot$/, "reset");
	expect((await said([]))[1]).toMatch(/^unreachable Discord, gateway/);
});

const server = {
	id: "1",
	roles: [
		{ id: "1", permissions: String(PermissionFlagsBits.ViewChannel) },
		{ id: "2", permissions: String(PermissionFlagsBits.SendMessages) },
		{ id: "3", permissions: String(PermissionFlagsBits.Administrator) },
	],
};
const may = (bits: bigint, bit: bigint) => (bits & bit) === bit;
const { ViewChannel, SendMessages } = PermissionFlagsBits;
const told = (id: string, allow: bigint, deny: bigint) => ({ id, type: 0, allow: String(allow), deny: String(deny) });

test("what the bot may do adds up from its roles", () => {
	expect(may(permissionsIn(server, "9", [], []), SendMessages)).toBe(false);
	expect(may(permissionsIn(server, "9", ["2"], []), SendMessages | ViewChannel)).toBe(true);
	expect(may(permissionsIn(server, "9", ["3"], [told("1", 0n, ViewChannel)]), PERMISSION_BITS)).toBe(true);
});

test("in a channel the role's word stands over everybody's, and the member's own over the role's", () => {
	const closed = told("1", 0n, ViewChannel);
	const open = told("2", ViewChannel, 0n);
	expect(may(permissionsIn(server, "9", ["2"], [closed]), ViewChannel)).toBe(false);
	expect(may(permissionsIn(server, "9", ["2"], [open, closed]), ViewChannel)).toBe(true);
	expect(may(permissionsIn(server, "9", ["2"], [told("9", 0n, ViewChannel), open]), ViewChannel)).toBe(false);
	expect(may(permissionsIn(server, "9", [], [open, closed]), ViewChannel)).toBe(false);
});
