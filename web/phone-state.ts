/** All that the page knows. */

import { NOTHING_SAID, type Talk } from "./chat/talk.ts";
import type { Locale } from "./language.ts";
import type { Lane, Waiting } from "./line/entry.ts";
import type { PersonKey, Place } from "./line/wire.ts";

/** Something the server refused, or that did not work: one sentence, and what it was about. */
export type Notice = { readonly id: string; readonly lane: Lane; readonly about: string; readonly sentence: string };

const NOTICES_LIMIT = 5;
/** More of them would push the page away, and the newest are those that count. */
const FILE_NOTICES_LIMIT = 2;

export const withoutFiles = (notices: readonly Notice[]): readonly Notice[] =>
	notices.filter(({ lane }) => lane !== "file");

/** The oldest make room. */
export function withNotice(notices: readonly Notice[], notice: Notice): readonly Notice[] {
	const ofFiles = notices.filter(({ lane }) => lane === "file").slice(1 - FILE_NOTICES_LIMIT);
	const kept = notice.lane === "file" ? notices.filter((one) => one.lane !== "file" || ofFiles.includes(one)) : notices;
	return [...kept, notice].slice(-NOTICES_LIMIT);
}

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
