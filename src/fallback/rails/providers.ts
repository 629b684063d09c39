/** The providers this server can talk to. Each is a small client behind one shape; what it answers comes back as an event. */

import { DeliveryError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import type { Text } from "../../text.ts";
import { ALIPAY } from "../alipay-profile.ts";
import {
	type CheckoutOrder,
	type CreateOrder,
	type Session,
	type SessionOrder,
	STRIPE,
	type Standing,
} from "../checkout.ts";
import type { Money } from "../money.ts";
import type { Configured } from "../provider.ts";
import type { Refundable, Refunds } from "../refund.ts";
import type { SaleEvent } from "../sale.ts";
import { WECHAT } from "../wechat-profile.ts";
import type { AlipaySettings } from "./alipay.ts";
import type { StripeSettings } from "./stripe.ts";
import type { WechatSettings } from "./wechat.ts";

/** Half of what the deliverer does at once: while a provider does not answer, chats still do. */
const CALLS_AT_ONCE = 8;
const WAIT_FOR_OTHERS_MS = 1_000;

/** Each call may be made again with the same order, and throws only `DeliveryError`. */
export type Provider = {
	readonly apiVersion: string;
	create(order: CreateOrder): Promise<Session>;
	look(merchantId: string, order: SessionOrder): Promise<Standing>;
	/** Ends it, unless it was paid meanwhile. */
	close(merchantId: string, order: SessionOrder): Promise<Standing>;
	/** What was paid over a link that hangs at a till; null while it is not paid, and for what is none. Absent: there are no such links. */
	readonly readLink?: (sessionId: string, account: string | null) => Promise<LinkPayment | null>;
	/** Whether a customer may be sent there. */
	isCheckout(url: string): boolean;
	/** Null or absent: nobody gave this server the right to give money back. */
	readonly refunds?: Refunds | null;
	/** Null: it cannot call us; sales look by themselves. */
	readonly webhook: Webhook | null;
};

/** What a webhook says. `forged`: not signed by the provider, too old or from the future; `other`: authentic, and nothing we follow. */
export type Heard =
	| "forged"
	| "other"
	/** The session it hints at, and what it says was to pay there, where it says so. */
	| { readonly id: string; readonly sessionId: string; readonly money?: Money; readonly reference?: string };

export type LinkPayment = {
	readonly money: Money;
	readonly reference: string;
	readonly url: string;
	readonly paidAtMs: number;
};

export type Webhook = {
	/** Reads one by its raw body, as it came, and its headers. */
	read(body: string, header: (name: string) => string | undefined, nowMs: number): Heard;
	/** What the provider wants to hear once it is stored. */
	readonly taken: { readonly body: string; readonly type: string };
	/** What whoever sent a forged one is told. */
	readonly forged: Text;
};

/** By the scheme of the rail. */
export type Providers = ReadonlyMap<string, Provider>;

export type ProviderSettings = {
	/** Null: no card payment over Stripe. */
	readonly stripe: StripeSettings | null;
	/** Null: no WeChat Pay. */
	readonly wechat: WechatSettings | null;
	/** Null: no Alipay. */
	readonly alipay: AlipaySettings | null;
};

/** Those that are configured; of the others not even the client library is loaded, which would take half of a start. */
export async function openProviders(
	{ stripe, wechat, alipay }: ProviderSettings,
	publicUrl: string,
	log: Log,
): Promise<Providers> {
	const opened: readonly (readonly [string, Provider | null])[] = [
		[STRIPE, stripe && (await import("./stripe.ts")).openStripe(stripe, publicUrl, log)],
		[WECHAT, wechat && (await import("./wechat.ts")).openWechat(wechat, publicUrl, log)],
		[ALIPAY, alipay && (await import("./alipay.ts")).alipayRail(alipay)],
	];
	return new Map(opened.flatMap(([scheme, provider]) => (provider === null ? [] : [[scheme, provider] as const])));
}

export const configuredOf = (providers: Providers): Configured =>
	new Map([...providers].map(([scheme, { apiVersion }]) => [scheme, apiVersion]));

/** Where this server may give money back. */
export const refundableOf = (providers: Providers): Refundable =>
	new Set([...providers].flatMap(([scheme, { refunds }]) => ((refunds ?? null) === null ? [] : [scheme])));

/** Carries one order out and tells what came of it. */
export type CarryOut = (merchantId: string, order: CheckoutOrder) => Promise<SaleEvent>;

/** At most so many calls to each provider at once. */
export function orderCarrier(providers: Providers, nowMs: () => number): CarryOut {
	const underWay = new Map<string, number>();
	return async (merchantId, order) => {
		const scheme = order.provider ?? STRIPE;
		const provider = providers.get(scheme);
		if (provider === undefined) throw new DeliveryError("rejected", 0); // its key was taken away since
		const isLate = order.order === "create" && order.untilMs !== undefined && nowMs() > order.untilMs;
		if (isLate) throw new DeliveryError("rejected", 0);
		const calls = underWay.get(scheme) ?? 0;
		if (calls >= CALLS_AT_ONCE) throw new DeliveryError("rate-limited", WAIT_FOR_OTHERS_MS);
		underWay.set(scheme, calls + 1);
		try {
			return await carryOut(provider, merchantId, order);
		} finally {
			underWay.set(scheme, (underWay.get(scheme) ?? 1) - 1);
		}
	};
}

async function carryOut(provider: Provider, merchantId: string, order: CheckoutOrder): Promise<SaleEvent> {
	const paymentId = order.subject;
	if (order.order === "create") return { kind: "checkout-opened", paymentId, session: await provider.create(order) };
	const standing = await (order.order === "look"
		? provider.look(merchantId, order)
		: provider.close(merchantId, order));
	return { kind: "checkout-seen", paymentId, standing };
}
