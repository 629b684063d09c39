/** The fallback sales of a store's outage, as a list. */

import { createRoute, z } from "@hono/zod-openapi";
import { railName } from "../fallback/rail.ts";
import type { Shop } from "../fallback/shop.ts";
import { SALE_LINES_LIMIT } from "../helpdesk/conversation-order.ts";
import type { SaleLine } from "../helpdesk/conversation-state.ts";
import { booksSince, readOutages } from "../store/outage.ts";
import { listSales } from "../store/sale-list.ts";
import { readShop } from "../store/shop.ts";
import { type Locale, localeOf } from "../text.ts";
import { notFound } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import { answer, money, refusals, routeApp } from "./route.ts";
import type { InConversation } from "./who.ts";

export const saleLine = z
	.object({
		saleId: z.string(),
		wasClaimed: z.boolean().openapi({
			description: "Somebody said once that it was paid: the money may be there although it was given up.",
		}),
		isProven: z.boolean().optional().openapi({
			description:
				"The digits that the customer's page showed were right. It is claimed with proof then, and not paid.",
		}),
		ref: z.string(),
		money,
		state: z.enum(["open", "claimed", "part-paid", "paid", "overpaid", "refunded", "written-off", "cancelled"]),
		isPractice: z.boolean(),
		note: z.string().nullable().openapi({ description: "What the shop wrote beside it." }),
		atMs: z.int(),
		rail: z.string().openapi({ description: "What people call the rail, in the language of Accept-Language." }),
		code: z
			.string()
			.nullable()
			.openapi({ description: "Of the pay page of the payment that was paid, else the newest." }),
	})
	.openapi("SaleLine");

const salesRoute = createRoute({
	method: "get",
	path: "/{id}/sales",
	tags: ["conversation"],
	security: [{ cashier: [] }],
	summary: "The fallback sales of the store's outage, or of the last day when there is none",
	request: { params: z.object({ id: z.string() }) },
	responses: {
		200: answer(
			`The newest ${SALE_LINES_LIMIT}, oldest first; \`paid\` sums real money only.`,
			z.object({ sinceMs: z.int(), count: z.int(), lines: z.array(saleLine), paid: z.array(money) }).openapi("Sales"),
		),
		...refusals(401, 429),
	},
});

export function saleLineRoutes({ database, nowMs }: HttpTools) {
	return routeApp<InConversation>().openapi(salesRoute, async (c) => {
		const { merchantId, storeId } = c.var.conversation;
		const shop = await readShop(database, merchantId, storeId);
		if (shop === null) throw notFound();
		const sinceMs = booksSince(await readOutages(database, merchantId, storeId), nowMs());
		const { lines, count, paid } = await listSales(database, merchantId, storeId, sinceMs, SALE_LINES_LIMIT);
		const locale = localeOf(c.req.header("accept-language"));
		const views = lines.map((line) => lineView(line, shop, locale));
		return c.json({ sinceMs, count, lines: views, paid: [...paid] }, 200);
	});
}

/** A sale's line in the reader's language. */
export const lineView = ({ railId, ...line }: SaleLine, shop: Shop, locale: Locale) => ({
	...line,
	rail: railId === null ? "" : railName(shop, railId, locale),
});
