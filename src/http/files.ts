/** Files that a merchant and an agent send one another, in their conversation. */

import { createRoute, z } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { FILE_LIMIT_BYTES, FILE_TYPES } from "../helpdesk/message.ts";
import { codeIn } from "../runtime/code-in-picture.ts";
import { takeMerchantFile } from "../runtime/take-file.ts";
import { readFileOf } from "../store/file.ts";
import { ApiError, notFound } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import { limitKilobytes } from "./json-body.ts";
import { answer, refusals, requestId, routeApp, stored } from "./route.ts";
import type { InConversation } from "./who.ts";

const security = [{ cashier: [] }];
const tags = ["conversation"];
const bytes = { schema: { type: "string", format: "binary" } } as const;

const sendRoute = createRoute({
	method: "post",
	path: "/{id}/files",
	tags,
	security,
	summary: "Send a picture, a PDF or a text to the support desk",
	middleware: limitKilobytes(FILE_LIMIT_BYTES / 1024),
	request: {
		params: z.object({ id: z.string() }),
		query: z.object({
			id: requestId,
			name: z.string().default("").openapi({ description: "What people call the file." }),
		}),
		body: { required: true, content: { "application/octet-stream": bytes } },
	},
	responses: { 202: answer("It is stored.", stored), ...refusals(400, 401, 413, 429) },
});

const readRoute = createRoute({
	method: "get",
	path: "/{id}/files/{fileId}",
	tags,
	security,
	summary: "A file of this conversation, from either side",
	request: { params: z.object({ id: z.string(), fileId: z.string() }) },
	responses: {
		200: { description: "Its bytes.", content: Object.fromEntries(FILE_TYPES.map((type) => [type, bytes])) },
		...refusals(401, 404, 429),
	},
});

export function fileRoutes(tools: HttpTools) {
	const { database, nowMs } = tools;
	const routes = routeApp<InConversation>();
	routes.openapi(sendRoute, async (c) => {
		const { conversation } = c.var;
		const { id, name } = c.req.valid("query");
		await tools.rates.take("upload", conversation.id);
		const body = new Uint8Array(await c.req.arrayBuffer());
		const code = await codeIn(body, nowMs());
		const taken = await database.transaction((tx) =>
			takeMerchantFile(tx, conversation, `web ${id}`, name, body, nowMs(), code),
		);
		if (typeof taken !== "boolean") throw new ApiError(400, taken.refused);
		tools.nudge();
		return c.json({ stored: true as const, again: !taken }, 202);
	});
	routes.openapi(readRoute, async (c) => {
		const { conversation } = c.var;
		await tools.rates.take("download", conversation.id);
		const file = await readFileOf(database, conversation, c.req.valid("param").fileId);
		if (file === null) throw notFound();
		const how = file.type.startsWith("image/") ? "inline" : "attachment";
		return c.body(file.bytes, 200, {
			"content-type": file.type === "text/plain" ? "text/plain; charset=utf-8" : file.type,
			"content-disposition": `${how}; filename*=UTF-8''${encoded(file.name)}`,
		});
	});
	return routes;
}

/** RFC 8187: what `encodeURIComponent` leaves of the signs that end a value. A kept name has no halves of characters. */
const encoded = (name: string): string =>
	encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

/** What somebody sent is shown, and does nothing: to be used outside of what sets the page's own policy. */
export const inertFiles: MiddlewareHandler = async (c, next) => {
	await next();
	c.res.headers.set("content-security-policy", "default-src 'none'; sandbox");
};
