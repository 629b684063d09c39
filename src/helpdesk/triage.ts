/** CORE. What a merchant's free text is about: codes and phrases first, then what labelled messages teach; and why. */

import type { Money } from "../fallback/money.ts";
import { TEXT_LIMIT_CHARS } from "../playbooks/words.ts";
import type { Locale } from "../text.ts";
import { likelyLanguage } from "./short-answer.ts";
import { isAmount } from "./triage-amount.ts";
import type { Guess } from "./triage-classifier.ts";
import type { FoundCode } from "./triage-codes.ts";
import { readMessage, type TriageKnowledge } from "./triage-knowledge.ts";
import { type Cause, type Intent, isSameLabel } from "./triage-label.ts";
import { playbookFor } from "./triage-playbook.ts";
import type { Reading } from "./triage-reading.ts";
import { byCommand, byWords, CERTAIN, type Verdict } from "./triage-verdict.ts";

// The conversation asks about free text at this one door.
export { type GlobalWord, globalWord } from "../playbooks/words.ts";
export { findAmount, isAmount } from "./triage-amount.ts";
export type { TriageKnowledge } from "./triage-knowledge.ts";
export type { Cause, Intent } from "./triage-label.ts";

/** Why triage thinks so: the words of the text, or a note about them. */
type Evidence = { readonly of: "intent" | "cause" | "code" | "amount"; readonly says: string };

export type Triage = {
	readonly language: Locale;
	readonly intent: Intent;
	/** Null: not known yet. */
	readonly cause: Cause | null;
	/** A response code or screen text, as terminals write it. */
	readonly code: string | null;
	/** Null also when an amount is written but is uncertain or of unknown currency; the evidence says so. */
	readonly amount: Money | null;
	/** The playbook to begin, for an outage. */
	readonly playbook: string | null;
	/** 0 to 1, a rank and not a probability: 0.9 the words are clear, 0.6 a guess, below 0.5 ask. */
	readonly confidence: number;
	readonly evidence: readonly Evidence[];
};

export type TriageHints = {
	readonly knowledge: TriageKnowledge;
	/** The shop's own (ISO 4217). */
	readonly currency?: string | undefined;
	/** How the terminal's acquirer speaks: `dialectOf`. */
	readonly dialect?: string | null | undefined;
	/** Ids of the playbooks that are loaded; without them every cause has its own. */
	readonly playbooks?: readonly string[] | undefined;
};

/** Below this nobody should act on it without asking. */
export const ASK_BELOW = 0.5;

/**
 * Intent, cause, code and amount of the first 2,000 characters of a message. Without a shop's currency a written one
 * counts, and Chinese text means CNY.
 */
export function triage(text: string, hints: TriageHints): Triage {
	const written = text.slice(0, TEXT_LIMIT_CHARS);
	const reading = readMessage(written, hints.knowledge, hints.currency, hints.dialect ?? null);
	const verdict = byCommand(reading.text) ?? weighed(byWords(reading), hints.knowledge.classify(reading));
	// A number alone may be the answer to somebody else's question.
	const most = reading.isBareAmount && reading.amount?.isStated !== true ? BARE : MOST;
	const amount = reading.amount?.amount;
	const isTaken = verdict.intent === "take_payment" && amount !== undefined && isAmount(amount);
	return {
		language: likelyLanguage(written),
		intent: verdict.intent,
		cause: verdict.cause,
		code: reading.code?.code ?? null,
		amount: isTaken ? amount : null,
		playbook: verdict.intent === "outage" ? playbookFor(verdict.cause, reading, hints.playbooks) : null,
		confidence: Math.round(Math.min(most, verdict.confidence) * 100) / 100,
		evidence: evidenceOf(verdict, reading),
	};
}

/** Cross-validation over knowledge/utterances hardly moves between 0.2 and 0.8. */
const PHRASES_WEIGHT = 0.4;
const AGREED = 0.9;
const MOST = 0.99;
const BARE = 0.7;

/** The phrases' verdict and the classifier's guesses together: where they agree it is clear, where not the stronger holds. */
function weighed(words: Verdict, guesses: readonly Guess[]): Verdict {
	const [best] = guesses;
	if (words.confidence >= CERTAIN || best === undefined) return words;
	// Not to know a cause is no contradiction to phrases that name one.
	const isOnlyNamed = words.intent === best.intent && best.cause === null && words.confidence >= AGREED;
	if (isOnlyNamed) return words;
	const support = guesses.find((guess) => isSameLabel(guess, words))?.share ?? 0;
	if (isSameLabel(best, words)) {
		const raised = Math.max(words.confidence, best.share);
		return { ...words, confidence: Math.min(MOST, Math.max(raised, best.share > 0.5 ? AGREED : 0)) };
	}
	const ofWords = words.confidence * PHRASES_WEIGHT + support;
	return ofWords >= best.share
		? { ...words, confidence: Math.max(0, Math.min(words.confidence, 0.75) - (best.share - support) / 2) }
		: {
				intent: best.intent,
				cause: best.cause,
				confidence: Math.max(0, Math.min(MOST, best.share - ofWords / 2)),
				because: [`like labelled messages, ${Math.round(best.share * 100)} %`],
			};
}

function evidenceOf(verdict: Verdict, { code, amount }: Reading): readonly Evidence[] {
	const of = verdict.cause === null ? "intent" : "cause";
	const evidence: Evidence[] = verdict.because.map((says) => ({ of, says }));
	if (code !== null) evidence.push({ of: "code", says: explained(code) });
	if (amount === null) return evidence;
	if (isAmount(amount.amount)) return [...evidence, { of: "amount", says: amount.words }];
	const note = amount.amount === "no-currency" ? "of which currency is not known" : "not certain";
	return [...evidence, { of: "amount", says: `${amount.words}: ${note}` }];
}

/** What a code means, in which dialect, and who can act on it. */
const explained = ({ code, meaning, dialect }: FoundCode): string =>
	meaning === null ? code : `${code} (${dialect}): ${meaning.says.en} Who can act: ${meaning.actor}.`;
