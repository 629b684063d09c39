/** Money back at Alipay: opendocs.alipay.com, alipay.trade.refund and alipay.trade.fastpay.refund.query. Only ever behind a person's act. */

import { z } from "zod";
import { fromYuan } from "../alipay-profile.ts";
import type { RefundAnswer, RefundOrder, RefundReason, RefundSeen, Refunds } from "../refund.ts";
import { type Answer, DONE, notAnAnswer, refusal } from "./alipay-errors.ts";

const request = z.object({ out_trade_no: z.string(), out_request_no: z.string(), refund_amount: z.string() });
const made = z.object({ out_trade_no: z.string(), fund_change: z.enum(["Y", "N"]) });
const seen = z.object({
	out_trade_no: z.string(),
	out_request_no: z.string(),
	refund_amount: z.string(),
	refund_status: z.string().optional(),
});

/** `call` is one call of the client, whose answer bears Alipay's signature. */
export function alipayRefunds(call: (method: string, content: object) => Promise<Answer>): Refunds {
	return {
		make: async (order) => {
			const asked = request.parse(JSON.parse(order.body));
			const answer = await call("alipay.trade.refund", asked);
			if (answer.code !== DONE) return refusedFor(answer);
			const read = made.safeParse(answer);
			if (!read.success || read.data.out_trade_no !== order.sessionId) throw notAnAnswer();
			// Money has moved by this very call; else by an earlier one, or not yet: only the look-up knows.
			if (read.data.fund_change === "Y") return { standing: "refunded", id: order.number };
			const found = await look(call, order);
			return found.standing === "none" ? { standing: "pending", id: order.number } : found;
		},
		look: (order) => look(call, order),
	};
}

async function look(
	call: (method: string, content: object) => Promise<Answer>,
	order: RefundOrder,
): Promise<RefundSeen> {
	const { sessionId: out_trade_no, number: out_request_no, backMinor } = order;
	const answer = await call("alipay.trade.fastpay.refund.query", { out_trade_no, out_request_no });
	// What may not be looked at says nothing about whether it was done.
	if (answer.code !== DONE) throw refusal(answer).code === "rejected" ? notAnAnswer() : refusal(answer);
	// Of one that is not there Alipay answers with success and nothing of it.
	if (answer["out_request_no"] === undefined) return { standing: "none" };
	const read = seen.safeParse(answer);
	const isOurs =
		read.data?.out_trade_no === out_trade_no &&
		read.data.out_request_no === out_request_no &&
		fromYuan(read.data.refund_amount)?.minor === backMinor;
	if (!isOurs) throw notAnAnswer();
	const isDone = read.data?.refund_status === "REFUND_SUCCESS";
	return { standing: isDone ? "refunded" : "pending", id: out_request_no };
}

const REASONS: ReadonlyMap<string, RefundReason> = new Map([
	["ACQ.SELLER_BALANCE_NOT_ENOUGH", "no-balance"],
	["ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "already"],
	["ACQ.REASON_TRADE_REFUND_FEE_ERR", "already"],
	["ACQ.REFUND_FEE_ERROR", "already"],
	["ACQ.TRADE_NOT_EXIST", "gone"],
	["ACQ.TRADE_HAS_FINISHED", "gone"],
	["ACQ.TRADE_STATUS_ERROR", "gone"],
	["ACQ.REASON_TRADE_STATUS_INVALID", "gone"],
	["ACQ.BUYER_ERROR", "customer-account"],
	["ACQ.USER_NOT_MATCH_ERR", "customer-account"],
	["isv.insufficient-isv-permissions", "no-right"],
]);

function refusedFor(answer: Answer): RefundAnswer {
	const error = refusal(answer);
	if (error.code !== "rejected") throw error;
	return { standing: "refused", because: REASONS.get(answer.sub_code ?? "") ?? "other" };
}
