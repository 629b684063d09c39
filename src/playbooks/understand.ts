/** CORE. Which choice of a step a merchant's words mean. A wrong guess may cost stored payments, so doubt is no answer. */

import type { Choice, Step } from "./format.ts";
import { type MoneyWords, readValue, type SlotContent } from "./slots.ts";
import { places, plain, type Span } from "./words.ts";

/** A choice inside a longer text is not looked for: that is a question or a story, and a person's or triage's to read. */
const SENTENCE_LIMIT_CHARS = 80;

const NUMBER =
	/^(?:(?:option|number|answer|choice|opcion|numero|respuesta|la|el|选|选择|第) ?)?([1-9一二三四五])(?: ?(?:个|项))?$/;
const HAN_DIGITS = "一二三四五";
// "Yes?" and "what does stored mean" ask back: they are no answer, however well their words fit.
const QUESTION = /[?？¿]|[吗呢么]\s*[。.!！]*\s*$|^\s*(?:whats?|why|how|which|where|who|when)\b|什么|怎么|如何/iu;
/** Read after `plain`, which takes the accents that people leave out. */
const ASKS_IN_SPANISH = /^(?:que|como|por que|cual|donde|quien|cuando|cuant[oa]s?)\b/;
// "Si" without its accent is "yes" or "if" ("si reinicio, ¿pierdo algo"): before a further word it is no answer.
const IF = /(?<!\p{L})si\s+\p{L}/iu;
// `plain` has taken the apostrophe away: isnt, dont, wont, cant.
const NEGATION =
	/\b(?:not|no|never|cannot|ni|nunca|sin|nada|ningun[oa]?|tampoco|(?:is|are|was|were|do|does|did|has|have|had|ca|wo|would|could|should|ai)nt)\b|[不没未别无]/g;

/** What an answer means at a step: one of its choices, or a typed value for the slot that it fills. */
export type Meant =
	| { readonly choice: Choice; readonly value: null }
	| { readonly choice: null; readonly value: SlotContent };

/**
 * What a text means at a step, or null: a choice by number ("1", "１", "①"), id, label or synonym, whatever the width, case
 * and punctuation; a value that the step fills in; or a choice's words within a short sentence, when only one choice fits and
 * no "not" is left unexplained. Where a number can be typed as a value it is that, and never the place of a choice.
 */
export function understand(step: Step, text: string, money: MoneyWords): Meant | null {
	const said = plain(text);
	if (!takesNumbers(step)) {
		const number = NUMBER.exec(said)?.[1];
		if (number !== undefined) {
			const position = HAN_DIGITS.includes(number) ? HAN_DIGITS.indexOf(number) : Number(number) - 1;
			return chosen(step.choices[position]);
		}
	}
	if (isAsking(text)) return null;
	const exact = step.choices.find((choice) => choice.phrases.includes(said));
	if (exact !== undefined) return chosen(exact);
	const typed = step.fills === null ? null : readValue(step.fills.type, text, money);
	if (typed !== null) return chosen(choiceThatSays(step, typed)) ?? { choice: null, value: typed };
	return said.length > SENTENCE_LIMIT_CHARS || IF.test(text) ? null : chosen(within(step, said));
}

/** Whether a text asks something back. */
export const isAsking = (text: string): boolean => QUESTION.test(text) || ASKS_IN_SPANISH.test(plain(text));

/** Whether a number typed at this step is a value. */
export const takesNumbers = ({ fills }: Pick<Step, "fills">): boolean => fills !== null && fills.type !== "yesno";

const chosen = (choice: Choice | null | undefined): Meant | null => (choice ? { choice, value: null } : null);

/** "0" at a count is the choice "none at all", where one sets it to that. */
const choiceThatSays = ({ choices, fills }: Step, typed: SlotContent): Choice | undefined =>
	choices.find(({ sets }) => sets.some(({ slot, value }) => slot === fills?.slot && value === typed));

function within(step: Step, said: string): Choice | null {
	const found = step.choices.flatMap((choice) =>
		choice.phrases.flatMap((phrase) => places(said, phrase).map((span) => ({ choice, span }))),
	);
	// "不是" contains "是", "it does not" contains "it does": the longer words are what was meant.
	const outer = found.filter(({ span }) => !found.some((other) => covers(other.span, span)));
	const only = outer[0]?.choice;
	if (only === undefined || outer.some(({ choice }) => choice !== only)) return null;
	// "No screen" and "no clue" hold a "no" too: what opens the way to a restart must be the whole answer.
	if (only.clears !== null) return null;
	const negations = [...said.matchAll(NEGATION)];
	const explained = negations.every(({ index, 0: word }) =>
		outer.some(({ span: [start, end] }) => start <= index && index + word.length <= end),
	);
	return explained ? only : null;
}

/** Strictly larger, so that two equal places (the same words at two choices) stay a doubt. */
const covers = ([start, end]: Span, inner: Span): boolean =>
	start <= inner[0] && inner[1] <= end && end - start > inner[1] - inner[0];
