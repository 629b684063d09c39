/** CORE. A word that no article has, but for one letter, is taken for the word that they have: “recipt” for “receipt”. */

/** In shorter words one letter makes another word: “table” is no cable. */
const MIN_CHARS = 6;
/** What stands in the articles once may be a typo itself: their questions have some on purpose. */
const MIN_COUNT = 2;
const LATIN = /^[a-z]+$/;

/** Gives a text, made `plain`, with the words mended that one letter keeps from being known. */
export type Spelling = (said: string) => string;

/** `said` are the texts of the articles, `others` texts whose words are right too; all made `plain`. */
export function spellingOf(said: readonly string[], others: readonly string[]): Spelling {
	const isRight = new Set(others.flatMap((text) => text.split(" ")));
	const counts = new Map<string, number>();
	for (const text of said)
		for (const word of text.split(" ")) if (LATIN.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
	const near = new Map<string, string>();
	const offer = (key: string, word: string): void => {
		const before = near.get(key);
		if (before === undefined || (counts.get(before) ?? 0) < (counts.get(word) ?? 0)) near.set(key, word);
	};
	for (const [word, count] of counts)
		if (word.length >= MIN_CHARS && count >= MIN_COUNT) for (const key of shortened(word)) offer(key, word);
	const mend = (word: string): string => {
		if (word.length < MIN_CHARS || !LATIN.test(word) || counts.has(word) || isRight.has(word)) return word;
		for (const key of shortened(word)) {
			const other = near.get(key);
			if (other !== undefined && Math.abs(other.length - word.length) <= 1) return other;
		}
		return word;
	};
	return (text) => text.split(" ").map(mend).join(" ");
}

/** The word and all it becomes with one letter less: two words share one of these when one edit lies between them. */
const shortened = (word: string): readonly string[] => [
	word,
	...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1)),
];
