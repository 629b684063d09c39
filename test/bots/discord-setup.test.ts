import { readFileSync } from "node:fs";
import { ApplicationCommandOptionType, REST } from "discord.js";
import { Agent } from "undici";
import { afterAll, beforeAll, expect, test } from "vitest";
import { COMMANDS } from "../../src/bots/commands.ts";
import {
	discordCommands,
	inviteUrl,
	PERMISSION_BITS,
	PERMISSIONS,
	registerCommands,
	registerWhatDiffers,
} from "../../src/bots/discord/setup.ts";
import { hasSchema } from "../support/discord/limits-schema.ts";
import { faultsOf, isOwn } from "../support/discord-limits.ts";
import { BOT_TOKEN, type DiscordServer, startDiscord } from "../support/discord-server.ts";

let discord: DiscordServer;
let rest: REST;
beforeAll(async () => {
	discord = await startDiscord();
	rest = new REST({ api: discord.api, version: "10", retries: 0, agent: new Agent() }).setToken(BOT_TOKEN);
});
afterAll(() => discord.close());

const told = (method: string) => discord.calls.filter((call) => call.method === method);

test("the commands are inside of Discord's limits, by our own table and by its description of its API", () => {
	const path = `/applications/${"1".repeat(18)}/commands`;
	const faults = faultsOf({ method: "PUT", path, body: discordCommands() });
	expect(faults.filter(isOwn)).toEqual([]);
	if (hasSchema()) expect(faults).toEqual([]);
});

test("every command of the table is told, with its whole description in every language", () => {
	expect(discordCommands().map((one) => [one.name, one.description, one.description_localizations])).toEqual(
		COMMANDS.map(({ name, about }) => [name, about.en, { "zh-CN": about.zh, "es-ES": about.es }]),
	);
	const paylink = discordCommands().find(({ name }) => name === "paylink")?.options ?? [];
	expect(paylink.map(({ name, autocomplete }) => [name, autocomplete])).toEqual([
		["amount", false],
		["currency", true],
		["rail", true],
		["note", false],
	]);
	const [code, everywhere] = discordCommands().find(({ name }) => name === "standin")?.options?.[0]?.options ?? [];
	expect(code).toMatchObject({ name: "code", required: true, max_length: 64 });
	expect(everywhere).toMatchObject({ type: ApplicationCommandOptionType.Boolean, required: false });
});

test("a bot that connects registers its commands once, and again only when Discord has others", async () => {
	expect(await registerWhatDiffers(rest, discord.bot.id)).toBe(true);
	expect(await registerWhatDiffers(rest, discord.bot.id)).toBe(false);
	expect(told("PUT")).toHaveLength(1);
	const older = discordCommands().map((one) =>
		one.name === "sales" ? { ...one, description_localizations: {} } : one,
	);
	await rest.put(`/applications/${discord.bot.id}/commands`, { body: older });
	expect(await registerWhatDiffers(rest, discord.bot.id)).toBe(true);
	expect(await registerWhatDiffers(rest, discord.bot.id)).toBe(false);
});

test("commands are offered in servers and in direct messages with the bot", async () => {
	await registerCommands(rest, discord.bot.id, null);
	const mei = discord.addPerson("Mei");
	const { channel } = discord.addGuild("Harbour Café", mei);
	for (const place of [channel, discord.dm(mei)]) discord.slash(mei, place, "standin help");
});

test("registered for one server, they are offered there and nowhere else", async () => {
	const apart = await startDiscord();
	const client = new REST({ api: apart.api, version: "10", retries: 0, agent: new Agent() }).setToken(BOT_TOKEN);
	const mei = apart.addPerson("Mei");
	const { guild, channel } = apart.addGuild("Harbour Café", mei);
	expect(await registerCommands(client, apart.bot.id, guild.id)).toBe(COMMANDS.length);
	const sent = apart.calls.find(({ method }) => method === "PUT")?.body;
	expect(JSON.stringify(sent)).not.toMatch(/contexts|integration_types/); // Discord knows them of commands for everywhere
	apart.slash(mei, channel, "sales");
	expect(() => apart.slash(mei, apart.dm(mei), "sales")).toThrow("no command /sales");
	await apart.close();
});

test("the link that invites the bot asks for exactly the permissions of the table", () => {
	expect(PERMISSION_BITS).toBe(309237763072n);
	expect(new Set(PERMISSIONS.map(({ bit }) => bit)).size).toBe(PERMISSIONS.length);
	expect(inviteUrl("42")).toMatch(/client_id=42&scope=bot\+applications\.commands&permissions=309237763072$/);
});

test("the documentation has the link that invites the bot, and names every permission and every command", () => {
	const page = readFileSync(new URL("../../docs/discord.md", import.meta.url), "utf8");
	expect(page).toContain(inviteUrl("<application id>"));
	for (const { name, bit } of PERMISSIONS) expect(page).toContain(`| ${name} | 2^${bit.toString(2).length - 1} |`);
	for (const { name } of COMMANDS) expect(page).toContain(`\`/${name}`);
});
