/** What a sticker's code stands for, before anything is opened. */

import { createRoute, z } from "@hono/zod-openapi";
import { exponentOf } from "../fallback/money.ts";
import { findPlace, type Place } from "../store/shop.ts";
import { notFound } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import { answer, refusals, routeApp } from "./route.ts";

const place = z
	.object({
		code: z.string(),
		merchant: z.object({ name: z.string() }),
		store: z.object({
			name: z.string(),
			country: z.string(),
			currency: z.string(),
			exponent: z.int().openapi({ description: "Decimal places of the currency." }),
			locale: z.string(),
			timeZone: z.string(),
			isDemo: z.boolean().openapi({ description: "Nothing sold here is money." }),
			hotline: z.string().nullable().openapi({ description: "The acquirer's telephone number." }),
		}),
		terminal: z
			.object({ tid: z.string(), vendor: z.string(), model: z.string() })
			.nullable()
			.openapi({ description: "Null for the sticker of a store." }),
	})
	.openapi("Place");

const placeRoute = createRoute({
	method: "get",
	path: "/{code}",
	tags: ["place"],
	summary: "The store, and the terminal, of a sticker",
	request: { params: z.object({ code: z.string() }) },
	responses: { 200: answer("The place.", place), ...refusals(404, 429) },
});

export function placeRoutes({ database }: HttpTools) {
	return routeApp().openapi(placeRoute, async (c) => {
		const { code } = c.req.valid("param");
		const found = await findPlace(database, code);
		if (found === null) throw notFound();
		return c.json(placeView(code, found), 200);
	});
}

export type PlaceView = z.infer<typeof place>;

/** What anybody who has the sticker may know of its place. */
export function placeView(code: string, found: Place): PlaceView {
	const { merchantName, storeName, country, currency, locale, timeZone, isDemo, hotline, tid, vendor, model } = found;
	const exponent = exponentOf(currency) ?? 2;
	return {
		code,
		merchant: { name: merchantName },
		store: { name: storeName, country, currency, exponent, locale, timeZone, isDemo, hotline },
		terminal: tid === null || vendor === null || model === null ? null : { tid, vendor, model },
	};
}
