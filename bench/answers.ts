/** How well questions find their article, how well those outside the subject are known, and how long it takes. */

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readArticles } from "../src/answers/load.ts";
import { makeSearch, type Search } from "../src/answers/search.ts";
import { HOME } from "../src/config.ts";
import { LOCALES, type Locale } from "../src/text.ts";
import { type AnswersScore, answersScoreOf, blindQuestions, heldOutShare } from "../test/support/answers-score.ts";
import type { Share } from "../test/support/triage-score.ts";

const percent = ({ right, of }: Share): string => `${((100 * right) / of).toFixed(1)} (${right}/${of})`;
const at = (values: readonly number[], share: number): string =>
	([...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0).toFixed(2);

/** The section of RESULTS.md. */
export async function measureAnswers(): Promise<string> {
	const { articles, same, outside } = await readArticles(join(HOME, "knowledge/articles"));
	const startedMs = performance.now();
	const search = makeSearch(articles, same, outside);
	for (const locale of LOCALES) search("offline", locale); // each language is indexed by its first question
	const builtMs = Math.round(performance.now() - startedMs);
	const blind = blindQuestions();
	const scores = LOCALES.map((locale) => answersScoreOf(locale, blind, search));
	const again = LOCALES.flatMap((locale) => answersScoreOf(locale, blind, search).tookMs);
	const without = (locale: Locale, isKept: (at: number) => boolean): Search => {
		const kept = articles.map((article) => ({
			...article,
			questions: { ...article.questions, [locale]: article.questions[locale].filter((_, nth) => isKept(nth)) },
		}));
		return makeSearch(kept, same, outside);
	};
	const heldOut = LOCALES.map((locale) => {
		const own = articles.map(({ id, questions }) => ({ id, questions: questions[locale] }));
		return heldOutShare(locale, own, (isKept) => without(locale, isKept));
	});
	const own = LOCALES.map((locale) => articles.flatMap(({ questions }) => questions[locale]).length).join(", ");
	return `## Answers

${blind.length} questions by somebody who had seen no article, frozen before tuning. ${articles.length} subjects with ${own} questions of their own (${LOCALES.join(", ")}), indexed in ${builtMs} ms. A question takes ${at(again, 0.5)} ms (p50), ${at(again, 0.99)} ms (p99). No language model.

| language | right article first, % | among the first three, % | answered at all, % | outside the subject recognised, % |
| --- | --- | --- | --- | --- |
${scores.map(rowOf).join("\n")}
| target | | 95 | | 85 |

The articles' own questions, an eighth left out in turn (what is tuned on; harder, since each asks for something else):

| language | among the first three, % | answered at all, % |
| --- | --- | --- |
${heldOut.map(({ three, kept }, nth) => `| ${LOCALES[nth]} | ${percent(three)} | ${percent(kept)} |`).join("\n")}
`;
}

const rowOf = ({ locale, first, three, kept, outside }: AnswersScore): string =>
	`| ${[locale, percent(first), percent(three), percent(kept), percent(outside)].join(" | ")} |`;

// By itself: `npx tsx bench/answers.ts`.
if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) console.log(await measureAnswers());
