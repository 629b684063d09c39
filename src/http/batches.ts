/** Taking a terminal's batch file into a conversation. */

import { createHash } from "node:crypto";
import { createRoute, z } from "@hono/zod-openapi";
import { maskCardNumbers } from "../card-data.ts";
import { receive } from "../runtime/receive.ts";
import { addBatch } from "../store/batch.ts";
import { ApiError } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import { limitKilobytes } from "./json-body.ts";
import { answer, refusals, requestId, routeApp, stored } from "./route.ts";
import type { InConversation } from "./who.ts";

const FILE_LIMIT_KILOBYTES = 10 * 1024;
const NAME_LIMIT_CHARACTERS = 120;

const uploadRoute = createRoute({
	method: "post",
	path: "/{id}/batches",
	tags: ["conversation"],
	security: [{ cashier: [] }],
	summary: "Upload a terminal's batch or a money file; the result is said in the conversation",
	middleware: limitKilobytes(FILE_LIMIT_KILOBYTES),
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
		const { merchantId, storeId } = conversation;
		const query = c.req.valid("query");
		await tools.rates.take("upload", conversation.id);
		const bytes = new Uint8Array(await c.req.arrayBuffer());
		const content = maskCardNumbers(decode(bytes)).text;
		const name = fileName(query.name);
		// The upload's id belongs to its conversation: nobody else can take it.
		const id = createHash("sha256").update(`${conversation.id} ${query.id}`).digest("hex").slice(0, 32);
		const sha256 = createHash("sha256").update(bytes).digest("hex");
		const isNew = await database.transaction(async (tx) => {
			const added = await addBatch(tx, {
				merchantId,
				id,
				conversationId: conversation.id,
				storeId,
				name,
				sha256,
				content,
				uploadedAtMs: nowMs(),
			});
			const event = { kind: "uploaded", id, name, storeId, conversation: `conversation/${conversation.id}` };
			await receive(tx, { merchantId, to: `batch/${id}`, key: `uploaded ${id}`, event }, nowMs());
			return added;
		});
		tools.nudge();
		return c.json({ stored: true as const, again: !isNew }, 202);
	});
}

function decode(bytes: Uint8Array): string {
	try {
		const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
		if (text.trim() !== "" && !text.includes("\u0000")) return text;
	} catch (error) {
		if (!(error instanceof TypeError)) throw error;
	}
	throw new ApiError(400, {
		en: "That is not a text file in UTF-8; export the batch as CSV and send that. Nothing was taken.",
		zh: "这不是 UTF-8 文本文件；请将批次导出为 CSV 再发送。未接收任何内容。",
		es: "No es un archivo de texto UTF-8; exporte el lote como CSV y envíelo. No se recibió nada.",
	});
}

/** The last part of a path, without what a screen or a log could stumble over. */
function fileName(given: string): string {
	const last = given.split(/[\\/]/).at(-1) ?? "";
	return maskCardNumbers(last.slice(0, NAME_LIMIT_CHARACTERS).replaceAll(/\p{C}/gu, "")).text || "batch.csv";
}
