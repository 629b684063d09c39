/** How WeChat Pay signs and encrypts (APIv3), with keys made when a test begins: pay.weixin.qq.com/doc/v3/merchant/4012365342. */

import { createCipheriv, generateKeyPairSync, type KeyObject, randomBytes, sign, verify } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { WechatSettings } from "../../src/fallback/rails/wechat.ts";
import { APP_ID, MCH_ID } from "./wechat-orders.ts";

/** In letters that no real one has. */
const API_V3_KEY = "standin-tests-standin-tests-0001";
const MCH_SERIAL = "5157F09EFDC096DE15EBE81A47057A7200000001";
const PUBLIC_KEY_ID = "PUB_KEY_ID_0119000000012026112400000000000001";
export const TOLERANCE_S = 300;

export type Signing = {
	readonly timestampS: number;
	readonly isForged: boolean;
	readonly serial: string;
};
type Call = { readonly method: string; readonly path: string; readonly body: string };

export type Signer = {
	readonly settings: Omit<WechatSettings, "apiUrl">;
	/** The headers that go with a body; forged: with a key that is nobody's. */
	sign(body: string, how: Partial<Signing> & Pick<Signing, "timestampS">): Record<string, string>;
	/** Whether it was the merchant who asked, and lately: method, address, time, nonce and body are signed. */
	isMerchants(headers: IncomingMessage["headers"], call: Call, nowS: number): boolean;
};

const newKeys = () => generateKeyPairSync("rsa", { modulusLength: 2_048 });
const pem = (key: KeyObject) =>
	key.export({ format: "pem", type: key.type === "private" ? "pkcs8" : "spki" }).toString();

export function newSigner(): Signer {
	const [merchant, platform, stranger] = [newKeys(), newKeys(), newKeys()];
	return {
		settings: {
			appId: APP_ID,
			mchId: MCH_ID,
			mchSerial: MCH_SERIAL,
			privateKey: pem(merchant.privateKey),
			apiV3Key: API_V3_KEY,
			publicKeyId: PUBLIC_KEY_ID,
			publicKey: pem(platform.publicKey),
		},
		sign: (body, { timestampS, isForged = false, serial = PUBLIC_KEY_ID }) => {
			const nonce = randomBytes(16).toString("hex");
			const key = isForged ? stranger.privateKey : platform.privateKey;
			const bytes = sign("sha256", Buffer.from(`${timestampS}\n${nonce}\n${body}\n`), key);
			return {
				"wechatpay-timestamp": String(timestampS),
				"wechatpay-nonce": nonce,
				"wechatpay-serial": serial,
				"wechatpay-signature": bytes.toString("base64"),
			};
		},
		isMerchants: (headers, { method, path, body }, nowS) => {
			const { authorization = "", accept = "" } = headers;
			const said = (name: string) => new RegExp(`[ ,]${name}="([^"]*)"`).exec(authorization)?.[1] ?? "";
			const [time, nonce] = [said("timestamp"), said("nonce_str")];
			const text = Buffer.from(`${method}\n${path}\n${time}\n${nonce}\n${body}\n`);
			return (
				authorization.startsWith("WECHATPAY2-SHA256-RSA2048 ") &&
				accept.includes("application/json") &&
				headers["wechatpay-serial"] === PUBLIC_KEY_ID &&
				said("mchid") === MCH_ID &&
				said("serial_no") === MCH_SERIAL &&
				Math.abs(Number(time) - nowS) <= TOLERANCE_S &&
				verify("sha256", text, merchant.publicKey, Buffer.from(said("signature"), "base64"))
			);
		},
	};
}

/** The resource of a notification. */
export function encrypted(text: string, key: string = API_V3_KEY): object {
	const nonce = randomBytes(6).toString("hex");
	const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from("transaction"));
	const ciphertext = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]).toString(
		"base64",
	);
	return {
		algorithm: "AEAD_AES_256_GCM",
		original_type: "transaction",
		associated_data: "transaction",
		nonce,
		ciphertext,
	};
}
