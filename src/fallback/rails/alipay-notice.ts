/** Alipay's notifications: whether one is Alipay's own and meant for us, and which order it hints at. It is never more than a hint. */

import type { AlipaySdk } from "alipay-sdk";
import { z } from "zod";
import type { Text } from "../../text.ts";
import { fromYuan } from "../alipay-profile.ts";
import type { Heard, Webhook } from "./providers.ts";

/** Theirs have about thirty. */
const FIELDS_LIMIT = 100;
const SIGN_TYPE = "RSA2";

const hint = z.object({
	notify_type: z.literal("trade_status_sync"),
	notify_id: z.string().regex(/^\w{8,128}$/),
	out_trade_no: z.string().regex(/^\w{6,64}$/),
	total_amount: z.string(),
});

export function alipayWebhook(sdk: Pick<AlipaySdk, "rsaCheck">, appId: string): Webhook {
	return {
		read: (body) => readNotice(sdk, appId, body),
		taken: { body: "success", type: "text/plain; charset=utf-8" },
		forged: FORGED,
	};
}

/** Old ones are taken too: Alipay repeats one for a day, and it counts once by its id. */
function readNotice(sdk: Pick<AlipaySdk, "rsaCheck">, appId: string, body: string): Heard {
	const pairs = [...new URLSearchParams(body)];
	const fields = new Map(pairs);
	// A field that is there twice would be checked in one reading and believed in another.
	if (pairs.length > FIELDS_LIMIT || fields.size < pairs.length) return "forged";
	const isSigned = fields.get("sign_type") === SIGN_TYPE && isAlipays(sdk, fields);
	if (!isSigned || fields.get("app_id") !== appId) return "forged";
	const read = hint.safeParse(Object.fromEntries(fields));
	if (!read.success) return "other";
	const money = fromYuan(read.data.total_amount);
	return { id: read.data.notify_id, sessionId: read.data.out_trade_no, ...(money === null ? {} : { money }) };
}

/**
 * Signed is every field but two, as it came, in order of its name. The client's own `checkNotifySignV2` lets the
 * notification choose its algorithm, of which one is SHA-1.
 */
function isAlipays(sdk: Pick<AlipaySdk, "rsaCheck">, fields: ReadonlyMap<string, string>): boolean {
	const signed = [...fields]
		.filter(([name]) => name !== "sign" && name !== "sign_type")
		.sort(([one], [other]) => (one < other ? -1 : 1))
		.map(([name, value]) => `${name}=${value}`);
	return sdk.rsaCheck(signed.join("&"), fields.get("sign") ?? "", SIGN_TYPE);
}

const FORGED: Text = {
	en: "This is not signed by Alipay, or not meant for this shop; check ALIPAY_PUBLIC_KEY and ALIPAY_APP_ID. Nothing was taken.",
	zh: "此请求没有支付宝的有效签名，或不是发给本店的；请检查 ALIPAY_PUBLIC_KEY 和 ALIPAY_APP_ID。未接收任何内容。",
	es: "Esto no lleva la firma de Alipay o no es para esta tienda; revise ALIPAY_PUBLIC_KEY y ALIPAY_APP_ID. No se aceptó nada.",
};
