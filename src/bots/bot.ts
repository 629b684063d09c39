/** PORT. What the helpdesk needs of a chat platform. One folder beside this file implements it for each platform. */

import type { Reply } from "../helpdesk/message.ts";

export type Bot = {
	/** Says one thing in one conversation. May be called again with the same `key` after a crash. Throws only `DeliveryError`. */
	send(merchantId: string, conversationId: string, said: Said, key: string): Promise<void>;
};

/** A reply and its place in the conversation, counted from 1. */
export type Said = { readonly seq: number; readonly reply: Reply };
