/** CORE. What a playbook file says, and the compiled form in which a run uses it and the database keeps it. */

import { z } from "zod";
import type { Locale, Text } from "../text.ts";
import type { SlotType, SlotValue } from "./slots.ts";
import { plain } from "./words.ts";

/** What a step may do to a terminal that destroys payments it has stored but not sent. */
const RISKS = ["restart", "reset", "logout", "update", "clear-batch"] as const;
export type Risk = (typeof RISKS)[number];
/** How a run ends: the terminal works; the shop goes on selling without it; a person takes over. */
export type EndKind = "restored" | "selling" | "person";

const WAIT_DEFAULT_MINUTES = 5;
const WAIT_LIMIT_MINUTES = 240;
const AGAIN_LEAST_MINUTES = 5;
const STEPS_LIMIT = 60;
const USES_LIMIT = 10;
const SLOTS_LIMIT = 30;
const WORDS_LIMIT = 60;
const COUNT_LIMIT = 10_000;
const VALUE_LIMIT_CHARS = 40;

const id = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const slotName = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
// Written out per locale, so that a further locale is missing here until every playbook has it.
const text = z.strictObject({ en: z.string(), zh: z.string(), es: z.string() } satisfies Record<Locale, z.ZodString>);
const wordList = z.array(z.string()).max(WORDS_LIMIT);
const value = z.union([z.string().max(VALUE_LIMIT_CHARS), z.int().min(0).max(COUNT_LIMIT)]);

const choiceSource = z.strictObject({
	id,
	label: text,
	words: z.strictObject({ en: wordList, zh: wordList, es: wordList } satisfies Record<Locale, typeof wordList>),
	/** A step, a route, an end, or a used playbook. */
	next: id,
	/** What choosing this says. */
	sets: z.record(slotName, value).optional(),
	/** Answering this says that the terminal holds no unsent payments, so that a risky step may follow. */
	clears: z.literal("stored-payments").optional(),
});
const stepSource = z.strictObject({
	id,
	say: text,
	/** Silence after which the step is asked again, once. */
	wait_minutes: z.int().min(1).max(WAIT_LIMIT_MINUTES).default(WAIT_DEFAULT_MINUTES),
	risk: z.enum(RISKS).optional(),
	/** The slot that a typed value goes into; one of type `choice` takes the id of the choice instead. */
	fills: slotName.optional(),
	/** Where a typed value leads. */
	next: id.optional(),
	choices: z.array(choiceSource),
});
const routeSource = z.strictObject({
	id,
	when: z.strictObject({
		slot: slotName,
		is: z
			.array(z.union([z.string(), z.int()]))
			.min(1)
			.optional(),
		at_least: z.int().min(1).max(COUNT_LIMIT).optional(),
	}),
	next: id,
	otherwise: id,
});
const useSource = z.strictObject({ id, playbook: id, ends: z.record(id, id).default({}) });
const endSource = z.strictObject({
	id,
	kind: z.enum(["restored", "selling", "person"]),
	/** After how long the merchant is asked once whether it works again. */
	again_minutes: z.int().min(AGAIN_LEAST_MINUTES).max(WAIT_LIMIT_MINUTES).optional(),
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
	slots: z
		.record(slotName, z.enum(["choice", "count", "money", "code", "yesno"]))
		.refine((slots) => Object.keys(slots).length <= SLOTS_LIMIT)
		.default({}),
	uses: z.array(useSource).max(USES_LIMIT).default([]),
	first: id,
	steps: z.array(stepSource).min(1).max(STEPS_LIMIT),
	routes: z.array(routeSource).max(STEPS_LIMIT).default([]),
	ends: z.array(endSource).min(1).max(STEPS_LIMIT),
});
export type PlaybookSource = z.infer<typeof playbookSource>;

export type Choice = {
	readonly id: string;
	readonly label: Text;
	/** Everything in words that means this choice, in every language, `plain`. */
	readonly phrases: readonly string[];
	readonly next: string;
	readonly sets: readonly SlotValue[];
	readonly clears: "stored-payments" | null;
};
export type Step = {
	readonly id: string;
	readonly say: Text;
	readonly waitMinutes: number;
	readonly risk: Risk | null;
	/** What may be typed besides the choices, the slot it goes into and where it leads. */
	readonly fills: { readonly slot: string; readonly type: Exclude<SlotType, "choice">; readonly next: string } | null;
	readonly choices: readonly Choice[];
};
/** Asks nothing: leads to `next` when the slot holds one of `is`, or at least `atLeast`, else to `otherwise`. */
export type Route = {
	readonly id: string;
	readonly slot: string;
	readonly is: readonly (string | number)[];
	readonly atLeast: number | null;
	readonly next: string;
	readonly otherwise: string;
};
export type End = {
	readonly id: string;
	readonly kind: EndKind;
	readonly againMinutes: number | null;
	readonly say: Text;
	readonly because: Text;
};

/** Of compiled playbooks: one of another form, kept for a run that began before an update, is as good as gone. */
export const FORM = 2;

/** Compiled: JSON with arrays only, found by search, so that nothing a merchant types is ever a key. */
export type Playbook = {
	readonly form: typeof FORM;
	readonly id: string;
	/** SHA-256 of all the rest, hexadecimal: a run is pinned to it. */
	readonly hash: string;
	readonly title: Text;
	/** A step or a route. */
	readonly first: string;
	readonly slots: readonly { readonly name: string; readonly type: SlotType }[];
	readonly steps: readonly Step[];
	readonly routes: readonly Route[];
	readonly ends: readonly End[];
};

/** Everything that a choice answers to, `plain`: its id, its labels and its words. */
export function phrasesOf(choice: PlaybookSource["steps"][number]["choices"][number]): readonly string[] {
	const written = [choice.label, choice.words].flatMap((texts) => Object.values(texts).flat());
	return [...new Set([choice.id, ...written].map(plain))];
}
