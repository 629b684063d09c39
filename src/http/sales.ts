/** What a manager says about a payment: the money was seen in the bank's app, or shall go back through the rail that took it. */

import { createRoute, z } from "@hono/zod-openapi";
import { REFUND_REASONS, type RefundWish } from "../fallback/refund.ts";
import type { SaleEvent } from "../fallback/sale.ts";
import { receive } from "../runtime/receive.ts";
import { readPayPage } from "../store/pay-page.ts";
import { findRefundable } from "../store/refund.ts";
import { ApiError, notFound } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import { answer, refusals, routeApp } from "./route.ts";
import { requireDeciderOf } from "./who.ts";

const confirmRoute = createRoute({
	method: "post",
	path: "/{code}/confirm",
	tags: ["sale"],
	security: [{ manager: [] }],
	summary: "Say that the money of a payment is in the bank account",
	request: { params: z.object({ code: z.string().openapi({ description: "Of the payment's pay page." }) }) },
	responses: {
		202: answer("It is stored.", z.object({ ref: z.string(), confirmed: z.literal(true) })),
		...refusals(401, 404, 409, 429),
	},
});

const refundRoute = createRoute({
	method: "post",
	path: "/{code}/refund",
	tags: ["sale"],
	security: [{ manager: [] }],
	summary:
		"Give a payment back through the rail that took it, once. What becomes of it is said in the sale's conversation",
	request: { params: z.object({ code: z.string().openapi({ description: "Of the payment's pay page." }) }) },
	responses: {
		202: answer("It is stored.", z.object({ ref: z.string(), refunding: z.literal(true) })),
		...refusals(401, 404, 409, 429),
	},
});

export function saleRoutes(tools: HttpTools) {
	const { database, nowMs } = tools;
	const routes = routeApp();
	routes.openapi(confirmRoute, async (c) => {
		const { code } = c.req.valid("param");
		const page = await readPayPage(database, code);
		if (page === null) throw notFound();
		const person = await requireDeciderOf(c, database, page.merchantId);
		if (page.isPractice) throw practiceNeedsNobody();
		const event = { kind: "confirmed", code, personId: person.id };
		const { merchantId, saleId } = page;
		await receive(database, { merchantId, to: `sale/${saleId}`, key: `confirmed ${code}`, event }, nowMs());
		tools.nudge();
		return c.json({ ref: page.ref, confirmed: true as const }, 202);
	});

	routes.openapi(refundRoute, async (c) => {
		const { code } = c.req.valid("param");
		const page = await readPayPage(database, code);
		if (page === null) throw notFound();
		const { merchantId, saleId } = page;
		const { id, name } = await requireDeciderOf(c, database, merchantId);
		if (page.isPractice) throw practiceNeedsNobody();
		const found = await findRefundable(database, merchantId, code);
		if (found === null || !(tools.providers.get(found.scheme)?.refunds ?? null)) throw notHere();
		if (found.state !== "paid") throw notPaid();
		const wish: RefundWish = { person: { id, name }, findingId: null, conversation: null };
		const event: SaleEvent = { kind: "refund", paymentId: found.paymentId, wish };
		// After a refusal the same payment may be tried again; the sale itself begins none beside another.
		const key = `refund ${code} ${found.tries}`;
		await receive(database, { merchantId, to: `sale/${saleId}`, key, event }, nowMs());
		tools.nudge();
		return c.json({ ref: page.ref, refunding: true as const }, 202);
	});
	return routes;
}

const notHere = (): ApiError => new ApiError(409, REFUND_REASONS["no-right"]);
const notPaid = (): ApiError =>
	new ApiError(409, {
		en: "Only a payment that is paid can be given back; nothing was changed.",
		zh: "只有已到账的付款才能退款；未做任何更改。",
		es: "Solo se puede devolver un cobro que está pagado; no se cambió nada.",
	});

const practiceNeedsNobody = (): ApiError =>
	new ApiError(409, {
		en: "This is a practice payment; its page confirms it, and no money moves.",
		zh: "这是演练付款；由其页面确认，不涉及真实资金。",
		es: "Es un pago de práctica; lo confirma su página y no se mueve dinero.",
	});
