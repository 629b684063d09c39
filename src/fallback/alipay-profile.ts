/** CORE. Alipay, paid by scanning: what it can take, and the order that makes a code. Rules: opendocs.alipay.com, alipay.trade.precreate. */

import { refuse, type Text } from "../text.ts";
import { type Attempt, CHECKOUT_MINUTES, orderNumber } from "./checkout.ts";
import { type Money, toMajor } from "./money.ts";
import type { ProviderProfile } from "./provider.ts";
import type { RefundAsk } from "./refund.ts";

/** The scheme of the rail. */
export const ALIPAY = "alipay";
/** The only money it takes; amounts are yuan with two decimals. */
const CURRENCY = "CNY";
/** 100,000,000.00 yuan. */
const AMOUNT_LIMIT_MINOR = 10_000_000_000;
/** The subject has 256; a till's name is shorter. */
const NAME_LIMIT_CHARACTERS = 100;
const CHINA_OFFSET_MS = 8 * 60 * 60_000;

export const alipayProfile: ProviderProfile = {
	title: { en: "Alipay", zh: "支付宝", es: "Alipay" },
	givesCode: true,
	notHere: refuse({
		en: "Alipay is not set up on this server; use another way to pay.",
		zh: "此服务器尚未配置支付宝；请改用其他方式收款。",
		es: "Alipay no está configurado en este servidor; use otra forma de pago.",
	}),
	whyNot: ({ minor, currency }) => {
		if (currency !== CURRENCY) return ONLY_YUAN;
		return minor > AMOUNT_LIMIT_MINOR ? TOO_MUCH : null;
	},
	settingsFault: (settings) => (settings.size === 0 ? undefined : NO_SETTINGS),
	body: alipayBody,
	refund: { body: refundBody, isNewEachTime: false },
};

/** The order. It ends by itself at a moment, not after a while: one that is repeated later ends no later. */
export function alipayBody(attempt: Attempt): string {
	const { money, storeName, ref, webhookUrl, nowMs } = attempt;
	// Signs that the subject must not hold.
	const name = [...storeName.replaceAll(/[/=&]/g, " ")].slice(0, NAME_LIMIT_CHARACTERS).join("");
	return JSON.stringify({
		notify_url: webhookUrl,
		biz_content: {
			out_trade_no: orderNumber(attempt),
			total_amount: toMajor(money),
			subject: `${name} · ${ref}`,
			time_expire: chinaTime(nowMs + CHECKOUT_MINUTES * 60_000),
		},
	});
}

/** opendocs.alipay.com, alipay.trade.refund: a refund that failed is asked again under its own number. */
function refundBody({ number, sessionId, backMinor, paid }: RefundAsk): string {
	const refund_amount = toMajor({ minor: backMinor, currency: paid.currency });
	return JSON.stringify({ out_trade_no: sessionId, out_request_no: number, refund_amount });
}

/** Alipay's clock is China's, and it writes no offset. */
export const chinaTime = (atMs: number): string =>
	new Date(atMs + CHINA_OFFSET_MS).toISOString().slice(0, 19).replace("T", " ");

/** Null when it is no amount as Alipay writes it. */
export function fromYuan(text: string): Money | null {
	const [, whole = "", cents = ""] = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
	return whole === "" ? null : { minor: Number(whole) * 100 + Number(cents.padEnd(2, "0")), currency: CURRENCY };
}

const ONLY_YUAN = refuse({
	en: "Alipay takes yuan (CNY) only; use another way to pay.",
	zh: "支付宝只收人民币（CNY）；请改用其他方式收款。",
	es: "Alipay solo acepta yuanes (CNY); use otra forma de pago.",
});
const TOO_MUCH = refuse({
	en: "Alipay takes 100,000,000 yuan at the most; use another way to pay.",
	zh: "支付宝单笔最多 100,000,000 元；请改用其他方式收款。",
	es: "Alipay acepta 100 000 000 de yuanes como máximo; use otra forma de pago.",
});

const NO_SETTINGS: Text = {
	en: "the alipay rail has no settings, the account is the server's; remove them.",
	zh: "alipay 方式没有设置项，账户在服务器上配置；请删去。",
	es: "la forma alipay no tiene ajustes, la cuenta es la del servidor; quítelos.",
};
