/** Where providers and Slack call. What a provider says is only a reason to look: the sale asks it before anything moves. */

import { Hono } from "hono";
import type { Heard } from "../fallback/rails/providers.ts";
import { receive } from "../runtime/receive.ts";
import { findCheckout } from "../store/checkout.ts";
import { ApiError, notFound } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import { limitKilobytes } from "./json-body.ts";
import { takeLinkPayment } from "./link-payment.ts";

const WEBHOOK_LIMIT_KILOBYTES = 256;
/** What Bolt takes too; a message of Slack's repeats its text in blocks. */
const SLACK_LIMIT_KILOBYTES = 4_096;

export function webhookRoutes(tools: HttpTools): Hono {
	const { database, providers, answerSlack, nowMs, nudge, log } = tools;
	const routes = new Hono();

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

	routes.post("/:provider", limitKilobytes(WEBHOOK_LIMIT_KILOBYTES), async (c) => {
		const scheme = c.req.param("provider");
		const webhook = providers.get(scheme)?.webhook ?? null;
		if (webhook === null) throw notFound();
		// The signature is over the bytes as they came: parsed and written again they would not fit it.
		const heard = webhook.read(await c.req.text(), (name) => c.req.header(name), nowMs());
		const outcome = typeof heard === "string" ? heard : await hear(scheme, heard);
		if (outcome === "forged" || outcome === "wrong amount") {
			log.warn({ provider: scheme, outcome }, "webhook");
			throw new ApiError(400, webhook.forged);
		}
		log.info({ provider: scheme, outcome }, "webhook");
		const { body, type } = webhook.taken;
		return c.body(body, 200, { "content-type": type });
	});

	const hear = async (scheme: string, { id, sessionId, money, reference }: Exclude<Heard, string>) => {
		const found = await findCheckout(database, sessionId);
		if (found === null && reference !== undefined) return takeLinkPayment(tools, scheme, sessionId, reference);
		if (found === null) return "foreign";
		const { merchantId, saleId, code, minor, currency } = found;
		if (money !== undefined && (money.minor !== minor || money.currency !== currency)) return "wrong amount";
		const event = { kind: "look", code };
		const envelope = { merchantId, to: `sale/${saleId}`, key: `${scheme} ${id}`, event } as const;
		const isNew = await receive(database, envelope, nowMs());
		nudge();
		return isNew ? "look" : "again";
	};
	return routes;
}
