/** Money back at WeChat Pay: pay.weixin.qq.com/doc/v3/merchant/4012791862. Only ever behind a person's act, whose key it carries. */

import { z } from "zod";
import { draw } from "../../chance.ts";
import { DeliveryError } from "../../errors.ts";
import type { Money } from "../money.ts";
import { callLimit, type WechatSettings, wechatClient } from "./wechat.ts";
import { asDeliveryError, notAnAnswer } from "./wechat-errors.ts";

const NUMBER_CHARACTERS = 32;

export type Refund = {
	/** The order that was paid. */
	readonly number: string;
	readonly paid: Money;
	/** All of it or a part. */
	readonly backMinor: number;
	/** Of the person's act: the same one gives the money back once, however often it is carried out. */
	readonly key: string;
};

/** `pending`: WeChat Pay is at it, and the same refund asked again says what came of it. */
export type Refunded = "refunded" | "pending" | "failed";

const STATES: ReadonlyMap<string, Refunded> = new Map([
	["SUCCESS", "refunded"],
	["PROCESSING", "pending"],
	["CLOSED", "failed"],
	["ABNORMAL", "failed"], // the customer's card is gone: a person settles it at pay.weixin.qq.com
]);

const answer = z.object({
	out_trade_no: z.string(),
	out_refund_no: z.string(),
	status: z.string(),
	amount: z.object({ refund: z.int(), total: z.int() }),
});

/** May be called again with the same refund. Throws only `DeliveryError`. */
export async function refundWechat(
	settings: WechatSettings,
	{ number, paid, backMinor, key }: Refund,
): Promise<Refunded> {
	if (!Number.isSafeInteger(backMinor) || backMinor < 1 || backMinor > paid.minor) {
		throw new DeliveryError("rejected", 0, { cause: new Error("nothing, or more than was paid") });
	}
	const out_refund_no = draw(key, "wechat refund", NUMBER_CHARACTERS);
	const amount = { refund: backMinor, total: paid.minor, currency: paid.currency };
	const read = answer.safeParse(await asked(settings, { out_trade_no: number, out_refund_no, amount }));
	const state = STATES.get(read.data?.status ?? "");
	const isOurs =
		read.data?.out_trade_no === number &&
		read.data.out_refund_no === out_refund_no &&
		read.data.amount.refund === backMinor &&
		read.data.amount.total === paid.minor;
	if (!isOurs || state === undefined) throw notAnAnswer();
	return state;
}

async function asked(settings: WechatSettings, refund: object): Promise<unknown> {
	try {
		return (await wechatClient(settings).post("v3/refund/domestic/refunds", refund, callLimit())).data;
	} catch (error) {
		throw asDeliveryError(error);
	}
}
