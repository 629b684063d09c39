/** A manager on a cashier's phone: the PIN opens one conversation for a while, a personal link says who somebody is. */

import { createRoute, z } from "@hono/zod-openapi";
import { findByPin } from "../store/person.ts";
import { takePinTry, unlock } from "../store/unlock.ts";
import { ApiError } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import { readJson } from "./json-body.ts";
import { answer, jsonBody, refusals, routeApp } from "./route.ts";
import { type InConversation, requireDecider } from "./who.ts";

const tags = ["person"];
const params = z.object({ id: z.string() });
const person = z.object({ name: z.string(), role: z.enum(["manager", "finance"]) }).openapi("Person");

const unlockRoute = createRoute({
	method: "post",
	path: "/{id}/unlock",
	tags,
	security: [{ cashier: [] }],
	summary: "Decide in this conversation for a quarter of an hour, by PIN",
	middleware: readJson(),
	request: {
		params,
		body: jsonBody(z.strictObject({ pin: z.string().regex(/^\d{6,12}$/, "6 to 12 digits") }, { error: "pin" })),
	},
	responses: {
		200: answer("The PIN is right.", z.object({ token: z.string(), person, endsAtMs: z.int() }).openapi("Unlocked")),
		...refusals(400, 401, 403, 413, 429),
	},
});

const personRoute = createRoute({
	method: "get",
	path: "/{id}/person",
	tags,
	security: [{ cashier: [], person: [] }],
	summary: "Who may decide with this token",
	request: { params },
	responses: { 200: answer("This person.", person), ...refusals(401, 429) },
});

export function unlockRoutes({ database, rates }: HttpTools) {
	const routes = routeApp<InConversation>();

	routes.openapi(unlockRoute, async (c) => {
		const { merchantId, id } = c.var.conversation;
		await rates.take("unlock", id);
		const pinTry = await takePinTry(database, merchantId);
		if (!pinTry.isAllowed) throw tooManyTries(pinTry.retryAfterS);
		const found = await findByPin(database, merchantId, c.req.valid("json").pin);
		if (found === null) throw wrongPin();
		const { token, endsAtMs } = await unlock(database, merchantId, id, found.id, pinTry.id);
		return c.json({ token, person: { name: found.name, role: found.role }, endsAtMs }, 200);
	});

	routes.openapi(personRoute, async (c) => {
		const { name, role } = await requireDecider(c, database, c.var.conversation);
		return c.json({ name, role }, 200);
	});
	return routes;
}

const wrongPin = (): ApiError =>
	new ApiError(403, {
		en: "This PIN is not right; try again, or open your personal link.",
		zh: "PIN 不正确；请重试，或打开您的个人链接。",
		es: "Este PIN no es correcto; intente de nuevo o abra su enlace personal.",
	});

function tooManyTries(retryAfterS: number): ApiError {
	const minutes = Math.ceil(retryAfterS / 60);
	return new ApiError(
		429,
		{
			en: `Too many wrong PINs; wait ${minutes} min, or open your personal link.`,
			zh: `PIN 错误次数过多；请等待 ${minutes} 分钟，或打开您的个人链接。`,
			es: `Demasiados PIN incorrectos; espere ${minutes} min o abra su enlace personal.`,
		},
		retryAfterS,
	);
}
