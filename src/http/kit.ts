/** The printed kit of a store. For the operator; in a chat it comes as a file. */

import { createRoute, z } from "@hono/zod-openapi";
import { PAPERS } from "../helpdesk/paper.ts";
import { printKit } from "../runtime/print-kit.ts";
import { LOCALES, localeOf } from "../text.ts";
import { notFound } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import { refusals, routeApp } from "./route.ts";
import { storeForOperator } from "./store-for-operator.ts";
import { operatorOnly } from "./who.ts";

const kitRoute = createRoute({
	method: "get",
	path: "/",
	tags: ["setup"],
	security: [{ operator: [] }],
	summary: "Stickers, counter card and door notice of a store, to print",
	request: {
		query: z.object({
			store: z.string().min(1).max(100).optional().openapi({
				description: "Its id, merchant/id or a sticker's code; may be left out where there is only one.",
			}),
			paper: z
				.enum(PAPERS)
				.default("a4")
				.openapi({ description: "`80` and `58`: the roll of a receipt printer, in millimetres." }),
			language: z.enum(LOCALES).optional().openapi({ description: "Left out: the store's." }),
		}),
	},
	responses: {
		200: {
			description:
				"The PDF. `x-standin-notes` says what to know before printing: sentences in a JSON array, percent-encoded.",
			content: { "application/pdf": { schema: { type: "string", format: "binary" } } },
		},
		...refusals(400, 401, 404, 429),
	},
});

export function kitRoutes({ database, operatorToken, publicUrl, nowMs }: HttpTools) {
	const routes = routeApp();
	routes.use("/", operatorOnly(operatorToken));
	return routes.openapi(kitRoute, async (c) => {
		const { store, paper, language } = c.req.valid("query");
		const { merchantId, storeId } = await storeForOperator(database, store);
		const asked = { merchantId, storeId, paper, locale: language ?? null, publicUrl, nowMs: nowMs() };
		const kit = await printKit(database, asked);
		if (kit === null) throw notFound();
		const reader = localeOf(c.req.header("accept-language"));
		return c.body(kit.pdf, 200, {
			"content-type": "application/pdf",
			"content-disposition": `attachment; filename="kit-${merchantId}-${storeId}-${paper}.pdf"`,
			"x-standin-notes": encodeURIComponent(JSON.stringify(kit.notes.map((note) => note[reader]))),
		});
	});
}
