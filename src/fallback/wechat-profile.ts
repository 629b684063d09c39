/** CORE. WeChat Pay Native: what it can take, and the order that makes a code. Rules: pay.weixin.qq.com/doc/v3/merchant/4012791877. */

import { refuse, type Text } from "../text.ts";
import { type Attempt, CHECKOUT_MINUTES, orderNumber } from "./checkout.ts";
import type { ProviderProfile } from "./provider.ts";
import type { RefundAsk } from "./refund.ts";

/** The scheme of the rail. */
export const WECHAT = "wechat";
/** The only money it takes; amounts are fen. */
export const WECHAT_CURRENCY = "CNY";

/** The description has 127, in bytes too: a sign of a name takes up to four. */
const NAME_LIMIT_CHARACTERS = 29;
const CHINA_OFFSET_MS = 8 * 60 * 60_000;

export const wechatProfile: ProviderProfile = {
	title: { en: "WeChat Pay", zh: "微信支付", es: "WeChat Pay" },
	givesCode: true,
	notHere: refuse({
		en: "WeChat Pay is not set up on this server; use another way to pay.",
		zh: "此服务器尚未配置微信支付；请改用其他方式收款。",
		es: "WeChat Pay no está configurado en este servidor; use otra forma de pago.",
	}),
	whyNot: ({ currency }) => (currency === WECHAT_CURRENCY ? null : ONLY_YUAN),
	settingsFault: (settings) => (settings.size === 0 ? undefined : NO_SETTINGS),
	body: wechatBody,
	refund: { body: refundBody, isNewEachTime: false },
};

/** The order, but for whose it is: the client adds the account that the server was given. */
export function wechatBody(attempt: Attempt): string {
	const { money, storeName, ref, webhookUrl, nowMs } = attempt;
	const name = [...storeName].slice(0, NAME_LIMIT_CHARACTERS).join("");
	return JSON.stringify({
		description: `${name} · ${ref}`,
		out_trade_no: orderNumber(attempt),
		time_expire: chinaTime(nowMs + CHECKOUT_MINUTES * 60_000),
		notify_url: webhookUrl,
		amount: { total: money.minor, currency: money.currency },
	});
}

/** pay.weixin.qq.com/doc/v3/merchant/4012791862: a refund that failed is asked again under its own number. */
function refundBody({ number, sessionId, backMinor, paid, webhookUrl }: RefundAsk): string {
	const amount = { refund: backMinor, total: paid.minor, currency: paid.currency };
	return JSON.stringify({ out_trade_no: sessionId, out_refund_no: number, notify_url: webhookUrl, amount });
}

/** RFC 3339 to the second, with its offset, as WeChat's own examples write it. */
const chinaTime = (atMs: number): string => `${new Date(atMs + CHINA_OFFSET_MS).toISOString().slice(0, 19)}+08:00`;

const ONLY_YUAN = refuse({
	en: "WeChat Pay takes yuan (CNY) only; use another way to pay.",
	zh: "微信支付只收人民币（CNY）；请改用其他方式收款。",
	es: "WeChat Pay solo acepta yuanes (CNY); use otra forma de pago.",
});

const NO_SETTINGS: Text = {
	en: "the wechat rail has no settings, the account is the server's; remove them.",
	zh: "wechat 方式没有设置项，账户在服务器上配置；请删去。",
	es: "la forma wechat no tiene ajustes, la cuenta es la del servidor; quítelos.",
};
