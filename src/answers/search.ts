/** CORE. Finds the articles that answer a question, and says whether any does. */

import MiniSearch from "minisearch";
import { plain } from "../playbooks/words.ts";
import type { Locale } from "../text.ts";
import type { Article } from "./article.ts";
import type { SameWords } from "./same-words.ts";
import { spellingOf } from "./spelling.ts";
import { type Outside, surenessIn } from "./subject.ts";
import { termsOf, weightOf } from "./terms.ts";

/** Longer questions are stories; what they ask stands in their beginning. */
const QUESTION_LIMIT_CHARS = 400;
/** As many as a ranking by vectors is fused with. */
export const RANKING_LIMIT = 20;
const BOOST = { title: 1, questions: 2, text: 1 } as const;
/** BM25+: long lists of questions are written off for their length, and a repeated word goes on counting. */
const BM25 = { k: 4, b: 0.9, d: 0 } as const;
/** An article for the makers of other terminals only is not what this shop asks for. */
const VENDOR_BOOST = { own: 1.3, foreign: 0.3 } as const;

export type Found = {
	/** Ids, best first. */
	readonly ids: readonly string[];
	/** Whether the question is about something that the articles answer. */
	readonly isInside: boolean;
	/** What decides that: above zero is inside. A rank and not a probability. */
	readonly sureness: number;
};
const NOTHING_FOUND: Found = { ids: [], isInside: false, sureness: Number.NEGATIVE_INFINITY };

/** `vendor` is the maker of the shop's terminal, where it is known. */
export type Search = (question: string, locale: Locale, vendor?: string | null) => Found;

/** All that a conversation answers questions with. */
export type Answers = { readonly articles: readonly Article[]; readonly search: Search };
export const NO_ANSWERS: Answers = { articles: [], search: () => NOTHING_FOUND };

/** An index in memory for each language. The same articles find the same, in the same order. */
export function makeSearch(articles: readonly Article[], same: SameWords, outside: Outside): Search {
	// Each with the first question in its language: most shops speak one, and a start should wait for none.
	const indexes = new Map<Locale, Index>();
	return (question, locale, vendor = null) => {
		const index = indexes.get(locale) ?? indexOf(articles, locale, same, outside[locale]);
		indexes.set(locale, index);
		return index(question.slice(0, QUESTION_LIMIT_CHARS), vendor);
	};
}

type Index = (question: string, vendor: string | null) => Found;

function indexOf(articles: readonly Article[], locale: Locale, same: SameWords, outside: readonly string[]): Index {
	const documents = articles.map(({ id, title, text, questions }) => ({
		id,
		title: title[locale],
		text: text[locale],
		questions: questions[locale].join("\n"),
	}));
	const terms = new Map<string, string[]>();
	const tokenize = (text: string): string[] => terms.get(text) ?? termsOf(text, locale, same);
	// Each text is taken apart once for both: that is most of the time this takes.
	for (const { title, text, questions } of documents)
		for (const field of [title, text, questions]) terms.set(field, termsOf(field, locale, same));
	const index = new MiniSearch({
		fields: Object.keys(BOOST),
		tokenize,
		processTerm: (term) => term,
		searchOptions: { boost: BOOST, bm25: BM25, boostTerm: weightOf },
	});
	index.addAll(documents);
	const sureness = surenessIn(
		locale,
		documents.map(({ title, text, questions }) => [title, text, questions].flatMap(tokenize)),
		documents.flatMap((document) => linesOf(document).map(tokenize)),
		outside.map(tokenize),
	);
	terms.clear();
	const mend = spellingOf(documents.flatMap(linesOf).map(plain), outside.map(plain));
	const vendors = new Map(articles.map((article) => [article.id, article.vendors]));
	return (question, vendor) => {
		const boostOf = (id: string): number => {
			const held = vendors.get(id) ?? [];
			if (vendor === null || held.length === 0) return 1;
			return held.includes(vendor.toLowerCase()) ? VENDOR_BOOST.own : VENDOR_BOOST.foreign;
		};
		const asked = mend(plain(question));
		const hits = index.search(asked, { boostDocument: boostOf });
		const [best] = hits;
		if (best === undefined) return NOTHING_FOUND;
		const sure = sureness(new Set(tokenize(asked)), new Set(Object.keys(best.match)));
		const ids = hits.slice(0, RANKING_LIMIT).map(({ id }) => String(id));
		return { ids, isInside: sure > 0, sureness: sure };
	};
}

type Document = { readonly title: string; readonly text: string; readonly questions: string };

const linesOf = ({ title, text, questions }: Document): readonly string[] =>
	[title, ...text.split("\n"), ...questions.split("\n")].filter((line) => line !== "");
