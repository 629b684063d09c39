/** Lines of text and codes below one another, centred: what every sheet of the kit is made of. */

import { type Code, codeIn } from "./code.ts";
import type { Weight } from "./font-files.ts";
import { fitLines } from "./lines.ts";
import { points } from "./paper.ts";
import type { Typeface } from "./typeface.ts";

export type Block =
	| {
			readonly kind: "text";
			readonly text: string;
			readonly weight: Weight;
			readonly sizePt: number;
			/** At most so many lines; a longer text gets smaller. */
			readonly limit: number;
	  }
	| { readonly kind: "code"; readonly code: Code; readonly roomMm: number }
	| { readonly kind: "gap"; readonly mm: number };

export const text = (words: string, weight: Weight, sizePt: number, limit = 2): Block => ({
	kind: "text",
	text: words,
	weight,
	sizePt,
	limit,
});
export const gap = (mm: number): Block => ({ kind: "gap", mm });

const LINE_HEIGHT = 1.3;
/** Where letters stand in their line, from its top. */
const BASELINE = 1;
const SMALLEST_PT = 6;

export type Surface = { readonly document: PDFKit.PDFDocument; readonly typeface: Typeface };

/** A stack that knows its height before it is drawn. */
export type Stack = { readonly heightPt: number; draw(leftPt: number, topPt: number): void };

export function stackOf({ document, typeface }: Surface, blocks: readonly Block[], widthPt: number): Stack {
	const parts = blocks.map((block) => partOf(document, typeface, block, widthPt));
	return {
		heightPt: parts.reduce((sum, { heightPt }) => sum + heightPt, 0),
		draw: (leftPt, topPt) => {
			let top = topPt;
			for (const part of parts) {
				part.draw(leftPt, top);
				top += part.heightPt;
			}
		},
	};
}

function partOf(document: PDFKit.PDFDocument, typeface: Typeface, block: Block, widthPt: number): Stack {
	switch (block.kind) {
		case "gap":
			return { heightPt: points(block.mm), draw: () => {} };
		case "code": {
			const code = codeIn(document, block.code, Math.min(block.roomMm, widthPt / points(1)));
			return { heightPt: code.heightPt, draw: (left, top) => code.draw(left + widthPt / 2, top) };
		}
		case "text": {
			const { weight } = block;
			const bounds = { widthPt, limit: block.limit, minPt: SMALLEST_PT };
			const { lines, sizePt } = fitLines(typeface, block.text, block, bounds);
			const stepPt = sizePt * LINE_HEIGHT;
			const draw = (left: number, top: number) => {
				for (const [index, line] of lines.entries()) {
					let x = left + (widthPt - typeface.widthOf(line, { weight, sizePt })) / 2;
					for (const run of typeface.runs(line, weight)) {
						document.font(run.font, sizePt).fillColor("black");
						const y = top + index * stepPt + sizePt * BASELINE;
						document.text(run.text, x, y, { lineBreak: false, baseline: "alphabetic" });
						x += document.widthOfString(run.text);
					}
				}
			};
			return { heightPt: lines.length * stepPt, draw };
		}
	}
}
