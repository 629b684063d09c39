/**
 * CORE. Masks what looks like card data before a text reaches the database, a log, a model or another platform:
 * PCI DSS 4.0 forbids keeping track data and verification codes at all (3.3) and showing whole card numbers (3.4).
 */

import { findCardNumbers } from "./card-number.ts";

const BULLET = "•";
const KEPT_DIGITS = 4;
const CARD_MIN_DIGITS = 13;
const CODE_MIN_DIGITS = 3;
/** How far behind its number an expiry, a code or the rest of a track is looked for; ISO/IEC 7813 ends track 1 at 79. */
const BEHIND_MAX_CHARS = 79;

// Decimal digits people type besides ASCII: Arabic-Indic, Persian, Devanagari, Bengali, Thai, full-width.
const FOREIGN_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\uff10-\uff19]/g;
const FOREIGN_ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];

/** Only filler may stand between the word and the digits: in “cvv error 105” the digits are what the merchant asks about. */
const CODE_NOTE =
	/(?:cvv2?|cvc2?|cvn2?|security code|安全码|安全碼|校验码|c[oó]digo de seguridad)(?:[\s\p{Cf}:：=#.,-]|is|code|no|es|是|为){0,6}([0-9]{3,4})(?![\p{Cf}\p{M}]{0,16}[0-9])/giu;
/** A dot or a blank between month and year is not enough: “4111 … 12.50” ends in an amount. */
const EXPIRY_AND_CODE =
	/^[\s,;:|]{0,4}(?:(?:exp(?:iry|ires)?|valid|有效期)[\s.:：]{0,3}(?:0[1-9]|1[0-2])\s?[/-]?\s?|(?:0?[1-9]|1[0-2])\s?[/-]\s?)(?:20)?[0-9]{2}(?![0-9])(?:[\s,;:|/]{1,4}[0-9]{3,4}(?![0-9]))?/iu;
const REST_OF_GROUP = /[0-9\p{Cf}\p{M}]*/uy;
/** After the number: `^NAME^YYMM…?` on track 1, `=YYMM…?` on track 2, `DYYMM…F` in EMV tag 57. */
const TRACK_REST = /^(?:\^[^?\r\n]*|[=D][0-9]{4}[0-9F]*)\??/;

/**
 * The text with every card number masked but for its last four digits, and expiry, verification code and track data
 * masked whole; `masked` says whether anything was. The length stays, masking again changes nothing, and the time
 * grows with the length only.
 */
export function maskCardNumbers(text: string): { readonly text: string; readonly masked: boolean } {
	if (isHarmless(text)) return { text, masked: false };
	const plain = text.replace(FOREIGN_DIGITS, asciiDigit);
	const hidden = new Uint8Array(plain.length);
	let masked = false;
	for (const digits of findCardNumbers(plain)) {
		for (const at of digits.slice(0, -KEPT_DIGITS)) hidden[at] = 1;
		hideBehind(plain, (digits.at(-1) ?? 0) + 1, hidden);
		masked = true;
	}
	for (const note of plain.matchAll(CODE_NOTE)) {
		const end = note.index + note[0].length;
		hidden.fill(1, end - (note[1]?.length ?? 0), end);
		masked = true;
	}
	return masked ? { text: withBullets(text, hidden), masked } : { text, masked };
}

/** Most notes of a batch: plain ASCII, fewer digits than a card has, and no word that a code may follow. */
function isHarmless(text: string): boolean {
	let digits = 0;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code >= 0x80) return false;
		if (code >= 0x30 && code <= 0x39 && ++digits >= CARD_MIN_DIGITS) return false;
	}
	return digits < CODE_MIN_DIGITS || !/cv[vcn]|code|digo/i.test(text);
}

function hideBehind(plain: string, from: number, hidden: Uint8Array): void {
	const behind = plain.slice(from, from + BEHIND_MAX_CHARS);
	const track = TRACK_REST.exec(behind)?.[0] ?? "";
	hidden.fill(1, from, from + track.length);
	const note = EXPIRY_AND_CODE.exec(behind)?.[0] ?? "";
	for (const digit of note.matchAll(/[0-9]/g)) hidden[from + digit.index] = 1;
	const length = Math.max(track.length, note.length);
	if (length === 0) return;
	// Half a group of digits would be a group of its own the next time, and might pass for a card number.
	REST_OF_GROUP.lastIndex = from + length;
	const rest = REST_OF_GROUP.exec(plain)?.[0].length ?? 0;
	hidden.fill(1, from + length, from + length + rest);
}

function withBullets(text: string, hidden: Uint8Array): string {
	const pieces: string[] = [];
	for (let from = 0; from < text.length; ) {
		const isHidden = hidden[from];
		let to = hidden.indexOf(isHidden === 1 ? 0 : 1, from);
		if (to === -1) to = text.length;
		pieces.push(isHidden === 1 ? BULLET.repeat(to - from) : text.slice(from, to));
		from = to;
	}
	return pieces.join("");
}

function asciiDigit(digit: string): string {
	const code = digit.charCodeAt(0);
	return String(code - (FOREIGN_ZEROS.findLast((zero) => zero <= code) ?? code));
}
