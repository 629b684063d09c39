/** CORE. What each environment variable should be, for whoever has set one wrong. */

import type { z } from "zod";
import type { Text } from "./text.ts";

export const MIN_TOKEN_CHARS = 20;
export const MAX_TOKEN_CHARS = 200;
export const OLLAMA_HERE = "http://127.0.0.1:11434";

const EXPECTED: ReadonlyMap<string, string> = new Map([
	["PORT", "a port number, 0 to 65535"],
	["PUBLIC_URL", "an address such as https://standin.example"],
	["DATABASE_URL", "an address such as postgres://user@host/database"],
	["STANDIN_URL", "an address such as http://127.0.0.1:4747"],
	["STRIPE_SECRET_KEY", "a secret or restricted key of Stripe such as rk_live_…"],
	["STRIPE_REFUND_KEY", "a restricted key such as rk_live_… for refunds alone, live or test as STRIPE_SECRET_KEY"],
	["STRIPE_WEBHOOK_SECRET", "a signing secret such as whsec_…, together with STRIPE_SECRET_KEY"],
	["STRIPE_API_URL", "for tests only: the address of a server that speaks like Stripe, together with a test key"],
	["ALIPAY_APP_ID", "the app's number at open.alipay.com, together with all of ALIPAY_…"],
	["ALIPAY_PRIVATE_KEY", "the app's private key (or ALIPAY_PRIVATE_KEY_FILE), together with all of ALIPAY_…"],
	["ALIPAY_PRIVATE_KEY_FILE", "the path of a file with the app's private key"],
	["ALIPAY_PUBLIC_KEY", "Alipay's public key (or ALIPAY_PUBLIC_KEY_FILE), together with all of ALIPAY_…"],
	["ALIPAY_PUBLIC_KEY_FILE", "the path of a file with Alipay's public key"],
	["ALIPAY_GATEWAY", "only for Alipay's sandbox or tests: its https address, together with all of ALIPAY_…"],
	["ALIPAY_REFUNDS", "1 if managers may give money back here, together with all of ALIPAY_…"],
	["WECHAT_APP_ID", "the app's id such as wx8888888888888888, together with all of WECHAT_…"],
	["WECHAT_MCH_ID", "the merchant's number, digits, together with all of WECHAT_…"],
	["WECHAT_MCH_SERIAL", "the serial number of the merchant's certificate, together with all of WECHAT_…"],
	["WECHAT_PRIVATE_KEY", "the text of apiclient_key.pem (or WECHAT_PRIVATE_KEY_FILE), together with all of WECHAT_…"],
	["WECHAT_PRIVATE_KEY_FILE", "the path of apiclient_key.pem"],
	["WECHAT_API_V3_KEY", "the APIv3 key, 32 characters, together with all of WECHAT_…"],
	["WECHAT_PUBLIC_KEY_ID", "the id of WeChat Pay's public key such as PUB_KEY_ID_…, together with all of WECHAT_…"],
	["WECHAT_PUBLIC_KEY", "the text of pub_key.pem (or WECHAT_PUBLIC_KEY_FILE), together with all of WECHAT_…"],
	["WECHAT_PUBLIC_KEY_FILE", "the path of pub_key.pem"],
	["WECHAT_BASE_URL", "only if told so: another https address of WeChat Pay, together with all of WECHAT_…"],
	["WECHAT_REFUNDS", "1 if managers may give money back here, together with all of WECHAT_…"],
	["DISCORD_TOKEN", "the token of a bot, from Discord's developer portal"],
	["DISCORD_API_URL", "for tests only: the address of a server that speaks like Discord"],
	["SLACK_BOT_TOKEN", "a bot token of Slack such as xoxb-…"],
	["SLACK_APP_TOKEN", "an app-level token such as xapp-… (or SLACK_SIGNING_SECRET), together with SLACK_BOT_TOKEN"],
	["SLACK_SIGNING_SECRET", "the signing secret of the Slack app"],
	["SLACK_API_URL", "for tests only: the address of a server that speaks like Slack, on 127.0.0.1"],
	["SLACK_SUPPORT_CHANNEL", "the id of the support channel such as C0123ABCD, together with SLACK_SUPPORT_AGENTS"],
	[
		"SLACK_SUPPORT_AGENTS",
		"ids of Slack's people or user groups such as U0123ABCD,S0123ABCD, together with SLACK_SUPPORT_CHANNEL",
	],
	["SLACK_SUPPORT_FINANCE", "likewise those who may record refunds"],
	["OLLAMA_URL", `the address of Ollama such as ${OLLAMA_HERE}`],
	["OLLAMA_MODEL", "a model of Ollama such as qwen3:4b (or OLLAMA_EMBED_MODEL), together with OLLAMA_URL"],
	["OLLAMA_EMBED_MODEL", "a model of Ollama that makes vectors, such as bge-m3"],
	["TRUST_PROXY", "1 behind a proxy of yours that sets X-Forwarded-For, else 0"],
	["STANDIN_TOKEN", `${MIN_TOKEN_CHARS} to ${MAX_TOKEN_CHARS} letters, digits and signs without blanks`],
]);

/** Names every variable at fault and what it should be, never its value. */
export function configFaults(error: z.ZodError): Text {
	const names = [...new Set(error.issues.map((issue) => String(issue.path[0])))];
	const faults = names.map((name) => `${name} (${EXPECTED.get(name) ?? "not empty"})`).join(", ");
	return {
		en: `Set these environment variables right: ${faults}.`,
		zh: `请修正这些环境变量：${faults}。`,
		es: `Corrija estas variables de entorno: ${faults}.`,
	};
}
