/** The code a manager hands out: whoever sends it from a chat platform links their chat to the store. */

import { createRoute, z } from "@hono/zod-openapi";
import { draw } from "../chance.ts";
import { addPairing } from "../store/audience.ts";
import { newToken } from "../store/token.ts";
import type { HttpTools } from "./app.ts";
import { limitKilobytes, MESSAGE_LIMIT_KILOBYTES } from "./json-body.ts";
import { answer, refusals, routeApp } from "./route.ts";
import { type InConversation, requireDecider } from "./who.ts";

/** To be typed off a screen: nothing that is misread, and lower case, not to be taken for a sale reference. */
const ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";
const CODE_CHARACTERS = 10;

const pairingRoute = createRoute({
	method: "post",
	path: "/{id}/pairings",
	tags: ["person"],
	security: [{ cashier: [], person: [] }],
	summary: "A code that links a Slack or Discord chat to this store, for a day; for a manager or finance",
	middleware: limitKilobytes(MESSAGE_LIMIT_KILOBYTES), // none is read; nobody shall send one all the same
	request: { params: z.object({ id: z.string() }) },
	responses: {
		201: answer("It is told this once.", z.object({ code: z.string(), endsAtMs: z.int() }).openapi("Pairing")),
		...refusals(401, 413, 429),
	},
});

export function pairingRoutes({ database, nowMs, rates }: HttpTools) {
	return routeApp<InConversation>().openapi(pairingRoute, async (c) => {
		const { conversation } = c.var;
		const person = await requireDecider(c, database, conversation);
		await rates.take("unlock", conversation.id);
		const code = draw(newToken(), "pairing", CODE_CHARACTERS, ALPHABET);
		const { endsAtMs } = await addPairing(database, code, conversation, person.id, nowMs());
		return c.json({ code, endsAtMs }, 201);
	});
}
