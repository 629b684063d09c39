/** All that the page knows. */

import { NOTHING_SAID, type Talk } from "./chat/talk.ts";
import type { Locale } from "./language.ts";
import type { Waiting } from "./line/entry.ts";
import type { PersonKey, Place } from "./line/wire.ts";

/** Something the server refused, or that did not work: one sentence, and what it was about. */
export type Notice = { readonly id: string; readonly about: string; readonly sentence: string };

/** `no-code`: no sticker; `unknown`: no such store; `ended`: the conversation is over. */
export type Gate = "no-code" | "unknown" | "open" | "ended";

export type Phone = {
	readonly locale: Locale;
	readonly gate: Gate;
	readonly place: Place | null;
	readonly line: "connecting" | "open" | "broken";
	readonly talk: Talk;
	/** Up to here the conversation is history: nothing in it is news. Null: not known yet. */
	readonly historySeq: number | null;
	readonly waiting: readonly Waiting[];
	/** 0 to 1 of the file that is on its way. */
	readonly uploaded: number;
	readonly notices: readonly Notice[];
	readonly person: PersonKey | null;
	/** Counts what may have changed sales and books. */
	readonly news: number;
};

export const firstState = (locale: Locale, place: Place | null, gate: Gate): Phone => ({
	locale,
	gate,
	place,
	line: "connecting",
	talk: NOTHING_SAID,
	historySeq: null,
	waiting: [],
	uploaded: 0,
	notices: [],
	person: null,
	news: 0,
});

/** True for what came after the page was opened. */
export const isNews = ({ historySeq }: Phone, seq: number): boolean => historySeq !== null && seq > historySeq;
