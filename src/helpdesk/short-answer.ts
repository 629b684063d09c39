/** CORE. What a message is by itself, whatever was asked: a number, a yes or no, a language. */

import type { Locale } from "../text.ts";

const FULL_WIDTH_ZERO = 0xff10;

/** “2”, “２”: the number of a choice; null for anything else. */
export function numberOf(text: string): number | null {
	const digit = /^\s*([1-9]|[１-９])\s*[.)、。]?\s*$/u.exec(text)?.[1];
	if (digit === undefined) return null;
	return digit < "a" ? Number(digit) : digit.charCodeAt(0) - FULL_WIDTH_ZERO;
}

const YES = /^\s*(?:y|yes|yeah|yep|ok|sure|是|是的|有|对|刷了|刷过)\s*[.!。！]?\s*$/iu;
const NO = /^\s*(?:n|no|nope|not yet|没|没有|不是|否|还没|未刷|没刷)\s*[.!。！]?\s*$/iu;

/** “Yes”, “没有”: an answer that is nothing else; null for anything else. */
export const yesOrNo = (text: string): boolean | null => (YES.test(text) ? true : NO.test(text) ? false : null);

/** The language a message is surely in; null for numbers, codes and single words that any language borrows. */
export function languageOf(text: string): Locale | null {
	const han = (text.match(/\p{Script=Han}/gu) ?? []).length;
	const words = (text.match(/\p{Script=Latin}{2,}/gu) ?? []).length;
	// “My terminal shows 签到失败” quotes the screen.
	if (han > 0 && words <= han) return "zh";
	return words >= 3 ? "en" : null;
}
