/** CORE. Which of the known phrases a message contains: short forms written out, typing errors forgiven, longer phrases first. */

import { places, plain, type Span } from "../playbooks/words.ts";
import { OUTAGE_PHRASES, type OutageTopic } from "./triage-words-outage.ts";
import { SPANISH_OUTAGE_PHRASES } from "./triage-words-spanish-outage.ts";
import { SPANISH_TALK_PHRASES } from "./triage-words-spanish-talk.ts";
import { TALK_PHRASES, type TalkTopic } from "./triage-words-talk.ts";

type Topic = OutageTopic | TalkTopic;

export type Topics = {
	/** The phrases found for a topic, as the table writes them; empty when none. */
	readonly of: (topic: Topic) => readonly string[];
	readonly has: (...topics: readonly Topic[]) => boolean;
};

const SHORT_FORMS: ReadonlyMap<string, string> = new Map(
	(
		[
			["cant cannot couldnt", "can not"],
			["wont wouldnt", "will not"],
			["isnt aint", "is not"],
			["doesnt dosent dosnt doesent", "does not"],
			["dont", "do not"],
			["didnt", "did not"],
			["arent", "are not"],
			["wasnt", "was not"],
			["hasnt", "has not"],
			["havent", "have not"],
			["its", "it is"],
			["everythings", "everything is"],
			["whats", "what is"],
			["hows", "how is"],
			["pls plz", "please"],
			["u", "you"],
			["notworking", "not working"],
			["q", "que"],
			["xq porq pq", "por que"],
		] as const
	).flatMap(([forms, full]) => forms.split(" ").map((form) => [form, full] as const)),
);

const spelled = (text: string): string =>
	plain(text)
		.replace(/\bwi fi\b/g, "wifi")
		.replace(/\boff line\b/g, "offline")
		.replace(/\bon line\b/g, "online")
		// "No me lee la tarjeta" is "no lee la tarjeta", "se nos cayó" is "se cayó".
		.replace(/\b(?:(no) (?:me|nos|le|les)|(se) nos) /g, "$1$2 ")
		.split(" ")
		.map((word) => SHORT_FORMS.get(word) ?? word)
		.join(" ");

type Entry = { readonly topic: Topic; readonly phrase: string };
const ENTRIES: readonly Entry[] = [
	...OUTAGE_PHRASES,
	...TALK_PHRASES,
	...SPANISH_OUTAGE_PHRASES,
	...SPANISH_TALK_PHRASES,
].flatMap(([topic, phrases]) => phrases.split("|").map((phrase) => ({ topic, phrase: spelled(phrase) })));

/** Shorter words have too many neighbours: "stock" is not "stuck". */
const TYPO_MIN_CHARS = 6;
const TYPO_MAX_CHARS = 24;
const VOCABULARY: ReadonlySet<string> = new Set(
	ENTRIES.flatMap(({ phrase }) => phrase.split(" ")).filter((word) => /^[a-z]+$/.test(word)),
);
const without = (word: string): readonly string[] =>
	Array.from(word, (_letter, at) => word.slice(0, at) + word.slice(at + 1));
/** Every known word by itself and by what is left of it when one letter is missing. */
const NEAR: ReadonlyMap<string, string> = new Map(
	[...VOCABULARY]
		.filter((word) => word.length >= TYPO_MIN_CHARS)
		.flatMap((word) => [...without(word).map((near) => [near, word] as const), [word, word] as const]),
);

/** The known word that one typing error away is this one: a letter missing, doubled, wrong, or two swapped. */
function corrected(word: string): string {
	if (
		word.length < TYPO_MIN_CHARS - 1 ||
		word.length > TYPO_MAX_CHARS ||
		VOCABULARY.has(word) ||
		!/^[a-z]+$/.test(word)
	)
		return word;
	const missing = NEAR.get(word);
	if (missing !== undefined) return missing;
	for (const near of without(word)) {
		const known = NEAR.get(near);
		// Both lost a letter: the same length means one wrong letter or two swapped, one shorter a surplus one.
		if (known !== undefined && Math.abs(known.length - word.length) <= 1) return known;
	}
	return word;
}

/** The phrases of a message, at most 2,000 characters of it. A phrase within longer ones does not count. */
export function topicsOf(text: string): Topics {
	const said = spelled(text).split(" ").map(corrected).join(" ");
	const found: (Entry & { readonly span: Span })[] = ENTRIES.flatMap((entry) =>
		places(said, entry.phrase).map((span) => ({ ...entry, span })),
	);
	// Longest first, one pass: a hostile text with thousands of hits stays cheap.
	const byLength = [...found].sort((a, b) => b.span[1] - b.span[0] - (a.span[1] - a.span[0]));
	const isTaken = new Array<boolean>(said.length).fill(false);
	const kept = byLength.filter(({ span: [start, end] }) => {
		const isNew = isTaken.slice(start, end).includes(false);
		isTaken.fill(true, start, end);
		return isNew;
	});
	const of = (topic: Topic): readonly string[] => [
		...new Set(kept.filter((hit) => hit.topic === topic).map((hit) => hit.phrase)),
	];
	return { of, has: (...topics) => kept.some((hit) => topics.includes(hit.topic)) };
}
