/** What a QR in a picture that a merchant sends is about. Looked for before anything is stored, outside of a transaction. */

import { type SeenCode, seeCode } from "../fallback/seen-code.ts";
import { FILE_LIMIT_BYTES } from "../helpdesk/message.ts";
import { isRefusal } from "../text.ts";
import { kindOf } from "./picture-head.ts";
import { readPicture } from "./read-qr.ts";

/** A phone's whole photo; more would keep everybody else waiting (measured: 0.2 s for 12 megapixels, 1.5 s for 48). */
const CHAT_LIMIT_PIXELS = 25_000_000;

/** Null where there is nothing to say: no picture, no QR in it, or a file that is not taken at all. */
export async function codeIn(bytes: Uint8Array, nowMs: number): Promise<SeenCode | null> {
	const kind = kindOf(bytes);
	if (kind === null || kind === "heic" || bytes.length > FILE_LIMIT_BYTES) return null;
	const read = await readPicture(bytes, CHAT_LIMIT_PIXELS);
	if (!isRefusal(read)) return seeCode(read.payload, new Date(nowMs).toISOString().slice(0, 10));
	return read.isAbout === "nothing" ? null : { kind: "unread", refused: read.refused };
}
