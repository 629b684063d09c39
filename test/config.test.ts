import { expect, test } from "vitest";
import { readConfig } from "../src/config.ts";
import { UserError } from "../src/errors.ts";

const KEY = "rk_live_51Abcdefgh";
const HOOK = "whsec_0123456789abcdef";

const fault = (env: Readonly<Record<string, string>>): string => {
	try {
		readConfig(env);
	} catch (error) {
		if (error instanceof UserError) return error.text.en;
		throw error;
	}
	return "";
};

test("without a key there is no card payment; an empty variable is one that is not set", () => {
	expect(readConfig({}).stripe).toBeNull();
	expect(readConfig({ STRIPE_SECRET_KEY: "", STRIPE_WEBHOOK_SECRET: "", STRIPE_API_URL: "" }).stripe).toBeNull();
	expect(readConfig({ STRIPE_SECRET_KEY: KEY }).stripe).toEqual({ secretKey: KEY, webhookSecret: null, apiUrl: null });
	const test = { STRIPE_SECRET_KEY: "sk_test_abcdefgh", STRIPE_API_URL: "http://127.0.0.1:12111/" };
	expect(readConfig({ ...test, STRIPE_WEBHOOK_SECRET: HOOK }).stripe).toEqual({
		secretKey: "sk_test_abcdefgh",
		webhookSecret: HOOK,
		apiUrl: "http://127.0.0.1:12111",
	});
});

test.each([
	["a publishable key", { STRIPE_SECRET_KEY: "pk_live_51Abcdefgh" }, "STRIPE_SECRET_KEY"],
	["a key with a line feed", { STRIPE_SECRET_KEY: `${KEY}\n` }, "STRIPE_SECRET_KEY"],
	[
		"a blank webhook secret, which would guard nothing",
		{ STRIPE_SECRET_KEY: KEY, STRIPE_WEBHOOK_SECRET: "  " },
		"STRIPE_WEBHOOK_SECRET",
	],
	["a webhook secret without a key", { STRIPE_WEBHOOK_SECRET: HOOK }, "STRIPE_WEBHOOK_SECRET"],
	["a live key for another server", { STRIPE_SECRET_KEY: KEY, STRIPE_API_URL: "http://127.0.0.1:1" }, "STRIPE_API_URL"],
	["another server without a key", { STRIPE_API_URL: "http://127.0.0.1:1" }, "STRIPE_API_URL"],
])("%s is refused by its name, and its value is not printed", (_name, env: Readonly<Record<string, string>>, name) => {
	const told = fault(env);
	expect(told).toContain(`${name} (`);
	for (const value of Object.values(env)) expect(told).not.toContain(value);
});

test("without a token there is no bot at Discord; one with a line feed is none", () => {
	expect(readConfig({ DISCORD_TOKEN: "" }).discord).toBeNull();
	expect(readConfig({ DISCORD_TOKEN: "MTI5.standin.tests" }).discord).toEqual({
		token: "MTI5.standin.tests",
		apiUrl: null,
	});
	const broken = { DISCORD_TOKEN: "MTI5.standin.tests\n", DISCORD_API_URL: "discord" };
	expect(fault(broken)).toContain("DISCORD_TOKEN");
	expect(fault(broken)).toContain("DISCORD_API_URL");
	expect(fault(broken)).not.toContain("MTI5");
});

const SLACK = { SLACK_BOT_TOKEN: "xoxb-test-abcdefgh", SLACK_APP_TOKEN: "xapp-1-A1-abcdefgh" };

test("Slack needs its bot token and a way in: a socket's token, a signing secret, or both", () => {
	expect(readConfig({ SLACK_BOT_TOKEN: "", SLACK_APP_TOKEN: "" }).slack).toBeNull();
	expect(readConfig({ ...SLACK, SLACK_API_URL: "http://127.0.0.1:80/api/" }).slack).toEqual({
		botToken: SLACK.SLACK_BOT_TOKEN,
		appToken: SLACK.SLACK_APP_TOKEN,
		signingSecret: null,
		apiUrl: "http://127.0.0.1:80/api",
		support: null,
	});
	const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN } = SLACK;
	const SLACK_SIGNING_SECRET = "0123456789abcdef0123456789abcdef";
	expect(readConfig({ SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET }).slack).toMatchObject({ appToken: null });
	for (const [env, name] of [
		[{ SLACK_BOT_TOKEN }, "SLACK_APP_TOKEN"],
		[{ SLACK_APP_TOKEN }, "SLACK_BOT_TOKEN"],
		[{ SLACK_SIGNING_SECRET }, "SLACK_BOT_TOKEN"],
		[{ ...SLACK, SLACK_BOT_TOKEN: "xoxp-1234-abcdefgh" }, "SLACK_BOT_TOKEN"],
		[{ ...SLACK, SLACK_SIGNING_SECRET: " " }, "SLACK_SIGNING_SECRET"],
		[{ ...SLACK, SLACK_API_URL: "https://slack.example/api" }, "SLACK_API_URL"],
	] as const) {
		expect(fault(env)).toContain(`${name} (`);
		for (const value of Object.values(env)) expect(fault(env)).not.toContain(`: ${value}`);
	}
});

test("the support desk in Slack needs its channel and its agents, people or groups, and a bot to work with", () => {
	const SLACK_SUPPORT_CHANNEL = "C0SUPPORT";
	const SLACK_SUPPORT_AGENTS = " U0ANNA,S0FIRSTLINE , W0BEN";
	const desk = { ...SLACK, SLACK_SUPPORT_CHANNEL, SLACK_SUPPORT_AGENTS };
	const agents = ["U0ANNA", "S0FIRSTLINE", "W0BEN"];
	expect(readConfig(desk).slack?.support).toEqual({ channel: "C0SUPPORT", agents, finance: [] });
	expect(readConfig({ ...desk, SLACK_SUPPORT_FINANCE: "U0FINN" }).slack?.support?.finance).toEqual(["U0FINN"]);
	for (const [env, name] of [
		[{ SLACK_SUPPORT_CHANNEL, SLACK_SUPPORT_AGENTS }, "SLACK_BOT_TOKEN"],
		[{ ...SLACK, SLACK_SUPPORT_CHANNEL }, "SLACK_SUPPORT_AGENTS"],
		[{ ...SLACK, SLACK_SUPPORT_AGENTS }, "SLACK_SUPPORT_CHANNEL"],
		[{ ...SLACK, SLACK_SUPPORT_FINANCE: "U0FINN" }, "SLACK_SUPPORT_CHANNEL"],
		[{ ...desk, SLACK_SUPPORT_CHANNEL: "#support" }, "SLACK_SUPPORT_CHANNEL"],
		[{ ...desk, SLACK_SUPPORT_AGENTS: "@anna" }, "SLACK_SUPPORT_AGENTS"],
		[{ ...desk, SLACK_SUPPORT_AGENTS: "U0ANNA,,U0BEN" }, "SLACK_SUPPORT_AGENTS"],
		[{ ...desk, SLACK_SUPPORT_FINANCE: "everybody" }, "SLACK_SUPPORT_FINANCE"],
	] as const) {
		expect(fault(env)).toContain(`${name} (`);
	}
});

test("a language model is there when one is named; its address is this machine's unless said otherwise", () => {
	expect(readConfig({ OLLAMA_MODEL: "", OLLAMA_EMBED_MODEL: "" }).ollama).toBeNull();
	expect(readConfig({ OLLAMA_MODEL: "qwen3:4b" }).ollama).toEqual({
		url: "http://127.0.0.1:11434",
		model: "qwen3:4b",
		embedModel: null,
	});
	const both = { OLLAMA_URL: "https://models.example/", OLLAMA_EMBED_MODEL: "hf.co/someone/bge-m3:Q4_K" };
	expect(readConfig(both).ollama).toEqual({
		url: "https://models.example",
		model: null,
		embedModel: "hf.co/someone/bge-m3:Q4_K",
	});
	expect(fault({ OLLAMA_URL: "http://127.0.0.1:11434" })).toContain("OLLAMA_MODEL (");
	expect(fault({ OLLAMA_URL: "ollama", OLLAMA_MODEL: "qwen3 4b" })).toMatch(/OLLAMA_URL \(.*OLLAMA_MODEL \(/);
});
