/** CORE. Whether a message says that card payments were stored on the terminal, how many, and how much together. */

import { type Money, parsePrice, toMajor } from "../fallback/money.ts";
import { isRefusal, type Text } from "../text.ts";
import { findAmount } from "./triage-amount.ts";

const TEXT_LIMIT_CHARS = 200;
const COUNT_LIMIT = 10_000;

export type StoredWords = {
	readonly count: number;
	/** Together; null when it has to be asked for. */
	readonly sum: Money | null;
	/** Why no amount was taken from it. */
	readonly because: Text | null;
};

const SAYS_STORED: readonly RegExp[] = [
	/\b(?:i|we)(?:'ve| have)? (?:just |already )?(?:stored|saved)\b|^stored\b/i,
	/\b(?:took|taken|charged|ran|sold|put through|keyed)\b.*\b(?:offline|(?:on|in) the (?:terminal|machine|reader))\b/i,
	/(?:离线|脱机)(?:又|已|已经|也)?(?:收|刷|存)了?|(?:存|存储|储存)了|(?:刷卡机|终端|机器)[上里](?:又|已|已经)?(?:存|离线)/,
	/\b(?:guard[eé]|guardamos|guardado)(?!\p{L})/iu,
	/\b(?:cobr[eé]|cobramos|pas[eé]|pasamos|tom[eé]|tomamos|aceptamos)(?!\p{L}).*\b(?:sin conexi[oó]n|offline|fuera de l[ií]nea)/iu,
];
/** A question, or a no: nothing was stored. */
const SAYS_OTHERWISE =
	/[?？¿]|\b(?:not|no|none|nothing|never|cannot|can't|cant|couldn't|didn't|if|should|shall|nada|ningun[oa]?|nunca|si)\b|n't\b|没|未|不|吗|能否|要不要/i;

const WORDS: ReadonlyMap<string, number> = new Map(
	[
		["one a single un uno una 一", 1],
		["two dos 两 二 俩", 2],
		["three tres 三", 3],
		["four cuatro 四", 4],
		["five cinco 五", 5],
		["six seis 六", 6],
		["seven siete 七", 7],
		["eight ocho 八", 8],
		["nine nueve 九", 9],
		["ten diez 十", 10],
	].flatMap(([words, number]) =>
		String(words)
			.split(" ")
			.map((word) => [word, Number(number)] as const),
	),
);
const NUMBER = `\\d{1,5}|${[...WORDS.keys()].filter((word) => word !== "a").join("|")}`;
const COUNTED =
	"(?:(?:more |offline |stored |card )*(?:payments?|cards?|sales?|transactions?|taps?|of\\b)|(?:pagos?|ventas?|tarjetas?|operaciones|cobros?|de\\b)|[笔张])";
/** “3 payments”, “one of”, “3笔”, “tres pagos”. */
const COUNT = new RegExp(`(?<![\\d.,\\p{Script=Latin}])(${NUMBER}) ?${COUNTED}`, "iu");
/** “3 offline, 120 in all”, “3, 120 in all”: without an amount beside it, it is the amount itself. */
const COUNT_BESIDE = new RegExp(
	`(?<![\\d.,\\p{Script=Latin}])(${NUMBER})(?![\\d.]|,\\d)(?: (?:offline|sin conexi[oó]n)| ?(?=[,，;；:：] ?))`,
	"iu",
);
const IN_ALL = /\b(?:in all|in total|total|together|altogether|all in all|en total|juntos|suman?)\b|共|合计|总/i;

/** In the shop's `currency` (ISO 4217); null for a message that says nothing of the kind, or asks. */
export function readStored(text: string, currency: string): StoredWords | null {
	if (text.length > TEXT_LIMIT_CHARS || SAYS_OTHERWISE.test(text) || !SAYS_STORED.some((said) => said.test(text)))
		return null;
	const named = COUNT.exec(text);
	const beside = named === null ? COUNT_BESIDE.exec(text) : null;
	const found = named ?? beside;
	if (found === null) return priced(1, text, currency);
	const count = countOf(found[1] ?? "");
	const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
	const counted = priced(count, rest, currency);
	// “We took 45 offline”: there is no other number, so that one is the money.
	if (beside !== null && counted?.sum == null) return priced(1, text, currency);
	if (counted === null) return count > 0 && count <= COUNT_LIMIT ? { count, sum: null, because: null } : null;
	// “3 of 40”: each, or together?
	const isClear = count === 1 || IN_ALL.test(text);
	return isClear ? counted : { ...counted, sum: null };
}

const countOf = (written: string): number => WORDS.get(written.toLowerCase()) ?? Number(written);

function priced(count: number, text: string, currency: string): StoredWords | null {
	if (count < 1 || count > COUNT_LIMIT) return null;
	const amount = findAmount(text, currency);
	if (amount === null) return null;
	if (isRefusal(amount)) return { count, sum: null, because: amount.refused };
	const sum = parsePrice(toMajor(amount), amount.currency);
	return isRefusal(sum) ? { count, sum: null, because: sum.refused } : { count, sum, because: null };
}
