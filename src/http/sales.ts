/** What a manager says about a payment: the money was seen in the bank's app. */

import { createRoute, z } from "@hono/zod-openapi";
import { receive } from "../runtime/receive.ts";
import { readPayPage } from "../store/pay-page.ts";
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

export function saleRoutes(tools: HttpTools) {
	const { database, nowMs } = tools;
	return routeApp().openapi(confirmRoute, async (c) => {
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
}

const practiceNeedsNobody = (): ApiError =>
	new ApiError(409, {
		en: "This is a practice payment; its page confirms it, and no money moves.",
		zh: "这是演练付款；由其页面确认，不涉及真实资金。",
		es: "Es un pago de práctica; lo confirma su página y no se mueve dinero.",
	});
