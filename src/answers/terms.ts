/** CORE. What of a sentence is compared: words by their stems, Chinese by signs and pairs of signs, and groups of words that mean the same. */

import { plain } from "../playbooks/words.ts";
import type { Locale } from "../text.ts";
import type { SameWords } from "./same-words.ts";

/** Longer words are cut: what follows is ending (“restarted”, “reiniciarla”). Measured beside suffix rules: no worse, and nothing to maintain. */
const STEM_CHARS = 6;
/** Pieces of a word catch its typos; shorter words have too few. */
const PIECED_FROM_CHARS = 4;
const PIECE_CHARS = 3;
/** How much a term counts beside a whole word, tuned on the articles' own questions, each left out in turn. */
const WEIGHT = { group: 2, piece: 0.1, sign: 0.5 } as const;

const GROUP_MARK = "@";
const PIECE_MARK = "#";
const HAN = /^\p{Script=Han}/u;

/** The terms of a text, line by line: a group of words that mean the same counts once a line. */
export const termsOf = (text: string, locale: Locale, same: SameWords): string[] =>
	text.split("\n").flatMap((line) => {
		const said = plain(line);
		if (said === "") return [];
		const words = said.split(" ").flatMap((word) => termsOfWord(word, locale));
		return [...words, ...same(said, locale).map((group) => GROUP_MARK + group)];
	});

function termsOfWord(word: string, locale: Locale): readonly string[] {
	if (HAN.test(word)) {
		const signs = Array.from(word);
		return [...signs, ...signs.slice(1).map((sign, at) => `${signs[at]}${sign}`)];
	}
	const spelled = locale === "es" ? spelledAsHeard(word) : word;
	return [spelled.slice(0, STEM_CHARS), ...piecesOf(spelled)];
}

function piecesOf(word: string): readonly string[] {
	if (word.length < PIECED_FROM_CHARS) return [];
	const ended = `^${word}$`;
	return Array.from(
		{ length: ended.length - PIECE_CHARS + 1 },
		(_, at) => PIECE_MARK + ended.slice(at, at + PIECE_CHARS),
	);
}

/** One spelling for what sounds alike in Spanish and is mixed up on a phone: b/v, s/c/z, silent h, y/ll. */
const spelledAsHeard = (word: string): string =>
	word
		.replace(/qu(?=[ei])/g, "k")
		.replace(/c(?=[ei])/g, "s")
		.replace(/c(?!h)/g, "k")
		.replace(/z/g, "s")
		.replace(/v/g, "b")
		.replace(/(?<!c)h/g, "")
		.replace(/ll/g, "y")
		.replace(/n(?=[bp])/g, "m");

export const isGroup = (term: string): boolean => term.startsWith(GROUP_MARK);
const isSign = (term: string): boolean => HAN.test(term) && Array.from(term).length === 1;

/** Whether a term is a word, or a pair of Chinese signs, and no piece of one. */
export const isWord = (term: string): boolean => !isGroup(term) && !term.startsWith(PIECE_MARK) && !isSign(term);

export function weightOf(term: string): number {
	if (isGroup(term)) return WEIGHT.group;
	if (term.startsWith(PIECE_MARK)) return WEIGHT.piece;
	return isSign(term) ? WEIGHT.sign : 1;
}
