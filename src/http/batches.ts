/** Taking a terminal's batch file into a conversation. */

import { createHash } from "node:crypto";
import { Hono } from "hono";
import { maskCardNumbers } from "../card-data.ts";
import { receive } from "../runtime/receive.ts";
import { addBatch } from "../store/batch.ts";
import { ApiError, notUnderstood } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import { limitKilobytes } from "./json-body.ts";
import { requireConversation } from "./who.ts";

const FILE_LIMIT_KILOBYTES = 10 * 1024;
const NAME_LIMIT_CHARACTERS = 120;

export function batchRoutes(tools: HttpTools): Hono {
	const { database, nowMs } = tools;
	const routes = new Hono();

	/** The file is the body; `id` names this upload for ever, `name` is what people call the file. */
	routes.post("/:id/batches", limitKilobytes(FILE_LIMIT_KILOBYTES), async (c) => {
		const conversation = await requireConversation(c, database);
		const { merchantId, storeId } = conversation;
		const uploadId = c.req.query("id") ?? "";
		if (!/^[A-Za-z0-9_-]{8,64}$/.test(uploadId)) throw notUnderstood("id of 8 to 64 letters and digits");
		const bytes = new Uint8Array(await c.req.arrayBuffer());
		const content = maskCardNumbers(decode(bytes)).text;
		const name = fileName(c.req.query("name") ?? "");
		// The upload's id belongs to its conversation: nobody else can take it.
		const id = createHash("sha256").update(`${conversation.id} ${uploadId}`).digest("hex").slice(0, 32);
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
			});
			const event = { kind: "uploaded", id, name, conversation: `conversation/${conversation.id}` };
			await receive(tx, { merchantId, to: `batch/${id}`, key: `uploaded ${id}`, event }, nowMs());
			return added;
		});
		tools.nudge();
		return c.json({ stored: true, again: !isNew }, 202);
	});
	return routes;
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
	});
}

/** The last part of a path, without what a screen or a log could stumble over. */
function fileName(given: string): string {
	const last = given.split(/[\\/]/).at(-1) ?? "";
	return maskCardNumbers(last.slice(0, NAME_LIMIT_CHARACTERS).replaceAll(/\p{C}/gu, "")).text || "batch.csv";
}
