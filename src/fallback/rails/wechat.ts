/** WeChat Pay Native (APIv3) over the client `wechatpay-axios-plugin`. What it orders was written down before; what it answers is checked. */

import { createPublicKey } from "node:crypto";
import { Decorator } from "wechatpay-axios-plugin";
import { z } from "zod";
import type { Log } from "../../log.ts";
import type { Asked, CreateOrder, Session, SessionOrder, Standing } from "../checkout.ts";
import type { Refunds } from "../refund.ts";
import { WECHAT_CURRENCY } from "../wechat-profile.ts";
import type { Provider } from "./providers.ts";
import { asDeliveryError, notAnAnswer } from "./wechat-errors.ts";
import { wechatWebhook } from "./wechat-notice.ts";
import { wechatRefunds } from "./wechat-refund.ts";

const TIMEOUT_MS = 15_000;
const ANSWER_LIMIT_BYTES = 256 * 1_024;
/** What a client of WeChat opens when it scans; nothing else becomes a QR of ours. */
const CODE = /^weixin:\/\/wxpay\/[!-~]{1,480}$/;

export type WechatSettings = {
	readonly appId: string;
	readonly mchId: string;
	/** Of the merchant's certificate. */
	readonly mchSerial: string;
	/** PEM; signs what we ask. */
	readonly privateKey: string;
	/** 32 characters; opens notifications. */
	readonly apiV3Key: string;
	readonly publicKeyId: string;
	/** PEM; what WeChat Pay signs is checked with it. */
	readonly publicKey: string;
	/** The shop wants that this server can give money back. */
	readonly mayRefund?: boolean;
	/** Of a server that speaks like WeChat Pay, for tests; null: WeChat Pay itself. */
	readonly apiUrl: string | null;
};

type Client = ReturnType<typeof Decorator.jsonBased>;
type Account = Pick<WechatSettings, "appId" | "mchId">;

/** The rail, where WeChat Pay would take its orders. */
export function openWechat(settings: WechatSettings, publicUrl: string, log: Log): Provider | null {
	if (publicUrl.startsWith("https://")) return wechatRail(settings);
	log.warn({}, "PUBLIC_URL is not https: WeChat Pay takes no order without an address it may call, and is not offered");
	return null;
}

export function wechatRail(settings: WechatSettings): Provider {
	const client = wechatClient(settings);
	return {
		apiVersion: "v3",
		create: (order) => create(client, settings, order),
		look: (_merchantId, order) => look(client, settings, order),
		close: (_merchantId, order) => close(client, settings, order),
		refunds: settings.mayRefund === true ? refundsOf(client) : null,
		isCheckout: () => false, // its code opens in WeChat only by being scanned
		webhook: wechatWebhook({ ...settings, publicKey: createPublicKey(settings.publicKey) }),
	};
}

/** The client, which signs what it sends and checks the signature of what it takes for a success. */
export function wechatClient({ mchId, mchSerial, privateKey, publicKeyId, publicKey, apiUrl }: WechatSettings): Client {
	const config = {
		mchid: mchId,
		serial: mchSerial,
		privateKey,
		certs: { [publicKeyId]: publicKey },
		...(apiUrl === null ? {} : { baseURL: apiUrl }),
		// Without it an account that had a platform certificate before is still answered with that one's signature.
		headers: { "Wechatpay-Serial": publicKeyId },
		maxContentLength: ANSWER_LIMIT_BYTES,
		maxRedirects: 0,
		proxy: false, // the environment belongs to config.ts
	};
	return Decorator.jsonBased(config);
}

/** The client's own limit is on silence; this one is on all of a call. */
export const callLimit = (limitMs = TIMEOUT_MS): { readonly signal: AbortSignal } => ({
	signal: AbortSignal.timeout(limitMs),
});

const refundsOf = (client: Client): Refunds =>
	wechatRefunds({
		// Not as text: the client would sign the text of that text.
		post: async (path, body) => (await client.post(path, JSON.parse(body), callLimit())).data,
		get: async (path) => (await client.get(path, callLimit())).data,
	});

async function called<T>(call: () => Promise<{ readonly data: T }>): Promise<T> {
	try {
		return (await call()).data;
	} catch (error) {
		throw asDeliveryError(error);
	}
}

const placing = z.looseObject({ out_trade_no: z.string() });
const placed = z.object({ code_url: z.string().regex(CODE) });

async function create(client: Client, { appId, mchId }: Account, order: CreateOrder): Promise<Session> {
	const request = placing.parse(JSON.parse(order.body));
	// Not as text: the client would sign the text of that text.
	const body = { appid: appId, mchid: mchId, ...request };
	const read = placed.safeParse(await called(() => client.post("v3/pay/transactions/native", body, callLimit())));
	if (!read.success) throw notAnAnswer();
	return { id: request.out_trade_no, url: read.data.code_url };
}

const transaction = z.object({
	appid: z.string(),
	mchid: z.string(),
	out_trade_no: z.string(),
	trade_state: z.string(),
	/** What is not paid yet may come without it. */
	amount: z.object({ total: z.int(), currency: z.string().default(WECHAT_CURRENCY) }).optional(),
});
type Transaction = z.infer<typeof transaction>;

const pathOf = (number: string): string => `v3/pay/transactions/out-trade-no/${encodeURIComponent(number)}`;

async function look(client: Client, account: Account, { sessionId, asked }: SessionOrder): Promise<Standing> {
	const params = { mchid: account.mchId };
	const read = transaction.safeParse(await called(() => client.get(pathOf(sessionId), { params, ...callLimit() })));
	// Its signature says that WeChat wrote it, not that it is the answer to this question.
	if (!read.success || read.data.out_trade_no !== sessionId) throw notAnAnswer();
	return standingOf(read.data, account, asked);
}

async function close(client: Client, account: Account, order: SessionOrder): Promise<Standing> {
	const path = `${pathOf(order.sessionId)}/close`;
	try {
		await called(() => client.post(path, { mchid: account.mchId }, callLimit()));
		return "expired";
	} catch (error) {
		// It has ended already, the customer was faster and the money is there, or WeChat would not end it yet.
		if (asDeliveryError(error).code === "rejected") return look(client, account, order);
		throw error;
	}
}

/** What WeChat calls the states of an order: pay.weixin.qq.com/doc/v3/merchant/4012791880. */
const STANDINGS: ReadonlyMap<string, Standing> = new Map([
	["NOTPAY", "open"],
	["USERPAYING", "pending"],
	["SUCCESS", "paid"],
	// Money arrived, and some of it or all went back: that is a refund of a paid sale, which a person records.
	["REFUND", "paid"],
	["CLOSED", "expired"],
	["REVOKED", "expired"],
	["PAYERROR", "expired"],
]);

function standingOf({ appid, mchid, trade_state, amount }: Transaction, account: Account, { money }: Asked): Standing {
	const standing = STANDINGS.get(trade_state);
	if (standing === undefined) throw notAnAnswer();
	const isOurs = appid === account.appId && mchid === account.mchId;
	const isAsked =
		amount === undefined ? standing !== "paid" : amount.total === money.minor && amount.currency === money.currency;
	return isOurs && isAsked ? standing : "foreign";
}
