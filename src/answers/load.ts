/** SHELL. Reads the articles of every language, and the words that mean the same, with file and line of every fault. */

import { readdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { z } from "zod";
import {
	type FileFault,
	parseYaml,
	readBounded,
	readYaml,
	refuseFaults,
	schemaFaults,
} from "../playbooks/load-yaml.ts";
import { LOCALES, type Locale, type Text } from "../text.ts";
import { type Article, type ArticleFile, frontMatter, joinArticles } from "./article.ts";
import { type ArticleFault, fileFaults, togetherFaults } from "./article-lint.ts";
import { type SameWords, sameWords, sameWordsFile } from "./same-words.ts";
import { type Answers, makeSearch } from "./search.ts";
import { NOTHING_OUTSIDE, type Outside, outsideFile } from "./subject.ts";

/** Of one language. */
const FILES_LIMIT = 500;
const FRONT_MATTER = /^---\r?\n([\s\S]*?)\r?\n---(?:\r?\n|$)([\s\S]*)$/;
/** Where the front matter begins in its file. */
const FIRST_LINES = 1;
const WORDS_FILE = "words.yaml";
const OUTSIDE_FILE = "outside.yaml";

/** All articles, ready to be found. Throws a `UserError` that names every fault of every file. */
export async function loadAnswers(folder: string): Promise<Answers> {
	const { articles, same, outside, faults } = await readArticles(folder);
	refuseFaults(faults);
	return { articles, search: makeSearch(articles, same, outside) };
}

export type ArticlesRead = {
	readonly files: readonly string[];
	readonly faults: readonly FileFault[];
	/** Those that are sound in every language. */
	readonly articles: readonly Article[];
	readonly same: SameWords;
	readonly outside: Outside;
};

/** Reads and checks `<folder>/<locale>/*.md` and the two files beside them. Throws a `UserError` when a file cannot be read at all. */
export async function readArticles(folder: string): Promise<ArticlesRead> {
	const places = (await Promise.all(LOCALES.map((locale) => filesOf(folder, locale)))).flat();
	const reads = await Promise.all(places.map(readArticle));
	const sound = reads.flatMap(({ article }) => article ?? []);
	const words = await readData(join(folder, WORDS_FILE), sameWordsFile);
	const outside = await readData(join(folder, OUTSIDE_FILE), outsideFile);
	const together = togetherFaults(sound);
	const placed = reads
		.filter(({ article }) => article !== null)
		.flatMap(({ place }, at) => together[at]?.map(place) ?? []);
	return {
		files: [...places.map(({ file }) => file), words.file, outside.file],
		faults: [...reads.flatMap(({ faults }) => faults), ...placed, ...words.faults, ...outside.faults],
		articles: joinArticles(sound),
		same: sameWords(words.data ?? {}),
		outside: outside.data ?? NOTHING_OUTSIDE,
	};
}

/** Files that `checkArticles` checks: articles, and what stands beside them. */
export const isArticleFile = (file: string): boolean =>
	file.endsWith(".md") || [WORDS_FILE, OUTSIDE_FILE].includes(basename(file));

/** The faults of these files, each checked beside all others of its folder. */
export async function checkArticles(named: readonly string[]): Promise<Pick<ArticlesRead, "files" | "faults">> {
	const files = named.filter(isArticleFile);
	const folderOf = (file: string): string => (file.endsWith(".md") ? dirname(dirname(file)) : dirname(file));
	const reads = await Promise.all([...new Set(files.map(folderOf))].map(readArticles));
	const isNamed = ({ file }: FileFault): boolean => files.some((one) => resolve(one) === resolve(file));
	return { files, faults: reads.flatMap(({ faults }) => faults).filter(isNamed) };
}

type Place = { readonly file: string; readonly locale: Locale };

async function filesOf(folder: string, locale: Locale): Promise<readonly Place[]> {
	const names = await readdir(join(folder, locale)).catch((): string[] => []); // told as a missing version of every article
	const files = names.filter((name) => name.endsWith(".md")).sort();
	return files.slice(0, FILES_LIMIT).map((name) => ({ file: join(folder, locale, name), locale }));
}

type Read = {
	readonly article: ArticleFile | null;
	readonly faults: readonly FileFault[];
	/** Gives a fault its file and line. */
	readonly place: (fault: ArticleFault) => FileFault;
};

async function readArticle({ file, locale }: Place): Promise<Read> {
	const raw = await readBounded(file);
	const parts = raw === null ? null : FRONT_MATTER.exec(raw);
	const nowhere: Read["place"] = ({ reason }) => ({ file, line: 1, step: null, reason });
	const failed = (faults: readonly FileFault[]): Read => ({ article: null, faults, place: nowhere });
	if (parts === null) return failed([{ file, line: 1, step: null, reason: NO_FRONT_MATTER }]);
	const [, head = "", text = ""] = parts;
	const moved = (faults: readonly FileFault[]) => faults.map((fault) => ({ ...fault, line: fault.line + FIRST_LINES }));
	const yaml = parseYaml(file, head);
	if (!("data" in yaml)) return failed(moved(yaml.faults));
	const parsed = frontMatter.safeParse(yaml.data, { reportInput: true });
	if (!parsed.success) return failed(moved(schemaFaults(file, yaml, parsed.error)));
	const textLine = head.split("\n").length + 2 * FIRST_LINES + 1;
	const place: Read["place"] = ({ path, reason }) => ({
		file,
		line: path === null ? textLine : yaml.lineOf(path) + FIRST_LINES,
		step: null,
		reason,
	});
	const article: ArticleFile = { ...parsed.data, locale, text: text.trim() };
	return { article, faults: fileFaults(article, basename(file, ".md")).map(place), place };
}

async function readData<Schema extends z.ZodType>(
	file: string,
	schema: Schema,
): Promise<{ readonly file: string; readonly data: z.infer<Schema> | null; readonly faults: readonly FileFault[] }> {
	const yaml = await readYaml(file);
	if (!("data" in yaml)) return { file, data: null, faults: yaml.faults };
	const parsed = schema.safeParse(yaml.data, { reportInput: true });
	if (!parsed.success) return { file, data: null, faults: schemaFaults(file, yaml, parsed.error) };
	return { file, data: parsed.data, faults: [] };
}

const NO_FRONT_MATTER: Text = {
	en: "an article begins with its front matter between two lines of ---; docs/answers.md shows one",
	zh: "文章开头要有夹在两行 --- 之间的 front matter；见 docs/answers.md",
	es: "un artículo empieza con su encabezado entre dos líneas de ---; docs/answers.md muestra uno",
};
