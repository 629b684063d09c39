/** CORE. What no schema sees in an article: what a chat cannot show, a language that is missing, two articles that claim one question. */

import { plain } from "../playbooks/words.ts";
import { LOCALES, type Text } from "../text.ts";
import { ARTICLE_LIMIT_CHARS, type ArticleFile } from "./article.ts";

/** Where in the front matter, or null for the text; and why. */
export type ArticleFault = { readonly path: readonly PropertyKey[] | null; readonly reason: Text };

/** Of what kind a source is; `own`: what Standin itself does. */
const SOURCE_KIND = /\((?:vendor|reseller|table|unsourced|own)\)/;
const LINK = /https?:|www\.|\]\(|\b[\w-]+\.(?:com|net|org|io|app)\b/i;
const MARKUP = /^(?:#|\*|>|\||\d+\.\s)|\*\*|__|`/m;
const SHOUT = /[!！¡]/;

/** Of one file by itself; `name` is the file's name without its ending. */
export function fileFaults(article: ArticleFile, name: string): readonly ArticleFault[] {
	const { text } = article;
	const faults: ArticleFault[] = [];
	if (article.id !== name) faults.push({ path: ["id"], reason: notTheName(name) });
	article.sources.forEach((source, at) => {
		if (!SOURCE_KIND.test(source)) faults.push({ path: ["sources", at], reason: UNKNOWN_KIND });
	});
	if (text === "") faults.push({ path: null, reason: NO_TEXT });
	if (text.length > ARTICLE_LIMIT_CHARS) faults.push({ path: null, reason: tooLong(text.length) });
	if (LINK.test(text)) faults.push({ path: null, reason: A_LINK });
	if (MARKUP.test(text)) faults.push({ path: null, reason: MARKED_UP });
	if (SHOUT.test(text)) faults.push({ path: null, reason: SHOUTED });
	return faults;
}

/** Of all files beside each other, in their order. */
export function togetherFaults(all: readonly ArticleFile[]): readonly (readonly ArticleFault[])[] {
	const asked = new Map<string, string>();
	return all.map((article) => {
		const { id, locale } = article;
		const faults: ArticleFault[] = [];
		const same = all.filter((other) => other.id === id);
		for (const needed of LOCALES)
			if (!same.some((other) => other.locale === needed)) faults.push({ path: ["id"], reason: missing(needed) });
		if (same.some((other) => factsOf(other) !== factsOf(article)))
			faults.push({ path: ["vendors"], reason: NOT_ALIKE });
		article.questions.forEach((question, at) => {
			const key = `${locale} ${plain(question)}`;
			const before = asked.get(key);
			if (before !== undefined) faults.push({ path: ["questions", at], reason: askedTwice(question, before) });
			asked.set(key, id);
		});
		return faults;
	});
}

const factsOf = ({ vendors, causes }: ArticleFile): string => JSON.stringify([vendors, causes]);

const notTheName = (name: string): Text => ({
	en: `the id must be the file's name, “${name}”`,
	zh: `编号必须与文件名“${name}”一致`,
	es: `el id debe ser el nombre del archivo, “${name}”`,
});
const UNKNOWN_KIND: Text = {
	en: "say of what kind the source is: (vendor), (reseller), (table), (unsourced), or (own) for what Standin itself does",
	zh: "请注明来源种类：(vendor)、(reseller)、(table)、(unsourced)，Standin 自身的行为写 (own)",
	es: "diga de qué tipo es la fuente: (vendor), (reseller), (table), (unsourced), o (own) para lo que hace Standin",
};
const NO_TEXT: Text = {
	en: "there is no text below the front matter; write the answer, the first line first",
	zh: "front matter 下面没有正文；请写答案，先写第一行",
	es: "no hay texto debajo del encabezado; escriba la respuesta, la primera línea primero",
};
const tooLong = (chars: number): Text => ({
	en: `the text has ${chars} characters; cut it to ${ARTICLE_LIMIT_CHARS}, one screen of a phone`,
	zh: `正文有 ${chars} 个字符；请缩到 ${ARTICLE_LIMIT_CHARS} 个以内，手机一屏`,
	es: `el texto tiene ${chars} caracteres; redúzcalo a ${ARTICLE_LIMIT_CHARS}, una pantalla del teléfono`,
});
const A_LINK: Text = {
	en: "no links in an article: nobody reads a page with a queue; say what it says",
	zh: "文章里不放链接：排着队没人看网页；请直接写内容",
	es: "sin enlaces en un artículo: con fila nadie lee una página; diga lo que dice",
};
const MARKED_UP: Text = {
	en: "plain lines and “- ” lists only: no headings, bold or numbered lists, which chats show differently",
	zh: "只用普通行和“- ”列表：不要标题、粗体或编号列表，各平台显示不同",
	es: "solo líneas y listas con “- ”: sin títulos, negritas ni listas numeradas, que cada chat muestra distinto",
};
const SHOUTED: Text = {
	en: "no exclamation marks: calm is what the reader needs",
	zh: "不要用感叹号：读者需要的是平静",
	es: "sin signos de exclamación: quien lee necesita calma",
};
const missing = (locale: string): Text => ({
	en: `there is no ${locale} version; write articles/${locale}/ with the same id`,
	zh: `缺少 ${locale} 版本；请在 articles/${locale}/ 写同一编号的文章`,
	es: `falta la versión ${locale}; escríbala en articles/${locale}/ con el mismo id`,
});
const NOT_ALIKE: Text = {
	en: "vendors and causes must be the same in every language; correct the one that differs",
	zh: "各语言的 vendors 和 causes 必须一致；请改正不同的那个",
	es: "vendors y causes deben ser iguales en todos los idiomas; corrija el que difiere",
};
const askedTwice = (question: string, id: string): Text => ({
	en: `“${question}” stands twice (also at ${id}); keep it where its answer is`,
	zh: `“${question}”重复了（还在 ${id}）；只留在有答案的那篇`,
	es: `“${question}” está dos veces (también en ${id}); déjela donde está su respuesta`,
});
