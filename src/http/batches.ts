/** Taking a terminal's batch file into a conversation. */

import { createRoute, z } from "@hono/zod-openapi";
import { FILE_LIMIT_BYTES, takeBatch } from "../runtime/take-batch.ts";
import { ApiError } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import { limitKilobytes } from "./json-body.ts";
import { answer, refusals, requestId, routeApp, stored } from "./route.ts";
import type { InConversation } from "./who.ts";

const uploadRoute = createRoute({
	method: "post",
	path: "/{id}/batches",
	tags: ["conversation"],
	security: [{ cashier: [] }],
	summary: "Upload a terminal's batch or a money file; the result is said in the conversation",
	middleware: limitKilobytes(FILE_LIMIT_BYTES / 1024),
	request: {
		params: z.object({ id: z.string() }),
		query: z.object({
			id: requestId,
			name: z.string().default("").openapi({ description: "What people call the file." }),
		}),
		body: { required: true, content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } } },
	},
	responses: { 202: answer("It is stored.", stored), ...refusals(400, 401, 413, 429) },
});

export function batchRoutes(tools: HttpTools) {
	const { database, nowMs } = tools;
	return routeApp<InConversation>().openapi(uploadRoute, async (c) => {
		const { conversation } = c.var;
		const query = c.req.valid("query");
		await tools.rates.take("upload", conversation.id);
		const bytes = new Uint8Array(await c.req.arrayBuffer());
		const taken = await database.transaction((tx) => takeBatch(tx, conversation, query.id, query.name, bytes, nowMs()));
		if (typeof taken !== "boolean") throw new ApiError(400, taken.refused);
		tools.nudge();
		return c.json({ stored: true as const, again: !taken }, 202);
	});
}
