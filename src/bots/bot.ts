/** PORT. What the helpdesk needs of a chat platform. One folder beside this file implements it for each platform. */

import type { Reply } from "../helpdesk/message.ts";

export type Bot = {
	/**
	 * Says one thing in one conversation; gives what the platform calls it, or null where nothing is called anything. May be
	 * called again with the same `key` after a crash. Throws only `DeliveryError`.
	 */
	send(to: Destination, said: Said, key: string): Promise<string | null>;
};

export type Destination = {
	readonly conversationId: string;
	/** The platform's own name of the thread; null where the reader comes to us. */
	readonly thread: string | null;
	/** What the platform calls the reply that this one takes the place of; null when there is none, or it was never sent. */
	readonly replaces: string | null;
};

/** A reply and its place in the conversation, counted from 1. */
export type Said = { readonly seq: number; readonly reply: Reply };
