/** CORE. A payment at Stripe's hosted checkout: one session for each attempt, ordered in full before anybody calls Stripe. */

import type { Money } from "./money.ts";
import { toStripeMinor } from "./stripe-money.ts";

/** The scheme of the rail. */
export const STRIPE = "stripe";

/** How long a session takes money; Stripe allows 30 minutes to 24 hours. */
export const CHECKOUT_MINUTES = 60;
const LOOK_FIRST_MS = 5_000;
const LOOK_SLOWEST_MS = 60_000;

/** What a payment knows of its session. */
export type Checkout = {
	/** Of the shop at Stripe, where the platform collects for several (Connect). */
	readonly account: string | null;
	/** Null until Stripe has made it. */
	readonly session: { readonly id: string; readonly url: string } | null;
	/** The customer can still pay there, as far as we know. */
	readonly isLive: boolean;
	/** Stripe was asked, and its answer is still to come. */
	readonly isAsked: boolean;
	/** How often it was looked at in vain since something last hinted at a payment. */
	readonly looks: number;
	readonly lookAtMs: number | null;
};

export const newCheckout = (account: string | null): Checkout => ({
	account,
	session: null,
	isLive: false,
	isAsked: true,
	looks: 0,
	lookAtMs: null,
});

/** After so many looks: soon at first, at last once a minute. */
export const lookAfterMs = (looks: number): number => Math.min(LOOK_FIRST_MS * 2 ** looks, LOOK_SLOWEST_MS);

/** What Stripe was asked for, by which a session is known as the one we made. */
export type Asked = { readonly saleId: string; readonly code: string; readonly money: Money };

/** An order for whoever talks to Stripe. Those of one sale go out one after the other. */
export type CheckoutOrder = {
	readonly kind: "checkout";
	/** The sale. */
	readonly to: string;
	/** The payment; told back when the order is given up. */
	readonly subject: string;
	readonly account: string | null;
} & (
	| {
			readonly order: "create";
			/** The whole request, JSON; repeated byte for byte under its key after any failure. */
			readonly body: string;
			readonly apiVersion: string;
			readonly key: string;
	  }
	/** `look` reads the session, `close` ends it, unless it was paid meanwhile. */
	| { readonly order: "look" | "close"; readonly sessionId: string; readonly asked: Asked }
);

/** What a session says of itself: `pending` is finished but not paid yet, `foreign` is none that we asked for. */
export type Standing = "open" | "pending" | "paid" | "expired" | "foreign";

/** What travels with the session and with the payment, so that either leads back to the sale. */
export const ourMetadata = (merchantId: string, saleId: string, code: string, ref: string) => ({
	standin_merchant: merchantId,
	standin_sale: saleId,
	standin_payment: code,
	sale_reference: ref,
});

/** The request that makes a session: card only, since goods leave the shop at once. The amount is one Stripe can take. */
export function checkoutBody(
	{ saleId, code, money }: Asked,
	shop: { readonly merchantId: string; readonly storeName: string },
	ref: string,
	pageUrl: string,
	nowMs: number,
): string {
	const amount = toStripeMinor(money);
	if (typeof amount !== "number") throw new Error("this amount was refused before");
	const metadata = ourMetadata(shop.merchantId, saleId, code, ref);
	const product_data = { name: `${shop.storeName} · ${ref}` };
	const price_data = { currency: money.currency.toLowerCase(), unit_amount: amount, product_data };
	return JSON.stringify({
		mode: "payment",
		client_reference_id: ref,
		metadata,
		payment_intent_data: { metadata },
		line_items: [{ quantity: 1, price_data }],
		payment_method_types: ["card"],
		adaptive_pricing: { enabled: false },
		expires_at: Math.floor(nowMs / 1000) + CHECKOUT_MINUTES * 60,
		success_url: `${pageUrl}?back=paid`,
		cancel_url: pageUrl,
	});
}
