/** CORE. What triage knows, made once from what support people write: phrases, codes, labelled messages. */

import { TEXT_LIMIT_CHARS } from "../playbooks/words.ts";
import { likelyLanguage } from "./short-answer.ts";
import { readAmount } from "./triage-amount.ts";
import { type Classify, learn } from "./triage-classifier.ts";
import { type CodeBook, codeBook, type Dialect, findCode } from "./triage-codes.ts";
import { simplified } from "./triage-hanzi.ts";
import type { Label } from "./triage-label.ts";
import { type PhraseTable, type ReadTopics, readerOf } from "./triage-phrases.ts";
import type { Reading } from "./triage-reading.ts";

/** A message that somebody has labelled. */
export type Utterance = Label & { readonly text: string };

export type TriageSource = {
	readonly phrases: PhraseTable;
	readonly dialects: readonly Dialect[];
	readonly utterances: readonly Utterance[];
};

export type TriageKnowledge = {
	readonly readTopics: ReadTopics;
	readonly codes: CodeBook;
	readonly classify: Classify;
};

/**
 * Prepares the phrases and codes; the classifier is trained by the first message that needs it, since a start should not
 * wait for it. The same source gives the same knowledge.
 */
export function triageKnowledge({ phrases, dialects, utterances }: TriageSource): TriageKnowledge {
	const readTopics = readerOf(phrases);
	const codes = codeBook(dialects);
	const learnt = (): Classify =>
		learn(
			utterances.map(({ text, intent, cause }) => ({
				reading: readMessage(text, { readTopics, codes }, undefined, null),
				intent,
				cause,
			})),
		);
	let classify: Classify | null = null;
	return {
		readTopics,
		codes,
		classify: (reading) => {
			classify ??= learnt();
			return classify(reading);
		},
	};
}

/** Commands and amounts are understood without anything else. */
export const NOTHING_KNOWN = triageKnowledge({ phrases: [], dialects: [], utterances: [] });

const BARE_AMOUNT =
	/^[\s\p{P}]*[\p{Sc}]?[\d.,'’ ]+[\p{Sc}]?[\s\p{P}]*(?:please|pls|thanks|por favor|gracias|谢谢|请)?[\s\p{P}]*$/iu;

/** What can be read off the first 2,000 characters of a message. Chinese text means CNY where no shop says otherwise. */
export function readMessage(
	written: string,
	{ readTopics, codes }: Pick<TriageKnowledge, "readTopics" | "codes">,
	currency: string | undefined,
	dialect: string | null,
): Reading {
	const text = simplified(written.slice(0, TEXT_LIMIT_CHARS));
	return {
		text,
		topics: readTopics(text),
		code: findCode(text, codes, dialect),
		amount: readAmount(text, currency ?? (likelyLanguage(text) === "zh" ? "CNY" : undefined)),
		isBareAmount: BARE_AMOUNT.test(text.normalize("NFKC")),
		isQuestion: /[?？]/.test(text),
	};
}
