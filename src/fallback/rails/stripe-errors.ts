/** What goes wrong between us and Stripe, in the words the deliverer knows. */

import Stripe from "stripe";
import { DeliveryError } from "../../errors.ts";

const RETRY_LIMIT_MS = 10 * 60_000;
/** Stripe's own words for *not like this*; whatever else stands in an error came from somebody on the way. */
const REFUSALS = new Set(["invalid_request_error", "idempotency_error", "card_error", "authentication_error"]);

/** The error as the deliverer's; one that is already stays as it is. */
export function asDeliveryError(cause: unknown): DeliveryError {
	if (cause instanceof DeliveryError) return cause;
	if (!(cause instanceof Stripe.errors.StripeError)) return new DeliveryError("unreachable", 0, { cause });
	const { statusCode, rawType, headers } = cause;
	if (cause instanceof Stripe.errors.StripeRateLimitError) {
		return new DeliveryError("rate-limited", waitMs(headers?.["retry-after"]), { cause });
	}
	// 409: the same key is being worked on at this moment.
	const isRefusal = statusCode !== undefined && statusCode >= 400 && statusCode < 500 && statusCode !== 409;
	return new DeliveryError(isRefusal && REFUSALS.has(rawType ?? "") ? "rejected" : "unreachable", 0, { cause });
}

/** Seconds, as Stripe writes them; 0 when it does not say. */
function waitMs(retryAfter: string | undefined): number {
	const seconds = Number(retryAfter ?? 0);
	return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1_000, RETRY_LIMIT_MS) : 0;
}

/** An answer that is none of Stripe's, which the client takes for a success when it holds no `error`. */
export function unreachable(answer: unknown): DeliveryError {
	const status = (answer as { readonly lastResponse?: { readonly statusCode?: unknown } } | null)?.lastResponse
		?.statusCode;
	return new DeliveryError("unreachable", 0, { cause: new Error(`not an answer of Stripe, status ${String(status)}`) });
}
