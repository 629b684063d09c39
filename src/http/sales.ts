/** What a manager says about a payment: the money was seen in the bank's app. */

import { Hono } from "hono";
import { receive } from "../runtime/receive.ts";
import { readPayPage } from "../store/sale.ts";
import { ApiError, notFound } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import { requireDecider } from "./who.ts";

export function saleRoutes(tools: HttpTools): Hono {
	const { database, nowMs } = tools;
	const routes = new Hono();
	/** By the code of the payment's pay page, with the personal token of a manager or of finance. */
	routes.post("/:code/confirm", async (c) => {
		const code = c.req.param("code");
		const page = await readPayPage(database, code);
		if (page === null) throw notFound();
		const person = await requireDecider(c, database, page.merchantId);
		if (page.isPractice) throw practiceNeedsNobody();
		const event = { kind: "confirmed", code, personId: person.id };
		const { merchantId, saleId } = page;
		await receive(database, { merchantId, to: `sale/${saleId}`, key: `confirmed ${code}`, event }, nowMs());
		tools.nudge();
		return c.json({ ref: page.ref, confirmed: true }, 202);
	});
	return routes;
}

const practiceNeedsNobody = (): ApiError =>
	new ApiError(409, {
		en: "This is a practice payment; its page confirms it, and no money moves.",
		zh: "这是演练付款；由其页面确认，不涉及真实资金。",
	});
