/** CORE. What is wrong with a playbook's texts and words; and what a fault is. */

import { LOCALES, type Text } from "../text.ts";
import { type PlaybookSource, phrasesOf } from "./format.ts";
import { fillIn, mentions } from "./slots.ts";
import { isAsking } from "./understand.ts";
import { allVendorTexts, NOTHING_AROUND, type Vendor } from "./vendor.ts";
import { globalWord, plain } from "./words.ts";

/** One fault: where in the file (as zod writes paths), the step it belongs to, and what to do about it. */
export type Fault = {
	readonly path: readonly (string | number)[];
	readonly step: string | null;
	readonly reason: Text;
};

export const fault = (path: Fault["path"], step: string | null, reason: Text): Fault => ({ path, step, reason });

type Path = Fault["path"];
type StepSource = PlaybookSource["steps"][number];

/** Two lines less than a phone screen with its buttons shows. */
const SAY_LIMIT_CHARS = 600;
/** Five buttons are one row in Discord and Slack. */
const CHOICES_LIMIT = 5;
/** Discord shows 34 to 38 characters of a button, Slack cuts at 75. */
const LABEL_LIMIT_CHARS = 40;

/** Every choice can be said, means one thing, and hides no word that holds everywhere. */
function wordFaults(step: StepSource, index: number): readonly Fault[] {
	const owners = new Map<string, string>();
	return step.choices.flatMap((choice, at) => {
		const path = ["steps", index, "choices", at];
		const faults: Fault[] = [];
		for (const locale of LOCALES) {
			if (choice.words[locale].every((word) => plain(word) === "")) {
				faults.push(
					fault([...path, "words", locale], step.id, {
						en: `the choice “${choice.id}” cannot be said in ${locale}; add at least one word for it`,
						zh: `选项“${choice.id}”没有可说的词（${locale}）；请至少加一个`,
						es: `la opción “${choice.id}” no se puede decir en ${locale}; agregue al menos una palabra`,
					}),
				);
			}
		}
		for (const phrase of phrasesOf(choice)) {
			const reason = phraseFault(phrase, choice.id, owners.get(phrase)) ?? askingFault(phrase, choice.id);
			if (reason !== null) faults.push(fault(path, step.id, reason));
			owners.set(phrase, choice.id);
		}
		return faults;
	});
}

function phraseFault(phrase: string, choice: string, owner: string | undefined): Text | null {
	if (owner !== undefined) {
		return {
			en: `“${phrase}” means both “${owner}” and “${choice}”; keep it at one of them`,
			zh: `“${phrase}”同时指“${owner}”和“${choice}”；请只保留一个`,
			es: `“${phrase}” significa a la vez “${owner}” y “${choice}”; déjelo en una sola`,
		};
	}
	const global = globalWord(phrase);
	if (global !== null) {
		return {
			en: `“${phrase}” already means “${global}” anywhere in the chat; use another word for “${choice}”`,
			zh: `“${phrase}”在整个对话中已表示“${global}”；请为“${choice}”换一个词`,
			es: `“${phrase}” ya significa “${global}” en todo el chat; use otra palabra para “${choice}”`,
		};
	}
	if (/^\p{N}+$/u.test(phrase)) {
		return {
			en: `“${phrase}” is a number, and numbers mean the position of a choice; use a word for “${choice}”`,
			zh: `“${phrase}”是数字，数字表示选项的位置；请为“${choice}”用文字`,
			es: `“${phrase}” es un número, y los números son la posición de una opción; use una palabra para “${choice}”`,
		};
	}
	return null;
}

/** “What is it”, “怎么没有”: who asks back has not answered, however well the words fit. */
const askingFault = (phrase: string, choice: string): Text | null =>
	isAsking(phrase)
		? {
				en: `“${phrase}” reads as a question, so nobody could choose “${choice}” with it; use other words`,
				zh: `“${phrase}”会被当成提问，无法用来选择“${choice}”；请换个说法`,
				es: `“${phrase}” se lee como pregunta y nadie podría elegir “${choice}” así; use otras palabras`,
			}
		: null;

/** Faults of texts and words: every choice can be said and means one thing, every text fits a chat, whoever made the terminal. */
export function textFaults(source: PlaybookSource, vendors: readonly Vendor[]): readonly Fault[] {
	const slots = Object.entries(source.slots).map(([slot, type]) => ({ slot, value: LONGEST[type] }));
	const longest = allVendorTexts(vendors);
	const sayFaults = (path: Path, step: string, text: Text): readonly Fault[] => {
		const isFilledIn = LOCALES.some((locale) => mentions(text[locale]).length > 0);
		const forms = isFilledIn ? longest.map((texts) => fillIn(text, slots, texts, NOTHING_AROUND)) : [text];
		return longestOf(forms.map((form) => lengthFaults(path, step, form, SAY_LIMIT_CHARS)));
	};
	return [
		...source.steps.flatMap(wordFaults),
		...lengthFaults(["title"], null, source.title, LABEL_LIMIT_CHARS),
		...source.steps.flatMap((step, index) => [
			...sayFaults(["steps", index, "say"], step.id, step.say),
			...(step.choices.length <= CHOICES_LIMIT
				? []
				: [
						fault(["steps", index, "choices"], step.id, {
							en: `“${step.id}” has ${step.choices.length} choices; at most ${CHOICES_LIMIT} can be taken in at a glance, so split the step`,
							zh: `“${step.id}”有 ${step.choices.length} 个选项；最多 ${CHOICES_LIMIT} 个，请拆分步骤`,
							es: `“${step.id}” tiene ${step.choices.length} opciones; de un vistazo caben ${CHOICES_LIMIT}, así que divida el paso`,
						}),
					]),
			...step.choices.flatMap((choice, at) =>
				lengthFaults(["steps", index, "choices", at, "label"], step.id, choice.label, LABEL_LIMIT_CHARS),
			),
		]),
		...source.ends.flatMap((end, index) => [
			...sayFaults(["ends", index, "say"], end.id, end.say),
			...sayFaults(["ends", index, "because"], end.id, end.because),
		]),
	];
}

/** What a slot may be at its longest. */
const LONGEST: Readonly<Record<PlaybookSource["slots"][string], string>> = {
	choice: "",
	yesno: "",
	count: "10000",
	money: "9,999,999.99 EUR",
	code: "X".repeat(20),
};

/** The worst form is told; the others are the same text. */
const longestOf = (lists: readonly (readonly Fault[])[]): readonly Fault[] =>
	lists.find((faults) => faults.length > 0) ?? [];

function lengthFaults(path: Path, step: string | null, text: Text, limit: number): readonly Fault[] {
	return LOCALES.flatMap((locale) => {
		const length = text[locale].trim().length;
		if (length === 0) {
			return [
				fault([...path, locale], step, {
					en: `this text is empty in ${locale}; write it`,
					zh: `这里缺少 ${locale} 文本；请补上`,
					es: `este texto está vacío en ${locale}; escríbalo`,
				}),
			];
		}
		if (length <= limit) return [];
		return [
			fault([...path, locale], step, {
				en: `this text has ${length} characters; a chat takes ${limit}, so shorten it`,
				zh: `这段文本有 ${length} 个字符，最多 ${limit} 个；请缩短`,
				es: `este texto tiene ${length} caracteres; en un chat caben ${limit}, así que acórtelo`,
			}),
		];
	});
}
