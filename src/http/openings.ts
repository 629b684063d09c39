/** Opening a conversation: by the code of a sticker, or by the operator. */

import { createRoute, z } from "@hono/zod-openapi";
import { BASE58, draw } from "../chance.ts";
import { receive } from "../runtime/receive.ts";
import { addConversation } from "../store/conversation.ts";
import { findPlace } from "../store/shop.ts";
import { hashToken, newToken } from "../store/token.ts";
import { LOCALES } from "../text.ts";
import { notFound } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import { readJson } from "./json-body.ts";
import { answer, jsonBody, refusals, routeApp } from "./route.ts";
import { storeForOperator, type Target } from "./store-for-operator.ts";
import { hasToken, requireOperator } from "./who.ts";

const openBody = z
	.strictObject(
		{
			store: z.string().min(1).max(100).optional().openapi({
				description:
					"The code of a sticker; the operator may name a store by its id, or leave it out where there is only one.",
			}),
			locale: z.enum(LOCALES).default("en"),
			platform: z.enum(["web", "console"]).default("web"),
		},
		{ error: "store, locale, platform" },
	)
	.openapi("Opening");

const opened = z
	.object({
		id: z.string(),
		token: z.string().openapi({ description: "Whoever has it is the cashier of this conversation." }),
	})
	.openapi("Opened");

const openRoute = createRoute({
	method: "post",
	path: "/",
	tags: ["conversation"],
	summary: "Open a conversation with a store",
	security: [{}, { operator: [] }],
	middleware: readJson(),
	request: { body: jsonBody(openBody) },
	responses: { 201: answer("It is open.", opened), ...refusals(400, 401, 404, 413, 429) },
});

export function openingRoutes(tools: HttpTools) {
	const { database, nowMs } = tools;
	return routeApp().openapi(openRoute, async (c) => {
		const { store: name, locale, platform } = c.req.valid("json");
		const isOperator = hasToken(c);
		if (isOperator) requireOperator(c, tools.operatorToken);
		else await tools.rates.take("opening", tools.rates.addressOf(c));
		const target = isOperator ? await storeForOperator(database, name) : await targetOfCode(tools, name);
		const { merchantId, storeId, terminalId } = target;
		const token = newToken();
		const id = draw(newToken(), "conversation", 16, BASE58);
		await database.transaction(async (tx) => {
			await addConversation(tx, { ...target, id, platform, thread: null, tokenHash: hashToken(token) });
			const event = { kind: "opened", id, storeId, terminalId, platform, thread: null, locale };
			await receive(tx, { merchantId, to: `conversation/${id}`, key: `opened ${id}`, event }, nowMs());
		});
		tools.nudge();
		return c.json({ id, token }, 201);
	});
}

async function targetOfCode({ database }: HttpTools, code: string | undefined): Promise<Target> {
	const place = code === undefined ? null : await findPlace(database, code);
	if (place === null) throw notFound();
	const { merchantId, storeId, terminalId } = place;
	return { merchantId, storeId, terminalId };
}
