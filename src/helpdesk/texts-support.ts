/** CORE. What agents read in the thread, and one agent alone. In the desk's language, English; what merchants hear stands elsewhere, in theirs. */

import type { Locale, Text } from "../text.ts";
import type { Tier } from "./support-file.ts";

const count = (minutes: number): string => `${minutes} minute${minutes === 1 ? "" : "s"}`;

export const callTier = (isUrgent: boolean, minutes: number): string =>
	`${isUrgent ? "Urgent: this store can take no payment. " : ""}A merchant waits for a person. Claim it within ${count(minutes)}.`;
export const remindTier = (minutes: number): string =>
	`Nobody has claimed this yet. Claim it within ${count(minutes)}.`;
export const climbTo = ({ name }: Tier, minutes: number): string =>
	`${name}: nobody before you has claimed this. Claim it within ${count(minutes)}.`;
export const CALLED_ALL =
	"Everybody was called and nobody has claimed this. The merchant was told to use the hotline. It stays on the list.";
export const askedFor = (by: string, { name }: Tier): string => `${by} asks for help: ${name}.`;

export const remindOwner = (minutes: number): string =>
	`This is yours, and nothing has happened for a while. Do something within ${count(minutes)}, or it goes back to everybody.`;
export const releasedByItself = (owner: string): string => `${owner} has not come back to this; it is open again.`;
export const WOKEN_OWNER = "The snooze is over; this is yours.";
export const WOKEN_TIER = "The snooze is over, and nobody has this.";
export const NOT_BACK = "The merchant says it is not back to normal; this is open again.";
export const BACK = "The merchant says everything is back to normal.";
export const SILENT = "The merchant did not say whether it is back to normal; closed.";
export const RESTORED = "The merchant says the terminal works again.";

export const DELETED = "(deleted by the merchant)";
export const withTranslation = (text: string, english: string): string => `${text}\n[machine translation] ${english}`;
export const replied = (by: string, text: string): string => `${by} to the merchant: ${text}`;
export const WITHDRAWN = "(withdrawn)";
export const NOT_DELIVERED = "A reply did not reach the merchant. Call the store, or try again.";
export const NO_CHANNEL = "The support channel cannot be reached; `standin support` has this request.";

export const HANDED_BACK = "handed back to the bot";
export const hasIt = (owner: string, since: string): string => `${owner} has it since ${since}.`;
export const NOBODY_HAS_IT = "Nobody has it; there is nothing to release.";
export const isClosed = (id: string): string => `Request ${id} is closed; nothing was done.`;
export const IS_RESOLVED = "It is resolved and waits for the merchant's word. Claim it to open it again, or close it.";
export const NOBODY_THERE = "No merchant stands behind this request; nothing was sent.";
export const NOTHING_TO_SEND = "There is nothing to send; write a text.";
export const tooLong = (limit: number): string =>
	`That has more than ${limit.toLocaleString("en-US")} characters; nothing was sent. Send it in parts.`;
export const SNOOZE_IS_PAST = "That time has passed; choose a later one.";
export const snoozeTooLong = (days: number): string => `Snooze for at most ${days} days.`;
export const NO_SUCH_LINK = "Link it to the id of another request: eight letters and digits.";

const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** `12:03`, with the day when it is another one. */
export function timeAt(atMs: number, nowMs: number, timeZone: string): string {
	const day = (ms: number) => new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "medium" }).format(ms);
	const time = new Intl.DateTimeFormat("en-GB", { timeZone, ...CLOCK }).format(atMs);
	return day(atMs) === day(nowMs) ? time : `${day(atMs)}, ${time}`;
}

/** A day and a time as the merchant's clock shows them, to stand after “it opens”. */
export function openingAt(atMs: number, nowMs: number, timeZone: string): Text {
	const time = new Intl.DateTimeFormat("en-GB", { timeZone, ...CLOCK }).format(atMs);
	const date = new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "short" });
	const isToday = date.format(atMs) === date.format(nowMs);
	const day = (locale: Locale) => new Intl.DateTimeFormat(locale, { timeZone, weekday: "long" }).format(atMs);
	return {
		en: `${isToday ? "today" : `on ${day("en")}`} at ${time}`,
		zh: `${isToday ? "今天" : day("zh")} ${time}`,
		es: `${isToday ? "hoy" : `el ${day("es")}`} a las ${time}`,
	};
}
