/** CORE. A message as the classifier sees it: its words and groups of letters, and what its phrases, code and amount say. */

import { plain } from "../playbooks/words.ts";
import { TOPICS, type Topic } from "./triage-phrases.ts";
import type { Reading } from "./triage-reading.ts";

/** How much each feature weighs. */
export type Features = ReadonlyMap<string, number>;

const GROUP_MIN_CHARS = 3;
const GROUP_MAX_CHARS = 4;
const HAN_MAX_CHARS = 3;
// Weights found by cross-validation over knowledge/utterances; accuracy hardly moves around them.
const WEIGHT = { word: 1, group: 0.2, han: 0.5, topic: 0.7, shape: 0.6, amount: 0.5, code: 0.3, cause: 0.5, mark: 0.3 };
const UNSEEN_WEIGHT = 0.7;

const HAN = /\p{Script=Han}/u;
/** Topics that are about a shop's payments; asking or complaining without any of them is about something else. */
const OURS: readonly Topic[] = TOPICS.filter(
	(topic) => !["failure", "queue", "info", "ask", "foreign", "smalltalk"].includes(topic),
);

/** Words of a message, pairs of characters for Chinese; numbers are all alike. */
export const unitsOf = (text: string): readonly string[] => [
	...new Set(
		wordsOf(text).flatMap((word) => {
			if (!HAN.test(word)) return [word];
			const signs = [...word];
			return signs.slice(1).map((sign, at) => `${signs[at]}${sign}`);
		}),
	),
];

const wordsOf = (text: string): readonly string[] =>
	plain(text)
		.replace(/\d+/g, "#")
		.split(" ")
		.filter((word) => word !== "");

/** The features of a message. `unseenShare` says how much of it no example has: the stranger, the less it is about us. */
export function featuresOf(reading: Reading, unseenShare: number): Features {
	const features = new Map<string, number>();
	addWords(features, wordsOf(reading.text));
	// Long messages must not outweigh short ones.
	const length = Math.sqrt([...features.values()].reduce((sum, weight) => sum + weight * weight, 0));
	if (length > 0) for (const [name, weight] of features) features.set(name, weight / length);
	addShape(features, reading);
	features.set("unseen", unseenShare * UNSEEN_WEIGHT);
	features.set("always", WEIGHT.mark);
	return features;
}

function addWords(features: Map<string, number>, words: readonly string[]): void {
	const add = (name: string, weight: number) => features.set(name, Math.max(features.get(name) ?? 0, weight));
	let before: string | null = null;
	for (const word of words) {
		if (HAN.test(word)) {
			for (const group of groupsOf([...word], 1, HAN_MAX_CHARS))
				add(`han:${group}`, group.length === 1 ? WEIGHT.han : WEIGHT.word);
		} else {
			add(`word:${word}`, WEIGHT.word);
			if (before !== null) add(`word:${before} ${word}`, WEIGHT.word);
			for (const group of groupsOf([...`_${word}_`], GROUP_MIN_CHARS, GROUP_MAX_CHARS))
				add(`in:${group}`, WEIGHT.group);
		}
		before = word;
	}
}

function groupsOf(signs: readonly string[], least: number, most: number): readonly string[] {
	const groups: string[] = [];
	for (let size = least; size <= most; size++)
		for (let at = 0; at + size <= signs.length; at++) groups.push(signs.slice(at, at + size).join(""));
	return groups;
}

function addShape(features: Map<string, number>, reading: Reading): void {
	const { topics, code, amount, isQuestion } = reading;
	const found = TOPICS.filter((topic) => topics.has(topic));
	for (const topic of found) features.set(`topic:${topic}`, WEIGHT.topic);
	if (found.length === 0) features.set("topic:none", WEIGHT.topic);
	if (amount !== null) features.set(amount.isStated ? "amount:stated" : "amount", WEIGHT.amount);
	if (code !== null) {
		features.set("code", WEIGHT.code);
		features.set(`code:${code.cause ?? "none"}`, WEIGHT.cause);
	}
	if (isQuestion) features.set("question", WEIGHT.mark);
	const begins = topics.first === "info" || topics.first === "ask";
	const asks = begins ? "begins" : isQuestion || topics.has("info", "ask") ? "asks" : "says";
	const ours = OURS.filter((topic) => topics.has(topic)).length + (code === null ? 0 : 1) + (amount === null ? 0 : 1);
	features.set(`ours:${Math.min(ours, 2)}`, WEIGHT.shape * WEIGHT.shape);
	features.set(`ours:${Math.min(ours, 2)}:${asks}`, WEIGHT.shape);
	if (begins) features.set("begins", WEIGHT.shape * WEIGHT.shape);
	if (topics.has("foreign") && !topics.has("device")) features.set("elsewhere", WEIGHT.shape);
}
