/** CORE. What a merchant's free text is about: by codes and phrases alone, so that it works with no model and says why. */

import type { Money } from "../fallback/money.ts";
import { globalWord, TEXT_LIMIT_CHARS } from "../playbooks/words.ts";
import type { Locale } from "../text.ts";
import { likelyLanguage } from "./short-answer.ts";
import { type FoundAmount, isAmount, readAmount } from "./triage-amount.ts";
import { type FoundCode, findCode } from "./triage-codes.ts";
import { type Topics, topicsOf } from "./triage-read.ts";

// The conversation asks about free text at this one door.
export { type GlobalWord, globalWord } from "../playbooks/words.ts";
export { findAmount, isAmount } from "./triage-amount.ts";

export type Intent =
	| "outage"
	| "take_payment"
	| "payment_status"
	| "reconcile"
	| "human"
	| "resolved"
	| "question"
	| "other";
/** Why no cards are taken. `card` is no outage: one customer's card was refused, intent `question`. */
export type Cause = "network" | "processor" | "software" | "hardware" | "maintenance" | "card";
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

type Verdict = {
	readonly intent: Intent;
	readonly cause: Cause | null;
	readonly confidence: number;
	readonly because: readonly string[];
};
type Reading = {
	readonly topics: Topics;
	readonly code: FoundCode | null;
	readonly amount: FoundAmount | null;
	/** The message is nothing but a number, give or take a "please". */
	readonly isBareAmount: boolean;
};

/** What covers every outage until there are playbooks of single causes. */
const OUTAGE_PLAYBOOK = "terminal-offline";
const BARE_AMOUNT =
	/^[\s\p{P}]*[\p{Sc}]?[\d.,'’ ]+[\p{Sc}]?[\s\p{P}]*(?:please|pls|thanks|por favor|gracias|谢谢|请)?[\s\p{P}]*$/iu;

/**
 * Intent, cause, code and amount of the first 2,000 characters of a message. `currency` is the shop's own (ISO 4217);
 * without it a written one counts, and Chinese text means CNY.
 */
export function triage(text: string, hints: { readonly currency?: string | undefined } = {}): Triage {
	const read = text.slice(0, TEXT_LIMIT_CHARS);
	const language = likelyLanguage(read);
	const amount = readAmount(read, hints.currency ?? (language === "zh" ? "CNY" : undefined));
	const reading: Reading = {
		topics: topicsOf(read),
		code: findCode(read),
		amount,
		isBareAmount: BARE_AMOUNT.test(read.normalize("NFKC")),
	};
	const verdict = byCommand(read) ?? byWords(reading, read);
	const takesAmount = verdict.intent === "take_payment" || reading.amount?.isStated === true;
	return {
		language,
		intent: verdict.intent,
		cause: verdict.cause,
		code: reading.code?.code ?? null,
		amount: takesAmount && amount !== null && isAmount(amount.amount) ? amount.amount : null,
		playbook: verdict.intent === "outage" ? OUTAGE_PLAYBOOK : null,
		confidence: verdict.confidence,
		evidence: evidenceOf(verdict, reading),
	};
}

/** A short message that is a command as a whole. */
function byCommand(text: string): Verdict | null {
	const word = globalWord(text);
	const verdict = (intent: Intent): Verdict => ({ intent, cause: null, confidence: 0.95, because: [text.trim()] });
	switch (word) {
		case "person":
			return verdict("human");
		case "restored":
			return verdict("resolved");
		case "pay":
			return verdict("take_payment");
		case "claimed":
			return verdict("payment_status");
		case "back":
		case "change":
		case "menu":
		case "sales":
		case "cancel":
			return verdict("other");
		case null:
			return null;
	}
}

/** From what is certain to what is a guess; the first that fits. */
function byWords(reading: Reading, text: string): Verdict {
	const { topics, amount, code } = reading;
	const isQuestion = /[?？]/.test(text) || topics.has("info", "ask");
	const cause = causeOf(reading);
	if (topics.has("human"))
		return { intent: "human", cause: cause?.cause ?? null, confidence: 0.9, because: topics.of("human") };
	if (isPayment(reading)) {
		const because = amount === null ? topics.of("pay") : [amount.words];
		return { intent: "take_payment", cause: cause?.cause ?? null, confidence: amount?.isStated ? 0.95 : 0.7, because };
	}
	if (topics.has("status"))
		return { intent: "payment_status", cause: null, confidence: 0.85, because: topics.of("status") };
	if (topics.has("resolved") && code === null)
		return { intent: "resolved", cause: null, confidence: 0.85, because: topics.of("resolved") };
	if (cause?.cause === "card") return { intent: "question", ...cause };
	// Somebody who asks how the offline mode works has no outage; "why is it offline" has one.
	const asksToKnow = topics.has("info") && !topics.has("failure") && code === null;
	if (topics.has("reconcile"))
		return { intent: "reconcile", cause: null, confidence: 0.85, because: topics.of("reconcile") };
	if (cause !== null && !asksToKnow) return { intent: "outage", ...cause };
	if (topics.has("failure") && !topics.has("foreign")) {
		const confidence = topics.has("device") ? 0.8 : 0.55;
		return { intent: "outage", cause: null, confidence, because: topics.of("failure") };
	}
	if (topics.has("pay") && !topics.has("info"))
		return { intent: "take_payment", cause: null, confidence: 0.8, because: topics.of("pay") };
	const knows = topics.has("device", "pay", "network-thing", "offline-mode", "card", "subject") || cause !== null;
	if (isQuestion && knows) return { intent: "question", cause: null, confidence: 0.7, because: topics.of("info") };
	return { intent: "other", cause: null, confidence: 0.3, because: [] };
}

/** Money is named and nothing says that something else is meant with it. */
function isPayment({ topics, amount, isBareAmount, code }: Reading): boolean {
	if (amount === null) return false;
	if (isBareAmount) return true;
	// "A customer was charged 45 EUR twice", "did the 45 EUR arrive?": the amount is part of another matter.
	if (topics.has("status", "reconcile", "foreign")) return false;
	return amount.isStated || (topics.has("pay") && !topics.has("failure") && code === null);
}

function causeOf(reading: Reading): Omit<Verdict, "intent"> | null {
	const { topics, code } = reading;
	const found = (cause: Cause | null, confidence: number, because: readonly string[]) => ({
		cause,
		confidence,
		because,
	});
	const isRefused = topics.has("declined", "failure") || topics.of("card").some((phrase) => REFUSED_CARD.test(phrase));
	// "No card works" may be the terminal as well; on a good network it is the other side.
	const everyCard = topics.has("all-cards") && isRefused && topics.has("declined", "card", "fine-network");
	if (code !== null && !(code.cause === "card" && everyCard)) {
		if (code.cause !== null) return found(code.cause, 0.95, [code.code]);
		const worded = causeOfWords(topics);
		return worded ?? found(null, 0.6, [code.code]);
	}
	if (topics.has("foreign") && !topics.has("device")) return null;
	const worded = causeOfWords(topics);
	if (worded !== null) return worded;
	if (everyCard) return found("processor", 0.85, [...topics.of("all-cards"), ...topics.of("declined")]);
	if (topics.has("card") && isRefused) return found("card", 0.8, topics.of("card"));
	if (topics.has("network-thing") && topics.has("failure") && !topics.has("fine-network")) {
		return found("network", 0.75, [...topics.of("network-thing"), ...topics.of("failure")]);
	}
	return null;
}
const REFUSED_CARD =
	/declined|rejected|refused|expired|funds|money|honou?r|pin|被拒|不足|过期|密码|rechaz|deneg|declinad|vencid|expirad|fondos|saldo|incorrect/;

/** In a tie the earlier one: a processor that does not answer ends all troubleshooting, an update explains all the rest. */
const WORDED_CAUSES = ["processor", "maintenance", "network", "hardware", "software"] as const;

function causeOfWords(topics: Topics): Omit<Verdict, "intent"> | null {
	const counted = WORDED_CAUSES.map((cause) => ({ cause, because: topics.of(cause) })).filter(
		({ because }) => because.length > 0,
	);
	const most = Math.max(0, ...counted.map(({ because }) => because.length));
	const best = counted.find(({ because }) => because.length === most);
	return best === undefined
		? null
		: { cause: best.cause, confidence: counted.length === 1 ? 0.9 : 0.7, because: best.because };
}

function evidenceOf(verdict: Verdict, { code, amount }: Reading): readonly Evidence[] {
	const of = verdict.cause === null ? "intent" : "cause";
	const evidence: Evidence[] = verdict.because.map((says) => ({ of, says }));
	if (code !== null) evidence.push({ of: "code", says: code.code });
	if (amount === null) return evidence;
	if (isAmount(amount.amount)) return [...evidence, { of: "amount", says: amount.words }];
	const note = amount.amount === "no-currency" ? "of which currency is not known" : "not certain";
	return [...evidence, { of: "amount", says: `${amount.words}: ${note}` }];
}
