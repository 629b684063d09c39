/** Money back at WeChat Pay: pay.weixin.qq.com/doc/v3/merchant/4012791862 and 4012791863. Only ever behind a person's act, whose number it carries. */

import { z } from "zod";
import type { RefundAnswer, RefundOrder, RefundReason, RefundSeen, Refunds } from "../refund.ts";
import { asDeliveryError, notAnAnswer, refusalOf } from "./wechat-errors.ts";

const PATH = "v3/refund/domestic/refunds";
const NOT_THERE = "RESOURCE_NOT_EXISTS";

const answer = z.object({
	refund_id: z.string().min(1).max(64),
	out_trade_no: z.string(),
	out_refund_no: z.string(),
	status: z.string(),
	amount: z.object({ refund: z.int(), total: z.int() }),
});

/** One call of the client, whose answer bears WeChat Pay's signature; `body` is JSON. Throws what the client throws. */
type Calls = {
	post(path: string, body: string): Promise<unknown>;
	get(path: string): Promise<unknown>;
};

export function wechatRefunds(calls: Calls): Refunds {
	return {
		make: async (order) => {
			try {
				return read(await calls.post(PATH, order.body), order);
			} catch (error) {
				const failure = asDeliveryError(error);
				if (failure.code !== "rejected") throw failure;
				return { standing: "refused", because: REASONS.get(refusalOf(error)?.code ?? "") ?? "other" };
			}
		},
		look: async (order): Promise<RefundSeen> => {
			try {
				return read(await calls.get(`${PATH}/${encodeURIComponent(order.number)}`), order);
			} catch (error) {
				if (refusalOf(error)?.code === NOT_THERE) return { standing: "none" };
				const failure = asDeliveryError(error);
				// What may not be looked at says nothing about whether it was done.
				throw failure.code === "rejected" ? notAnAnswer() : failure;
			}
		},
	};
}

const STATES: ReadonlyMap<string, "refunded" | "pending" | "failed"> = new Map([
	["SUCCESS", "refunded"],
	["PROCESSING", "pending"],
	["CLOSED", "failed"],
	["ABNORMAL", "failed"], // the customer's card is gone: a person settles it at pay.weixin.qq.com
]);

/** Its signature says that WeChat wrote it, not that it is the answer to this question. */
function read(data: unknown, { sessionId, number, paid, backMinor }: RefundOrder): RefundAnswer {
	const said = answer.safeParse(data);
	const standing = STATES.get(said.data?.status ?? "");
	const isOurs =
		said.data?.out_trade_no === sessionId &&
		said.data.out_refund_no === number &&
		said.data.amount.refund === backMinor &&
		said.data.amount.total === paid.minor;
	if (!said.success || !isOurs || standing === undefined) throw notAnAnswer();
	return standing === "failed"
		? { standing: "refused", because: "customer-account" }
		: { standing, id: said.data.refund_id };
}

const REASONS: ReadonlyMap<string, RefundReason> = new Map([
	["NOT_ENOUGH", "no-balance"],
	["USER_ACCOUNT_ABNORMAL", "customer-account"],
	["ORDER_NOT_EXIST", "gone"],
	["RESOURCE_NOT_EXISTS", "gone"],
	["NO_AUTH", "no-right"],
	["SIGN_ERROR", "no-right"],
]);
