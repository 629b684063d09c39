/** CORE. What no schema sees in phrases, codes and utterances: the same thing said twice, a label that cannot be. */

import type { Dialect } from "../helpdesk/triage-codes.ts";
import type { Utterance } from "../helpdesk/triage-knowledge.ts";
import type { PhraseTable } from "../helpdesk/triage-phrases.ts";
import { plain } from "../playbooks/words.ts";
import type { Text } from "../text.ts";

/** Where in the file, and why. */
export type Fault = { readonly path: readonly PropertyKey[]; readonly reason: Text };

/** A phrase under two topics counts for one only, and nobody would see for which. */
export function phraseFaults(table: PhraseTable): readonly Fault[] {
	const topics = new Map<string, string>();
	return table.flatMap(([topic, phrases]) =>
		phrases.flatMap((phrase, at): readonly Fault[] => {
			const before = topics.get(plain(phrase));
			topics.set(plain(phrase), topic);
			if (plain(phrase) === "") return [{ path: [topic, at], reason: noLetters(phrase) }];
			return before === undefined ? [] : [{ path: [topic, at], reason: twice(phrase, before) }];
		}),
	);
}

/** A code or screen text of one dialect means one thing. */
export function codeFaults({ entries }: Pick<Dialect, "entries">): readonly Fault[] {
	const seen = new Set<string>();
	return entries.flatMap(({ codes, screens }, at) =>
		[...codes, ...screens].flatMap((code): readonly Fault[] => {
			const key = code.toUpperCase();
			if (!seen.has(key)) {
				seen.add(key);
				return [];
			}
			return [{ path: ["entries", at], reason: twice(code, "entries") }];
		}),
	);
}

/** Only an outage has a cause, and a question about one customer's card. */
export function utteranceFaults(utterances: readonly Utterance[]): readonly Fault[] {
	const seen = new Set<string>();
	return utterances.flatMap(({ text, intent, cause }, at): readonly Fault[] => {
		const isRight =
			intent === "outage" ? cause !== "card" : cause === null || (intent === "question" && cause === "card");
		const faults: Fault[] = isRight ? [] : [{ path: [at, "cause"], reason: WRONG_CAUSE }];
		const key = text.trim().toLowerCase();
		if (seen.has(key)) faults.push({ path: [at], reason: twice(text, "utterances") });
		seen.add(key);
		return faults;
	});
}

const twice = (what: string, where: string): Text => ({
	en: `“${what}” stands here twice (also under ${where}); keep one`,
	zh: `“${what}”重复了（还在 ${where}）；只留一个`,
	es: `“${what}” está dos veces (también en ${where}); deje una`,
});
const noLetters = (phrase: string): Text => ({
	en: `“${phrase}” has neither letters nor digits; write words`,
	zh: `“${phrase}”没有文字或数字；请写词语`,
	es: `“${phrase}” no tiene letras ni cifras; escriba palabras`,
});
const WRONG_CAUSE: Text = {
	en: "only an outage has a cause, and a question may have the cause card; correct one of the two",
	zh: "只有 outage 有原因，question 的原因只能是 card；请改其中一个",
	es: "solo outage lleva causa, y question puede llevar card; corrija uno de los dos",
};
