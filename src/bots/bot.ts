/** PORT. What the helpdesk needs of a chat platform. One folder beside this file implements it for each platform. */

import type { Reply } from "../helpdesk/message.ts";

export type Bot = {
	/** Says one thing in one conversation. May be called again with the same `key` after a crash. Throws only `SendError`. */
	send(merchantId: string, conversationId: string, said: Said, key: string): Promise<void>;
};

/** A reply and its place in the conversation, counted from 1. */
export type Said = { readonly seq: number; readonly reply: Reply };

/** Why a platform did not take a message: asked to wait, never reached, or refused. The deliverer's whole policy. */
export class SendError extends Error {
	override readonly name = "SendError";
	readonly code: "rate-limited" | "unreachable" | "rejected";
	readonly retryAfterMs: number;
	constructor(code: SendError["code"], retryAfterMs: number, options?: ErrorOptions) {
		super(`the platform answered: ${code}`, options);
		this.code = code;
		this.retryAfterMs = retryAfterMs;
	}
}
