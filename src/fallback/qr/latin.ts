/** CORE. Names in the letters bank networks carry: ASCII, without losing or inventing one. */

import { type Refusal, refuse } from "../../text.ts";

/** Letters that Unicode does not take apart into a base letter and a mark, and typographic signs. */
const WRITTEN_AS: ReadonlyMap<string, string> = new Map([
	["ß", "ss"],
	["ẞ", "SS"],
	["æ", "ae"],
	["Æ", "AE"],
	["œ", "oe"],
	["Œ", "OE"],
	["ø", "o"],
	["Ø", "O"],
	["ł", "l"],
	["Ł", "L"],
	["đ", "d"],
	["Đ", "D"],
	["ð", "d"],
	["Ð", "D"],
	["þ", "th"],
	["Þ", "Th"],
	["ħ", "h"],
	["Ħ", "H"],
	["ı", "i"],
	["‘", "'"],
	["’", "'"],
	["“", '"'],
	["”", '"'],
	["–", "-"],
	["—", "-"],
	["·", "-"],
]);

/**
 * The text in printable ASCII: accents dropped, special letters written out (`São` is `Sao`, `Straße` is `Strasse`).
 * Refuses what has no such form, for instance Chinese: a question mark in a name makes a payer distrust the code.
 */
export function toAscii(text: string): string | Refusal {
	let ascii = "";
	for (const symbol of text.normalize("NFKD")) {
		if (/^\p{M}$/u.test(symbol)) continue;
		const written = WRITTEN_AS.get(symbol) ?? symbol;
		if (!/^[ -~]+$/.test(written)) {
			return refuse({
				en: `“${symbol}” cannot be sent in this bank's QR; write “${text}” in Latin letters.`,
				zh: `此银行二维码不支持“${symbol}”；请用拉丁字母（如拼音）填写“${text}”。`,
				es: `“${symbol}” no se puede enviar en el QR de este banco; escriba “${text}” en letras latinas.`,
			});
		}
		ascii += written;
	}
	return ascii;
}

/** The first `limit` characters, whole ones: half of a surrogate pair is no character. No blank is left at the end. */
export const cut = (text: string, limit: number): string => [...text].slice(0, limit).join("").trimEnd();
