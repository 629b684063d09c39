/** The drills of a store: who practised, when, how long it took, what was hard. For the operator. */

import { createRoute, z } from "@hono/zod-openapi";
import { HARD } from "../helpdesk/drill-state.ts";
import { listDrills } from "../store/drill.ts";
import { findPlaceOfStore } from "../store/shop.ts";
import type { HttpTools } from "./app.ts";
import { answer, refusals, routeApp } from "./route.ts";
import { storeForOperator } from "./store-for-operator.ts";
import { operatorOnly } from "./who.ts";

const DRILLS_LIMIT = 100;

const drills = z
	.object({
		store: z.object({ merchantId: z.string(), storeId: z.string(), name: z.string() }),
		url: z.string().openapi({ description: "The store's chat: whoever types `drill` there begins one." }),
		drills: z.array(
			z.object({
				person: z.string().nullable().openapi({ description: "As the platform names them; null in the web chat." }),
				platform: z.string().nullable(),
				startedAtMs: z.int(),
				tookMs: z.int().nullable().openapi({ description: "Null: not ended." }),
				hard: z.enum(HARD).nullable().openapi({ description: "Null: nobody said." }),
			}),
		),
	})
	.openapi("Drills");

const drillsRoute = createRoute({
	method: "get",
	path: "/",
	tags: ["setup"],
	security: [{ operator: [] }],
	summary: "The newest drills of a store, and where the next one begins",
	request: {
		query: z.object({
			store: z.string().min(1).max(100).optional().openapi({
				description: "Its id, merchant/id or a sticker's code; may be left out where there is only one.",
			}),
		}),
	},
	responses: { 200: answer("The newest first.", drills), ...refusals(400, 401, 429) },
});

export function drillsRoutes({ database, operatorToken, publicUrl }: HttpTools) {
	const routes = routeApp();
	routes.use("/", operatorOnly(operatorToken));
	return routes.openapi(drillsRoute, async (c) => {
		const { merchantId, storeId } = await storeForOperator(database, c.req.valid("query").store);
		const { name, code } = await findPlaceOfStore(database, merchantId, storeId);
		const done = await listDrills(database, merchantId, storeId, DRILLS_LIMIT);
		const shown = done.map(({ merchantId: _m, storeId: _s, ...drill }) => drill);
		return c.json({ store: { merchantId, storeId, name }, url: `${publicUrl}/s/${code}`, drills: shown }, 200);
	});
}
