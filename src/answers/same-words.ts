/** CORE. Words that mean the same when somebody asks: whoever says “card machine” finds what was written about terminals. */

import { z } from "zod";
import { plain } from "../playbooks/words.ts";
import { LOCALES, type Locale } from "../text.ts";

const WORD_LIMIT_CHARS = 60;
const WORDS_LIMIT = 200;
const GROUPS_LIMIT = 200;

const words = z.array(z.string().min(1).max(WORD_LIMIT_CHARS)).max(WORDS_LIMIT);
/** `knowledge/articles/words.yaml`: for each group its words in every language; a star stands for any ending. */
export const sameWordsFile = z
	.record(z.string().regex(/^[a-z]{2,30}$/), z.strictObject({ en: words, zh: words, es: words }))
	.refine((groups) => Object.keys(groups).length <= GROUPS_LIMIT);

/** The groups that a text, made `plain`, has a word of. */
export type SameWords = (said: string, locale: Locale) => readonly string[];

export function sameWords(groups: z.infer<typeof sameWordsFile>): SameWords {
	const [en, zh, es] = LOCALES.map((locale) => tableOf(groups, locale));
	return (said, locale) => [...new Set({ en, zh, es }[locale]?.(said))];
}

const HAN = /\p{Script=Han}/u;
const STAR = "*";

/** Looked up piece by piece: a pattern for each group took seconds for all articles. */
function tableOf(groups: z.infer<typeof sameWordsFile>, locale: Locale): (said: string) => readonly string[] {
	const known = new Map<string, string[]>();
	let longestWords = 0;
	let longestSigns = 0;
	for (const [group, lists] of Object.entries(groups)) {
		for (const word of lists[locale]) {
			const phrase = plain(word);
			if (phrase === "") continue;
			const key = word.endsWith(STAR) ? phrase + STAR : phrase;
			known.set(key, [...(known.get(key) ?? []), group]);
			// Chinese has no gaps between words: there any place counts.
			if (HAN.test(phrase)) longestSigns = Math.max(longestSigns, phrase.length);
			else longestWords = Math.max(longestWords, phrase.split(" ").length);
		}
	}
	const look = (piece: string): readonly string[] => known.get(piece) ?? [];
	return (said) => {
		const found: string[] = [];
		const words = said.split(" ");
		for (let first = 0; first < words.length; first++) {
			for (let last = first + 1; last <= Math.min(words.length, first + longestWords); last++) {
				const phrase = words.slice(first, last).join(" ");
				found.push(...look(phrase));
				const before = phrase.length - (words[last - 1]?.length ?? 0);
				for (let end = phrase.length; end > before; end--) found.push(...look(phrase.slice(0, end) + STAR));
			}
		}
		if (!HAN.test(said)) return found;
		for (let first = 0; first < said.length; first++)
			for (let end = first + 1; end <= Math.min(said.length, first + longestSigns); end++)
				found.push(...look(said.slice(first, end)));
		return found;
	};
}
