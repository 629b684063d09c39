/** The amount pad, as a till has it: digits come in from the right, in the currency's smallest unit. Pure. */

import { AMOUNT_LIMIT_MINOR } from "../../src/fallback/money.ts";

export type Key = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "00" | "erase" | "clear";

export const KEYS: readonly Key[] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "00", "0", "erase"];

/** What stands on the pad after a key. A digit that would pass the limit is not taken. */
export function pressKey(minor: number, key: Key): number {
	if (key === "clear") return 0;
	if (key === "erase") return Math.floor(minor / 10);
	const next = key === "00" ? minor * 100 : minor * 10 + Number(key);
	return next > AMOUNT_LIMIT_MINOR ? minor : next;
}

/** The pad's key for a key of a keyboard; null when it is none. */
export function keyOf(keyboard: string): Key | null {
	if (/^\d$/.test(keyboard)) return keyboard as Key;
	if (keyboard === "Backspace") return "erase";
	return keyboard === "Delete" ? "clear" : null;
}
