/** CORE. Which of the known phrases a message contains: short forms written out, typing errors forgiven, longer phrases first. */

import { plain } from "../playbooks/words.ts";

/**
 * What a phrase may say. The causes; `fine-network` and `offline-mode`, which outweigh the shorter phrases within them;
 * things that with a failure beside them make a cause (`network-thing` to `part-thing`); what is wanted; `info` asks for
 * knowledge, `ask` is any question, `subject` is what one may ask about; `foreign` is about something else in the shop or
 * in life, `smalltalk` about nothing.
 */
export const TOPICS = [
	"network",
	"processor",
	"software",
	"hardware",
	"maintenance",
	"fine-network",
	"offline-mode",
	"network-thing",
	"bank-thing",
	"app-thing",
	"part-thing",
	"device",
	"failure",
	"queue",
	"all-cards",
	"declined",
	"card",
	"pay",
	"status",
	"reconcile",
	"human",
	"resolved",
	"info",
	"ask",
	"subject",
	"foreign",
	"smalltalk",
] as const;
export type Topic = (typeof TOPICS)[number];

/** Phrases by topic, as people write them. A phrase counts for the first topic that names it. */
export type PhraseTable = readonly (readonly [topic: Topic, phrases: readonly string[]])[];

export type Topics = {
	/** The phrases found for a topic, as the table writes them; empty when none. */
	readonly of: (topic: Topic) => readonly string[];
	readonly has: (...topics: readonly Topic[]) => boolean;
	/** What the message begins with; null when it begins with none of the phrases. */
	readonly first: Topic | null;
};

/** Finds the topics of a message, at most 2,000 characters of it. */
export type ReadTopics = (text: string) => Topics;

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

/** A text as phrases are compared: plain, short forms written out. */
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
type Found = Entry & { readonly start: number; readonly end: number };

/** Prepares a table once, so that a message is looked through at the pace of its own length. */
export function readerOf(table: PhraseTable): ReadTopics {
	const entries = new Map<string, Entry>();
	for (const [topic, phrases] of table) {
		for (const written of phrases) {
			const phrase = spelled(written);
			if (phrase !== "" && !entries.has(phrase)) entries.set(phrase, { topic, phrase });
		}
	}
	const correct = correctorOf([...entries.keys()]);
	const byBeginning = new Map<string, Entry[]>();
	for (const entry of entries.values()) {
		const key = beginningOf(entry.phrase, 0);
		const others = byBeginning.get(key);
		if (others === undefined) byBeginning.set(key, [entry]);
		else others.push(entry);
	}
	return (text) => {
		const said = spelled(text).split(" ").map(correct).join(" ");
		return topicsIn(said, byBeginning);
	};
}

const HAN = /\p{Script=Han}/u;
/** What a phrase is filed under: its first Han character, or its first word. */
function beginningOf(text: string, at: number): string {
	const first = String.fromCodePoint(text.codePointAt(at) ?? 0);
	if (HAN.test(first)) return first;
	const space = text.indexOf(" ", at);
	return text.slice(at, space === -1 ? undefined : space);
}

function topicsIn(said: string, byBeginning: ReadonlyMap<string, readonly Entry[]>): Topics {
	const found: Found[] = [];
	for (let start = 0; start < said.length; start++) {
		// A word of letters begins after a gap; Chinese has no gaps, so there any place counts.
		if (start > 0 && said[start - 1] !== " " && !HAN.test(String.fromCodePoint(said.codePointAt(start) ?? 0))) continue;
		for (const entry of byBeginning.get(beginningOf(said, start)) ?? []) {
			const end = start + entry.phrase.length;
			if (said.startsWith(entry.phrase, start) && endsWord(said, end)) found.push({ ...entry, start, end });
		}
	}
	// Longest first, one pass: a hostile text with thousands of hits stays cheap.
	const byLength = found.sort((a, b) => b.end - b.start - (a.end - a.start));
	const isTaken = new Array<boolean>(said.length).fill(false);
	const kept = byLength.filter(({ start, end }) => {
		const isNew = isTaken.slice(start, end).includes(false);
		isTaken.fill(true, start, end);
		return isNew;
	});
	const of = (topic: Topic): readonly string[] => [
		...new Set(kept.filter((hit) => hit.topic === topic).map((hit) => hit.phrase)),
	];
	return {
		of,
		has: (...topics) => kept.some((hit) => topics.includes(hit.topic)),
		first: kept.find(({ start }) => start === 0)?.topic ?? null,
	};
}

const endsWord = (said: string, end: number): boolean =>
	end >= said.length || said[end] === " " || HAN.test(said[end - 1] ?? "");

/** Shorter words have too many neighbours: "stock" is not "stuck". */
const TYPO_MIN_CHARS = 6;
const TYPO_MAX_CHARS = 24;
/** Words of every day that one letter makes a word of ours: they are meant as written. */
const MEANT: ReadonlySet<string> = new Set(
	"change changed changes charge large charged battle letter matter better butter setting sitting meeting poster dinner winner banker blank thanks".split(
		" ",
	),
);

const without = (word: string): readonly string[] =>
	Array.from(word, (_letter, at) => word.slice(0, at) + word.slice(at + 1));

/** Gives the known word that one typing error away is this one: a letter missing, doubled, wrong, or two swapped. */
function correctorOf(phrases: readonly string[]): (word: string) => string {
	const vocabulary = new Set(phrases.flatMap((phrase) => phrase.split(" ")).filter((word) => /^[a-z]+$/.test(word)));
	// Every known word by itself and by what is left of it when one letter is missing.
	const near = new Map<string, string>();
	for (const word of vocabulary) {
		if (word.length < TYPO_MIN_CHARS) continue;
		for (const shorter of without(word)) near.set(shorter, word);
		near.set(word, word);
	}
	return (word) => {
		if (word.length < TYPO_MIN_CHARS - 1 || word.length > TYPO_MAX_CHARS) return word;
		if (vocabulary.has(word) || MEANT.has(word) || !/^[a-z]+$/.test(word)) return word;
		const missing = near.get(word);
		if (missing !== undefined) return missing;
		for (const shorter of without(word)) {
			const known = near.get(shorter);
			// Both lost a letter: the same length means one wrong letter or two swapped, one shorter a surplus one.
			if (known !== undefined && Math.abs(known.length - word.length) <= 1) return known;
		}
		return word;
	};
}
