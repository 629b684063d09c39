/** PORT. What the helpdesk needs of a chat platform. One folder beside this file implements it for each platform. */

import type { Shop } from "../fallback/shop.ts";
import type { Choice, Inbound, Reply } from "../helpdesk/message.ts";
import type { Locale, Refusal, Text } from "../text.ts";
import type { StoredFile } from "./support.ts";

export type Bot = {
	/**
	 * Says one thing in one conversation; null where nothing is called anything. May be called again with the same `key`
	 * after a crash. Throws only `DeliveryError`.
	 */
	send(to: Destination, said: Said, key: string): Promise<Sent | null>;
};

export type Destination = {
	readonly conversationId: string;
	/** The platform's own name of the thread; null where the reader comes to us. */
	readonly thread: string | null;
	/** What the platform calls the conversation's first reply: the thread that a command began hangs below it. */
	readonly root: string | null;
	/** What the platform calls the reply that this one takes the place of; null when there is none, or it was never sent. */
	readonly replaces: string | null;
	/** It was begun before, and may be there. */
	readonly isRepeat: boolean;
	/** The file of a reply; null when it is forgotten. */
	readFile(id: string): Promise<StoredFile | null>;
};

export type Sent = {
	/** What the platform calls the reply. */
	readonly name: string;
	/** The thread that begins with it, where a command began the conversation; else null. */
	readonly begins: string | null;
};

/**
 * A command in a channel begins a thread below its first reply, which is not there yet when the command is stored. Until
 * then, and in the conversation for good, the thread is named after the command.
 */
const BEGUN = "/!";
export const begunThread = (channel: string, command: string): string => `${channel}${BEGUN}${command}`;
/** The channel of such a thread; null for any other. */
export const channelOfBegun = (thread: string): string | null =>
	thread.includes(BEGUN) ? thread.slice(0, thread.indexOf(BEGUN)) : null;

/** A reply and its place in the conversation, counted from 1. */
export type Said = { readonly seq: number; readonly reply: Reply };

/** Where something was done, and by whom. */
export type FromThread = {
	/** The bot that says what is said. */
	readonly platform: string;
	/** The platform's own name of the thread, unique within it. */
	readonly thread: string;
	/** Who was written to and by whom, the narrowest first: the person, the channel, the server. */
	readonly audiences: readonly string[];
	/** Who did it, as the platform names people. Absent: it does not say. */
	readonly person?: string;
	/** Of the person, for a conversation that begins. */
	readonly locale: Locale;
	/** Names the event for ever, within its thread. */
	readonly key: string;
};

export type FromPlatform = FromThread & {
	readonly inbound: Inbound;
	/** A command is answered at once; whoever just writes is greeted first. */
	readonly isCommand: boolean;
};

/** What a platform's inbox is handed. Each has stored what it was given when it gives its answer, so that the platform may be told. */
export type PlatformTools = {
	/** False when an event of this key is there already. */
	hear(heard: FromPlatform): Promise<boolean>;
	/** A file that was dropped into a thread: a picture or a document for an agent, else a batch. What comes of it is said there. False when it is there already. */
	takeFile(from: FromThread, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean>;
	/** Whether a thread is a conversation already, so that it is listened to without being called. */
	knows(thread: string): Promise<boolean>;
	readonly links: LinkTools;
	readonly decisions: DecisionTools;
};

export type LinkTools = {
	/** The store of the first of these audiences that is linked to one; else null. */
	shopOf(audiences: readonly string[]): Promise<Shop | null>;
	/** Links an audience to the store whose code was sent there; null for a code that is none. */
	link(audience: string, code: string): Promise<{ readonly storeName: string } | null>;
	/** False when the audience belonged to no store. */
	unlink(audience: string): Promise<boolean>;
	/** Which store it is and what is open there. */
	status(audiences: readonly string[]): Promise<Text>;
};

/** Decisions about money are a manager's: a form asks for what is missing, the PIN among it. */
export type DecisionTools = {
	/** What a form for this choice must ask of `holder`, who pressed it; or why there is nothing to decide. */
	ask(from: Holder, choice: string, locale: Locale): Promise<DecisionForm | Refusal>;
	/** Stores the decision, once for each `key`; or what is wrong, and where. */
	decide(from: Holder, choice: string, given: DecisionGiven, key: string): Promise<"stored" | DecisionFault>;
};

/** A person of the platform in one of its threads. */
export type Holder = { readonly thread: string; readonly holder: string };

export type DecisionForm = {
	readonly title: string;
	readonly text: string;
	/** One of these must be chosen; null when there is nothing to choose. */
	readonly pick: { readonly label: string; readonly options: readonly Choice[] } | null;
	/** Null where a note says nothing. */
	readonly noteLabel: string | null;
	/** Null: who pressed it has shown their PIN in this conversation lately. */
	readonly pinLabel: string | null;
	readonly submit: string;
};

export type DecisionGiven = { readonly pick: string | null; readonly note: string | null; readonly pin: string | null };

export type DecisionFault = { readonly field: keyof DecisionGiven; readonly because: Text };
