/** CORE. What a playbook file says, and the compiled form in which a run uses it and the database keeps it. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { z } from "zod";
import { LOCALES, type Locale, type Text } from "../text.ts";
import { plain } from "./words.ts";

/** What a step may do to a terminal that destroys payments it has stored but not sent. */
const RISKS = ["restart", "reset", "logout", "update", "clear-batch"] as const;
/** How a run ends: the terminal works; the shop goes on selling without it; a person takes over. */
export type EndKind = "restored" | "selling" | "person";

const WAIT_DEFAULT_MINUTES = 5;
const WAIT_LIMIT_MINUTES = 240;
const STEPS_LIMIT = 60;
const WORDS_LIMIT = 60;

const id = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
// Written out per locale, so that a further locale is missing here until every playbook has it.
const text = z.strictObject({ en: z.string(), zh: z.string(), es: z.string() } satisfies Record<Locale, z.ZodString>);
const wordList = z.array(z.string()).max(WORDS_LIMIT);

const choiceSource = z.strictObject({
	id,
	label: text,
	words: z.strictObject({ en: wordList, zh: wordList, es: wordList } satisfies Record<Locale, typeof wordList>),
	/** A step or an end. */
	next: id,
	/** Answering this says that the terminal holds no unsent payments, so that a risky step may follow. */
	clears: z.literal("stored-payments").optional(),
});
const stepSource = z.strictObject({
	id,
	say: text,
	/** Silence after which the step is asked again, once. */
	wait_minutes: z.int().min(1).max(WAIT_LIMIT_MINUTES).default(WAIT_DEFAULT_MINUTES),
	risk: z.enum(RISKS).optional(),
	choices: z.array(choiceSource),
});
const endSource = z.strictObject({
	id,
	kind: z.enum(["restored", "selling", "person"]),
	/** Last words to the merchant. */
	say: text,
	/** What the support agent reads on the card, and the shop's own report. */
	because: text,
});

/** A playbook file: the schema that its YAML must meet before `lint` looks at what it means. */
export const playbookSource = z.strictObject({
	id,
	title: text,
	reviewed: z.iso.date(),
	sources: z.array(z.string().min(1)).min(1),
	first: id,
	steps: z.array(stepSource).min(1).max(STEPS_LIMIT),
	ends: z.array(endSource).min(1).max(STEPS_LIMIT),
});
export type PlaybookSource = z.infer<typeof playbookSource>;

export type Choice = {
	readonly id: string;
	readonly label: Text;
	/** Everything in words that means this choice, in every language, `plain`. */
	readonly phrases: readonly string[];
	readonly next: string;
	readonly clears: "stored-payments" | null;
};
export type Step = {
	readonly id: string;
	readonly say: Text;
	readonly waitMinutes: number;
	readonly choices: readonly Choice[];
};
type End = { readonly id: string; readonly kind: EndKind; readonly say: Text; readonly because: Text };

/** Compiled: JSON with arrays only, found by search, so that nothing a merchant types is ever a key. */
export type Playbook = {
	readonly id: string;
	/** SHA-256 of all the rest, hexadecimal: a run is pinned to it. */
	readonly hash: string;
	readonly title: Text;
	readonly first: string;
	readonly steps: readonly Step[];
	readonly ends: readonly End[];
};

/** Everything that a choice answers to, `plain`: its id, its labels and its words. */
export function phrasesOf(choice: PlaybookSource["steps"][number]["choices"][number]): readonly string[] {
	const written = LOCALES.flatMap((locale) => [choice.label[locale], ...choice.words[locale]]);
	return [...new Set([choice.id, ...written].map(plain))];
}

/** The compiled playbook of a source without faults. The same content gives the same hash, whatever the file's layout. */
export function compile(source: PlaybookSource): Playbook {
	const content = {
		id: source.id,
		title: source.title,
		first: source.first,
		steps: source.steps.map((step) => ({
			id: step.id,
			say: step.say,
			waitMinutes: step.wait_minutes,
			choices: step.choices.map((choice) => ({
				id: choice.id,
				label: choice.label,
				phrases: phrasesOf(choice),
				next: choice.next,
				clears: choice.clears ?? null,
			})),
		})),
		ends: source.ends,
	};
	// zod gives an object's fields in the schema's order, so this JSON is canonical.
	return { ...content, hash: bytesToHex(sha256(utf8ToBytes(JSON.stringify(content)))) };
}
