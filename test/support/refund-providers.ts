/** The three providers that give money back, each against its small server: what was paid there, and how to order it back. */

import type { CreateOrder } from "../../src/fallback/checkout.ts";
import { PROVIDERS } from "../../src/fallback/provider.ts";
import { alipayRail } from "../../src/fallback/rails/alipay.ts";
import type { Provider } from "../../src/fallback/rails/providers.ts";
import { stripeRail } from "../../src/fallback/rails/stripe.ts";
import { wechatRail } from "../../src/fallback/rails/wechat.ts";
import { type RefundOrder, refundUntilMs } from "../../src/fallback/refund.ts";
import { type Fault as AlipayFault, startAlipay } from "./alipay-server.ts";
import { REFUND_KEY } from "./stripe-refunds.ts";
import { SECRET_KEY, type Fault as StripeFault, startStripe } from "./stripe-server.ts";
import type { Fault as WechatFault } from "./wechat-faults.ts";
import { startWechat } from "./wechat-server.ts";

export type RefundStand = {
	readonly provider: Provider;
	/** Faults of the next calls about refunds, in the words of the provider's own server. */
	fail(...faults: readonly string[]): void;
	/** What went back of a payment, in minor units, one for each refund. */
	given(sessionId: string): readonly number[];
	/** The bodies of the calls that asked for a refund. */
	asked(): readonly string[];
	/** A payment that a customer has made, and the order to give it back. */
	paid(): Promise<RefundOrder>;
	close(): Promise<void>;
};

const PAID = { stripe: { minor: 4500, currency: "EUR" }, wechat: yuan(), alipay: yuan() } as const;
function yuan() {
	return { minor: 4500, currency: "CNY" };
}
export type Scheme = keyof typeof PAID;
export const SCHEMES: readonly Scheme[] = ["stripe", "wechat", "alipay"];

let made = 0;

async function payment(scheme: Scheme, provider: Provider, pay: (url: string) => unknown): Promise<RefundOrder> {
	made++;
	const profile = PROVIDERS.get(scheme)!;
	const [saleId, money, webhookUrl] = [`sale${made}`, PAID[scheme], `https://shop.example/webhooks/${scheme}`];
	const about = { saleId, code: `code${made}`, money, merchantId: "bakery", storeName: "Am Markt", ref: "K7M2Q2" };
	const at = { attempt: 1, pageUrl: `https://shop.example/p/${made}`, webhookUrl, settings: new Map<string, string>() };
	const { apiVersion } = provider;
	const to = { provider: scheme, to: saleId, subject: `${saleId}.1`, account: null, apiVersion };
	const body = profile.body({ ...about, ...at, nowMs: Date.now() });
	const create: CreateOrder = { kind: "checkout", ...to, order: "create", body, key: `cs:${saleId}` };
	const session = await provider.create(create);
	await pay(session.url);
	const ask = { number: `K7M2Q2R${made}`, sessionId: session.id, paid: money, backMinor: money.minor };
	const untilMs = refundUntilMs(Date.now());
	return { kind: "refund", order: "make", ...to, ...ask, body: profile.refund.body({ ...ask, webhookUrl }), untilMs };
}

/** The same order for a part of what was paid, under another number. */
export function partOf(order: RefundOrder, backMinor: number, number: string): RefundOrder {
	const ask = { number, sessionId: order.sessionId, paid: order.paid, backMinor };
	const webhookUrl = `https://shop.example/webhooks/${order.provider}`;
	return { ...order, ...ask, body: PROVIDERS.get(order.provider)!.refund.body({ ...ask, webhookUrl }) };
}

export const STANDS: Readonly<Record<Scheme, () => Promise<RefundStand>>> = {
	stripe: async () => {
		const stripe = await startStripe();
		const settings = { secretKey: SECRET_KEY, refundKey: REFUND_KEY, webhookSecret: null, apiUrl: stripe.url };
		const provider = stripeRail(settings);
		const intentOf = (id: string) => stripe.sessions.get(id)?.payment_intent;
		return {
			provider,
			fail: (...faults) => stripe.failRefunding(...(faults as StripeFault[])),
			given: (id) =>
				[...stripe.refunds.values()]
					.filter(({ payment_intent, status }) => payment_intent === intentOf(id) && status !== "failed")
					.map(({ amount }) => amount),
			asked: () =>
				stripe.calls.flatMap(({ method, path, body, key }) =>
					method === "POST" && path === "/v1/refunds" ? [`${key} ${body}`] : [],
				),
			paid: () => payment("stripe", provider, (url) => fetch(`${url}/pay`, { method: "POST", redirect: "manual" })),
			close: stripe.close,
		};
	},
	wechat: async () => {
		const wechat = await startWechat();
		const provider = wechatRail({ ...wechat.settings, mayRefund: true });
		return {
			provider,
			fail: (...faults) => wechat.fail(...(faults as WechatFault[])),
			given: (id) =>
				[...wechat.refunds.values()].filter((one) => one.out_trade_no === id).map(({ amount }) => amount.refund),
			asked: () =>
				wechat.calls.flatMap(({ method, path, body }) =>
					method === "POST" && path === "/v3/refund/domestic/refunds" ? [body] : [],
				),
			paid: () => payment("wechat", provider, wechat.pay),
			close: wechat.close,
		};
	},
	alipay: async () => {
		const alipay = await startAlipay();
		const provider = alipayRail({ ...alipay.settings, mayRefund: true });
		return {
			provider,
			fail: (...faults) => alipay.fail(...(faults as AlipayFault[])),
			given: (id) => Object.values(alipay.orders.get(id)?.refunds ?? {}).map((back) => Math.round(Number(back) * 100)),
			asked: () =>
				alipay.calls.flatMap(({ method, content }) =>
					method === "alipay.trade.refund" ? [JSON.stringify(content)] : [],
				),
			paid: () => payment("alipay", provider, alipay.pay),
			close: alipay.close,
		};
	},
};
