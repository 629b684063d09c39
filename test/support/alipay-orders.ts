/** What Alipay keeps of orders, and what it says of them. An order whose code nobody has scanned is not there yet. */

import { z } from "zod";

export type AlipayOrder = {
	readonly out_trade_no: string;
	readonly total_amount: string;
	readonly subject: string;
	/** By Alipay's clock. */
	readonly endsAtMs: number;
	readonly notifyUrl: string;
	readonly qrCode: string;
	readonly isScanned: boolean;
	/** What went back, by the number of the request. */
	readonly refunds?: Readonly<Record<string, string>>;
	readonly trade_status: "WAIT_BUYER_PAY" | "TRADE_SUCCESS" | "TRADE_FINISHED" | "TRADE_CLOSED";
};
export type Answer = Readonly<Record<string, string>>;

const success = { code: "10000", msg: "Success" };
const failed = (sub_code: string): Answer => ({
	code: "40004",
	msg: "Business Failed",
	sub_code,
	sub_msg: "交易不存在或状态不符",
});
const NOT_THERE = failed("ACQ.TRADE_NOT_EXIST");
const numbered = z.object({ out_trade_no: z.string().regex(/^\w{1,64}$/) });
const placing = numbered.extend({
	total_amount: z.string().regex(/^\d{1,9}\.\d{2}$/),
	subject: z.string().min(1).max(256),
	time_expire: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
});

type Orders = Map<string, AlipayOrder>;

/** Alipay's answer to one method, and what it keeps of it. */
export function answer(orders: Orders, method: string, content: unknown, notifyUrl: string, nowMs: number): Answer {
	const asked = numbered.safeParse(content);
	if (!asked.success) return { code: "40002", msg: "Invalid Arguments", sub_code: "isv.invalid-parameter" };
	const order = orders.get(asked.data.out_trade_no);
	if (method === "alipay.trade.precreate") return place(orders, placing.parse(content), notifyUrl, nowMs);
	if (order === undefined || !order.isScanned) return NOT_THERE;
	if (method === "alipay.trade.close") return close(orders, order);
	if (method === "alipay.trade.refund") return refund(orders, order, content);
	if (method === "alipay.trade.fastpay.refund.query") return seekRefund(order, content);
	if (method !== "alipay.trade.query")
		return { code: "40002", msg: "Invalid Arguments", sub_code: "isv.invalid-method" };
	const { out_trade_no, total_amount, trade_status } = order;
	return { ...success, out_trade_no, total_amount, trade_status, trade_no: "2026112422001400000000000001" };
}

function place(orders: Orders, asked: z.infer<typeof placing>, notifyUrl: string, nowMs: number): Answer {
	const { out_trade_no, total_amount, subject, time_expire } = asked;
	const before = orders.get(out_trade_no);
	const isOther = before !== undefined && (before.total_amount !== total_amount || before.subject !== subject);
	if (isOther) return failed("ACQ.CONTEXT_INCONSISTENT");
	const endsAtMs = Date.parse(`${time_expire.replace(" ", "T")}+08:00`);
	if (endsAtMs <= nowMs) return failed("ACQ.INVALID_PARAMETER");
	const order: AlipayOrder = before ?? {
		...{ out_trade_no, total_amount, subject, endsAtMs, notifyUrl, isScanned: false },
		qrCode: `https://qr.alipay.com/bax${String(orders.size + 1).padStart(8, "0")}`,
		trade_status: "WAIT_BUYER_PAY",
	};
	orders.set(out_trade_no, order);
	return { ...success, out_trade_no, qr_code: order.qrCode };
}

function close(orders: Orders, order: AlipayOrder): Answer {
	if (order.trade_status !== "WAIT_BUYER_PAY") return failed("ACQ.REASON_TRADE_STATUS_INVALID");
	orders.set(order.out_trade_no, { ...order, trade_status: "TRADE_CLOSED" });
	return { ...success, out_trade_no: order.out_trade_no };
}

const refunding = numbered.extend({
	out_request_no: z.string().regex(/^\w{1,64}$/),
	refund_amount: z.string().regex(/^\d{1,9}\.\d{2}$/),
});
const cents = (yuan: string): number => Math.round(Number(yuan) * 100);

/** The same request again changes no funds. */
function refund(orders: Orders, order: AlipayOrder, content: unknown): Answer {
	const { out_request_no, refund_amount } = refunding.parse(content);
	const { out_trade_no, total_amount, refunds = {} } = order;
	if (order.trade_status === "WAIT_BUYER_PAY") return failed("ACQ.TRADE_STATUS_ERROR");
	const before = refunds[out_request_no];
	if (before !== undefined && before !== refund_amount) return failed("ACQ.DISCORDANT_REPEAT_REQUEST");
	const given = Object.values(refunds).reduce((sum, yuan) => sum + cents(yuan), 0);
	const told = { ...success, out_trade_no, trade_no: "2026112422001400000000000001" };
	if (before !== undefined) return { ...told, fund_change: "N", refund_fee: (given / 100).toFixed(2) };
	if (given + cents(refund_amount) > cents(total_amount)) return failed("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL");
	const isAll = given + cents(refund_amount) === cents(total_amount);
	const trade_status = isAll ? "TRADE_CLOSED" : order.trade_status;
	orders.set(out_trade_no, { ...order, trade_status, refunds: { ...refunds, [out_request_no]: refund_amount } });
	return { ...told, fund_change: "Y", refund_fee: ((given + cents(refund_amount)) / 100).toFixed(2) };
}

/** One that is not there is answered with success, and with nothing of it. */
function seekRefund({ out_trade_no, total_amount, refunds = {} }: AlipayOrder, content: unknown): Answer {
	const { out_request_no } = refunding.omit({ refund_amount: true }).parse(content);
	const refund_amount = refunds[out_request_no];
	const found = { out_trade_no, out_request_no, refund_amount: refund_amount ?? "", total_amount };
	return refund_amount === undefined ? success : { ...success, ...found, refund_status: "REFUND_SUCCESS" };
}
