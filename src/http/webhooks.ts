/** Where Stripe and Slack call. What Stripe says is only a reason to look: the sale asks Stripe itself before anything moves. */

import { Hono } from "hono";
import { receive } from "../runtime/receive.ts";
import { findCheckout } from "../store/checkout.ts";
import { ApiError, notFound } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import { limitKilobytes } from "./json-body.ts";

const WEBHOOK_LIMIT_KILOBYTES = 256;
/** What Bolt takes too; a message of Slack's repeats its text in blocks. */
const SLACK_LIMIT_KILOBYTES = 4_096;

export function webhookRoutes({ database, stripe, answerSlack, nowMs, nudge, log }: HttpTools): Hono {
	const routes = new Hono();
	const readWebhook = stripe?.readWebhook ?? null;

	routes.post("/stripe", limitKilobytes(WEBHOOK_LIMIT_KILOBYTES), async (c) => {
		if (readWebhook === null) throw notFound();
		// The signature is over the bytes as they came: parsed and written again they would not fit it.
		const webhook = readWebhook(await c.req.text(), c.req.header("stripe-signature"), nowMs());
		if (webhook === "forged") {
			log.warn({ outcome: webhook }, "webhook");
			throw forged();
		}
		const outcome = webhook === "other" ? "other" : await hear(webhook);
		log.info({ outcome }, "webhook");
		return c.json({ received: true });
	});

	routes.post("/slack", limitKilobytes(SLACK_LIMIT_KILOBYTES), async (c) => {
		if (answerSlack === null) throw notFound();
		const header = (name: string) => c.req.header(name) ?? "";
		const timestamp = header("x-slack-request-timestamp");
		const signature = header("x-slack-signature");
		// Of the time of the world: a test's clock is not the one that Slack signs by.
		const request = { body: await c.req.text(), type: header("content-type"), timestamp, signature };
		const { status, body } = await answerSlack(request, Date.now());
		return body === null ? c.body(null, status) : c.json(body, status);
	});

	const hear = async ({ id, sessionId }: { readonly id: string; readonly sessionId: string }) => {
		const found = await findCheckout(database, sessionId);
		if (found === null) return "foreign";
		const { merchantId, saleId, code } = found;
		const event = { kind: "look", code };
		const isNew = await receive(database, { merchantId, to: `sale/${saleId}`, key: `stripe ${id}`, event }, nowMs());
		nudge();
		return isNew ? "look" : "again";
	};
	return routes;
}

const forged = (): ApiError =>
	new ApiError(400, {
		en: "This is not signed by Stripe, or not lately; check STRIPE_WEBHOOK_SECRET and the clock. Nothing was taken.",
		zh: "此请求没有 Stripe 的有效签名，或签名已过期；请检查 STRIPE_WEBHOOK_SECRET 和时钟。未接收任何内容。",
		es: "Esto no lleva una firma reciente de Stripe; revise STRIPE_WEBHOOK_SECRET y el reloj. No se aceptó nada.",
	});
