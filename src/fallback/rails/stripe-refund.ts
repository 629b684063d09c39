/** Money back at Stripe, with a restricted key of its own: docs.stripe.com/api/refunds. Only ever behind a person's act, whose number it carries. */

import Stripe from "stripe";
import type { RefundAnswer, RefundOrder, RefundReason, Refunds } from "../refund.ts";
import { fromStripeMinor } from "../stripe-money.ts";
import { asDeliveryError, unreachable } from "./stripe-errors.ts";

/** Of one payment; the shop's own refunds in parts are among them. */
const LIST_LIMIT = 100;

/** On whose account, where the platform collects for several. */
export const on = (account: string | null): Stripe.RequestOptions =>
	account === null ? {} : { stripeAccount: account };

/** `sessionOf` reads what was paid with the usual key; the key of `refunding` may give back and nothing else. */
export function stripeRefunds(
	sessionOf: (order: RefundOrder) => Promise<Stripe.Checkout.Session>,
	refunding: Stripe,
): Refunds {
	return {
		make: async (order) => {
			try {
				const intent = await intentOf(order);
				// The payment of a session that is paid never changes, so that the whole is the same each time.
				const request: Stripe.RefundCreateParams = { payment_intent: intent, ...JSON.parse(order.body) };
				const { account, apiVersion, number } = order;
				const options = { ...on(account), apiVersion, idempotencyKey: number };
				return answerOf(await refunding.refunds.create(request, options), order, intent);
			} catch (error) {
				const failure = asDeliveryError(error);
				if (failure.code !== "rejected") throw failure;
				return { standing: "refused", because: reasonOf(failure.cause) };
			}
		},
		look: async (order) => {
			try {
				const intent = await intentOf(order);
				const listed = await refunding.refunds.list({ payment_intent: intent, limit: LIST_LIMIT }, on(order.account));
				const data: unknown = listed.data;
				if (!Array.isArray(data)) throw unreachable(listed);
				const ours = data.find((one: Stripe.Refund) => one.metadata?.["standin_refund"] === order.number);
				return ours === undefined ? { standing: "none" } : answerOf(ours, order, intent);
			} catch (error) {
				const failure = asDeliveryError(error);
				// What may not be looked at says nothing about whether it was done.
				throw failure.code === "rejected" ? unreachable(null) : failure;
			}
		},
	};

	async function intentOf(order: RefundOrder): Promise<string> {
		const { payment_intent: intent } = await sessionOf(order);
		const id = typeof intent === "string" ? intent : intent?.id;
		if (id === undefined) throw unreachable(null);
		return id;
	}
}

const STANDINGS: ReadonlyMap<string | null, "refunded" | "pending" | "failed"> = new Map([
	["succeeded", "refunded"],
	["pending", "pending"],
	["requires_action", "pending"],
	["failed", "failed"],
	["canceled", "failed"],
]);

/** An answer that is no error by its form may still not be Stripe's, or not be about this refund. */
function answerOf(answer: unknown, { paid, backMinor }: RefundOrder, intent: string): RefundAnswer {
	const { object, id, amount, currency, status, payment_intent } = (answer ?? {}) as Partial<Stripe.Refund>;
	const back = fromStripeMinor(amount ?? Number.NaN, currency ?? "");
	const isOurs = payment_intent === intent && back?.minor === backMinor && back.currency === paid.currency;
	const standing = STANDINGS.get(status ?? null);
	if (object !== "refund" || typeof id !== "string" || !isOurs || standing === undefined) throw unreachable(answer);
	return standing === "failed" ? { standing: "refused", because: "customer-account" } : { standing, id };
}

const REASONS: ReadonlyMap<string, RefundReason> = new Map([
	["charge_already_refunded", "already"],
	["insufficient_funds", "no-balance"],
	["balance_insufficient", "no-balance"],
	["resource_missing", "gone"],
	["charge_disputed", "gone"],
]);

function reasonOf(cause: unknown): RefundReason {
	const { errors } = Stripe;
	if (cause instanceof errors.StripePermissionError || cause instanceof errors.StripeAuthenticationError)
		return "no-right";
	return (cause instanceof errors.StripeError ? REASONS.get(cause.code ?? "") : undefined) ?? "other";
}
