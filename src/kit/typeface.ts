/**
 * The letters of the kit: one typeface for every language, of which only what is used goes into the PDF. A letter that it
 * does not have is written in ASCII where that is known, else left out; both are told.
 */

import { toAscii } from "../fallback/qr/latin.ts";
import { isRefusal } from "../text.ts";
import { readFont, readRare, USUAL, type Weight } from "./font-files.ts";

/** A stretch of text that one font can write. */
export type Run = { readonly font: string; readonly text: string };
export type Sized = { readonly weight: Weight; readonly sizePt: number };

export type Typeface = {
	/** The text as its fonts can write it. */
	runs(text: string, weight: Weight): readonly Run[];
	widthOf(text: string, sized: Sized): number;
	/** The characters that no font has, each once. */
	missing(text: string): string;
};

/** The part of PDFKit's font that it does not declare; a test of the pinned version watches it. */
type Opened = { readonly _font: { readonly font: { hasGlyphForCodePoint(point: number): boolean } } };
type Covers = (point: number) => boolean;

/** Opens the fonts in a document, each when it is first needed. */
export function openTypeface(document: PDFKit.PDFDocument): Typeface {
	const rare = readRare();
	const covers = new Map<string, Covers>();
	const open = (part: string, weight: Weight): Covers => {
		const font = `${part} ${weight}`;
		const known = covers.get(font);
		if (known !== undefined) return known;
		document.registerFont(font, readFont(part, weight));
		document.font(font);
		const { font: opened } = (document as unknown as Opened)._font;
		const found: Covers = (point) => opened.hasGlyphForCodePoint(point);
		covers.set(font, found);
		return found;
	};
	const fontFor = (character: string, weight: Weight): string | null => {
		const point = character.codePointAt(0) ?? 0;
		if (open(USUAL, weight)(point)) return `${USUAL} ${weight}`;
		const part = rare(point).find((name) => open(name, weight)(point));
		return part === undefined ? null : `${part} ${weight}`;
	};
	const runs = (text: string, weight: Weight): readonly Run[] =>
		[...printable(text)].reduce<readonly Run[]>((found, character) => {
			const font = fontFor(character, weight);
			return font === null ? append(found, `${USUAL} ${weight}`, plainly(character)) : append(found, font, character);
		}, []);
	return {
		runs,
		widthOf: (text, { weight, sizePt }) =>
			runs(text, weight).reduce((sum, run) => sum + document.font(run.font, sizePt).widthOfString(run.text), 0),
		missing: (text) => [...new Set(printable(text))].filter((character) => fontFor(character, "700") === null).join(""),
	};
}

function append(runs: readonly Run[], font: string, text: string): readonly Run[] {
	const last = runs.at(-1);
	if (text === "") return runs;
	return last?.font === font ? [...runs.slice(0, -1), { font, text: last.text + text }] : [...runs, { font, text }];
}

/** `Ł` is an L to whoever reads it; nothing where no such letter is known. */
function plainly(character: string): string {
	const ascii = toAscii(character);
	return typeof ascii === "object" && isRefusal(ascii) ? "" : ascii;
}

/** Composed letters, and nothing that is not seen: neither a sign of direction nor half a character. */
const printable = (text: string): string =>
	text
		.normalize("NFC")
		.replaceAll(/[\s\p{Zs}]+/gu, " ")
		.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "");
