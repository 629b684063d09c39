/** What the environment says of Alipay: an app's id and two keys, all of them or none. */

import { createPrivateKey, createPublicKey } from "node:crypto";
import { z } from "zod";
import type { AlipaySettings } from "./alipay.ts";
import { KEY_LEAST_BITS, KEY_LIMIT_BYTES, keyFile, providerUrl } from "./key-variables.ts";

/** Alipay's own tool writes keys without a head; a PEM is taken as well, in one line with `\n` spelt out too. */
const key = (kind: "private" | "public") =>
	z
		.string()
		.max(KEY_LIMIT_BYTES)
		.transform((text, context) => {
			const pem = pemOf(kind, text.replaceAll("\\n", "\n").trim());
			if (pem !== null) return pem;
			context.addIssue({ code: "custom" });
			return z.NEVER;
		});

export const alipayVariables = {
	ALIPAY_APP_ID: z
		.string()
		.regex(/^\d{8,32}$/)
		.optional(),
	ALIPAY_PRIVATE_KEY: key("private").optional(),
	ALIPAY_PRIVATE_KEY_FILE: keyFile.pipe(key("private")).optional(),
	ALIPAY_PUBLIC_KEY: key("public").optional(),
	ALIPAY_PUBLIC_KEY_FILE: keyFile.pipe(key("public")).optional(),
	ALIPAY_GATEWAY: providerUrl.optional(),
	ALIPAY_REFUNDS: z.literal("1").optional(),
};

const variables = z.object(alipayVariables);
type Variables = z.infer<typeof variables>;

const isSet = (env: Variables): boolean => Object.keys(alipayVariables).some((name) => env[name as keyof Variables]);

/** Which variables are missing beside those that are set. */
export function alipayMissing(env: Variables): readonly string[] {
	if (!isSet(env)) return [];
	const needed = {
		ALIPAY_APP_ID: env.ALIPAY_APP_ID,
		ALIPAY_PRIVATE_KEY: env.ALIPAY_PRIVATE_KEY ?? env.ALIPAY_PRIVATE_KEY_FILE,
		ALIPAY_PUBLIC_KEY: env.ALIPAY_PUBLIC_KEY ?? env.ALIPAY_PUBLIC_KEY_FILE,
	};
	return Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
}

/** Null: no Alipay. Nothing is missing any more. */
export const alipayOf = (env: Variables): AlipaySettings | null =>
	isSet(env)
		? {
				appId: env.ALIPAY_APP_ID ?? "",
				privateKey: env.ALIPAY_PRIVATE_KEY ?? env.ALIPAY_PRIVATE_KEY_FILE ?? "",
				publicKey: env.ALIPAY_PUBLIC_KEY ?? env.ALIPAY_PUBLIC_KEY_FILE ?? "",
				...(env.ALIPAY_REFUNDS === undefined ? {} : { mayRefund: true }),
				gateway: env.ALIPAY_GATEWAY ?? null,
			}
		: null;

/** The key as the client takes it, whose last line must be the foot; null when it is none, or too weak. */
function pemOf(kind: "private" | "public", text: string): string | null {
	for (const head of text.startsWith("-----") ? [null] : HEADS[kind]) {
		try {
			const pem = head === null ? text : `-----BEGIN ${head}-----\n${text}\n-----END ${head}-----`;
			const read = kind === "private" ? createPrivateKey(pem) : createPublicKey(pem);
			const bits = read.asymmetricKeyDetails?.modulusLength ?? 0;
			if (read.asymmetricKeyType !== "rsa" || bits < KEY_LEAST_BITS) return null;
			const type = kind === "private" ? "pkcs1" : "spki";
			return read.export({ format: "pem", type }).toString().trim();
		} catch {
			// The only way to ask; the other form of a private key may fit.
		}
	}
	return null;
}

const HEADS = { private: ["PRIVATE KEY", "RSA PRIVATE KEY"], public: ["PUBLIC KEY"] } as const;
