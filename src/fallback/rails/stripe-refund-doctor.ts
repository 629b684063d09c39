/** Whether Stripe lets the key for refunds refund. */

import Stripe from "stripe";
import { endpoint, type StripeSettings } from "./stripe.ts";

const CALL_LIMIT_MS = 8_000;
/** Nobody's refund: whoever may write refunds is told that it is not there. */
const NOBODYS = "re_standin_doctor";

/** Changes nothing at Stripe. */
export async function examineStripeRefunds(
	{ apiUrl }: Pick<StripeSettings, "apiUrl">,
	refundKey: string,
): Promise<"ok" | "no-right" | "away"> {
	const { errors } = Stripe;
	const options = { ...endpoint(apiUrl), timeout: CALL_LIMIT_MS, maxNetworkRetries: 0, telemetry: false };
	try {
		await new Stripe(refundKey, options).refunds.cancel(NOBODYS);
		return "away"; // no answer of Stripe's: there is no such refund
	} catch (error) {
		const isRefused =
			error instanceof errors.StripePermissionError || error instanceof errors.StripeAuthenticationError;
		if (isRefused) return "no-right";
		const isKnown = error instanceof errors.StripeInvalidRequestError && error.code === "resource_missing";
		return isKnown ? "ok" : "away";
	}
}
