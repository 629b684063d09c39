/** How Alipay signs (RSA2): requests and notifications by their fields in order of name, answers as the text between the braces. */

import { generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import type { AlipaySettings } from "../../src/fallback/rails/alipay.ts";

/** Nobody's. */
export const APP_ID = "2021000000000001";

export type Signer = {
	readonly settings: Omit<AlipaySettings, "gateway">;
	/** `isForged`: with a key that is nobody's. */
	sign(text: string, isForged?: boolean, algorithm?: "RSA-SHA256" | "RSA-SHA1"): string;
	isMerchants(fields: ReadonlyMap<string, string>): boolean;
};

const newKeys = () => generateKeyPairSync("rsa", { modulusLength: 2_048 });
const pem = (key: KeyObject) =>
	key
		.export({ format: "pem", type: key.type === "private" ? "pkcs1" : "spki" })
		.toString()
		.trim();

/** All of them but those named, in order. */
export const signable = (fields: ReadonlyMap<string, string>, without: readonly string[]): string =>
	[...fields]
		.filter(([name]) => !without.includes(name))
		.sort(([one], [other]) => (one < other ? -1 : 1))
		.map(([name, value]) => `${name}=${value}`)
		.join("&");

export function newSigner(): Signer {
	const [app, alipay, stranger] = [newKeys(), newKeys(), newKeys()];
	return {
		settings: { appId: APP_ID, privateKey: pem(app.privateKey), publicKey: pem(alipay.publicKey) },
		sign: (text, isForged = false, algorithm = "RSA-SHA256") =>
			sign(algorithm, Buffer.from(text), (isForged ? stranger : alipay).privateKey).toString("base64"),
		isMerchants: (fields) =>
			verify(
				"RSA-SHA256",
				Buffer.from(signable(fields, ["sign"])),
				app.publicKey,
				Buffer.from(fields.get("sign") ?? "", "base64"),
			),
	};
}
