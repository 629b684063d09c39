/** CORE. Whether a question is about our subject at all: a question about anything else gets a kind no, and no article. */

import { z } from "zod";
import type { Locale } from "../text.ts";
import { isGroup, isWord } from "./terms.ts";

const QUESTION_LIMIT_CHARS = 120;
const QUESTIONS_LIMIT = 1000;

const questions = z.array(z.string().min(1).max(QUESTION_LIMIT_CHARS)).max(QUESTIONS_LIMIT);
/** `knowledge/articles/outside.yaml`: questions about anything else. */
export const outsideFile = z.strictObject({ en: questions, zh: questions, es: questions });
export type Outside = z.infer<typeof outsideFile>;
export const NOTHING_OUTSIDE: Outside = { en: [], zh: [], es: [] };

/**
 * What counts, and how much: the share of its rare words that occur in the articles at all; the groups of words it has
 * in common with the best article; and for each word and each group how much likelier it is in our questions than in
 * others (naive Bayes). By logistic regression, on the articles' own questions and those outside, each left out in turn.
 */
const WEIGHT = { base: -1.6, known: 2.9, shared: 0.61, word: 0.2, group: 0.68 } as const;
/** Keeps 95 of 100 of the articles' own questions, each left out in turn. Chinese has shorter questions, of fewer terms. */
const THRESHOLD: Readonly<Record<Locale, number>> = { en: -0.3, zh: -2.76, es: -0.1 };
/** A term that one side never had is rare there, not impossible. */
const UNSEEN = 0.5;

/** The terms of a text, as everything here is counted. */
type Terms = readonly string[];

/** Above zero: it is about our subject. `matched` are the terms that the best article has. A rank and not a probability. */
export type Sureness = (terms: ReadonlySet<string>, matched: ReadonlySet<string>) => number;

/** `articles` are whole ones, `inside` their lines and questions one by one. */
export function surenessIn(
	locale: Locale,
	articles: readonly Terms[],
	inside: readonly Terms[],
	outside: readonly Terms[],
): Sureness {
	const inArticles = countIn(articles);
	const ours = countIn(inside);
	const others = countIn(outside);
	/** The inverse document frequency of BM25. */
	const rarity = (term: string): number => {
		const count = inArticles(term);
		return Math.log(1 + (articles.length - count + UNSEEN) / (count + UNSEEN));
	};
	const odds = (term: string): number => {
		const here = (ours(term) + UNSEEN) / (inside.length + 2 * UNSEEN);
		const there = (others(term) + UNSEEN) / (outside.length + 2 * UNSEEN);
		return Math.log(here / there);
	};
	return (terms, matched) => {
		let all = 0;
		let unknown = 0;
		let sum = WEIGHT.base - THRESHOLD[locale];
		for (const term of terms) {
			if (isGroup(term)) {
				sum += WEIGHT.group * odds(term);
				if (matched.has(term)) sum += WEIGHT.shared * rarity(term);
			} else if (isWord(term)) {
				sum += WEIGHT.word * odds(term);
				all += rarity(term);
				if (inArticles(term) === 0) unknown += rarity(term);
			}
		}
		return all === 0 ? sum : sum + WEIGHT.known * (1 - unknown / all);
	};
}

/** In how many of them a term occurs. */
function countIn(texts: readonly Terms[]): (term: string) => number {
	const counts = new Map<string, number>();
	for (const terms of texts) for (const term of new Set(terms)) counts.set(term, (counts.get(term) ?? 0) + 1);
	return (term) => counts.get(term) ?? 0;
}
