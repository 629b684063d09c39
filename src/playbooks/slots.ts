/** CORE. What a run remembers: typed slots, the values people type for them, and the texts that name them. */

import type { Locale, Text } from "../text.ts";
import { plain } from "./words.ts";

/** `choice` holds an id, `yesno` is `yes` or `no`, `code` at most 20 signs; the others are numbers of something. */
export type SlotType = "choice" | "count" | "money" | "code" | "yesno";

/** An amount as `fallback/money` has it; playbooks know no currencies, so whoever hands it in has read it. */
export type MoneyValue = { readonly minor: number; readonly currency: string };
export type SlotContent = string | number | MoneyValue;
export type SlotValue = { readonly slot: string; readonly value: SlotContent };

/** What is known of the terminal from its vendor's file: there in every playbook, declared in none. */
export const FACT_SLOTS = ["vendor", "model", "restart", "offline", "status_page"] as const;

const COUNT_LIMIT = 10_000;
/** More digits in a row than any code has; a card number has 12 or more, and none is kept. */
const CODE_DIGITS_LIMIT = 9;

/** How amounts are read and shown is the shop's. */
export type MoneyWords = {
	readonly readMoney: (text: string) => MoneyValue | null;
	readonly showMoney: (money: MoneyValue, locale: Locale) => string;
};

export const slotValues = (sets: Readonly<Record<string, string | number>>): readonly SlotValue[] =>
	Object.entries(sets).map(([slot, value]) => ({ slot, value }));

/** The value that a whole message is for a slot of this type, or null. `choice` takes no typed value. */
export function readValue(type: SlotType, text: string, { readMoney }: MoneyWords): SlotContent | null {
	switch (type) {
		case "choice":
			return null;
		case "count":
			return readCount(text);
		case "money":
			return readMoney(text);
		case "code":
			return readCode(text);
		case "yesno":
			return readYesNo(text);
	}
}

const NUMBER_WORDS: ReadonlyMap<string, number> = new Map(
	[
		"zero|none|none at all|nothing|cero|ninguno|ninguna|nada|零|〇|没有|一笔也没有",
		"one|un|uno|una|一",
		"two|a couple|dos|二|两",
		"three|tres|三",
		"four|cuatro|四",
		"five|cinco|五",
		"six|seis|六",
		"seven|siete|七",
		"eight|ocho|八",
		"nine|nueve|九",
		"ten|diez|十",
		"eleven|once|十一",
		"twelve|doce|十二",
	].flatMap((words, number) => words.split("|").map((word) => [word, number] as const)),
);
const BEFORE_COUNT =
	/^(?:(?:there (?:are|is)|it (?:shows|says)|shows|says|about|around|roughly|approximately|only|just|hay|son|unos|unas|como|aproximadamente|mas o menos|solo|muestra|dice) |(?:大概|大约|一共|总共|显示|只有|就|有|共|约|是) ?)+/;
const AFTER_COUNT =
	/(?: (?:of them|stored|pending|offline|unsent|payments?|sales?|transactions?|de ellos|pagos?|ventas?|transacciones|guardad[oa]s?|pendientes?|sin enviar)| ?(?:笔|个|条|张|单|未上传|待上传|的|付款|交易))+$/;

/** “3”, “three”, “there are 3 payments”, “大概三笔”: a number from 0 to 10000 and nothing else. */
function readCount(text: string): number | null {
	if (/^\s*[-−–]/.test(text)) return null; // `plain` would take the sign away
	const said = plain(text).replace(BEFORE_COUNT, "").replace(AFTER_COUNT, "");
	const count = /^\d{1,5}$/.test(said) ? Number(said) : (NUMBER_WORDS.get(said) ?? null);
	return count !== null && count <= COUNT_LIMIT ? count : null;
}

const CODE =
	/^(?:(?:THE )?(?:CODE|ERROR|ERR|RC|EL CÓDIGO|EL CODIGO|CÓDIGO|CODIGO)(?: CODE| IS| ES)?[ :#]*|(?:错误代码|错误码|代码|错误)[ :是]*)?([A-Z0-9](?:[A-Z0-9._/-]{0,18}[A-Z0-9])?)$/u;

function readCode(text: string): string | null {
	const said = text
		.normalize("NFKC")
		.toUpperCase()
		.trim()
		.replace(/[.!。！]+$/, "");
	const code = CODE.exec(said)?.[1];
	if (code === undefined || !/\d/.test(code)) return null;
	return code.replace(/\D/g, "").length > CODE_DIGITS_LIMIT ? null : code;
}

const YES: ReadonlySet<string> = new Set(
	"yes|y|yeah|yep|yes it is|yes it does|yes i do|si|claro|si claro|asi es|correcto|是|是的|对|对的|有|有的|嗯|可以".split(
		"|",
	),
);
const NO: ReadonlySet<string> = new Set(
	"no|n|nope|no it isnt|no it does not|no i dont|not yet|todavia no|aun no|para nada|不是|不|没|没有|否|不对|还没|还没有".split(
		"|",
	),
);

function readYesNo(text: string): "yes" | "no" | null {
	const said = plain(text);
	if (/[?？¿]/.test(text)) return null;
	return YES.has(said) ? "yes" : NO.has(said) ? "no" : null;
}

const MENTION = /\{([^{}]*)\}/g;

/** The names in braces of a text, in the order of the text. */
export const mentions = (text: string): readonly string[] => [...text.matchAll(MENTION)].map(([, name = ""]) => name);

/** The text with its names in braces replaced; what is not known is a dash, which lint keeps from happening. */
export function fillIn(
	text: Text,
	slots: readonly SlotValue[],
	vendorTexts: ReadonlyMap<string, Text>,
	{ showMoney }: MoneyWords,
): Text {
	const filled = (locale: Locale): string =>
		text[locale].replace(MENTION, (_all, name: string) => {
			const content = slots.findLast(({ slot }) => slot === name)?.value;
			if (content !== undefined) return showContent(content, locale, showMoney);
			return vendorTexts.get(name)?.[locale] ?? "–";
		});
	return { en: filled("en"), zh: filled("zh"), es: filled("es") };
}

const showContent = (content: SlotContent, locale: Locale, showMoney: MoneyWords["showMoney"]): string =>
	typeof content === "object" ? showMoney(content, locale) : String(content);

const YES_TEXT: Text = { en: "Yes", zh: "是", es: "Sí" };
const NO_TEXT: Text = { en: "No", zh: "否", es: "No" };

/** A typed value for people. */
export function valueText(content: SlotContent, { showMoney }: MoneyWords): Text {
	if (content === "yes") return YES_TEXT;
	if (content === "no") return NO_TEXT;
	const shown = (locale: Locale): string => showContent(content, locale, showMoney);
	return { en: shown("en"), zh: shown("zh"), es: shown("es") };
}
