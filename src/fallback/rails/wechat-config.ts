/** What the environment says of WeChat Pay: an account's names and keys, all of them or none. */

import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { z } from "zod";
import { KEY_LEAST_BITS, KEY_LIMIT_BYTES, keyFile, providerUrl } from "./key-variables.ts";
import type { WechatSettings } from "./wechat.ts";

/** As WeChat's own tool writes it; where a variable has one line only, with `\n` spelt out. */
const pem = (read: (text: string) => KeyObject) =>
	z
		.string()
		.max(KEY_LIMIT_BYTES)
		.transform((text) => text.replaceAll("\\n", "\n"))
		.refine((text) => isKey(read, text));

const privateKey = pem(createPrivateKey);
const publicKey = pem(createPublicKey);

/** Names and forms: pay.weixin.qq.com/doc/v3/merchant/4013070756. */
export const wechatVariables = {
	WECHAT_APP_ID: z
		.string()
		.regex(/^wx\w{4,30}$/)
		.optional(),
	WECHAT_MCH_ID: z
		.string()
		.regex(/^\d{8,32}$/)
		.optional(),
	WECHAT_MCH_SERIAL: z
		.string()
		.regex(/^[0-9A-F]{16,64}$/i)
		.optional(),
	WECHAT_PRIVATE_KEY: privateKey.optional(),
	WECHAT_PRIVATE_KEY_FILE: keyFile.pipe(privateKey).optional(),
	WECHAT_API_V3_KEY: z
		.string()
		.regex(/^[!-~]{32}$/)
		.optional(),
	WECHAT_PUBLIC_KEY_ID: z
		.string()
		.regex(/^(PUB_KEY_ID_[0-9A-Z]{2,64}|[0-9A-F]{16,64})$/)
		.optional(),
	WECHAT_PUBLIC_KEY: publicKey.optional(),
	WECHAT_PUBLIC_KEY_FILE: keyFile.pipe(publicKey).optional(),
	WECHAT_BASE_URL: providerUrl.optional(),
	WECHAT_REFUNDS: z.literal("1").optional(),
};

const variables = z.object(wechatVariables);
type Variables = z.infer<typeof variables>;

const isSet = (env: Variables): boolean => Object.keys(wechatVariables).some((name) => env[name as keyof Variables]);

/** Which variables are missing beside those that are set. */
export function wechatMissing(env: Variables): readonly string[] {
	if (!isSet(env)) return [];
	const needed = {
		WECHAT_APP_ID: env.WECHAT_APP_ID,
		WECHAT_MCH_ID: env.WECHAT_MCH_ID,
		WECHAT_MCH_SERIAL: env.WECHAT_MCH_SERIAL,
		WECHAT_PRIVATE_KEY: env.WECHAT_PRIVATE_KEY ?? env.WECHAT_PRIVATE_KEY_FILE,
		WECHAT_API_V3_KEY: env.WECHAT_API_V3_KEY,
		WECHAT_PUBLIC_KEY_ID: env.WECHAT_PUBLIC_KEY_ID,
		WECHAT_PUBLIC_KEY: env.WECHAT_PUBLIC_KEY ?? env.WECHAT_PUBLIC_KEY_FILE,
	};
	return Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
}

/** Null: no WeChat Pay. Nothing is missing any more. */
export const wechatOf = (env: Variables): WechatSettings | null =>
	isSet(env)
		? {
				appId: env.WECHAT_APP_ID ?? "",
				mchId: env.WECHAT_MCH_ID ?? "",
				mchSerial: env.WECHAT_MCH_SERIAL ?? "",
				privateKey: env.WECHAT_PRIVATE_KEY ?? env.WECHAT_PRIVATE_KEY_FILE ?? "",
				apiV3Key: env.WECHAT_API_V3_KEY ?? "",
				publicKeyId: env.WECHAT_PUBLIC_KEY_ID ?? "",
				publicKey: env.WECHAT_PUBLIC_KEY ?? env.WECHAT_PUBLIC_KEY_FILE ?? "",
				...(env.WECHAT_REFUNDS === undefined ? {} : { mayRefund: true }),
				apiUrl: env.WECHAT_BASE_URL ?? null,
			}
		: null;

function isKey(read: (text: string) => KeyObject, text: string): boolean {
	try {
		const key = read(text);
		return key.asymmetricKeyType === "rsa" && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= KEY_LEAST_BITS;
	} catch {
		return false; // the only way to ask
	}
}
