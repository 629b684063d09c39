/** CORE. Money is a whole number of minor units with its currency, never a float. */

import { isRefusal, type Locale, type Refusal, refuse } from "../text.ts";

/** `minor` is a safe integer in the currency's smallest unit (cents, yen); `currency` an ISO 4217 code. */
export type Money = { readonly minor: number; readonly currency: string };

/** The most one sale may be: far above any till, far below where integers lose precision. */
export const AMOUNT_LIMIT_MINOR = 999_999_999_999;

// ISO 4217, list one of 2026-01-01. Never from Intl: ICU 78 gives 0 decimals for HUF, IDR and COP, ISO gives 2.
const EXPONENT_GROUPS: readonly (readonly [exponent: number, codes: string])[] = [
	[0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"],
	[3, "BHD IQD JOD KWD LYD OMR TND"],
	[4, "CLF UYW"],
	[
		2,
		"AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG",
	],
];
const EXPONENTS: ReadonlyMap<string, number> = new Map(
	EXPONENT_GROUPS.flatMap(([exponent, codes]) => codes.split(" ").map((code) => [code, exponent] as const)),
);

/** Decimals of a currency by ISO 4217, or undefined for a code that is none. */
export const exponentOf = (currency: string): number | undefined => EXPONENTS.get(currency);

/**
 * Reads an amount as machines write it: digits, at most one dot, a leading minus. `"12.5"` in EUR is 1250.
 * Refuses other currencies, more decimals than the currency has, exponents, separators, and what no till takes.
 */
export function parseMoney(written: string, currency: string): Money | Refusal {
	const exponent = exponentOf(currency);
	if (exponent === undefined) {
		return refuse({
			en: `“${currency.slice(0, 12)}” is not a currency code; use three letters such as EUR.`,
			zh: `“${currency.slice(0, 12)}”不是货币代码；请用三个字母，例如 CNY。`,
			es: `“${currency.slice(0, 12)}” no es un código de moneda; use tres letras, como EUR.`,
		});
	}
	const plain = plainMinor(written, exponent);
	if (plain >= 0) return { minor: plain, currency };
	const parts = /^(-?)(\d{1,15})(?:\.(\d{1,4}))?$/.exec(written);
	const fraction = parts?.[3] ?? "";
	const surplus = fraction.slice(exponent);
	if (parts === null || /[1-9]/.test(surplus)) {
		return refuse({
			en: `“${written.slice(0, 24)}” is not an amount in ${currency}; write it like ${example(exponent)}.`,
			zh: `“${written.slice(0, 24)}”不是 ${currency} 金额；请写成 ${example(exponent)} 这样。`,
			es: `“${written.slice(0, 24)}” no es un importe en ${currency}; escríbalo como ${example(exponent)}.`,
		});
	}
	const digits = Number(`${parts[2]}${fraction.slice(0, exponent).padEnd(exponent, "0")}`);
	if (digits > AMOUNT_LIMIT_MINOR) {
		return refuse({
			en: `${written} ${currency} is more than one sale can be; check the amount.`,
			zh: `${written} ${currency} 超过了单笔上限；请核对金额。`,
			es: `${written} ${currency} es más de lo que puede ser una venta; revise el importe.`,
		});
	}
	return { minor: parts[1] === "-" && digits !== 0 ? -digits : digits, currency };
}

const ZERO = 48;
const DOT = 46;
/** So few digits are within every limit. */
const PLAIN_DIGITS = 11;

/** Digits, and all the currency's decimals behind a dot, as nearly all files write it; −1 for what needs a closer look. */
function plainMinor(written: string, exponent: number): number {
	const point = written.length - exponent - 1;
	if (exponent === 0 || point < 1 || written.length > PLAIN_DIGITS + 1 || written.charCodeAt(point) !== DOT) return -1;
	let minor = 0;
	for (let at = 0; at < written.length; at++) {
		if (at === point) continue;
		const digit = written.charCodeAt(at) - ZERO;
		if (digit < 0 || digit > 9) return -1;
		minor = minor * 10 + digit;
	}
	return minor;
}

/** As `parseMoney`, and more than nothing: what a customer can be asked for. */
export function parsePrice(written: string, currency: string): Money | Refusal {
	const money = parseMoney(written, currency);
	if (isRefusal(money) || money.minor > 0) return money;
	return refuse({
		en: `The amount must be more than zero; write it like ${example(exponentOf(currency) ?? 2)}.`,
		zh: `金额必须大于零；请写成 ${example(exponentOf(currency) ?? 2)} 这样。`,
		es: `El importe debe ser mayor que cero; escríbalo como ${example(exponentOf(currency) ?? 2)}.`,
	});
}

const example = (exponent: number): string => (exponent === 0 ? "45" : `45.${"0".repeat(exponent)}`);

/** The amount in major units with all the currency's decimals and a dot: `"12.50"`, `"-0.05"`, `"45"` for JPY. */
export function toMajor({ minor, currency }: Money): string {
	const exponent = exponentOf(currency) ?? 0;
	const digits = String(Math.abs(minor)).padStart(exponent + 1, "0");
	const whole = digits.slice(0, digits.length - exponent);
	const sign = minor < 0 ? "-" : "";
	return exponent === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-exponent)}`;
}

/** Spanish is written 1,234.50 in Mexico and where dollars are paid, and 1.234,50 where these are (CLDR 48, es-*). */
const COMMA_IN_SPANISH: ReadonlySet<string> = new Set("EUR ARS BOB BRL CLP COP PYG UYU VES".split(" "));

/** For people: `45.00 EUR`, `1,234.50 USD`; the code and not a symbol, because `$` and `¥` are several currencies. */
export function showMoney(money: Money, locale: Locale): string {
	// Grouped as text, never through a float; English and Chinese group alike.
	const isComma = locale === "es" && COMMA_IN_SPANISH.has(money.currency);
	const [group, point] = isComma ? [".", ","] : [",", "."];
	const [whole = "", fraction] = toMajor(money).split(".");
	const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
	const amount = fraction === undefined ? grouped : `${grouped}${point}${fraction}`;
	return locale === "zh" ? `${money.currency} ${amount}` : `${amount} ${money.currency}`;
}
