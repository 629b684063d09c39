/** Creating and updating shops over the API. For the operator. */

import { createRoute, z } from "@hono/zod-openapi";
import { readSetup, type Setup, setupFile } from "../fallback/setup-file.ts";
import { readReliance } from "../store/look.ts";
import { applySetup } from "../store/setup.ts";
import { isRefusal } from "../text.ts";
import { ApiError } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import { readJson } from "./json-body.ts";
import { answer, jsonBody, refusals, routeApp } from "./route.ts";
import { operatorOnly } from "./who.ts";

/** Thousands of shops. */
const SETUP_LIMIT_KILOBYTES = 10 * 1024;

const listed = { merchantId: z.string(), id: z.string() };
const result = z
	.object({
		merchants: z.int(),
		stores: z.array(z.object({ ...listed, name: z.string(), code: z.string() })).readonly(),
		terminals: z
			.array(z.object({ ...listed, storeId: z.string(), code: z.string() }))
			.readonly()
			.openapi({ description: "Each has a sticker of its own." }),
		newPeople: z
			.array(z.object({ ...listed, role: z.string(), token: z.string() }))
			.readonly()
			.openapi({ description: "People who are new; their tokens are told this once." }),
		publicUrl: z.string().openapi({ description: "A sticker leads to `/s/{code}` below it." }),
	})
	.openapi("SetupResult");

const setupRoute = createRoute({
	method: "post",
	path: "/",
	tags: ["setup"],
	security: [{ operator: [] }],
	summary: "Create or update merchants, stores, terminals, rails and people: all of it, or nothing",
	middleware: readJson(SETUP_LIMIT_KILOBYTES),
	request: { body: jsonBody(setupFile) },
	responses: { 200: answer("It is done.", result), ...refusals(400, 401, 413, 429) },
});

const relianceRoute = createRoute({
	method: "get",
	path: "/reliance",
	tags: ["setup"],
	security: [{ operator: [] }],
	summary: "What the shops need of the world outside: for `standin doctor`",
	responses: {
		200: answer(
			"Chats that belong to a store, and merchants whose rails need a provider.",
			z
				.object({
					audiences: z.array(z.string()).readonly(),
					rails: z.array(z.object({ merchantId: z.string(), scheme: z.string() })).readonly(),
				})
				.openapi("Reliance"),
		),
		...refusals(401, 429),
	},
});

export function setupRoutes({ database, operatorToken, publicUrl }: HttpTools) {
	const routes = routeApp();
	routes.use(operatorOnly(operatorToken));
	routes.openapi(relianceRoute, async (c) => c.json(await readReliance(database), 200));
	routes.openapi(
		setupRoute,
		async (c) => c.json({ ...(await applySetup(database, checked(c.req.valid("json")))), publicUrl }, 200),
		(result) => {
			// Said by `readSetup`: where the fault is, and what to do.
			if (!result.success) checked("data" in result ? result.data : null);
		},
	);
	return routes;
}

function checked(data: unknown): Setup {
	const setup = readSetup(data);
	if (isRefusal(setup)) throw new ApiError(400, setup.refused);
	return setup;
}
