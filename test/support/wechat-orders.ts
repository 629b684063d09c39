/** What WeChat Pay keeps of Native orders, as far as we use it; modelled on pay.weixin.qq.com/doc/v3/merchant/4012791877. */

import { z } from "zod";

export const APP_ID = "wxstandintests0001";
export const MCH_ID = "1900000001";

export type WechatOrder = {
	readonly appid: string;
	readonly mchid: string;
	readonly out_trade_no: string;
	readonly trade_state: "NOTPAY" | "USERPAYING" | "SUCCESS" | "REFUND" | "CLOSED" | "REVOKED" | "PAYERROR";
	readonly amount: { readonly total: number; readonly currency: string };
	readonly expiresMs: number;
	readonly codeUrl: string;
	/** As it came: the same number with another content is another order, and refused. */
	readonly placed: string;
};

export type Refusal = { readonly status: number; readonly code: string; readonly message: string };

const bytes = (limit: number) => (text: string) => Buffer.byteLength(text) <= limit;
const placing = z.strictObject({
	appid: z.string().max(32),
	mchid: z.string().max(32),
	description: z.string().min(1).refine(bytes(127)),
	out_trade_no: z.string().regex(/^[0-9A-Za-z_\-|*]{6,32}$/),
	time_expire: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/),
	notify_url: z
		.url({ protocol: /^https$/ })
		.max(255)
		.refine((url) => !url.includes("?")),
	amount: z.strictObject({ total: z.int().min(1), currency: z.literal("CNY") }),
});

const refusal = (status: number, code: string, message = code): Refusal => ({ status, code, message });
export const NO_ORDER = refusal(404, "ORDER_NOT_EXIST", "订单不存在");

/** A new order, the one there was before, or WeChat's refusal. */
export function placed(body: string, before: WechatOrder | undefined, codeUrl: string): WechatOrder | Refusal {
	const read = placing.safeParse(JSON.parse(body));
	if (!read.success) return refusal(400, "PARAM_ERROR", read.error.issues[0]?.path.join("."));
	const { appid, mchid, out_trade_no, amount, time_expire } = read.data;
	if (mchid !== MCH_ID || appid !== APP_ID) return refusal(400, "APPID_MCHID_NOT_MATCH");
	if (before?.trade_state === "SUCCESS") return refusal(400, "ORDERPAID", "该订单已支付");
	if (before?.trade_state === "CLOSED") return refusal(400, "ORDER_CLOSED", "该订单已关闭");
	if (before !== undefined) return before.placed === body ? before : refusal(400, "INVALID_REQUEST", "商户订单号重复");
	const expiresMs = Date.parse(time_expire);
	return { appid, mchid, out_trade_no, trade_state: "NOTPAY", amount, expiresMs, codeUrl, placed: body };
}

export function closed(order: WechatOrder): WechatOrder | Refusal {
	if (order.trade_state === "SUCCESS") return refusal(400, "ORDERPAID", "该订单已支付");
	if (order.trade_state === "CLOSED") return refusal(400, "ORDER_CLOSED", "该订单已关闭");
	return { ...order, trade_state: "CLOSED" };
}

/** An order as a question is answered; what is not paid has no payer and no time. */
export function told({ appid, mchid, out_trade_no, trade_state, amount }: WechatOrder): object {
	const isPaid = trade_state === "SUCCESS" || trade_state === "REFUND";
	return {
		appid,
		mchid,
		out_trade_no,
		trade_state,
		trade_state_desc: trade_state,
		promotion_detail: [],
		amount: isPaid ? { ...amount, payer_total: amount.total, payer_currency: "CNY" } : { total: amount.total },
		...(isPaid ? { transaction_id: "4200000000202611240000000001", trade_type: "NATIVE", bank_type: "OTHERS" } : {}),
	};
}
