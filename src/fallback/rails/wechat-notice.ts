/** WeChat Pay's notifications: whether one is WeChat's own, and which order it or its refund hints at. It is never more than a hint. */

import type { KeyObject } from "node:crypto";
import { Aes, Formatter, Rsa } from "wechatpay-axios-plugin";
import { z } from "zod";
import type { Text } from "../../text.ts";
import type { Webhook } from "./providers.ts";

const TOLERANCE_S = 300;

export type NoticeKeys = {
	readonly appId: string;
	readonly mchId: string;
	readonly apiV3Key: string;
	readonly publicKeyId: string;
	readonly publicKey: KeyObject;
};

const signed = z.object({
	serial: z.string(),
	timestamp: z.string().regex(/^\d{1,12}$/),
	nonce: z.string().regex(/^[!-~]{1,128}$/),
	signature: z.string().regex(/^[A-Za-z0-9+/]{1,1000}={0,2}$/),
});

const notice = z.object({
	id: z.string().regex(/^[\w-]{1,64}$/),
	event_type: z.string().regex(/^(TRANSACTION|REFUND)\./),
	resource: z.object({
		algorithm: z.literal("AEAD_AES_256_GCM"),
		ciphertext: z.string().regex(/^[A-Za-z0-9+/]{24,}={0,2}$/), // the tag alone is 16 bytes; the client would take less
		nonce: z.string().min(1).max(64),
		associated_data: z.string().max(64).default(""),
	}),
});

const transaction = z.object({
	/** A refund comes without it. */
	appid: z.string().optional(),
	mchid: z.string(),
	out_trade_no: z.string().regex(/^[\w|*-]{6,32}$/),
});

/** Rules: pay.weixin.qq.com/doc/v3/merchant/4012791861 (signature) and 4012071382 (encryption). */
export function wechatWebhook(keys: NoticeKeys): Webhook {
	return {
		read: (body, header, nowMs) => {
			const read = signed.safeParse({
				serial: header("wechatpay-serial"),
				timestamp: header("wechatpay-timestamp"),
				nonce: header("wechatpay-nonce"),
				signature: header("wechatpay-signature"),
			});
			if (!read.success || read.data.serial !== keys.publicKeyId) return "forged";
			const { timestamp, nonce, signature } = read.data;
			if (Math.abs(Number(timestamp) - nowMs / 1_000) > TOLERANCE_S) return "forged";
			if (!Rsa.verify(Formatter.response(timestamp, nonce, body), signature, keys.publicKey)) return "forged";
			const said = notice.safeParse(jsonOf(body));
			if (!said.success) return "other";
			const inner = transaction.safeParse(jsonOf(opened(said.data.resource, keys.apiV3Key)));
			const isRefund = said.data.event_type.startsWith("REFUND.");
			if (!inner.success || inner.data.mchid !== keys.mchId) return "other";
			if (inner.data.appid !== keys.appId && !(isRefund && inner.data.appid === undefined)) return "other";
			return { id: said.data.id, sessionId: inner.data.out_trade_no };
		},
		taken: { body: '{"code":"SUCCESS"}', type: "application/json" },
		forged: FORGED,
	};
}

const FORGED: Text = {
	en: "This is not signed by WeChat Pay, or not lately; check WECHAT_PUBLIC_KEY and the clock. Nothing was taken.",
	zh: "此请求没有微信支付的有效签名，或签名已过期；请检查 WECHAT_PUBLIC_KEY 和时钟。未接收任何内容。",
	es: "Esto no lleva una firma reciente de WeChat Pay; revise WECHAT_PUBLIC_KEY y el reloj. No se aceptó nada.",
};

/** Empty when our key does not open it: another one was set at WeChat's since. */
function opened(resource: z.infer<typeof notice>["resource"], key: string): string {
	try {
		return Aes.AesGcm.decrypt(resource.ciphertext, key, resource.nonce, resource.associated_data);
	} catch {
		return ""; // the client's only way to say so
	}
}

function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
