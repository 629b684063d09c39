/** CORE. The sale reference: six characters a person can read aloud and type, the last one a check. */

import { draw } from "../chance.ts";

/** No I, L, O, 0 or 1: what looks alike is not in it. 31 symbols, a prime, which is what makes the check character strong. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const DRAWN_LENGTH = 5;
const DIGITS_LENGTH = 8;
/** A typed reference is searched in no more than this. */
const TYPED_LIMIT_CHARS = 64;

/** A new reference out of a decision's seed; another label gives another one, for when a merchant already has the first. */
export function makeReference(seed: string, label: string): string {
	const drawn = draw(seed, label, DRAWN_LENGTH, ALPHABET);
	return drawn + checkCharacter(drawn);
}

/** Whether a reference may have this character. */
export const isReferenceSymbol = (symbol: string): boolean => ALPHABET.includes(symbol);

/** Whether this is a reference exactly as we write it, check character included. */
export function isReference(text: string): boolean {
	if (text.length !== DRAWN_LENGTH + 1 || ![...text].every((symbol) => ALPHABET.includes(symbol))) return false;
	return text.at(-1) === checkCharacter(text.slice(0, DRAWN_LENGTH));
}

/**
 * The reference meant by what a person typed: any case, full-width letters, blanks, dashes and `#` are forgiven.
 * Null when it is none. Nothing is guessed: 0, O, 1, I and L are never written, so whoever typed one misread something.
 */
export function normaliseReference(typed: string): string | null {
	if (typed.length > TYPED_LIMIT_CHARS) return null;
	const bare = typed.normalize("NFKC").replace(/[\s#\p{Pd}\u2212]/gu, "");
	// Tested before upper-casing: some letters outside ASCII turn into ASCII ones by it.
	if (!/^[0-9A-Za-z]{6}$/.test(bare)) return null;
	const reference = bare.toUpperCase();
	return isReference(reference) ? reference : null;
}

/** A valid reference for rails that carry digits only: the base-31 value of its first five characters, eight digits. */
export function referenceDigits(reference: string): string {
	let value = 0;
	for (const symbol of reference.slice(0, DRAWN_LENGTH)) value = value * ALPHABET.length + ALPHABET.indexOf(symbol);
	return String(value).padStart(DIGITS_LENGTH, "0");
}

/** The reference behind `referenceDigits`, also when a bank has dropped or added leading zeros; null when there is none. */
export function referenceFromDigits(digits: string): string | null {
	if (!/^[0-9]{1,35}$/.test(digits)) return null;
	const significant = digits.replace(/^0+/, "");
	if (significant.length > DIGITS_LENGTH) return null;
	let value = Number(significant);
	if (value >= ALPHABET.length ** DRAWN_LENGTH) return null;
	let drawn = "";
	for (let place = 0; place < DRAWN_LENGTH; place++) {
		drawn = ALPHABET.charAt(value % ALPHABET.length) + drawn;
		value = Math.floor(value / ALPHABET.length);
	}
	return drawn + checkCharacter(drawn);
}

/** Weights 1…5 modulo a prime: every single wrong character and every swap of two places changes the sum. */
function checkCharacter(drawn: string): string {
	const sum = [...drawn].reduce((total, symbol, place) => total + (place + 1) * ALPHABET.indexOf(symbol), 0);
	return ALPHABET.charAt(sum % ALPHABET.length);
}
