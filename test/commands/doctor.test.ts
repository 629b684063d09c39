import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { SCOPES } from "../../src/bots/slack/setup.ts";
import { lanAddress } from "../../src/config.ts";
import { linkAudience } from "../../src/store/audience.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { freshPostgresUrl } from "../support/databases.ts";
import { BOT_TOKEN as DISCORD_TOKEN, type DiscordServer, startDiscord } from "../support/discord-server.ts";
import { freePort } from "../support/postgres-server.ts";
import { type Environment, freshFolder, type Ran, run, startServer } from "../support/program.ts";
import { APP_TOKEN, BOT_TOKEN, type SlackServer, startSlack } from "../support/slack-server.ts";
import { BOT_USER, TEAM } from "../support/slack-workspace.ts";
import { SECRET_KEY, type StripeServer, startStripe } from "../support/stripe-server.ts";

let slack: SlackServer;
let discord: DiscordServer;
let stripe: StripeServer;
let services: Environment;
const folder = freshFolder();
beforeAll(async () => {
	[slack, discord, stripe] = await Promise.all([startSlack(), startDiscord(), startStripe()]);
	for (const { scope } of SCOPES) slack.scopes.add(scope);
	services = {
		SLACK_BOT_TOKEN: BOT_TOKEN,
		SLACK_APP_TOKEN: APP_TOKEN,
		SLACK_API_URL: slack.apiUrl,
		DISCORD_TOKEN,
		DISCORD_API_URL: discord.api,
		STRIPE_SECRET_KEY: SECRET_KEY,
		STRIPE_API_URL: stripe.url,
	};
});
afterAll(async () => {
	await Promise.all([slack.close(), discord.close(), stripe.close()]);
	rmSync(folder, { recursive: true, force: true });
});

const alone = async (): Promise<Environment> => ({
	DATA_DIR: join(folder, "data"),
	PORT: String(await freePort()),
	LANG: "en_US.UTF-8",
});
/** Where this machine is in no network, no phone reaches it, and the doctor says so. */
const WELL = lanAddress() === "127.0.0.1" ? 2 : 0;
const linesOf = ({ out }: Ran): readonly string[] => out.trimEnd().split("\n");

test("where nothing is configured yet each service says which variable it waits for, and nothing is made", async () => {
	const own = { ...(await alone()), DATA_DIR: join(folder, "never") };
	const { code, out, err } = await run(["doctor"], own);
	expect([code, err]).toEqual([WELL, ""]);
	expect(out.split("\n").map((line) => line.slice(0, 2))).toEqual([
		"ok",
		"--",
		"ok",
		expect.any(String),
		"--",
		"--",
		"--",
		"--",
		"--",
		"--",
		"--",
		"",
	]);
	for (const name of [
		"STRIPE_SECRET_KEY",
		"ALIPAY_APP_ID",
		"WECHAT_MCH_ID",
		"SLACK_BOT_TOKEN",
		"DISCORD_TOKEN",
		"OLLAMA_MODEL",
	])
		expect(out).toContain(`Not configured: ${name} is not set.`);
	expect(() => rmSync(own.DATA_DIR)).toThrow("ENOENT");
});

test("beside a running server all of it is checked, one line each, the linked channels among them", async () => {
	const databaseUrl = await freshPostgresUrl();
	const till = slack.workspace.addChannel("till", [BOT_USER]);
	const lost = slack.workspace.addChannel("lost", []);
	const { guild, channel } = discord.addGuild("Harbour Café");
	guild.members.set(discord.bot.id, discord.bot);
	const database = await openPostgres(databaseUrl, () => {});
	const port = await freePort();
	const server = await startServer({ ...services, DATABASE_URL: databaseUrl }, port);
	onTestFinished(server.stop);
	const demo = { merchantId: "demo", storeId: "harbour-cafe" };
	for (const name of [`slack:${TEAM}/${till.id}`, `discord:channel/${channel.id}`])
		await linkAudience(database, name, demo, "manager", Date.now());
	const { DATABASE_URL: _, ...beside } = server.environment as Record<string, string>;
	const well = await run(["doctor"], beside);
	expect(linesOf(well)).toEqual([
		"ok  Configuration",
		`ok  Server at http://127.0.0.1:${port}, and its database`,
		expect.stringMatching(/^(ok|!!) {2}PUBLIC_URL: phones open http:/),
		"ok  Stripe, key: test, no money moves",
		expect.stringMatching(/^-- {2}WeChat Pay → Not configured/),
		expect.stringMatching(/^-- {2}Alipay → Not configured/),
		expect.stringMatching(/^-- {2}Refunds → Managers refund/),
		"ok  Slack, bot token: workspace Standin",
		"ok  Slack, scopes",
		"ok  Slack, Socket Mode",
		expect.stringMatching(/^-- {2}Slack, support channel → Set SLACK_SUPPORT_CHANNEL/),
		"ok  Slack, linked channels: 1/1",
		"ok  Discord, token: standin",
		"ok  Discord, gateway",
		"ok  Discord, intents: no privileged one is needed",
		"ok  Discord, commands",
		"ok  Discord, linked channels: 1/1",
		expect.stringMatching(/^-- {2}Ollama → Not configured/),
	]);
	expect([well.code, well.err]).toEqual([WELL, ""]);

	await linkAudience(database, `slack:${TEAM}/${lost.id}`, demo, "manager", Date.now());
	const ill = await run(["doctor", "--json"], beside);
	expect(ill.code).toBe(2);
	const told: { ok: boolean; checks: { what: string; state: string; advice: string | null }[] } = JSON.parse(ill.out);
	expect(told.ok).toBe(false);
	expect(
		told.checks.filter(({ what, state }) => !/^(?:ok|left-out)$/.test(state) && !what.startsWith("PUBLIC_URL")),
	).toEqual([
		{ what: `Slack, channel ${lost.id}`, state: "wrong", advice: expect.stringContaining("/invite @standin") },
	]);
	await database.close();
});

test("the embedded database is left to the process that has it", async () => {
	const port = await freePort();
	const server = await startServer({}, port);
	onTestFinished(server.stop);
	const beside = await run(["doctor"], server.environment);
	expect([beside.code, linesOf(beside)[1]]).toEqual([WELL, `ok  Server at http://127.0.0.1:${port}, and its database`]);
	// The server is not where it is looked for.
	const lost = { PORT: String(await freePort()), PUBLIC_URL: "https://standin.example" };
	const elsewhere = await run(["doctor"], { ...server.environment, ...lost });
	expect(elsewhere.code).toBe(3);
	expect(linesOf(elsewhere)[2]).toMatch(/^!! {2}Data directory .* in use by another Standin \(process \d+\)/);
});

test("merchants that list a Stripe rail are named while no key is set", async () => {
	const own = await alone();
	const file = join(folder, "shops.yaml");
	const store = "{ id: first, name: First, country: IE, currency: EUR, time_zone: Europe/Dublin }";
	const rails = "[{ id: card, scheme: stripe }]";
	writeFileSync(file, `merchants:\n  - { id: corner, name: Corner, stores: [${store}], rails: ${rails} }\n`);
	expect((await run(["setup", file], own)).err).toBe("");
	const { code, out } = await run(["doctor"], { ...own, LANG: "es_MX.UTF-8" });
	expect(code).toBe(2);
	expect(out).toContain("!!  Stripe → Estos comercios tienen una forma de pago Stripe que no se puede usar: corner.");
});

test("a wrong variable is named, its value is not", async () => {
	const { code, out, err } = await run(["doctor"], { ...(await alone()), DISCORD_TOKEN: "secret of the tests" });
	expect([code, err]).toEqual([2, ""]);
	expect(out).toMatch(/^!! {2}Configuration → Set these environment variables right: DISCORD_TOKEN/);
	expect(out).not.toContain("secret");
});

test("services that refuse or do not answer are told in the shell's language, and no secret is printed", async () => {
	const wrong = {
		SLACK_BOT_TOKEN: "xoxb-made-up-by-tests",
		SLACK_APP_TOKEN: "xapp-made-up-by-tests",
		DISCORD_TOKEN: "made-up-by-tests",
		STRIPE_SECRET_KEY: "sk_test_made_up_by_tests",
	};
	const own = { ...(await alone()), ...services, ...wrong, PUBLIC_URL: "http://localhost:4747", LANG: "zh_CN.UTF-8" };
	const ran = await run(["doctor"], own);
	expect(ran.code).toBe(2);
	expect(ran.out + ran.err).not.toMatch(/made.up.by/);
	for (const line of linesOf(ran)) expect(line, line).toMatch(/\p{Script=Han}/u);
	expect(linesOf(ran).filter((line) => line.startsWith("!!"))).toHaveLength(5);
	const away = {
		PUBLIC_URL: "https://standin.example",
		SLACK_API_URL: "http://127.0.0.1:9/api/",
		DISCORD_API_URL: "http://127.0.0.1:9/api",
	};
	expect((await run(["doctor"], { ...(await alone()), ...services, ...away })).code).toBe(3);
});

test("a database that does not answer is said", async () => {
	const own = {
		...(await alone()),
		PUBLIC_URL: "https://standin.example",
		DATABASE_URL: "postgres://nobody@127.0.0.1:9/standin",
	};
	const { code, out } = await run(["doctor"], own);
	expect(code).toBe(3);
	expect(out).toContain("!!  Database (DATABASE_URL) → The database does not answer;");
});
