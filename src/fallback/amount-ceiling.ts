/** CORE. What an amount is worth at most before a shop whose habits are not known yet is asked about it. */

import { exponentOf } from "./money.ts";

/** In major units, each worth about 2,000 EUR (rates of early 2026, rounded: it is a question, not a limit). */
const CEILINGS: readonly (readonly [major: number, codes: string])[] = [
	[50, "CLF"],
	[700, "KWD"],
	[900, "BHD OMR"],
	[1_700, "FKP GBP GIP JOD KYD SHP"],
	[2_000, "CHE CHF CHW EUR"],
	[2_300, "BMD BSD PAB USD USN"],
	[3_000, "BND CAD SGD"],
	[4_000, "AUD AWG AZN BAM NZD XCG"],
	[5_000, "BBD BZD FJD MXV TOP"],
	[7_000, "BYN GEL TND WST XCD"],
	[8_000, "AED ILS PEN PLN QAR SAR TMT"],
	[10_000, "BRL LYD MYR PGK RON"],
	[15_000, "BOB BOV CNY DKK TTD UYI"],
	[20_000, "COU GHS GTQ HKD MAD MOP NOK SBD SEK SVC TJS"],
	[35_000, "BWP ERN LSL MDL MVR MXN NAD SCR SZL ZAR"],
	[50_000, "CUP CZK HNL SLE STN UYW ZMW ZWG"],
	[80_000, "MRU MUR NIO SRD THB TRY TWD UAH UYU"],
	[140_000, "AFN DOP EGP GMD MKD MZN PHP"],
	[200_000, "ALL BTN CVE INR KGS RSD RUB XPF"],
	[300_000, "BDT DZD ETB HTG ISK JMD JPY KES NPR VUV"],
	[450_000, "DJF GYD LRD VED VES YER"],
	[700_000, "AMD HUF KMF LKR PKR"],
	[1_300_000, "CRC KZT SDG SOS XAF XOF"],
	[2_000_000, "AOA CLP KPW"],
	[3_300_000, "ARS IQD KRW MWK NGN RWF"],
	[5_000_000, "BIF CDF MMK TZS"],
	[9_000_000, "COP KHR MGA MNT SSP UGX"],
	[16_000_000, "GNF PYG"],
	[25_000_000, "SYP UZS"],
	[40_000_000, "IDR"],
	[50_000_000, "LAK VND"],
	[100_000_000, "IRR"],
	[200_000_000, "LBP"],
];
const MAJOR: ReadonlyMap<string, number> = new Map(
	CEILINGS.flatMap(([major, codes]) => codes.split(" ").map((code) => [code, major] as const)),
);

/** In minor units of the currency; undefined for a code that is none. */
export function amountCeiling(currency: string): number | undefined {
	const major = MAJOR.get(currency);
	const exponent = exponentOf(currency);
	return major === undefined || exponent === undefined ? undefined : major * 10 ** exponent;
}
