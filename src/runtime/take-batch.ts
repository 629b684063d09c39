/** Takes a batch file into the store's work: kept until it is read, card numbers masked. */

import { createHash } from "node:crypto";
import { maskCardNumbers } from "../card-data.ts";
import { batchText } from "../reconcile/read-batch.ts";
import { addBatch } from "../store/batch.ts";
import type { Queryable } from "../store/database.ts";
import { type Refusal, refuse } from "../text.ts";
import { receive } from "./receive.ts";

export const FILE_LIMIT_BYTES = 10 * 1024 * 1024;
const NAME_LIMIT_CHARACTERS = 120;

type Into = { readonly merchantId: string; readonly id: string; readonly storeId: string };

/** `uploadId` names the upload for ever within its conversation. False when it is there already; refuses what is no text. */
export async function takeBatch(
	tx: Queryable,
	conversation: Into,
	uploadId: string,
	givenName: string,
	bytes: Uint8Array,
	nowMs: number,
): Promise<boolean | Refusal> {
	const { merchantId, storeId } = conversation;
	const name = fileName(givenName);
	const text = batchText(name, bytes);
	if (typeof text !== "string" || !isText(text)) return refuse(NO_TEXT);
	// The upload's id belongs to its conversation: nobody else can take it.
	const id = createHash("sha256").update(`${conversation.id} ${uploadId}`).digest("hex").slice(0, 32);
	const isNew = await addBatch(tx, {
		merchantId,
		id,
		conversationId: conversation.id,
		storeId,
		name,
		sha256: createHash("sha256").update(bytes).digest("hex"),
		content: maskCardNumbers(text).text,
		uploadedAtMs: nowMs,
	});
	const event = { kind: "uploaded", id, name, storeId, conversation: `conversation/${conversation.id}` };
	await receive(tx, { merchantId, to: `batch/${id}`, key: `uploaded ${id}`, event }, nowMs);
	return isNew;
}

const NO_TEXT = {
	en: "That is not a text file in UTF-8; export the batch as CSV and send that. Nothing was taken.",
	zh: "这不是 UTF-8 文本文件；请将批次导出为 CSV 再发送。未接收任何内容。",
	es: "No es un archivo de texto UTF-8; exporte el lote como CSV y envíelo. No se recibió nada.",
};

/** Null for what is no text in UTF-8, or an empty one. */
export function textOf(bytes: Uint8Array): string | null {
	try {
		const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
		return isText(text) ? text : null;
	} catch (error) {
		if (error instanceof TypeError) return null;
		throw error;
	}
}

const isText = (text: string): boolean => text.trim() !== "" && !text.includes("\u0000");

/** The last part of a path, without what a screen or a log could stumble over. */
export function fileName(given: string): string {
	const last = given.split(/[\\/]/).at(-1) ?? "";
	return maskCardNumbers(last.slice(0, NAME_LIMIT_CHARACTERS).replaceAll(/\p{C}/gu, "")).text || "batch.csv";
}
