/** PORT. What the helpdesk needs of a chat platform. One folder beside this file implements it for each platform. */

import type { Inbound, Reply } from "../helpdesk/message.ts";
import type { Locale } from "../text.ts";

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

export type FromPlatform = {
	/** The bot that says what is said. */
	readonly platform: string;
	/** The platform's own name of the thread, unique within it. */
	readonly thread: string;
	/** Who was written to and by whom, the narrowest first: the person, the channel, the server. */
	readonly audiences: readonly string[];
	/** Of the person, for a conversation that begins. */
	readonly locale: Locale;
	/** Names the event for ever, within its thread. */
	readonly key: string;
	readonly inbound: Inbound;
};

/** What a platform's inbox is handed. Each has stored what it was given when it gives its answer, so that the platform may be told. */
export type PlatformTools = {
	/** False when an event of this key is there already. */
	hear(heard: FromPlatform): Promise<boolean>;
	/** A batch file that was dropped into a thread; the result is said there. False when it is there already. */
	takeFile(from: Omit<FromPlatform, "inbound">, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean>;
	/** Links an audience to the store whose code was sent there; null for a code that is none. */
	link(audience: string, code: string): Promise<{ readonly storeName: string } | null>;
	/** False when the audience belonged to no store. */
	unlink(audience: string): Promise<boolean>;
	/** Whether a thread is a conversation already, so that it is listened to without being called. */
	knows(thread: string): Promise<boolean>;
};
