/** SHELL. `standin articles`: which articles answer a question, for those who write them. */

import { join } from "node:path";
import { Command, Option } from "commander";
import { loadAnswers } from "../answers/load.ts";
import { HOME } from "../config.ts";
import { LOCALES, type Locale } from "../text.ts";
import type { Io } from "./io.ts";

const ARTICLES = join(HOME, "knowledge/articles");
const SHOWN = 3;

type ArticlesIo = Pick<Io, "out" | "locale">;

/** `articles find <question>`; `playbook lint` checks the files. */
export function articlesCommand(io: ArticlesIo): Command {
	const find = new Command("find")
		.description("say which articles answer a question, best first")
		.argument("<question>", "as a merchant would type it")
		.addOption(new Option("--locale <locale>", "the merchant's language").choices(LOCALES).default(io.locale))
		.option("--vendor <vendor>", "who made the terminal")
		.option("--json", "one JSON value on standard output")
		.action((question: string, options: FindOptions) => findArticles(question, options, io));
	return new Command("articles").description("work on articles").addCommand(find);
}

type FindOptions = { readonly locale: Locale; readonly vendor?: string; readonly json?: boolean };

async function findArticles(question: string, { locale, vendor, json }: FindOptions, io: ArticlesIo): Promise<void> {
	const { articles, search } = await loadAnswers(ARTICLES);
	const { ids, isInside, sureness } = search(question, locale, vendor ?? null);
	const found = ids.slice(0, SHOWN);
	if (json === true) {
		io.out(
			JSON.stringify({ question, locale, isInside, sureness: Number.isFinite(sureness) ? sureness : null, found }),
		);
		return;
	}
	if (!isInside) io.out("None: the chat says that it has no answer to this. Nearest:");
	for (const id of found) io.out(`${id}: ${articles.find((article) => article.id === id)?.title[locale] ?? ""}`);
}
