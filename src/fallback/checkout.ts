/** CORE. A payment that a provider collects: one session for each attempt, ordered in full before anybody calls the provider. */

import { draw } from "../chance.ts";
import type { Money } from "./money.ts";

/** Schemes of rails. */
export const STRIPE = "stripe";

/** How long a session takes money; Stripe allows 30 minutes to 24 hours, Alipay and WeChat Pay up to two hours. */
export const CHECKOUT_MINUTES = 60;
/** One that could not be made by then would hardly live longer than a customer waits, and Stripe refuses less than 30 minutes. */
const MAKE_MINUTES = 25;
/** The provider's clock may be five minutes off ours. */
const END_GRACE_MINUTES = 6;
const LOOK_FIRST_MS = 5_000;
export const LOOK_SLOWEST_MS = 60_000;
const LOOK_BANK_SLOWEST_MS = 6 * 60 * 60_000;
/** Bank debits answer within 14 working days (docs.stripe.com/payments/bacs-debit, sepa-debit); whoever takes longer is not asked again by itself. */
const LOOK_BANK_DAYS = 28;

/** What a provider has made: where the customer is led, or what the QR says. */
export type Session = { readonly id: string; readonly url: string };

/** What a payment knows of its session. */
export type Checkout = {
	/** Of the shop at Stripe, where the platform collects for several (Connect). */
	readonly account: string | null;
	/** Null until the provider has made it. */
	readonly session: Session | null;
	/** The customer can still pay there, as far as we know. */
	readonly isLive: boolean;
	/** The provider was asked, and its answer is still to come. */
	readonly isAsked: boolean;
	/** How often it was looked at in vain since something last hinted at a payment. */
	readonly looks: number;
	readonly lookAtMs: number | null;
	/** The customer has done their part, and since then their bank has been silent. Absent: it was never waited for. */
	readonly bankSinceMs?: number;
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

/** When to look next at what a customer's bank has yet to say: after a tenth of the time it took so far; null when it never will. */
export function lookAtBankMs(sinceMs: number, nowMs: number): number | null {
	const waitedMs = nowMs - sinceMs;
	if (waitedMs > LOOK_BANK_DAYS * 24 * 60 * 60_000) return null;
	return nowMs + Math.min(Math.max(waitedMs / 10, LOOK_SLOWEST_MS), LOOK_BANK_SLOWEST_MS);
}

/** Until when it makes sense to make a session for a payment of that age. */
export const makeUntilMs = (createdAtMs: number): number => createdAtMs + MAKE_MINUTES * 60_000;

/** When no session of a payment of that age takes money any more, whatever the provider's clock says. */
export const endsForSureMs = (createdAtMs: number): number =>
	createdAtMs + (CHECKOUT_MINUTES + END_GRACE_MINUTES) * 60_000;

/** What a provider was asked for, by which a session is known as the one we made. */
export type Asked = { readonly saleId: string; readonly code: string; readonly money: Money };

/** One attempt to collect a sale, with all that a provider is told of it. */
export type Attempt = Asked & {
	readonly merchantId: string;
	readonly storeName: string;
	readonly ref: string;
	readonly attempt: number;
	/** Of our own page of this payment. */
	readonly pageUrl: string;
	/** Where the provider may call us. */
	readonly webhookUrl: string;
	/** Of the rail, as the shop set it up. Absent: none. */
	readonly settings?: ReadonlyMap<string, string>;
	readonly nowMs: number;
};

/** An order for whoever talks to the provider. Those of one sale go out one after the other. */
export type CheckoutOrder = {
	readonly kind: "checkout";
	/** The scheme of the rail; absent in orders of before there were several: Stripe. */
	readonly provider?: string;
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
			/** Not tried later than this. */
			readonly untilMs?: number;
	  }
	/** `look` reads the session, `close` ends it, unless it was paid meanwhile. */
	| { readonly order: "look" | "close"; readonly sessionId: string; readonly asked: Asked }
);

/** The order to make a session, and the one to look at it or end it. */
export type CreateOrder = CheckoutOrder & { readonly order: "create" };
export type SessionOrder = CheckoutOrder & { readonly order: "look" | "close" };

/**
 * What a session says of itself: `pending` is being paid at this moment, `at-bank` is finished by the customer, whose bank
 * may take days, `failed` was refused there, `foreign` is none that we asked for.
 */
export type Standing = "open" | "pending" | "at-bank" | "paid" | "failed" | "expired" | "foreign";

/** What travels with the session and with the payment, so that either leads back to the sale. */
export const ourMetadata = (merchantId: string, saleId: string, code: string, ref: string) => ({
	standin_merchant: merchantId,
	standin_sale: saleId,
	standin_payment: code,
	sale_reference: ref,
});

/**
 * The number of an attempt at providers that want ours: at most 32 of the characters that Alipay and WeChat Pay both
 * take. The reference stands in it, since it comes back in their bills; the rest makes it unique in the whole account.
 */
export const orderNumber = ({ merchantId, saleId, attempt, ref }: Attempt): string =>
	`${ref}_${draw(JSON.stringify([merchantId, saleId, attempt]), "order-number", 20, "0123456789abcdefghijklmnopqrstuvwxyz")}`;
