/** A QR as squares: sharp on any printer, with the white around it that a camera needs. */

import QRCode from "qrcode";
import { isSwissBill, SWISS_CROSS, SWISS_QUIET_MM, SWISS_SIDE_MM } from "../fallback/qr/swiss-cross.ts";
import { points } from "./paper.ts";

const QUIET_MODULES = 4;
/** Of a thermal printer with 203 dots an inch; a module of whole dots is printed as it is meant. */
const DOT_MM = 0.125;
/** Below this a phone at arm's length does not read it. */
const WIDTH_MIN_MM = 25;

/** A sticker gets dirty and worn; a bank's scheme says M. */
export type Level = "M" | "Q";
export type Code = { readonly payload: string; readonly level: Level };

/** A code that knows its size. `draw` centres it on a line. */
export type DrawnCode = { readonly heightPt: number; draw(centrePt: number, topPt: number): void };

/** With its quiet zone within a square of `roomMm`; a Swiss QR-bill's has the size that its standard says, whatever the room. */
export function codeIn(document: PDFKit.PDFDocument, { payload, level }: Code, roomMm: number): DrawnCode {
	const { modules } = QRCode.create(payload, { errorCorrectionLevel: level });
	const { size } = modules;
	const isSwiss = isSwissBill(payload);
	const side = points(isSwiss ? SWISS_SIDE_MM / size : moduleOf(size, roomMm));
	const quiet = isSwiss ? points(SWISS_QUIET_MM) : side * QUIET_MODULES;
	const whole = side * size + 2 * quiet;
	const draw = (centrePt: number, topPt: number) => {
		const left = centrePt - whole / 2;
		const at = (place: number) => quiet + place * side;
		for (let row = 0; row < size; row++) {
			for (let column = 0; column < size; column++) {
				const start = column;
				while (column < size && modules.get(row, column) === 1) column++;
				// One rectangle for a row of dark modules: between two of them a viewer may show a hairline.
				if (column > start) document.rect(left + at(start), topPt + at(row), (column - start) * side, side);
			}
		}
		document.fill("black");
		if (isSwiss) drawCross(document, left + quiet, topPt + quiet);
	};
	return { heightPt: whole, draw };
}

function drawCross(document: PDFKit.PDFDocument, leftPt: number, topPt: number): void {
	for (const { leftMm, topMm, widthMm, heightMm, isDark } of SWISS_CROSS)
		document
			.rect(leftPt + points(leftMm), topPt + points(topMm), points(widthMm), points(heightMm))
			.fill(isDark ? "black" : "white");
	document.fillColor("black"); // what is written below it
}

/** Whole dots where they fit, unless that makes it too small. */
function moduleOf(size: number, roomMm: number): number {
	const exact = roomMm / (size + 2 * QUIET_MODULES);
	const dots = Math.floor(exact / DOT_MM) * DOT_MM;
	return dots * size >= WIDTH_MIN_MM ? dots : exact;
}
