/** CORE. Sale references as staff type them into a note: whole, in part, or with a slip. */

import { isReference, isReferenceSymbol } from "../fallback/sale-reference.ts";

/** Shorter parts fit by chance: three of 31 symbols meet some sale of a busy day. */
const PART_MIN_CHARS = 4;
const REFERENCE_CHARS = 6;
const NOTE_WORDS_LIMIT = 32;
/** A reference glued to other letters is looked for in words up to this length. */
const GLUED_MAX_CHARS = 24;

/** The letters and digits of a written reference or id, in capitals: `k7m-2qx` is `K7M2QX`. */
export const plainReference = (written: string): string =>
	/^[0-9A-Z]*$/.test(written)
		? written
		: written
				.normalize("NFKC")
				.toUpperCase()
				.replace(/[^\p{L}\p{N}]/gu, "");

/** The words of a note that may hold a reference; neighbours that make six characters together count as one too. */
export function noteWords(note: string): readonly string[] {
	if (note === "") return [];
	const written = note
		.normalize("NFKC")
		.toUpperCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== "")
		.slice(0, NOTE_WORDS_LIMIT);
	const joined = written.slice(1).map((word, index) => `${written[index]}${word}`);
	const glued = written.flatMap((word) =>
		word.length > REFERENCE_CHARS && word.length <= GLUED_MAX_CHARS ? windows(word, REFERENCE_CHARS) : [],
	);
	return [
		...new Set([
			...written.filter((word) => word.length >= PART_MIN_CHARS),
			...joined.filter((word) => word.length === REFERENCE_CHARS),
			...glued.filter(isReference),
		]),
	];
}

/** How a note's words relate to one sale reference. */
export type ReferenceRelation = "exact" | "near" | "part" | "none";

/** The best relation of any word: the whole reference; one character wrong, missing, extra or swapped; at least four in a row. */
export function referenceRelation(words: readonly string[], reference: string): ReferenceRelation {
	if (words.includes(reference)) return "exact";
	if (words.some((word) => isPart(word, reference))) return "part";
	// Two true references are never one slip apart: the check character sees to it.
	return words.some((word) => isOneSlip(word, reference)) ? "near" : "none";
}

const isPart = (word: string, reference: string): boolean =>
	word.length >= PART_MIN_CHARS && word.length < reference.length && reference.includes(word);

/** Damerau-Levenshtein distance 1, for words of at least five characters. */
function isOneSlip(a: string, b: string): boolean {
	if (a.length < REFERENCE_CHARS - 1 || Math.abs(a.length - b.length) > 1) return false;
	let start = 0;
	while (start < a.length && start < b.length && a[start] === b[start]) start++;
	const rest = (skipA: number, skipB: number) => a.slice(start + skipA) === b.slice(start + skipB);
	const isSwap = a[start] === b[start + 1] && a[start + 1] === b[start] && rest(2, 2);
	return a !== b && (rest(1, 1) || rest(1, 0) || rest(0, 1) || isSwap);
}

/** Whether a word could be a part or a slip of a reference: one wrong character at most is in no reference at all. */
export function mayBeReference(word: string): boolean {
	if (word.length < PART_MIN_CHARS || word.length > REFERENCE_CHARS + 1) return false;
	let strange = 0;
	for (const symbol of word) if (!isReferenceSymbol(symbol)) strange++;
	return strange <= (word.length < REFERENCE_CHARS - 1 ? 0 : 1);
}

/**
 * Keys under which two words meet when `referenceRelation` relates them: the word, its parts, and the word with any one
 * character left out. An index over them replaces comparing every note with every sale.
 */
export function meetingKeys(word: string): readonly string[] {
	const parts = word.length <= REFERENCE_CHARS + 1 ? windows(word, PART_MIN_CHARS) : [];
	const short = word.length <= REFERENCE_CHARS + 1 ? [...word].map((_, i) => word.slice(0, i) + word.slice(i + 1)) : [];
	return [...new Set([word, ...parts, ...short])];
}

const windows = (word: string, length: number): string[] =>
	Array.from({ length: Math.max(0, word.length - length + 1) }, (_, i) => word.slice(i, i + length));
