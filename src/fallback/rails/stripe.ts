/** Stripe's hosted checkout over the official client. What it orders was written down before; what it answers is checked. */

import Stripe from "stripe";
import type { Log } from "../../log.ts";
import type { Asked, CreateOrder, Session, SessionOrder, Standing } from "../checkout.ts";
import { ourMetadata } from "../checkout.ts";
import { fromStripeMinor } from "../stripe-money.ts";
import type { LinkPayment, Provider } from "./providers.ts";
import { asDeliveryError, unreachable } from "./stripe-errors.ts";
import { on, stripeRefunds } from "./stripe-refund.ts";
import { stripeWebhook } from "./stripe-webhook.ts";

const TIMEOUT_MS = 15_000;
const CHECKOUT_HOST = "checkout.stripe.com";

export type StripeSettings = {
	readonly secretKey: string;
	/** A restricted key for refunds alone; null or absent: this server gives no money back. */
	readonly refundKey?: string | null;
	/** Null: no webhooks; sales look by themselves. */
	readonly webhookSecret: string | null;
	/** Of a server that speaks like Stripe, for tests; null: Stripe itself. */
	readonly apiUrl: string | null;
};

/** The rail; a key or an address that customers could stumble over is told. */
export function openStripe(settings: StripeSettings, publicUrl: string, log: Log): Provider {
	if (settings.secretKey.includes("_test_"))
		log.warn({}, "STRIPE_SECRET_KEY is a test key: card payments move no money");
	else if (!publicUrl.startsWith("https://"))
		log.warn({}, "PUBLIC_URL is not https: Stripe may refuse to send customers back to it");
	return stripeRail(settings);
}

export function stripeRail({ secretKey, refundKey, webhookSecret, apiUrl }: StripeSettings): Provider {
	const open = (key: string) =>
		new Stripe(key, {
			...endpoint(apiUrl),
			timeout: TIMEOUT_MS,
			maxNetworkRetries: 0, // the outbox repeats, with patience and over restarts
			telemetry: false,
		});
	const stripe = open(secretKey);
	return {
		apiVersion: Stripe.API_VERSION,
		create: (order) => create(stripe, order),
		look: async (merchantId, order) => follow(stripe, merchantId, order, await look(stripe, order)),
		close: async (merchantId, order) => follow(stripe, merchantId, order, await close(stripe, order)),
		readLink: async (sessionId, account) => linkPaymentOf(await look(stripe, { account, sessionId })),
		isCheckout: (url) => isCheckout(url, apiUrl),
		refunds: refundKey ? stripeRefunds((order) => look(stripe, order), open(refundKey)) : null,
		webhook: webhookSecret === null ? null : stripeWebhook(stripe, webhookSecret),
	};
}

/** Where the client finds Stripe; null: Stripe itself. */
export function endpoint(apiUrl: string | null): Partial<ConstructorParameters<typeof Stripe>[1]> {
	if (apiUrl === null) return {};
	const { hostname, port, protocol } = new URL(apiUrl);
	const isPlain = protocol === "http:";
	return { host: hostname, port: port === "" ? (isPlain ? 80 : 443) : port, protocol: isPlain ? "http" : "https" };
}

async function create(stripe: Stripe, { account, body, apiVersion, key }: CreateOrder): Promise<Session> {
	const request: Stripe.Checkout.SessionCreateParams = JSON.parse(body);
	const options = { ...on(account), apiVersion, idempotencyKey: key };
	const session = await called(() => stripe.checkout.sessions.create(request, options));
	if (!isSession(session) || typeof session.url !== "string") throw unreachable(session);
	return { id: session.id, url: session.url };
}

async function look(
	stripe: Stripe,
	{ account, sessionId }: Pick<SessionOrder, "account" | "sessionId">,
): Promise<Stripe.Checkout.Session> {
	const session = await called(() => stripe.checkout.sessions.retrieve(sessionId, {}, on(account)));
	if (!isSession(session) || session.id !== sessionId) throw unreachable(session);
	return session;
}

async function close(stripe: Stripe, order: SessionOrder): Promise<Stripe.Checkout.Session> {
	const { account, sessionId } = order;
	try {
		const session = await called(() => stripe.checkout.sessions.expire(sessionId, {}, on(account)));
		if (isSession(session) && session.id === sessionId) return session;
		throw unreachable(session);
	} catch (error) {
		// It is not open any more: it has ended by itself, or the customer was faster and the money is there.
		if (asDeliveryError(error).code === "rejected") return look(stripe, order);
		throw error;
	}
}

async function called<T>(call: () => Promise<T>): Promise<T> {
	try {
		return await call();
	} catch (error) {
		throw asDeliveryError(error);
	}
}

/** An answer that is no error by its form may still not be Stripe's: proxies and portals answer whatever they like. */
const isSession = (answer: unknown): answer is Stripe.Checkout.Session => {
	const { object, id } = (answer ?? {}) as { readonly object?: unknown; readonly id?: unknown };
	return object === "checkout.session" && typeof id === "string" && /^cs_\w{1,200}$/.test(id);
};

/** What a session says. Of one that was finished without money only its payment knows whether the bank still looks at it. */
async function follow(
	stripe: Stripe,
	merchantId: string,
	{ account, asked }: SessionOrder,
	session: Stripe.Checkout.Session,
): Promise<Standing> {
	if (!isOurs(session, merchantId, asked)) return "foreign";
	if (session.payment_status === "paid") return "paid";
	if (session.status === "expired") return "expired";
	if (session.status !== "complete") return "open";
	const { payment_intent: intent } = session;
	return intent === null ? "at-bank" : lookAtBank(stripe, account, typeof intent === "string" ? intent : intent.id);
}

async function lookAtBank(stripe: Stripe, account: string | null, id: string): Promise<Standing> {
	try {
		const intent: unknown = await called(() => stripe.paymentIntents.retrieve(id, {}, on(account)));
		const { object, id: answered, status } = (intent ?? {}) as Partial<Stripe.PaymentIntent>;
		if (object !== "payment_intent" || answered !== id) throw unreachable(intent);
		// Its money is told by the session alone, which is looked at again.
		return status === "requires_payment_method" || status === "canceled" ? "failed" : "at-bank";
	} catch (error) {
		// A key that may not read payments: the session says when it is paid, and never that it will not be.
		if (asDeliveryError(error).code === "rejected") return "at-bank";
		throw error;
	}
}

function linkPaymentOf(session: Stripe.Checkout.Session): LinkPayment | null {
	const { payment_link, payment_status, client_reference_id: reference, created, amount_total, currency } = session;
	const money = fromStripeMinor(amount_total ?? Number.NaN, currency ?? "");
	if (!payment_link || payment_status !== "paid" || reference === null || money === null || money.minor === 0)
		return null;
	return { money, reference, url: session.url ?? "", paidAtMs: created * 1_000 };
}

function isOurs(session: Stripe.Checkout.Session, merchantId: string, { saleId, code, money }: Asked): boolean {
	const { standin_merchant, standin_sale, standin_payment } = ourMetadata(merchantId, saleId, code, "");
	const told = session.metadata ?? {};
	const total = fromStripeMinor(session.amount_total ?? Number.NaN, session.currency ?? "");
	return (
		told["standin_merchant"] === standin_merchant &&
		told["standin_sale"] === standin_sale &&
		told["standin_payment"] === standin_payment &&
		total?.minor === money.minor &&
		total.currency === money.currency
	);
}

function isCheckout(url: string, apiUrl: string | null): boolean {
	if (!URL.canParse(url)) return false;
	const { protocol, host, username, origin } = new URL(url);
	if (protocol === "https:" && host === CHECKOUT_HOST && username === "") return true;
	return apiUrl !== null && origin === new URL(apiUrl).origin;
}
