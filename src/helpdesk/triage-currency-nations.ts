/** CORE. Dollars and pesos of a country that is written beside them. */

/** Whose dollars or pesos, written out: that says more than the shop's own currency does. */
const WRITTEN_OUT: readonly (readonly [currency: string, nations: string, unit: string])[] = [
	["MXN", "mexican(?:os?|as?)?", "pesos?"],
	["COP", "colombian(?:os?)?", "pesos?"],
	["ARS", "argentin(?:os?|e|ian)?", "pesos?"],
	["CLP", "chilean|chilenos?", "pesos?"],
	["UYU", "uruguayan|uruguayos?", "pesos?"],
	["DOP", "dominican(?:os?)?", "pesos?"],
	["PHP", "filipinos?|philippine", "pesos?"],
	["USD", "us|u s|american(?:os?)?|estadounidenses", "dollars?|d[oó]lar(?:es)?"],
	["CAD", "canadian|canadienses?", "dollars?|d[oó]lar(?:es)?"],
	["AUD", "australian(?:os?)?|aussie", "dollars?|d[oó]lar(?:es)?"],
	["HKD", "hong kong|hongkoneses", "dollars?|d[oó]lar(?:es)?"],
	["SGD", "singapore", "dollars?"],
	["NZD", "new zealand|kiwi", "dollars?"],
	["GBP", "british|sterling|esterlinas?", "pounds?|libras?"],
	["CHF", "swiss|suizos?", "francs?|francos?"],
];
const WRITTEN_OUT_AFTER = WRITTEN_OUT.map(
	([currency, nations, unit]) =>
		[new RegExp(`^\\s?(?:(?:${nations}) (?:${unit})|(?:${unit}) (?:${nations}))(?![\\p{L}])`, "iu"), currency] as const,
);

/** The currency that a text begins with when it names its country (“pesos mexicanos”), and how long that is; else null. */
export function nationalCurrency(text: string): { readonly code: string; readonly chars: number } | null {
	for (const [pattern, code] of WRITTEN_OUT_AFTER) {
		const words = pattern.exec(text)?.[0];
		if (words !== undefined) return { code, chars: words.length };
	}
	return null;
}
