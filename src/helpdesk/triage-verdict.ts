/** CORE. What codes, commands and phrases alone make of a message, and how far that can be trusted. */

import { globalWord } from "../playbooks/words.ts";
import type { Cause, Intent, Label } from "./triage-label.ts";
import type { Topic, Topics } from "./triage-phrases.ts";
import type { Reading } from "./triage-reading.ts";

export type Verdict = Label & {
	/** A rank and no probability: from 0.95 on it is certain and stands whatever else is thought. */
	readonly confidence: number;
	/** The words it comes from. */
	readonly because: readonly string[];
};
export const CERTAIN = 0.95;

const verdict = (intent: Intent, cause: Cause | null, confidence: number, because: readonly string[]): Verdict => ({
	intent,
	cause,
	confidence,
	because,
});

/** A short message that is a command as a whole. */
export function byCommand(text: string): Verdict | null {
	const is = (intent: Intent): Verdict => verdict(intent, null, CERTAIN, [text.trim()]);
	switch (globalWord(text)) {
		case "person":
			return is("human");
		case "restored":
			return is("resolved");
		case "pay":
			return is("take_payment");
		case "claimed":
		// “Sales so far” is what payment_status asks as well.
		case "sales":
			return is("payment_status");
		case "back":
		case "change":
		case "menu":
		case "cancel":
			return is("other");
		case null:
			return null;
	}
}

/** From what is certain to what is a guess; the first that fits. */
export function byWords(reading: Reading): Verdict {
	const { topics, amount, code } = reading;
	const cause = causeOf(reading);
	const asksToKnow = topics.has("info") && !topics.has("failure");
	if (topics.has("human") && code === null) return verdict("human", cause?.cause ?? null, 0.85, topics.of("human"));
	if (isPayment(reading)) {
		const because = amount === null ? topics.of("pay") : [amount.words];
		return verdict("take_payment", null, amount?.isStated ? CERTAIN : 0.7, because);
	}
	// "What does code 91 mean" asks, however well we know that code.
	if (topics.first === "info" && asksToKnow && (code !== null || knowsOf(topics)))
		return verdict("question", cause?.cause === "card" ? "card" : null, 0.75, topics.of("info"));
	if (topics.has("status")) return verdict("payment_status", null, 0.75, topics.of("status"));
	if (topics.has("resolved") && code === null) return verdict("resolved", null, 0.75, topics.of("resolved"));
	if (cause?.cause === "card") return { intent: "question", ...cause };
	if (topics.has("reconcile")) return verdict("reconcile", null, 0.8, topics.of("reconcile"));
	// Somebody who asks how the offline mode works has no outage; "why is it offline" has one.
	if (cause !== null && !(asksToKnow && code === null)) return { intent: "outage", ...cause };
	if (topics.has("failure") && !topics.has("foreign"))
		return verdict("outage", null, topics.has("device") ? 0.85 : 0.5, topics.of("failure"));
	if (topics.has("pay") && !topics.has("info")) return verdict("take_payment", null, 0.75, topics.of("pay"));
	const isQuestion = reading.isQuestion || topics.has("info", "ask");
	if (isQuestion && (knowsOf(topics) || cause !== null)) return verdict("question", null, 0.65, topics.of("info"));
	return verdict("other", null, 0.3, [...topics.of("foreign"), ...topics.of("smalltalk")]);
}

const knowsOf = (topics: Topics): boolean =>
	topics.has("device", "pay", "network-thing", "offline-mode", "card", "subject", "reconcile", "processor");

/** Money is named and nothing says that something else is meant with it. */
function isPayment({ topics, amount, isBareAmount, code }: Reading): boolean {
	if (amount === null) return false;
	if (isBareAmount) return true;
	// "A customer was charged 45 EUR twice", "did the 45 EUR arrive?": the amount is part of another matter.
	if (topics.has("status", "reconcile", "foreign")) return false;
	return amount.isStated || (topics.has("pay") && !topics.has("failure") && code === null);
}

type FoundCause = Omit<Verdict, "intent">;

function causeOf(reading: Reading): FoundCause | null {
	const { topics, code } = reading;
	const found = (cause: Cause | null, confidence: number, because: readonly string[]): FoundCause => ({
		cause,
		confidence,
		because,
	});
	const isRefused = topics.has("declined", "failure") || topics.of("card").some((phrase) => REFUSED_CARD.test(phrase));
	// "No card works" may be the terminal as well; on a good network it is the other side.
	const everyCard = topics.has("all-cards") && isRefused && topics.has("declined", "card", "fine-network");
	if (code !== null && !(code.cause === "card" && (everyCard || topics.has("processor")))) {
		if (code.cause !== null) return found(code.cause, CERTAIN, [code.code]);
		const worded = causeOfWords(topics);
		return worded ?? found(null, 0.6, [code.code]);
	}
	if (topics.has("foreign") && !topics.has("device")) return null;
	const worded = causeOfWords(topics);
	if (worded !== null) return worded;
	if (everyCard) return found("processor", 0.85, [...topics.of("all-cards"), ...topics.of("declined")]);
	if (topics.has("card") && isRefused) return found("card", 0.8, topics.of("card"));
	return topics.has("failure") ? causeOfThings(topics) : null;
}
const REFUSED_CARD =
	/declined|rejected|refused|expired|funds|money|honou?r|pin|被拒|不足|过期|密码|rechaz|deneg|declinad|vencid|expirad|fondos|saldo|incorrect/;

/** In a tie the earlier one: a processor that does not answer ends all troubleshooting, an update explains all the rest. */
const WORDED_CAUSES = ["processor", "maintenance", "network", "hardware", "software"] as const;

function causeOfWords(topics: Topics): FoundCause | null {
	const counted = WORDED_CAUSES.map((cause) => ({ cause, because: topics.of(cause) })).filter(
		({ because }) => because.length > 0,
	);
	const most = Math.max(0, ...counted.map(({ because }) => because.length));
	const best = counted.find(({ because }) => because.length === most);
	return best === undefined
		? null
		: { cause: best.cause, confidence: counted.length === 1 ? 0.9 : 0.65, because: best.because };
}

const THINGS: readonly (readonly [thing: Topic, cause: Cause])[] = [
	["network-thing", "network"],
	["part-thing", "hardware"],
	["bank-thing", "processor"],
];

/** A thing that fails: of a network that is said to be fine it is not the network. */
function causeOfThings(topics: Topics): FoundCause | null {
	for (const [thing, cause] of THINGS) {
		const isRuledOut = cause === "network" && topics.has("fine-network");
		if (topics.has(thing) && !isRuledOut)
			return { cause, confidence: 0.6, because: [...topics.of(thing), ...topics.of("failure")] };
	}
	return null;
}
