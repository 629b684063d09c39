/** Stripe's webhooks: whether one is Stripe's own, and which checkout session it or its refund hints at. It is never more than a hint. */

import type Stripe from "stripe";
import { z } from "zod";
import type { Text } from "../../text.ts";
import type { Heard, Webhook } from "./providers.ts";

const TOLERANCE_S = 300;

const hint = z.object({
	id: z.string().regex(/^evt_\w{1,100}$/),
	type: z.string().startsWith("checkout.session."),
	data: z.object({
		object: z.object({
			id: z.string().regex(/^cs_\w{1,200}$/),
			client_reference_id: z.string().max(200).nullish().catch(null),
			payment_link: z.string().max(200).nullish().catch(null),
		}),
	}),
});

function hintOf({ id, data: { object } }: z.infer<typeof hint>): Exclude<Heard, string> {
	const { id: sessionId, payment_link, client_reference_id: reference } = object;
	return payment_link && reference ? { id, sessionId, reference } : { id, sessionId };
}

/** A refund that we asked for says whose it is; others are none of our business. */
const refundHint = z.object({
	id: hint.shape.id,
	type: z.enum(["refund.created", "refund.updated", "refund.failed", "charge.refund.updated"]),
	data: z.object({ object: z.object({ metadata: z.object({ standin_session: z.string().regex(/^cs_\w{1,200}$/) }) }) }),
});

export function stripeWebhook({ webhooks }: Pick<Stripe, "webhooks">, secret: string): Webhook {
	return {
		read: (body, header, nowMs) => {
			const signature = header("stripe-signature");
			// The client takes a signature of next year's; so late a replay would never grow too old.
			const [stamp, ...more] = (signature ?? "").split(",").filter((part) => part.startsWith("t="));
			const isAhead = !(Number(stamp?.slice("t=".length) ?? Number.NaN) <= nowMs / 1_000 + TOLERANCE_S);
			if (signature === undefined || isAhead || more.length > 0) return "forged";
			try {
				const event: unknown = webhooks.constructEvent(body, signature, secret, TOLERANCE_S, undefined, nowMs);
				const read = hint.safeParse(event);
				if (read.success) return hintOf(read.data);
				const { data: refund } = refundHint.safeParse(event);
				return refund === undefined
					? "other"
					: { id: refund.id, sessionId: refund.data.object.metadata.standin_session };
			} catch {
				return "forged"; // the client's only way to say so
			}
		},
		taken: { body: '{"received":true}', type: "application/json" },
		forged: FORGED,
	};
}

const FORGED: Text = {
	en: "This is not signed by Stripe, or not lately; check STRIPE_WEBHOOK_SECRET and the clock. Nothing was taken.",
	zh: "此请求没有 Stripe 的有效签名，或签名已过期；请检查 STRIPE_WEBHOOK_SECRET 和时钟。未接收任何内容。",
	es: "Esto no lleva una firma reciente de Stripe; revise STRIPE_WEBHOOK_SECRET y el reloj. No se aceptó nada.",
};
