/** CORE. What an article is: one answer to one subject in every language, and how its files are written. */

import { z } from "zod";
import { LOCALES, type Locale, type Text } from "../text.ts";

/** A button carries the title, and platforms cut longer ones. */
const TITLE_LIMIT_CHARS = 60;
/** One screen of a phone; `knowledge/WRITING.md` says why. */
export const ARTICLE_LIMIT_CHARS = 600;
const QUESTION_LIMIT_CHARS = 80;
const QUESTIONS_MIN = 6;
const QUESTIONS_LIMIT = 60;
const SOURCE_LIMIT_CHARS = 300;
const SOURCES_LIMIT = 12;
const VENDORS_LIMIT = 12;

const CAUSES = ["network", "processor", "software", "hardware", "maintenance", "card"] as const;

const ARTICLE_ID = /^[a-z][a-z0-9-]{0,39}$/;

/** The front matter of `knowledge/articles/<locale>/<id>.md`. */
export const frontMatter = z.strictObject({
	id: z.string().regex(ARTICLE_ID),
	title: z.string().min(1).max(TITLE_LIMIT_CHARS),
	questions: z.array(z.string().min(1).max(QUESTION_LIMIT_CHARS)).min(QUESTIONS_MIN).max(QUESTIONS_LIMIT),
	/** Empty: it holds for every terminal. */
	vendors: z.array(z.string().min(2).max(QUESTION_LIMIT_CHARS)).max(VENDORS_LIMIT),
	causes: z.array(z.enum(CAUSES)),
	sources: z.array(z.string().min(1).max(SOURCE_LIMIT_CHARS)).min(1).max(SOURCES_LIMIT),
	reviewed: z.iso.date(),
});

/** One file: an article in one language. */
export type ArticleFile = z.infer<typeof frontMatter> & { readonly locale: Locale; readonly text: string };

export type Article = {
	readonly id: string;
	readonly title: Text;
	readonly text: Text;
	/** Ways people ask for it, by which it is found. */
	readonly questions: Readonly<Record<Locale, readonly string[]>>;
	/** Small letters; empty: it holds for every terminal. */
	readonly vendors: readonly string[];
};

/** The articles that every language has, in order of their ids. */
export function joinArticles(files: readonly ArticleFile[]): readonly Article[] {
	const ids = [...new Set(files.map(({ id }) => id))].sort();
	return ids.flatMap((id) => {
		const of = (locale: Locale) => files.find((file) => file.id === id && file.locale === locale);
		const [en, zh, es] = LOCALES.map(of);
		if (en === undefined || zh === undefined || es === undefined) return [];
		return [
			{
				id,
				title: { en: en.title, zh: zh.title, es: es.title },
				text: { en: en.text, zh: zh.text, es: es.text },
				questions: { en: en.questions, zh: zh.questions, es: es.questions },
				vendors: en.vendors.map((vendor) => vendor.toLowerCase()),
			},
		];
	});
}
