/** A PDF as a printer sees it: pages of pixels, by another renderer than the one that wrote it. */

import jsqr from "jsqr";
import { getDocument, VerbosityLevel } from "pdfjs-dist/legacy/build/pdf.mjs";

/** Pixels for a point of the page. */
const SCALE = 3;

export type Page = {
	readonly widthPx: number;
	readonly heightPx: number;
	readonly widthMm: number;
	readonly rgba: Uint8ClampedArray;
	/** The text where it stands: left, baseline and size in pixels. */
	readonly texts: readonly {
		readonly text: string;
		readonly left: number;
		readonly base: number;
		readonly width: number;
		readonly size: number;
	}[];
};

/** What of a canvas is used: the DOM is not among the types here. */
type Pixels = { readonly data: Uint8ClampedArray };
type Canvas = {
	getContext(kind: "2d"): { getImageData(x: number, y: number, width: number, height: number): Pixels };
};
type Factory = { create(width: number, height: number): { readonly canvas: Canvas } };

export async function pagesOf(pdf: Uint8Array): Promise<readonly Page[]> {
	const document = await getDocument({ data: Uint8Array.from(pdf), verbosity: VerbosityLevel.ERRORS }).promise;
	const pages: Page[] = [];
	for (let number = 1; number <= document.numPages; number++) {
		const page = await document.getPage(number);
		const viewport = page.getViewport({ scale: SCALE });
		const [widthPx, heightPx] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
		const { canvas } = (document.canvasFactory as Factory).create(widthPx, heightPx);
		await page.render({ canvas: canvas as never, viewport }).promise;
		const { data } = canvas.getContext("2d").getImageData(0, 0, widthPx, heightPx);
		const { items } = await page.getTextContent();
		const texts = items.flatMap((item) => {
			if (!("str" in item) || item.str.trim() === "") return [];
			const [, , , size, x, y] = item.transform as [number, number, number, number, number, number];
			const base = heightPx - y * SCALE;
			return [{ text: item.str, left: x * SCALE, base, width: item.width * SCALE, size: size * SCALE }];
		});
		pages.push({
			widthPx,
			heightPx,
			widthMm: Math.round((viewport.width / SCALE / 72) * 25.4),
			rgba: new Uint8ClampedArray(data),
			texts,
		});
	}
	await document.destroy();
	return pages;
}

export type Read = {
	readonly text: string;
	readonly widthMm: number;
	readonly middlePx: readonly [x: number, y: number];
};

/** What a camera reads of the page, and how wide the code is. */
export function qrOn({ rgba, widthPx, heightPx }: Page): Read | null {
	const found = jsqr.default(rgba, widthPx, heightPx);
	if (found === null) return null;
	const { topLeftCorner, topRightCorner, bottomRightCorner } = found.location;
	return {
		text: found.data,
		widthMm: ((topRightCorner.x - topLeftCorner.x) / SCALE / 72) * 25.4,
		middlePx: [(topLeftCorner.x + bottomRightCorner.x) / 2, (topLeftCorner.y + bottomRightCorner.y) / 2],
	};
}

/** A part of the page. */
export function cropOf(page: Page, left: number, top: number, widthPx: number, heightPx: number): Page {
	const rgba = new Uint8ClampedArray(widthPx * heightPx * 4);
	for (let y = 0; y < heightPx; y++) {
		const from = ((top + y) * page.widthPx + left) * 4;
		rgba.set(page.rgba.subarray(from, from + widthPx * 4), y * widthPx * 4);
	}
	return { ...page, widthPx, heightPx, rgba };
}

/** The dark pixels of a part, as one text: two pictures are the same when these are. */
export function inkOf({ rgba, widthPx }: Page): readonly string[] {
	const rows: string[] = [];
	for (let at = 0; at < rgba.length; at += widthPx * 4) {
		let row = "";
		for (let x = 0; x < widthPx; x++) row += (rgba[at + x * 4] ?? 255) < 128 ? "#" : ".";
		rows.push(row);
	}
	return rows;
}
