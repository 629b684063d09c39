/** CORE. Amounts as Stripe counts them, which is not always as ISO 4217 does (docs.stripe.com/currencies, November 2026). */

import { type Refusal, refuse } from "../text.ts";
import { exponentOf, type Money, showMoney } from "./money.ts";

/** Stripe's whole units: ours have the same, but for the ariary, which ISO gives two decimals. */
const WHOLE = codes("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF");
/** Whole units by now, still sent with two decimals. */
const WITH_TWO_ZEROS = codes("ISK UGX");
/** Three decimals, of which the last must be 0. */
const THREE_DECIMALS = codes("BHD JOD KWD OMR TND");
const TWO_DECIMALS = codes(
	"AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CNY COP CRC CVE CZK DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR JMD KES KGS KHR KYD KZT LAK LBP LKR LRD LSL MAD MDL MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD SAR SBD SCR SEK SGD SHP SLE SOS SRD SZL THB TJS TOP TRY TTD TWD TZS UAH USD UYU UZS WST XCD XCG YER ZAR ZMW",
);
/** Eight digits, whatever the currency. */
const AMOUNT_LIMIT = 99_999_999;

function codes(list: string): ReadonlySet<string> {
	return new Set(list.split(" "));
}

/** How many of our minor units one of Stripe's is, as a fraction; null for a currency that Stripe does not take. */
function ratio(currency: string): { readonly ours: number; readonly theirs: number } | null {
	const exponent = exponentOf(currency) ?? 0;
	if (WHOLE.has(currency)) return { ours: 10 ** exponent, theirs: 1 };
	if (WITH_TWO_ZEROS.has(currency)) return { ours: 1, theirs: 100 };
	return TWO_DECIMALS.has(currency) || THREE_DECIMALS.has(currency) ? { ours: 1, theirs: 1 } : null;
}

/** What to ask Stripe for. Refuses currencies it does not take, and amounts it cannot say or that are too much for it. */
export function toStripeMinor(money: Money): number | Refusal {
	const parts = ratio(money.currency);
	const amount = parts === null ? Number.NaN : (money.minor * parts.theirs) / parts.ours;
	const isSaid = Number.isSafeInteger(amount) && (!THREE_DECIMALS.has(money.currency) || amount % 10 === 0);
	if (isSaid && amount > 0 && amount <= AMOUNT_LIMIT) return amount;
	return refuse({
		en: `Card payment over Stripe cannot take ${showMoney(money, "en")}; use another way to pay.`,
		zh: `Stripe 银行卡付款无法收取 ${showMoney(money, "zh")}；请改用其他方式收款。`,
		es: `El pago con tarjeta por Stripe no puede cobrar ${showMoney(money, "es")}; use otra forma de pago.`,
	});
}

/** What Stripe says was paid, or null when no amount of ours is meant. `currency` may be in small letters, as Stripe writes it. */
export function fromStripeMinor(amount: number, currency: string): Money | null {
	const code = currency.toUpperCase();
	const parts = ratio(code);
	const minor = parts === null ? Number.NaN : (amount * parts.ours) / parts.theirs;
	return Number.isSafeInteger(minor) && minor >= 0 ? { minor, currency: code } : null;
}
