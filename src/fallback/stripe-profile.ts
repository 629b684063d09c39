/** CORE. Card payment over Stripe: what it can take, and the request that makes a session. */

import { refuse, type Text } from "../text.ts";
import { type Attempt, CHECKOUT_MINUTES, ourMetadata } from "./checkout.ts";
import type { ProviderProfile } from "./provider.ts";
import type { RefundAsk } from "./refund.ts";
import { DASHBOARD, isMethod, methodsOf, STRIPE_METHODS } from "./stripe-methods.ts";
import { toStripeMinor } from "./stripe-money.ts";

export const stripeProfile: ProviderProfile = {
	title: { en: "card (Stripe)", zh: "银行卡（Stripe）", es: "tarjeta (Stripe)" },
	givesCode: false,
	notHere: refuse({
		en: "Card payment over Stripe is not set up on this server; use another way to pay.",
		zh: "此服务器尚未配置 Stripe 银行卡付款；请改用其他方式收款。",
		es: "El pago con tarjeta por Stripe no está configurado en este servidor; use otra forma de pago.",
	}),
	whyNot: (money) => {
		const amount = toStripeMinor(money);
		return typeof amount === "number" ? null : amount;
	},
	settingsFault: stripeFault,
	body: checkoutBody,
	refund: { body: refundBody, isNewEachTime: true },
};

/** The request that makes a session: card only unless the shop wants more, since goods leave the shop at once. The amount is one Stripe can take. */
export function checkoutBody(attempt: Attempt): string {
	const { saleId, code, money, merchantId, storeName, ref, pageUrl, nowMs, settings } = attempt;
	const amount = toStripeMinor(money);
	if (typeof amount !== "number") throw new Error("this amount was refused before");
	const metadata = ourMetadata(merchantId, saleId, code, ref);
	const product_data = { name: `${storeName} · ${ref}` };
	const price_data = { currency: money.currency.toLowerCase(), unit_amount: amount, product_data };
	return JSON.stringify({
		mode: "payment",
		client_reference_id: ref,
		metadata,
		payment_intent_data: { metadata },
		line_items: [{ quantity: 1, price_data }],
		...methodsOf(settings?.get("methods")),
		adaptive_pricing: { enabled: false },
		expires_at: Math.floor(nowMs / 1000) + CHECKOUT_MINUTES * 60,
		success_url: `${pageUrl}?back=paid`,
		cancel_url: pageUrl,
	});
}

/** But for the payment at Stripe: who carries it out reads that from the session, where it never changes. */
function refundBody({ number, sessionId, backMinor, paid }: RefundAsk): string {
	const amount = toStripeMinor({ minor: backMinor, currency: paid.currency });
	if (typeof amount !== "number") throw new Error("this amount was never paid at Stripe");
	// By the session a notification about it finds its sale, by the number it is known again.
	return JSON.stringify({ amount, metadata: { standin_refund: number, standin_session: sessionId } });
}

/** An account belongs to a platform that collects for several shops; without one it is the server's own. */
function stripeFault(settings: ReadonlyMap<string, string>): Text | undefined {
	for (const [name, value] of settings) {
		if (name === "account" && /^acct_\w{1,60}$/.test(value)) continue;
		if (name === "methods" && (value === DASHBOARD || value.split(",").every(isMethod))) continue;
		return name === "methods" ? METHODS_FAULT : ACCOUNT_FAULT;
	}
	return undefined;
}

const ACCOUNT_FAULT: Text = {
	en: "the stripe rail has two settings: account, such as acct_1A2b3C (leave it out if you have a single account), and methods.",
	zh: "stripe 方式有两个设置项：account，例如 acct_1A2b3C（只有一个账户时请不填），以及 methods。",
	es: "la forma stripe tiene dos ajustes: account, como acct_1A2b3C (omítalo si tiene una sola cuenta), y methods.",
};
const KNOWN = [...STRIPE_METHODS].join(", ");
const METHODS_FAULT: Text = {
	en: `methods of the stripe rail are ${DASHBOARD} (what is switched on at Stripe) or names with commas between them, such as card,ideal: ${KNOWN}.`,
	zh: `stripe 方式的 methods 为 ${DASHBOARD}（以 Stripe 后台启用的为准），或以逗号分隔的名称，例如 card,ideal：${KNOWN}。`,
	es: `methods de la forma stripe es ${DASHBOARD} (lo activado en Stripe) o nombres separados por comas, como card,ideal: ${KNOWN}.`,
};
