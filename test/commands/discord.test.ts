import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { COMMANDS } from "../../src/bots/commands.ts";
import { checkGenerated } from "../../src/commands/generated-file.ts";
import { BOT_TOKEN, type DiscordServer, startDiscord } from "../support/discord-server.ts";
import { type Environment, run } from "../support/program.ts";

let discord: DiscordServer;
let shop: Environment;
beforeAll(async () => {
	discord = await startDiscord();
	shop = { DISCORD_TOKEN: BOT_TOKEN, DISCORD_API_URL: discord.api, LANG: "en_US.UTF-8" };
});
afterAll(() => discord.close());

const repository = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");

test("the files in the repository are what the code says, and the check says how to mend one that is not", async () => {
	for (const [args, file] of [
		[["slack", "manifest"], "slack-manifest.yaml"],
		[["discord", "commands"], "discord-commands.json"],
	] as const) {
		expect((await run(args, {})).out).toBe(repository(file));
		expect(await run([...args, "--check"], {})).toEqual({ code: 0, out: "", err: "" });
		await expect(checkGenerated(file, "older", "./bin/standin make")).rejects.toMatchObject({
			name: "UserError",
			text: { en: `${file} is not what the code says; mend it with \`./bin/standin make > ${file}\`.` },
		});
	}
});

test("the manifest for a server with a public address leads there, and nowhere without https", async () => {
	const { out } = await run(["slack", "manifest", "--url", "https://standin.example/", "--json"], {});
	expect(JSON.parse(out).settings).toMatchObject({
		event_subscriptions: { request_url: "https://standin.example/webhooks/slack" },
		socket_mode_enabled: false,
	});
	const plain = await run(["slack", "manifest", "--url", "http://standin.example"], { LANG: "es_MX.UTF-8" });
	expect([plain.code, plain.out]).toEqual([2, ""]);
	expect(plain.err).toBe("Slack solo envía a direcciones https; indique una como https://standin.example.\n");
});

test("registering says how many commands there are, and how the bot comes into a server", async () => {
	const { code, out, err } = await run(["discord", "register"], shop);
	expect([code, err]).toEqual([0, ""]);
	expect(out).toContain(`Registered ${COMMANDS.length} commands.`);
	expect(out).toContain(`client_id=${discord.bot.id}&scope=bot+applications.commands&permissions=309237763072`);
	discord.slash(discord.addPerson("Mei"), discord.dm(discord.addPerson("Ana")), "sales");
});

test("registering in one server needs a server that the bot is in", async () => {
	const { guild } = discord.addGuild("Harbour Café");
	const inOne = await run(["discord", "register", "--server", guild.id, "--json"], shop);
	expect(JSON.parse(inOne.out)).toMatchObject({ registered: COMMANDS.length, server: guild.id });
	const elsewhere = await run(["discord", "register", "--server", "123456789012345678"], shop);
	expect(elsewhere.code).toBe(2);
	expect(elsewhere.err).toContain("The bot is not in the server 123456789012345678; invite it");
	const nowhere = await run(["discord", "register", "--server", "our-server"], shop);
	expect([nowhere.code, nowhere.out]).toEqual([2, ""]);
});

test("without a token registering says where it is found", async () => {
	const { code, out, err } = await run(["discord", "register"], { LANG: "en_US.UTF-8" });
	expect([code, out]).toEqual([2, ""]);
	expect(err).toBe("Set DISCORD_TOKEN to the bot's token, from discord.com/developers under Bot.\n");
});

test("a token that Discord refuses and a Discord that is away are one sentence each, without the token", async () => {
	const wrong = await run(["discord", "register"], { ...shop, DISCORD_TOKEN: "standin.made-up" });
	expect([wrong.code, wrong.out]).toEqual([3, ""]);
	expect(wrong.err).toMatch(/^Discord does not know this token: .*Reset Token.*\n$/);
	expect(wrong.err).not.toContain("made-up");
	discord.fail(/^GET \/applications\/@me$/, "bad-gateway");
	const away = await run(["discord", "register"], { ...shop, LANG: "zh_CN.UTF-8" });
	expect([away.code, away.out]).toEqual([3, ""]);
	expect(away.err).toMatch(/^Discord 没有响应或要求等待；.*\n$/);
});
