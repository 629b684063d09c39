/** CORE. Whether what a model worded may be said: out of articles it was given, in the reader's language, and harmless. Else the article itself is said. */

import { maskCardNumbers } from "../card-data.ts";
import type { Locale } from "../text.ts";
import type { Given, RawWording, Worded } from "./model-ask.ts";
import { isWord, termsOf } from "./terms.ts";

export const WORDED_LIMIT_CHARS = 600;
const WORDED_MIN_CHARS = 10;
/** As many of the answer's words must stand in the articles it cites, or in the question. */
const GROUNDED_SHARE = 0.5;

const LINK = /https?:|www\.|\b[\w-]+\.(?:com|net|org|io|app|me|ly|co|cn|es|mx)\b|\]\(|<[a-z/]/iu;
/** Of Slack and Discord. */
const MENTION = /@(?:everyone|here|channel)|<[@#!]/iu;
const MARKUP = /[*_`#|]{2,}|^#/mu;
const CURRENCY = /\p{Sc}|\b(?:usd|eur|gbp|mxn|cny|dollars?|euros?|pesos?|pounds?)\b|[元块]/giu;
/** “pay 45” is how every article says it. */
const HOW_TO_PAY = /(?:pay|cobrar|收款)\s?45/giu;
/**
 * What may destroy stored payments, or asks for what nobody may ask. An article says it with its “first look”; whether a
 * model kept that cannot be told, so such an answer is never said.
 */
const RISKY =
	/re-?start|re-?boot|\breset|log(?:ging)?[ -]?out|sign(?:ing)?[ -]?out|power[ -]?(?:cycle|off)|unplug|turn(?:ing)? (?:it )?off|switch(?:ing)? (?:it )?off|uninstall|re-?install|clear|delete|\bupdat|upgrad|\bpins?\b|cvv|card number|security code|reinici|restable|resete|cerrar sesi|cierre sesi|apag|desench|desinstal|borr|elimin|actuali|\bnip\b|contrasen|numero de tarjeta|重启|重新启动|恢复出厂|重置|复位|退出登录|注销|关机|断电|拔|清除|删除|卸载|更新|升级|密码|卡号|安全码/iu;
const PROMISE =
	/\b(?:i|we|someone|somebody|support|an agent) (?:will|'ll) (?:call|contact|refund|send|pay)|le (?:llamar|contactar|reembolsar|devolver)emos|(?:会|将)(?:联系您|给您回电|为您退款|退款给)/iu;
const HAN = /\p{Script=Han}/u;

/** Null when it may not be said. `question` is what it answers. */
export function checkedWording(
	raw: RawWording,
	question: string,
	given: readonly Given[],
	locale: Locale,
): Worded | null {
	const cites = [...new Set(raw.cites)];
	const cited = given.filter(({ id }) => cites.includes(id));
	// A citation that was not given was made up, and so may be the rest.
	if (!raw.answers || cites.length === 0 || cited.length !== cites.length) return null;
	const text = cut(raw.answer.trim());
	if (text.length < WORDED_MIN_CHARS || !isHarmless(text) || HAN.test(text) !== (locale === "zh")) return null;
	const source = cited.map(({ title, text: says }) => `${title}\n${says}`).join("\n");
	return hasOnlyNumbersOf(text, source) && isGrounded(text, `${source}\n${question}`, locale) ? { text, cites } : null;
}

/** At the end of a sentence, or it is empty: half a sentence may say the opposite. */
function cut(text: string): string {
	if (text.length <= WORDED_LIMIT_CHARS) return text;
	const kept = text.slice(0, WORDED_LIMIT_CHARS);
	return kept.slice(0, 1 + Math.max(kept.lastIndexOf(". "), kept.lastIndexOf("。"), kept.lastIndexOf("\n"))).trim();
}

function isHarmless(text: string): boolean {
	const patterns = [LINK, MENTION, MARKUP, RISKY, PROMISE];
	// “Reiníciela” is “reinicie” with an accent.
	const bare = text.normalize("NFKD").replace(/\p{M}/gu, "");
	return patterns.every((pattern) => !pattern.test(text) && !pattern.test(bare)) && !maskCardNumbers(text).masked;
}

/** Amounts, hours, codes: none that the articles do not have. */
function hasOnlyNumbersOf(text: string, source: string): boolean {
	const rest = text.replace(HOW_TO_PAY, "").normalize("NFKC");
	const known = new Set(source.normalize("NFKC").match(/\p{N}+/gu) ?? []);
	const signs = new Set((source.match(CURRENCY) ?? []).map((sign) => sign.toLowerCase()));
	return (
		(rest.match(/\p{N}+/gu) ?? []).every((number) => known.has(number)) &&
		(rest.match(CURRENCY) ?? []).every((sign) => signs.has(sign.toLowerCase()))
	);
}

function isGrounded(text: string, source: string, locale: Locale): boolean {
	const wordsOf = (said: string) => new Set(termsOf(said, locale, () => []).filter(isWord));
	const known = wordsOf(source);
	const said = [...wordsOf(text)];
	return said.filter((word) => known.has(word)).length >= GROUNDED_SHARE * said.length;
}
