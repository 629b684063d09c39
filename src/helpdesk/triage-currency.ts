/** CORE. Which currency is written beside a number, and how that currency's countries write numbers. */

import { exponentOf } from "../fallback/money.ts";
import { nationalCurrency } from "./triage-currency-nations.ts";

/** Dollar and peso signs are many currencies: the shop's own if it is one of these. */
const DOLLARS = "USD AUD BBD BSD BZD CAD FJD GYD HKD JMD LRD NAD NZD SGD SRD TTD TWD XCD MXN ARS CLP COP".split(" ");
const PESOS = "MXN ARS CLP COP PHP DOP UYU CUP".split(" ");
const YUAN = "CNY TWD HKD MOP SGD".split(" ");
const POUNDS = "GBP EGP FKP GIP SHP SSP SYP".split(" ");
const KRONER = "SEK NOK DKK ISK".split(" ");
const RUPEES = "INR LKR MUR NPR PKR SCR".split(" ");
const FRANCS = "CHF XAF XOF XPF CDF RWF".split(" ");

type Spelling = { readonly written: string; readonly among: readonly string[]; readonly otherwise: string };
const one = (code: string, ...written: readonly string[]): readonly Spelling[] =>
	written.map((word) => ({ written: word, among: [code], otherwise: code }));
const family = (among: readonly string[], otherwise: string, ...written: readonly string[]): readonly Spelling[] =>
	written.map((word) => ({ written: word, among, otherwise }));

const UNITS: readonly Spelling[] = [
	...one("USD", "us$", "美元", "美金"),
	...one("HKD", "hk$", "港币", "港元"),
	...one("SGD", "s$", "新币", "新元"),
	...one("AUD", "a$", "au$", "澳元"),
	...one("CAD", "c$", "ca$", "加元"),
	...one("TWD", "nt$", "台币", "新台币"),
	...one("NZD", "nz$", "纽币"),
	...one("BRL", "r$", "reais", "real"),
	...one("MXN", "mx$"),
	...one("MOP", "mop$", "澳门元"),
	...family(DOLLARS, "USD", "$", "dollar", "dollars", "bucks", "dólar", "dólares", "dolar", "dolares"),
	...one("EUR", "€", "euro", "euros", "eu", "欧元"),
	...family(POUNDS, "GBP", "£", "pound", "pounds", "quid"),
	...one("GBP", "英镑"),
	...one("JPY", "yen", "日元", "日圆"),
	...one("CNY", "rmb", "yuan", "人民币"),
	...family(YUAN, "CNY", "元", "块", "块钱", "圆", "元钱"),
	...family(PESOS, "MXN", "peso", "pesos"),
	...family(KRONER, "SEK", "kr", "kronor", "kroner"),
	...family(RUPEES, "INR", "rupees", "rs"),
	...family(FRANCS, "CHF", "francs", "franken", "fr"),
	...one("PEN", "sol", "soles", "s/", "s/."),
	...one("USD", "u$s", "u$d", "usd$"),
	...one("DOP", "rd$"),
	...one("ARS", "ar$"),
	...one("CLP", "clp$"),
	...one("COP", "cop$", "col$"),
	...one("PYG", "gs."),
	...one("CAD", "加币"),
	...one("AUD", "澳币"),
	...one("KRW", "韩元"),
	...one("THB", "泰铢"),
	...one("MYR", "马币"),
	...one("CHF", "瑞士法郎"),
	...one("GBP", "libra", "libras", "镑"),
	...one("BOB", "bolivianos"),
	...one("CRC", "colones", "₡"),
	...one("GTQ", "quetzales"),
	...one("HNL", "lempiras"),
	...one("NIO", "córdobas", "cordobas"),
	...one("PYG", "guaraníes", "guaranies", "₲"),
	...one("VES", "bolívares", "bolivares"),
	...one("INR", "₹"),
	...one("THB", "฿", "baht"),
	...one("VND", "₫"),
	...one("KRW", "₩", "won"),
	...one("PHP", "₱"),
	...one("PLN", "zł", "zl"),
	...one("CZK", "kč"),
	...one("MYR", "rm"),
	...one("IDR", "rp"),
	...one("TRY", "₺"),
	...one("ILS", "₪"),
	...one("NGN", "₦"),
	...one("UAH", "₴"),
	...one("KHR", "៛"),
];
const SPELLINGS: ReadonlyMap<string, Spelling> = new Map(UNITS.map((unit) => [unit.written, unit]));

/** Cents, pence, centavos, jiao: `50 cents` is not 50. "5分钟" are minutes, "5分" is money. */
const MINOR_UNIT = /^(?: ?(?:cents?|ct|pence)\b|[cp]\b|¢| ?(?:centavos?|c[eé]ntimos?)\b| ?(?:毛|角|分(?!钟)))/i;

const HAN_UNITS =
	"人民币|新?台币|美元|美金|港币|港元|欧元|英镑|日元|日圆|新币|新元|澳元|澳币|加元|加币|韩元|泰铢|马币|瑞士法郎|澳门元";
const BEFORE = new RegExp(
	`(${HAN_UNITS}|[sS]/\\.?|[gG]s\\.|[uU]\\$[sSdD]|\\p{Script=Latin}{1,10}\\$?|\\p{Sc})\\s?([-−]?)$`,
	"u",
);
const AFTER = new RegExp(
	`^\\s?(块钱|元钱|块|元|圆|${HAN_UNITS}|\\p{Script=Latin}{1,10}\\$?(?![\\p{L}\\d])|\\p{Sc})`,
	"u",
);
const HAN = /\p{Script=Han}/u;

/** What is written of money around one number. */
export type Unit = {
	/** ISO 4217, or null when no currency is written. */
	readonly code: string | null;
	/** Cents or the like: money, but not in major units. */
	readonly isMinor: boolean;
	/** Text before and after the number, without the currency. */
	readonly before: string;
	readonly after: string;
	readonly hasFront: boolean;
};

/**
 * The currency written next to a number: an ISO 4217 code, a sign or a word. A bare `$` is USD and a bare `¥` JPY unless
 * the shop's own currency or Chinese text says otherwise. `before` and `after` come back without it.
 */
export function currencyAt(before: string, after: string, text: string, shop: string | undefined): Unit {
	const nation = nationalCurrency(after);
	if (nation !== null)
		return { code: nation.code, isMinor: false, before, after: after.slice(nation.chars), hasFront: false };
	const behind = AFTER.exec(after);
	const behindCode = codeOf(behind?.[1], text, shop);
	const front = BEFORE.exec(before);
	const frontCode = codeOf(front?.[1], text, shop);
	return {
		// What follows wins: in "$45 CAD" the code is the more exact one.
		code: behindCode ?? frontCode,
		isMinor: MINOR_UNIT.test(after),
		before: frontCode === null || front === null ? before : `${before.slice(0, front.index)}${front[2] ?? ""}`,
		after: behindCode === null || behind === null ? after : after.slice(behind[0].length),
		hasFront: frontCode !== null,
	};
}

function codeOf(written: string | undefined, text: string, shop: string | undefined): string | null {
	if (written === undefined) return null;
	const word = written.toLowerCase();
	if (word === "¥") {
		if (shop === "CNY" || shop === "JPY") return shop;
		return HAN.test(text) ? "CNY" : "JPY";
	}
	// "pay$45": whatever word stands before the sign, the sign counts.
	const spelling = SPELLINGS.get(word) ?? (word.endsWith("$") ? SPELLINGS.get("$") : undefined);
	// Pesos are money of nine countries: without a shop nobody knows of which.
	if (shop === undefined && word.startsWith("peso")) return null;
	if (spelling !== undefined) return shop !== undefined && spelling.among.includes(shop) ? shop : spelling.otherwise;
	const code = written.toUpperCase();
	if (exponentOf(code) === undefined || (ENGLISH_WORDS.has(code) && written !== code)) return null;
	return code;
}
// "all 45", "try 45", "top 5": these codes are English words too, so they count in capitals only.
const ENGLISH_WORDS: ReadonlySet<string> = new Set(
	"ALL BOB COP CUP GEL GIP LAK MAD MOP NAD PAB PEN RON SOS TOP TRY VES".split(" "),
);

/** Countries that write 1,234.50. */
const COMMA_GROUPS = "USD GBP CNY JPY HKD MOP SGD TWD AUD NZD MXN INR THB PHP MYR KRW ILS PKR LKR NGN KES KHR".split(
	" ",
);
/** Countries that write 1.234,50. EUR, CHF, CAD and ZAR have both kinds, so they stand in neither list. */
const DOT_GROUPS = "BRL ARS COP CLP IDR DKK NOK SEK PLN CZK TRY VND HUF RON UAH RUB ISK".split(" ");

/**
 * A written number as `parsePrice` takes it: `1.234,50` gives `1234.50`. Null when it can be read in two ways: `1,234` in
 * euros is a thousand in Dublin and, mistyped, 1.23 in Berlin. Chinese text groups with commas whatever the currency.
 */
export function readingOf(written: string, currency: string, exponent: number, text: string): string | null {
	// "5 100.00" may be five of something at a hundred; only who writes decimals with a comma groups with a space.
	if (written.includes(" ") && !written.includes(",")) return null;
	const digits = written.replace(/[ '’\u00a0\u202f]/g, "");
	const grouped = digits !== written;
	if (grouped && !/^\d{1,3}(?:[ '’\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?$/.test(written)) return null;
	const separators = [...digits.replace(/\d/g, "")];
	const last = separators.at(-1);
	if (last === undefined) return digits;
	const decimals = digits.length - digits.lastIndexOf(last) - 1;
	const group = separators[0] === last ? null : separators[0];
	if (group !== null && group !== undefined) {
		// Both kinds: the last one is the decimal point, and what comes before must be whole groups.
		const whole = group === "," ? /^\d{1,3}(?:,\d{3})+\.\d+$/ : /^\d{1,3}(?:\.\d{3})+,\d+$/;
		return whole.test(digits) ? decimalOf(digits, last) : null;
	}
	if (separators.length > 1) {
		return /^\d{1,3}(?:[.,]\d{3})+$/.test(digits) ? digits.replaceAll(last, "") : null;
	}
	if (decimals !== 3) return decimalOf(digits, last);
	return groupsWith(last, currency, exponent, text) && /^[1-9]\d{0,2}[.,]/.test(digits)
		? digits.replace(last, "")
		: null;
}

const decimalOf = (digits: string, point: string): string =>
	digits.replaceAll(point === "," ? "." : ",", "").replace(point, ".");

function groupsWith(separator: string, currency: string, exponent: number, text: string): boolean {
	if (exponent === 3) return false;
	if (separator === ",") return COMMA_GROUPS.includes(currency) || HAN.test(text);
	// Three digits after a dot cannot be decimals where there are none.
	return DOT_GROUPS.includes(currency) || (exponent === 0 && !HAN.test(text));
}
