/** How well the search finds the articles of the frozen questions, and knows the ones that none answers. */

import { readFileSync } from "node:fs";
import type { Search } from "../../src/answers/search.ts";
import type { Locale } from "../../src/text.ts";
import type { Share } from "./triage-score.ts";

type BlindQuestion = { readonly locale: Locale; readonly text: string; readonly articles: readonly string[] };

/** Written by somebody who had not seen the articles, frozen before tuning. Nobody who tunes reads the sentences. */
export const blindQuestions = (): readonly BlindQuestion[] =>
	JSON.parse(readFileSync(new URL("../fixtures/answers/questions.json", import.meta.url), "utf8"));

export type AnswersScore = {
	readonly locale: Locale;
	/** The right article is the first, and among the first three. */
	readonly first: Share;
	readonly three: Share;
	/** Of the questions that an article answers, those that are not sent away. */
	readonly kept: Share;
	/** Of the others, those that are. */
	readonly outside: Share;
	readonly tookMs: readonly number[];
};

export function answersScoreOf(locale: Locale, questions: readonly BlindQuestion[], search: Search): AnswersScore {
	const asked = questions
		.filter((question) => question.locale === locale)
		.map(({ text, articles }) => {
			const startedMs = performance.now();
			const { ids, isInside } = search(text, locale);
			return { articles, ids, isInside, tookMs: performance.now() - startedMs };
		});
	const inside = asked.filter(({ articles }) => articles.length > 0);
	const outside = asked.filter(({ articles }) => articles.length === 0);
	const foundIn = (places: number): Share => ({
		right: inside.filter(({ ids, articles }) => ids.slice(0, places).some((id) => articles.includes(id))).length,
		of: inside.length,
	});
	return {
		locale,
		first: foundIn(1),
		three: foundIn(3),
		kept: { right: inside.filter(({ isInside }) => isInside).length, of: inside.length },
		outside: { right: outside.filter(({ isInside }) => !isInside).length, of: outside.length },
		tookMs: asked.map(({ tookMs }) => tookMs),
	};
}

const FOLDS = 8;

/** The articles' own questions, an eighth of them left out in turn: what is tuned on. */
export function heldOutShare(
	locale: Locale,
	questionsOf: readonly { readonly id: string; readonly questions: readonly string[] }[],
	searchWith: (isKept: (at: number) => boolean) => Search,
): { readonly three: Share; readonly kept: Share } {
	let right = 0;
	let kept = 0;
	let of = 0;
	for (let fold = 0; fold < FOLDS; fold++) {
		const search = searchWith((at) => at % FOLDS !== fold);
		for (const { id, questions } of questionsOf) {
			for (const question of questions.filter((_, at) => at % FOLDS === fold)) {
				const { ids, isInside } = search(question, locale);
				of++;
				if (ids.slice(0, 3).includes(id)) right++;
				if (isInside) kept++;
			}
		}
	}
	return { three: { right, of }, kept: { right: kept, of } };
}
