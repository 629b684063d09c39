/** Stripe's webhooks: whether one is Stripe's own, and which checkout session it hints at. It is never more than a hint. */

import type Stripe from "stripe";
import { z } from "zod";

const TOLERANCE_S = 300;

const hint = z.object({
	id: z.string().regex(/^evt_\w{1,100}$/),
	type: z.string().startsWith("checkout.session."),
	data: z.object({ object: z.object({ id: z.string().regex(/^cs_\w{1,200}$/) }) }),
});

/** `forged`: not signed by Stripe, too old or from the future; `other`: authentic, and nothing we follow. */
export type Webhook = "forged" | "other" | { readonly id: string; readonly sessionId: string };
/** Reads a webhook by its raw body, as it came, and its signature. */
export type ReadWebhook = (body: string, signature: string | undefined, nowMs: number) => Webhook;

export function webhookReader({ webhooks }: Pick<Stripe, "webhooks">, secret: string): ReadWebhook {
	return (body, signature, nowMs) => {
		// The client takes a signature of next year's; so late a replay would never grow too old.
		const [stamp, ...more] = (signature ?? "").split(",").filter((part) => part.startsWith("t="));
		const isAhead = !(Number(stamp?.slice("t=".length) ?? Number.NaN) <= nowMs / 1_000 + TOLERANCE_S);
		if (signature === undefined || isAhead || more.length > 0) return "forged";
		try {
			const event: unknown = webhooks.constructEvent(body, signature, secret, TOLERANCE_S, undefined, nowMs);
			const read = hint.safeParse(event);
			return read.success ? { id: read.data.id, sessionId: read.data.data.object.id } : "other";
		} catch {
			return "forged"; // the client's only way to say so
		}
	};
}
