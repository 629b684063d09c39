/** The only reader of the environment. Every fault is told at once; secrets are never printed. */

import { networkInterfaces } from "node:os";
import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { OllamaSettings } from "./answers/ollama.ts";
import type { DiscordSettings } from "./bots/discord/bot.ts";
import type { SlackSettings } from "./bots/slack/bot.ts";
import { configFaults, MAX_TOKEN_CHARS, MIN_TOKEN_CHARS, OLLAMA_HERE } from "./config-faults.ts";
import { UserError } from "./errors.ts";
import type { AlipaySettings } from "./fallback/rails/alipay.ts";
import { alipayMissing, alipayOf, alipayVariables } from "./fallback/rails/alipay-config.ts";
import type { StripeSettings } from "./fallback/rails/stripe.ts";
import type { WechatSettings } from "./fallback/rails/wechat.ts";
import { wechatMissing, wechatOf, wechatVariables } from "./fallback/rails/wechat-config.ts";

/** The folder of the program: where `knowledge/` and, unless set otherwise, `data/` are. */
export const HOME = fileURLToPath(new URL("../", import.meta.url));

/** As `ollama pull` takes it: `qwen3:4b`, `hf.co/someone/model:Q4`. */
const MODEL_NAME = /^[A-Za-z0-9][\w./:-]{0,199}$/;
/** Of Slack's people and of its user groups; nobody lists more than a hundred of them one by one. */
const PEOPLE = /^\s*[UWS][A-Z0-9]{2,30}(?:\s*,\s*[UWS][A-Z0-9]{2,30}){0,99}\s*$/;

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
	/** Restricted only: a whole key in its place could do more than it is for. */
	STRIPE_REFUND_KEY: z
		.string()
		.regex(/^rk_(test|live)_[A-Za-z0-9_]{8,200}$/)
		.optional(),
	STRIPE_WEBHOOK_SECRET: z
		.string()
		.regex(/^whsec_[!-~]{8,200}$/)
		.optional(),
	STRIPE_API_URL: url(/^https?$/).optional(),
	...wechatVariables,
	...alipayVariables,
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
	SLACK_SUPPORT_CHANNEL: z
		.string()
		.regex(/^[CG][A-Z0-9]{2,30}$/)
		.optional(),
	SLACK_SUPPORT_AGENTS: z.string().regex(PEOPLE).optional(),
	SLACK_SUPPORT_FINANCE: z.string().regex(PEOPLE).optional(),
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
	.refine((env) => env.STRIPE_REFUND_KEY === undefined || isOfOneMode(env.STRIPE_REFUND_KEY, env.STRIPE_SECRET_KEY), {
		path: ["STRIPE_REFUND_KEY"],
	})
	.superRefine((env, context) => {
		for (const name of [...wechatMissing(env), ...alipayMissing(env)])
			context.addIssue({ code: "custom", path: [name] });
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
	)
	// A channel without agents answers nobody, and agents without a channel have nowhere to work.
	.refine((env) => env.SLACK_SUPPORT_CHANNEL === undefined || env.SLACK_BOT_TOKEN !== undefined, {
		path: ["SLACK_BOT_TOKEN"],
	})
	.refine((env) => env.SLACK_SUPPORT_CHANNEL === undefined || env.SLACK_SUPPORT_AGENTS !== undefined, {
		path: ["SLACK_SUPPORT_AGENTS"],
	})
	.refine(
		(env) =>
			env.SLACK_SUPPORT_CHANNEL !== undefined || (env.SLACK_SUPPORT_AGENTS ?? env.SLACK_SUPPORT_FINANCE) === undefined,
		{ path: ["SLACK_SUPPORT_CHANNEL"] },
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
	/** Null: no WeChat Pay. */
	readonly wechat: WechatSettings | null;
	/** Null: no Alipay. */
	readonly alipay: AlipaySettings | null;
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
	if (!read.success) throw new UserError(configFaults(read.error));
	const { STRIPE_SECRET_KEY, STRIPE_REFUND_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_API_URL } = read.data;
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
						...(STRIPE_REFUND_KEY === undefined ? {} : { refundKey: STRIPE_REFUND_KEY }),
						webhookSecret: STRIPE_WEBHOOK_SECRET ?? null,
						apiUrl: STRIPE_API_URL ?? null,
					},
		wechat: wechatOf(read.data),
		alipay: alipayOf(read.data),
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

/** A refund of test money with a live key finds nothing, and the other way round. */
const isOfOneMode = (one: string, other = ""): boolean => one.slice(2, 7) === other.slice(2, 7);

const slackOf = (env: z.infer<typeof environment>): SlackSettings | null =>
	env.SLACK_BOT_TOKEN === undefined
		? null
		: {
				botToken: env.SLACK_BOT_TOKEN,
				appToken: env.SLACK_APP_TOKEN ?? null,
				signingSecret: env.SLACK_SIGNING_SECRET ?? null,
				apiUrl: env.SLACK_API_URL ?? null,
				support:
					env.SLACK_SUPPORT_CHANNEL === undefined
						? null
						: {
								channel: env.SLACK_SUPPORT_CHANNEL,
								agents: listed(env.SLACK_SUPPORT_AGENTS),
								finance: listed(env.SLACK_SUPPORT_FINANCE),
							},
			};

const listed = (ids: string | undefined): readonly string[] =>
	ids === undefined ? [] : ids.split(",").map((id) => id.trim());

const ollamaOf = (env: z.infer<typeof environment>): OllamaSettings | null =>
	(env.OLLAMA_MODEL ?? env.OLLAMA_EMBED_MODEL) === undefined
		? null
		: {
				url: env.OLLAMA_URL ?? OLLAMA_HERE,
				model: env.OLLAMA_MODEL ?? null,
				embedModel: env.OLLAMA_EMBED_MODEL ?? null,
			};

/** The address other devices of the local network reach this machine at; without a network, this machine's own. */
export function lanAddress(): string {
	const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
	return addresses.find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? "127.0.0.1";
}
