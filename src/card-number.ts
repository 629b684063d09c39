/**
 * CORE. Finds card numbers in a text: 13 to 19 digits (ISO/IEC 7812-1) that pass Luhn and begin as cards do, in one
 * piece or in groups. A number begins and ends where a group of digits does: trying every window of a longer unbroken
 * run would mask one bank reference in ten by chance, so such a run is left alone.
 */

import { ibanEnd } from "./iban.ts";

const MIN_DIGITS = 13;
const MAX_DIGITS = 19;
/** Between two groups: one separator with a blank on each side. */
const GAP_MAX_CHARS = 3;
/** Zero-width characters in a row; more are no accident of copying, and bounded they cost bounded time. */
const INVISIBLE_MAX_CHARS = 16;
/** E.164: a phone number has at most 15 digits behind its plus sign. */
const PHONE_MAX_DIGITS = 15;
/** What an earlier masking leaves: at least nine bullets (13 − 4), then at most four digits of the same group. */
const MASKED_MIN_BULLETS = 9;
const KEPT_MAX_DIGITS = 4;

const BULLET = 0x2022;
const ZERO = 0x30;
/** Beside the ASCII blank, dash, dot and underscore: blanks (Unicode Zs), dashes, the long vowel mark, dots. */
const SEPARATORS: ReadonlySet<number> = new Set(
	(
		"\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000" +
		"\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u30fc\u00b7\u2024\u2027\u30fb\uff0e\uff3f"
	)
		.split("")
		.map((separator) => separator.charCodeAt(0)),
);

/** Lists of amounts with two decimals, and of dates, reach 13 digits too; a window may begin or end within one of them. */
const AMOUNTS =
	/^(?:[0-9]+\.[0-9]{2}(?:[^0-9.]{1,3}[0-9]+\.[0-9]{2})+|[0-9]{2}(?:[^0-9.]{1,3}[0-9]+\.[0-9]{2}){2,})(?:[^0-9.]{1,3}[0-9]+)?$/;
const DATES =
	/^[0-9]{1,2}([.-])[0-9]{1,2}\1[0-9]{4}(?:[^0-9.]{1,3}[0-9]{1,2}\1[0-9]{1,2}\1[0-9]{4})+(?:[^0-9.]{1,3}[0-9]{1,2}(?:\1[0-9]{1,2})?)?$/;

/** 3 to 6, and 22 to 27 (Mir, Mastercard). No issuer has 20 or 21, with which dates of this century begin. */
const BEGINS_AS_CARD = /^(?:[3-6]|2[^0-9]{0,19}[2-7])/;

/** The last digits of a run: digit `n` lies at `n % RING_SIZE`. A ring, because a run may be as long as the text. */
type Recent = { count: number; readonly positions: Int32Array; readonly startsGroup: Uint8Array };
const RING_SIZE = 32;

/**
 * The positions of the digits of every card number, in order of their ends; numbers may overlap, and then all are given,
 * one at a time, since a hostile text holds millions.
 * `plain` has ASCII digits only. IBANs, phone numbers with a plus sign and what was masked before are none.
 */
export function* findCardNumbers(plain: string): Generator<readonly number[]> {
	const recent: Recent = { count: 0, positions: new Int32Array(RING_SIZE), startsGroup: new Uint8Array(RING_SIZE) };
	let groupLength = 0;
	let gap = 0;
	let invisible = 0;
	let bullets = 0;

	for (let at = 0; at <= plain.length; at++) {
		const code = plain.charCodeAt(at); // NaN behind the end, which ends the last group like any other character
		if (isDigit(code)) {
			groupLength++;
			recent.positions[recent.count % RING_SIZE] = at;
			recent.startsGroup[recent.count % RING_SIZE] = groupLength === 1 && bullets < MASKED_MIN_BULLETS ? 1 : 0;
			recent.count++;
			// More digits than a masking leaves: then the bullets before them were somebody's own.
			if (groupLength === KEPT_MAX_DIGITS + 1) recent.startsGroup[(recent.count - groupLength) % RING_SIZE] = 1;
			gap = 0;
			invisible = 0;
			continue;
		}
		if (isInvisible(code) && ++invisible <= INVISIBLE_MAX_CHARS) continue;
		if (groupLength > 0) {
			if (groupLength <= MAX_DIGITS) yield* numbersEndingHere(recent, plain);
			groupLength = 0;
			bullets = 0;
		}
		if (isSeparator(code) && ++gap <= GAP_MAX_CHARS) continue;
		recent.count = 0;
		bullets = code === BULLET ? bullets + 1 : 0;
		gap = 0;
		invisible = 0;
		if (isLetter(code) && !isAlphanumeric(plain.charCodeAt(at - 1))) at = Math.max(at, ibanEnd(plain, at) - 1);
	}
}

/** Walks back from the last digit, which is the way Luhn sums: all windows of one end together cost 19 steps. */
function numbersEndingHere(recent: Recent, plain: string): readonly number[][] {
	const found: number[][] = [];
	const positions: number[] = [];
	const longest = Math.min(recent.count, MAX_DIGITS);
	for (let length = 1, sum = 0; length <= longest; length++) {
		const index = (recent.count - length) % RING_SIZE;
		const at = recent.positions[index] ?? 0;
		const value = plain.charCodeAt(at) - ZERO;
		positions.push(at);
		sum += length % 2 === 1 ? value : luhnDouble(value);
		if (length < MIN_DIGITS || sum % 10 !== 0 || recent.startsGroup[index] !== 1) continue;
		const written = plain.slice(at, (positions[0] ?? 0) + 1);
		if (!BEGINS_AS_CARD.test(written) || isPhone(plain, at, length)) continue;
		if (!AMOUNTS.test(written) && !DATES.test(written)) found.push(positions.toReversed());
	}
	return found;
}

const luhnDouble = (value: number): number => (value > 4 ? value * 2 - 9 : value * 2);

/** No country code that begins with 3 leads to 14 digits or more; Amex (15) and Diners (14) numbers do. */
function isPhone(plain: string, first: number, length: number): boolean {
	const before = plain.charAt(first - 1);
	return (before === "+" || before === "＋") && length <= PHONE_MAX_DIGITS && plain.charAt(first) !== "3";
}

/** Joiners, marks of direction, soft hyphen, variation selectors, and the key cap of 4️⃣. */
function isInvisible(code: number): boolean {
	if (code < 0x80) return false;
	if (code >= 0x200b && code <= 0x206f) return code <= 0x200f || (code >= 0x202a && code <= 0x202e) || code >= 0x2060;
	return (
		code === 0xad ||
		code === 0x34f ||
		code === 0x61c ||
		code === 0x180e ||
		code === 0x20e3 ||
		code === 0xfeff ||
		(code >= 0xfe00 && code <= 0xfe0f)
	);
}

const isSeparator = (code: number): boolean =>
	code < 0x80 ? code === 0x20 || (code >= 0x2d && code <= 0x2e) || code === 0x5f : SEPARATORS.has(code);
const isDigit = (code: number): boolean => code >= ZERO && code <= 0x39;
const isLetter = (code: number): boolean => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
const isAlphanumeric = (code: number): boolean => isLetter(code) || isDigit(code);
