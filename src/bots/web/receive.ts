/** From what a browser, or the chat in a shell, sends to what a conversation hears. */

import { z } from "zod";
import { type Inbound, TEXT_LIMIT_CHARACTERS } from "../../helpdesk/message.ts";

const ID_LIMIT_CHARACTERS = 64;
const CHOICE_LIMIT_CHARACTERS = 100;

const messageBody = z.union([
	z.strictObject({ id: idSchema(), text: z.string().trim().min(1).max(TEXT_LIMIT_CHARACTERS) }),
	z.strictObject({ id: idSchema(), of: z.int().min(1), choice: z.string().min(1).max(CHOICE_LIMIT_CHARACTERS) }),
]);

function idSchema() {
	return z.string().regex(new RegExp(`^[A-Za-z0-9_-]{8,${ID_LIMIT_CHARACTERS}}$`));
}

/** A message with the id its sender gave it: the same id is the same message, however often it is sent. */
export type WebMessage = { readonly id: string; readonly inbound: Inbound };

/** Null when the body is not a message. */
export function readMessage(body: unknown): WebMessage | null {
	const read = messageBody.safeParse(body);
	if (!read.success) return null;
	const { id, ...message } = read.data;
	const inbound: Inbound = "text" in message ? { kind: "message", ...message } : { kind: "choice", ...message };
	return { id, inbound };
}
