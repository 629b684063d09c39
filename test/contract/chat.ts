/** One person's chat with Standin, the same for every platform: what they do, and what they see. */

import type { Locale } from "../../src/text.ts";
import type { DatabaseKind, House } from "./house.ts";
import type { Shop } from "./shop.ts";

const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 15;

/** One line of the bot's as it stands on the screen now. */
export type Seen = {
	/** The same for the same place on the screen. */
	readonly id: string;
	readonly text: string;
	readonly buttons: readonly string[];
	/** Names of files that came with it; the pictures of QR codes are none. */
	readonly files: readonly string[];
};

export type Chat = {
	readonly house: House;
	/** Each resolves when the platform's acknowledgement is there, where it has one. */
	say(text: string): Promise<void>;
	/** Presses the newest button of that name, or types its number where there are no buttons. */
	press(label: string): Promise<void>;
	/** A batch, or a PDF for the person at the support desk. */
	dropFile(name: string, content: string): Promise<void>;
	/** Everything the bot says on the screen, the oldest first. */
	screen(): readonly Seen[];
	/** What the newest picture says to a phone that is held over it; null when no picture is there. */
	qr(): string | null;
	/** Says it, and the platform, or the way there, brings it twice. */
	sayTwice(text: string): Promise<void>;
	/** Where decisions are made in the chat: presses the button and sends the form, with the PIN where it asks for one. Else null. */
	readonly decide: ((label: string, pin: string) => Promise<void>) | null;
	/** The conversation's token, where the person holds one. */
	readonly web: { readonly id: string; readonly token: string } | null;
	/** Waits until the program, begun again, hears this chat. */
	reconnected(): Promise<void>;
	/** Fails when the platform would have refused anything that was sent to it. */
	close(): Promise<void>;
};

export type Options = {
	readonly database: DatabaseKind;
	readonly locale: Locale;
	/** False: the chat belongs to no store. Where a chat cannot be opened without one, it does all the same. */
	readonly isLinked?: boolean;
	readonly shop?: Pick<Shop, "setup" | "store">;
};

export type Platform = {
	readonly name: "slack" | "discord" | "web" | "console";
	/** As a sentence says it. */
	readonly place: string;
	/** What was said can change where it stands. */
	readonly edits: boolean;
	/** A chat belongs to a store by a code, not from its beginning. */
	readonly links: boolean;
	open(options: Options): Promise<Chat>;
};

type Found<T> = T | null | undefined;

/** Waits until `look` finds something; `what` says what, for when it does not. */
export async function until<T>(look: () => Found<T> | Promise<Found<T>>, what: string | (() => string)): Promise<T> {
	for (const endMs = Date.now() + PATIENCE_MS; Date.now() < endMs; ) {
		const found = await look();
		if (found !== null && found !== undefined) return found;
		await new Promise((wake) => setTimeout(wake, LOOK_EVERY_MS));
	}
	throw new Error(`waited in vain: ${typeof what === "string" ? what : what()}`);
}

/** A person who reads: what is new, or has changed, since they did something last. */
export type Reader = Pick<Chat, "say" | "press" | "dropFile"> & {
	/** Waits for a line that fits and was not there, or not so, when the last thing was done. */
	see(pattern: RegExp): Promise<Seen>;
	/** Something is done elsewhere: only what comes after it is new. */
	look(): void;
};

export function readerOf(chat: Chat): Reader {
	let before = new Map<string, string>();
	const look = () => {
		before = new Map(chat.screen().map(({ id, text }) => [id, text]));
	};
	const after =
		<Given extends readonly string[]>(act: (...given: Given) => Promise<void>) =>
		async (...given: Given) => {
			look();
			await act(...given);
		};
	return {
		look,
		say: after(chat.say),
		press: after(chat.press),
		dropFile: after(chat.dropFile),
		see: (pattern) =>
			until(
				() => chat.screen().findLast(({ id, text }) => pattern.test(text) && before.get(id) !== text),
				() => {
					const texts = chat.screen().map(({ id, text }) => `${before.get(id) === text ? "" : "NEW "}${text}`);
					return `${pattern} in\n${texts.slice(-6).join("\n---\n")}\n${chat.house.logged.slice(-6).join("\n")}`;
				},
			),
	};
}
