/** CORE. Chance drawn from a decision's seed: the same seed and label always give the same characters. */

import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

/** Digits and letters that nobody confuses when reading aloud: no 0, O, I, l. */
export const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** `length` characters of `alphabet` (at most 256 symbols), unguessable without the seed; every symbol equally likely. */
export function draw(seed: string, label: string, length: number, alphabet: string = BASE58): string {
	// Bytes at or above the largest multiple of the alphabet's size are skipped: a plain remainder favours the first symbols.
	const fair = 256 - (256 % alphabet.length);
	let drawn = "";
	for (let block = 0; drawn.length < length; block++) {
		for (const byte of sha256(utf8ToBytes(`${label}/${block}/${seed}`))) {
			if (byte < fair && drawn.length < length) drawn += alphabet[byte % alphabet.length];
		}
	}
	return drawn;
}

/** Four digits that nobody can tell without the secret: the same secret and message always give the same ones. */
export function digitsOf(secret: string, message: string): string {
	const bytes = hmac(sha256, utf8ToBytes(secret), utf8ToBytes(message));
	const drawn = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) % 10_000;
	return String(drawn).padStart(4, "0");
}
