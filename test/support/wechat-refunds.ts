/** What WeChat Pay keeps of refunds, as far as we use it; modelled on pay.weixin.qq.com/doc/v3/merchant/4012791862. */

import { z } from "zod";
import { NO_ORDER, type Refusal, type WechatOrder } from "./wechat-orders.ts";

export type WechatRefund = {
	readonly out_trade_no: string;
	readonly out_refund_no: string;
	readonly status: "SUCCESS" | "PROCESSING" | "CLOSED" | "ABNORMAL";
	readonly amount: { readonly refund: number; readonly total: number };
	/** As it came. */
	readonly placed: string;
};

const asking = z.strictObject({
	out_trade_no: z.string(),
	out_refund_no: z.string().regex(/^[0-9A-Za-z_\-|*@]{1,64}$/),
	notify_url: z.url({ protocol: /^https$/ }).optional(),
	amount: z.strictObject({ refund: z.int().min(1), total: z.int().min(1), currency: z.literal("CNY") }),
});

/** A new refund, the one there was before under its number, or WeChat's refusal. */
export function refunded(
	body: string,
	orders: ReadonlyMap<string, WechatOrder>,
	refunds: ReadonlyMap<string, WechatRefund>,
): WechatRefund | Refusal {
	const read = asking.safeParse(JSON.parse(body));
	if (!read.success) return { status: 400, code: "PARAM_ERROR", message: read.error.issues[0]?.path.join(".") ?? "" };
	const { out_trade_no, out_refund_no, amount } = read.data;
	const order = orders.get(out_trade_no);
	if (order === undefined) return NO_ORDER;
	const before = refunds.get(out_refund_no);
	const wrong = { status: 400, code: "INVALID_REQUEST", message: "请求参数与原单不一致" };
	if (before !== undefined) return before.placed === body ? before : wrong;
	const others = [...refunds.values()].filter((one) => one.out_trade_no === out_trade_no);
	const left = order.amount.total - others.reduce((sum, one) => sum + one.amount.refund, 0);
	const isPaid = order.trade_state === "SUCCESS" || order.trade_state === "REFUND";
	if (!isPaid || amount.total !== order.amount.total) return wrong;
	if (amount.refund > left) return { status: 403, code: "NOT_ENOUGH", message: "退款金额超出" };
	const { refund, total } = amount;
	return { out_trade_no, out_refund_no, status: "PROCESSING", amount: { refund, total }, placed: body };
}

/** A refund as a question is answered. */
export function toldRefund({ placed: _, ...told }: WechatRefund): object {
	return { refund_id: `5000${told.out_refund_no.length}0382019052709732678859`, ...told };
}
