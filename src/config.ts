/** The only reader of the environment. Every fault is told at once; secrets are never printed. */

import { networkInterfaces } from "node:os";
import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { OllamaSettings } from "./answers/ollama.ts";
import type { DiscordSettings } from "./bots/discord/bot.ts";
import type { SlackSettings } from "./bots/slack/bot.ts";
import { UserError } from "./errors.ts";
import type { StripeSettings } from "./fallback/rails/stripe.ts";
import type { Text } from "./text.ts";

/** The folder of the program: where `knowledge/` and, unless set otherwise, `data/` are. */
export const HOME = fileURLToPath(new URL("../", import.meta.url));

const MIN_TOKEN_CHARS = 20;
const MAX_TOKEN_CHARS = 200;

/** As `ollama pull` takes it: `qwen3:4b`, `hf.co/someone/model:Q4`. */
const MODEL_NAME = /^[A-Za-z0-9][\w./:-]{0,199}$/;
const OLLAMA_HERE = "http://127.0.0.1:11434";

const url = (protocols: RegExp) => z.url({ protocol: protocols }).transform((value) => value.replace(/\/+$/, ""));

const environment = z.object({
	PORT: z.coerce.number().int().min(0).max(65_535).default(4747),
	HOST: z.string().min(1).default("0.0.0.0"),
	PUBLIC_URL: url(/^https?$/).optional(),
	DATA_DIR: z.string().min(1).default("data"),
	DATABASE_URL: url(/^postgres(ql)?$/).optional(),
	STANDIN_URL: url(/^https?$/).optional(),
	STANDIN_TOKEN: z
		.string()
		.regex(/^[!-~]+$/) // what an HTTP header can carry
		.min(MIN_TOKEN_CHARS)
		.max(MAX_TOKEN_CHARS)
		.optional(),
	STRIPE_SECRET_KEY: z
		.string()
		.regex(/^(sk|rk)_(test|live)_[A-Za-z0-9_]{8,200}$/)
		.optional(),
	STRIPE_WEBHOOK_SECRET: z
		.string()
		.regex(/^whsec_[!-~]{8,200}$/)
		.optional(),
	STRIPE_API_URL: url(/^https?$/).optional(),
	DISCORD_TOKEN: z
		.string()
		.regex(/^[A-Za-z0-9._-]{8,200}$/)
		.optional(),
	DISCORD_API_URL: url(/^https?$/).optional(),
	SLACK_BOT_TOKEN: z
		.string()
		.regex(/^xoxb-[A-Za-z0-9-]{8,200}$/)
		.optional(),
	SLACK_APP_TOKEN: z
		.string()
		.regex(/^xapp-[A-Za-z0-9-]{8,300}$/)
		.optional(),
	SLACK_SIGNING_SECRET: z
		.string()
		.regex(/^[!-~]{16,200}$/)
		.optional(),
	SLACK_API_URL: url(/^https?$/).optional(),
	OLLAMA_URL: url(/^https?$/).optional(),
	OLLAMA_MODEL: z.string().regex(MODEL_NAME).optional(),
	OLLAMA_EMBED_MODEL: z.string().regex(MODEL_NAME).optional(),
	TRUST_PROXY: z.enum(["0", "1"]).default("0"),
	LANG: z.string().optional(),
	LC_ALL: z.string().optional(),
});

// A live key is never shown to another server, and a secret that guards nothing is a mistake.
const checked = environment
	.refine((env) => env.STRIPE_API_URL === undefined || /^.k_test_/.test(env.STRIPE_SECRET_KEY ?? ""), {
		path: ["STRIPE_API_URL"],
	})
	.refine((env) => env.STRIPE_WEBHOOK_SECRET === undefined || env.STRIPE_SECRET_KEY !== undefined, {
		path: ["STRIPE_WEBHOOK_SECRET"],
	})
	// An address alone does nothing.
	.refine((env) => env.OLLAMA_URL === undefined || (env.OLLAMA_MODEL ?? env.OLLAMA_EMBED_MODEL) !== undefined, {
		path: ["OLLAMA_MODEL"],
	})
	// Tokens of Slack are all alike: none is shown to another machine.
	.refine((env) => env.SLACK_API_URL === undefined || new URL(env.SLACK_API_URL).hostname === "127.0.0.1", {
		path: ["SLACK_API_URL"],
	})
	.refine(
		(env) => env.SLACK_BOT_TOKEN === undefined || (env.SLACK_APP_TOKEN ?? env.SLACK_SIGNING_SECRET) !== undefined,
		{
			path: ["SLACK_APP_TOKEN"],
		},
	)
	.refine(
		(env) => env.SLACK_BOT_TOKEN !== undefined || (env.SLACK_APP_TOKEN ?? env.SLACK_SIGNING_SECRET) === undefined,
		{
			path: ["SLACK_BOT_TOKEN"],
		},
	);

export type Config = {
	readonly port: number;
	readonly host: string;
	/** What links in QR codes begin with; null: the address in the local network, once the port is known. */
	readonly publicUrl: string | null;
	readonly dataDir: string;
	/** Null: the embedded database in `dataDir`. */
	readonly databaseUrl: string | null;
	/** Where the command line finds the server. */
	readonly serverUrl: string;
	/** The operator's token; null: the one in `dataDir`. */
	readonly token: string | null;
	/** Null: no card payment over Stripe. */
	readonly stripe: StripeSettings | null;
	/** Null: no bot at Discord. */
	readonly discord: DiscordSettings | null;
	/** Null: no Slack. */
	readonly slack: SlackSettings | null;
	/** Null: no language model. */
	readonly ollama: OllamaSettings | null;
	/** Who asks is who the last X-Forwarded-For says: a proxy of the operator's stands before the server. */
	readonly trustProxy: boolean;
	/** The language of whoever runs the command, as the system says it. */
	readonly language: string;
};

/** Reads the configuration. Throws `UserError` that names every variable at fault, but not its value. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
	// An empty variable is one that is not set: that is how compose files and shells write it.
	const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
	const read = checked.safeParse(given);
	if (!read.success) throw new UserError(faultsOf(read.error));
	const { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_API_URL } = read.data;
	const { PORT, HOST, PUBLIC_URL, DATA_DIR, DATABASE_URL, STANDIN_URL, STANDIN_TOKEN, LANG, LC_ALL } = read.data;
	return {
		port: PORT,
		host: HOST,
		publicUrl: PUBLIC_URL ?? null,
		dataDir: isAbsolute(DATA_DIR) ? DATA_DIR : resolve(HOME, DATA_DIR),
		databaseUrl: DATABASE_URL ?? null,
		serverUrl: STANDIN_URL ?? `http://127.0.0.1:${PORT}`,
		token: STANDIN_TOKEN ?? null,
		stripe:
			STRIPE_SECRET_KEY === undefined
				? null
				: {
						secretKey: STRIPE_SECRET_KEY,
						webhookSecret: STRIPE_WEBHOOK_SECRET ?? null,
						apiUrl: STRIPE_API_URL ?? null,
					},
		discord:
			read.data.DISCORD_TOKEN === undefined
				? null
				: { token: read.data.DISCORD_TOKEN, apiUrl: read.data.DISCORD_API_URL ?? null },
		slack: slackOf(read.data),
		ollama: ollamaOf(read.data),
		trustProxy: read.data.TRUST_PROXY === "1",
		language: LC_ALL ?? LANG ?? "en",
	};
}

const slackOf = (env: z.infer<typeof environment>): SlackSettings | null =>
	env.SLACK_BOT_TOKEN === undefined
		? null
		: {
				botToken: env.SLACK_BOT_TOKEN,
				appToken: env.SLACK_APP_TOKEN ?? null,
				signingSecret: env.SLACK_SIGNING_SECRET ?? null,
				apiUrl: env.SLACK_API_URL ?? null,
			};

const ollamaOf = (env: z.infer<typeof environment>): OllamaSettings | null =>
	(env.OLLAMA_MODEL ?? env.OLLAMA_EMBED_MODEL) === undefined
		? null
		: {
				url: env.OLLAMA_URL ?? OLLAMA_HERE,
				model: env.OLLAMA_MODEL ?? null,
				embedModel: env.OLLAMA_EMBED_MODEL ?? null,
			};

const EXPECTED: ReadonlyMap<string, string> = new Map([
	["PORT", "a port number, 0 to 65535"],
	["PUBLIC_URL", "an address such as https://standin.example"],
	["DATABASE_URL", "an address such as postgres://user@host/database"],
	["STANDIN_URL", "an address such as http://127.0.0.1:4747"],
	["STRIPE_SECRET_KEY", "a secret or restricted key of Stripe such as rk_live_…"],
	["STRIPE_WEBHOOK_SECRET", "a signing secret such as whsec_…, together with STRIPE_SECRET_KEY"],
	["STRIPE_API_URL", "for tests only: the address of a server that speaks like Stripe, together with a test key"],
	["DISCORD_TOKEN", "the token of a bot, from Discord's developer portal"],
	["DISCORD_API_URL", "for tests only: the address of a server that speaks like Discord"],
	["SLACK_BOT_TOKEN", "a bot token of Slack such as xoxb-…"],
	["SLACK_APP_TOKEN", "an app-level token such as xapp-… (or SLACK_SIGNING_SECRET), together with SLACK_BOT_TOKEN"],
	["SLACK_SIGNING_SECRET", "the signing secret of the Slack app"],
	["SLACK_API_URL", "for tests only: the address of a server that speaks like Slack, on 127.0.0.1"],
	["OLLAMA_URL", `the address of Ollama such as ${OLLAMA_HERE}`],
	["OLLAMA_MODEL", "a model of Ollama such as qwen3:4b (or OLLAMA_EMBED_MODEL), together with OLLAMA_URL"],
	["OLLAMA_EMBED_MODEL", "a model of Ollama that makes vectors, such as bge-m3"],
	["TRUST_PROXY", "1 behind a proxy of yours that sets X-Forwarded-For, else 0"],
	["STANDIN_TOKEN", `${MIN_TOKEN_CHARS} to ${MAX_TOKEN_CHARS} letters, digits and signs without blanks`],
]);

function faultsOf(error: z.ZodError): Text {
	const names = [...new Set(error.issues.map((issue) => String(issue.path[0])))];
	const faults = names.map((name) => `${name} (${EXPECTED.get(name) ?? "not empty"})`).join(", ");
	return {
		en: `Set these environment variables right: ${faults}.`,
		zh: `请修正这些环境变量：${faults}。`,
		es: `Corrija estas variables de entorno: ${faults}.`,
	};
}

/** The address other devices of the local network reach this machine at; without a network, this machine's own. */
export function lanAddress(): string {
	const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
	return addresses.find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? "127.0.0.1";
}
