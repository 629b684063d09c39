/** Breaking a text into lines: between words, between Chinese characters, and within a word that is wider than the paper. */

import type { Sized, Typeface } from "./typeface.ts";

/** What may stand at the end of a line: a word with the space after it, or a Chinese character with its punctuation. */
const PIECES = /[（“《]?\p{Script=Han}[，。：；？！、）”》]*|[^\s\p{Script=Han}（《]+\s*|\s+|[（《]/gu;
const SHRINK = 0.92;

export type Fitted = { readonly lines: readonly string[]; readonly sizePt: number };

/** The text in at most `limit` lines; smaller when it does not fit, and cut at `minPt`. */
export function fitLines(
	typeface: Typeface,
	text: string,
	sized: Sized,
	{ widthPt, limit, minPt }: { readonly widthPt: number; readonly limit: number; readonly minPt: number },
): Fitted {
	for (let sizePt = sized.sizePt; ; sizePt *= SHRINK) {
		const lines = breakLines(typeface, text, { ...sized, sizePt }, widthPt);
		if (lines.length <= limit) return { lines, sizePt };
		if (sizePt * SHRINK < minPt) return { lines: cut(lines.slice(0, limit)), sizePt };
	}
}

const cut = (lines: readonly string[]): readonly string[] =>
	lines.map((line, index) => (index < lines.length - 1 ? line : `${[...line].slice(0, -1).join("")}…`));

function breakLines(typeface: Typeface, text: string, sized: Sized, widthPt: number): readonly string[] {
	const lines: string[] = [];
	let line = "";
	const isTooWide = (candidate: string) => typeface.widthOf(candidate.trimEnd(), sized) > widthPt;
	for (const piece of text.match(PIECES) ?? []) {
		if (!isTooWide(line + piece)) {
			line += piece;
			continue;
		}
		if (line.trim() !== "") lines.push(line.trim());
		line = "";
		for (const character of piece) {
			if (line !== "" && isTooWide(line + character)) {
				lines.push(line);
				line = "";
			}
			line += character;
		}
	}
	return line.trim() === "" ? lines : [...lines, line.trim()];
}
