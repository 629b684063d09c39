/** From what a browser, or the chat in a shell, sends to what a conversation hears. */

import { z } from "zod";
import { type Inbound, TEXT_LIMIT_CHARACTERS } from "../../helpdesk/message.ts";
import { LOCALES } from "../../text.ts";

const CHOICE_LIMIT_CHARACTERS = 100;

const id = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, "8 to 64 letters, digits, dashes and underscores");

/** A message, a pressed button, or the reader's language; with the id its sender gave it. */
export const messageBody = z.union(
	[
		z.strictObject({
			id,
			text: z.string().trim().min(1).max(TEXT_LIMIT_CHARACTERS),
			// The phone keeps no card number either while the line is down.
			masked: z.literal(true).optional().describe("Card numbers were taken out before it was sent."),
		}),
		z.strictObject({ id, of: z.int().min(1), choice: z.string().min(1).max(CHOICE_LIMIT_CHARACTERS) }),
		z.strictObject({ id, locale: z.enum(LOCALES) }),
	],
	{ error: `id and text of 1 to ${TEXT_LIMIT_CHARACTERS} characters, or id, of and choice, or id and locale` },
);

/** The same id is the same message, however often it is sent. */
export type WebMessage = { readonly id: string; readonly inbound: Inbound };

export function readMessage({ id, ...message }: z.infer<typeof messageBody>): WebMessage {
	if ("text" in message) {
		const { text, masked } = message;
		return { id, inbound: { kind: "message", text, ...(masked === true ? { masked } : {}) } };
	}
	if ("choice" in message) return { id, inbound: { kind: "choice", ...message } };
	return { id, inbound: { kind: "language", ...message } };
}
