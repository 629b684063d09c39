/** Alipay over its official client: codes to be scanned. What it orders was written down before; what it answers is checked. */

import { AlipaySdk } from "alipay-sdk";
import { Agent } from "urllib";
import { z } from "zod";
import { chinaTime, fromYuan } from "../alipay-profile.ts";
import type { CreateOrder, Session, SessionOrder, Standing } from "../checkout.ts";
import { type Answer, asDeliveryError, common, DONE, notAnAnswer, refusal } from "./alipay-errors.ts";
import { alipayWebhook } from "./alipay-notice.ts";
import { alipayRefunds } from "./alipay-refund.ts";
import type { Provider } from "./providers.ts";

const TIMEOUT_MS = 15_000;
/** Its answers have some hundred; packed ones, which the client unpacks unasked, may grow a thousandfold. */
const ANSWER_LIMIT_BYTES = 64 * 1024;
/** What a phone opens when it scans; nothing else becomes a QR of ours. */
const CODE = /^https:\/\/qr\.alipay\.com\/[!-~]{1,400}$/;
/** The order is made when its code is scanned: before that Alipay knows of none. */
const UNSCANNED = "ACQ.TRADE_NOT_EXIST";

export type AlipaySettings = {
	readonly appId: string;
	/** PEM, PKCS #1; signs what we ask. */
	readonly privateKey: string;
	/** PEM; what Alipay signs is checked with it. */
	readonly publicKey: string;
	/** The shop wants that this server can give money back. */
	readonly mayRefund?: boolean;
	/** Of a server that speaks like Alipay: its sandbox, or one for tests; null: Alipay itself. */
	readonly gateway: string | null;
};

export function alipayRail(settings: AlipaySettings): Provider {
	const sdk = alipayClient(settings);
	return {
		apiVersion: "1.0",
		create: (order) => create(sdk, order),
		look: (_merchantId, order) => look(sdk, order),
		close: (_merchantId, order) => close(sdk, order),
		isCheckout: (url) => CODE.test(url),
		refunds:
			settings.mayRefund === true ? alipayRefunds((method, bizContent) => call(sdk, method, { bizContent })) : null,
		webhook: alipayWebhook(sdk, settings.appId),
	};
}

/** Else the client takes the agent of the whole process, which may be that of another undici; and it counts no bytes. */
const agent = new Agent({ maxResponseSize: ANSWER_LIMIT_BYTES });

const alipayClient = ({ appId, privateKey, publicKey, gateway }: AlipaySettings): AlipaySdk =>
	new AlipaySdk({
		appId,
		privateKey,
		alipayPublicKey: publicKey,
		...(gateway === null ? {} : { gateway }),
		timeout: TIMEOUT_MS,
		proxyAgent: agent, // the only place where the client takes one
		camelcase: false,
	});

/**
 * One call, whose answer is signed by Alipay. The client checks that only when it is told to; and it takes the time of
 * this machine's zone, where Alipay means China's.
 */
async function call(sdk: AlipaySdk, method: string, params: object): Promise<Answer> {
	try {
		const asked = { ...params, timestamp: chinaTime(Date.now()) };
		const read = common.safeParse(await within(sdk.exec(method, asked, { validateSign: true })));
		if (read.success) return read.data;
	} catch (error) {
		throw asDeliveryError(error);
	}
	throw notAnAnswer();
}

/** The client's own limit is on silence; this one is on all of a call. */
async function within<T>(work: Promise<T>, limitMs = TIMEOUT_MS): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, fail) => {
		timer = setTimeout(() => fail(new Error("too slow")), limitMs);
	});
	return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

const request = z.object({
	notify_url: z.string(),
	biz_content: z.looseObject({ out_trade_no: z.string() }),
});
const precreated = z.object({ out_trade_no: z.string(), qr_code: z.string().regex(CODE) });

async function create(sdk: AlipaySdk, { body }: CreateOrder): Promise<Session> {
	const { notify_url, biz_content } = request.parse(JSON.parse(body));
	const answer = await call(sdk, "alipay.trade.precreate", { notify_url, bizContent: biz_content });
	if (answer.code !== DONE) throw refusal(answer);
	const read = precreated.safeParse(answer);
	if (!read.success || read.data.out_trade_no !== biz_content.out_trade_no) throw notAnAnswer();
	return { id: read.data.out_trade_no, url: read.data.qr_code };
}

/** What Alipay calls the states of an order. One that was given back as a whole is closed too. */
const STANDINGS: ReadonlyMap<string, Standing> = new Map([
	["WAIT_BUYER_PAY", "open"],
	["TRADE_SUCCESS", "paid"],
	["TRADE_FINISHED", "paid"],
	["TRADE_CLOSED", "expired"],
]);
const queried = z.object({ out_trade_no: z.string(), trade_status: z.string(), total_amount: z.string() });

async function look(sdk: AlipaySdk, { sessionId, asked }: SessionOrder): Promise<Standing> {
	const answer = await call(sdk, "alipay.trade.query", { bizContent: { out_trade_no: sessionId } });
	if (answer.code !== DONE) {
		if (answer.sub_code === UNSCANNED) return "open";
		throw refusal(answer);
	}
	const read = queried.safeParse(answer);
	// Its signature says that Alipay wrote it, not that it is the answer to this question.
	if (!read.success || read.data.out_trade_no !== sessionId) throw notAnAnswer();
	const total = fromYuan(read.data.total_amount);
	if (total?.minor !== asked.money.minor || total.currency !== asked.money.currency) return "foreign";
	const standing = STANDINGS.get(read.data.trade_status);
	if (standing === undefined) throw notAnAnswer();
	return standing;
}

/**
 * `alipay.trade.close`, and never `cancel`, which gives money back that has arrived: that takes a person's act. An order
 * whose code was not scanned yet cannot be closed; it stays open until its time is over, and is looked at until then.
 */
async function close(sdk: AlipaySdk, order: SessionOrder): Promise<Standing> {
	const answer = await call(sdk, "alipay.trade.close", { bizContent: { out_trade_no: order.sessionId } });
	if (answer.code === DONE) return "expired";
	const error = refusal(answer);
	// It has ended already, the customer was faster and the money is there, or there is nothing to close yet.
	if (error.code === "rejected") return look(sdk, order);
	throw error;
}

/** What Alipay says of an order that is nobody's, in its own word; `other key`: signed, but not as we expect; null: no answer of Alipay's. */
export async function askAlipay(settings: AlipaySettings, number: string, limitMs: number): Promise<string | null> {
	const sdk = alipayClient(settings);
	const ask = (validateSign: boolean) => {
		const asked = { bizContent: { out_trade_no: number }, timestamp: chinaTime(Date.now()) };
		return within(sdk.exec("alipay.trade.query", asked, { validateSign }), limitMs);
	};
	try {
		// Refusals of the gateway itself bear no signature, and the client shows nothing of what it could not check.
		const word = wordOf(common.safeParse(await ask(false)).data);
		if (word !== UNSCANNED) return word;
	} catch {
		return null;
	}
	return ask(true).then(
		() => UNSCANNED,
		() => "other key",
	);
}

const wordOf = (answer: Answer | undefined): string | null =>
	answer?.sub_code !== undefined && /^[\w.-]{1,60}$/.test(answer.sub_code) ? answer.sub_code : null;
