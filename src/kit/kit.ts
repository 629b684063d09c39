/** The kit of a store as a PDF: stickers for the terminals, a counter card with the shop's own QR, a notice for the door. */

import PDFDocument from "pdfkit";
import type { Paper } from "../helpdesk/paper.ts";
import type { Locale, Text } from "../text.ts";
import { A4, points, ROLLS, type Roll } from "./paper.ts";
import { counterCard, doorNotice, type KitShop, linkCard, stickers } from "./sheets.ts";
import { type Block, type Stack, type Surface, stackOf } from "./stack.ts";
import { changingAddress, leftOut, onlySome } from "./texts.ts";
import { openTypeface, type Typeface } from "./typeface.ts";

const TERMINALS_LIMIT = 60;
const COLUMNS = 2;
const ROWS = 3;
const ROLL_MARGIN_MM = 5;
const CUT_GREY = "#999999";

export type KitOptions = {
	readonly paper: Paper;
	readonly locale: Locale;
	/** Where stickers lead. */
	readonly publicUrl: string;
	readonly nowMs: number;
};

/** `notes` say what whoever prints it must know. */
export type Kit = { readonly pdf: Uint8Array<ArrayBuffer>; readonly notes: readonly Text[] };

export async function makeKit(all: KitShop, { paper, locale, publicUrl, nowMs }: KitOptions): Promise<Kit> {
	const shop = { ...all, terminals: all.terminals.slice(0, TERMINALS_LIMIT) };
	const document = new PDFDocument({
		autoFirstPage: false,
		margin: 0,
		lang: locale,
		displayTitle: true,
		info: { Title: shop.storeName, Creator: "Standin", CreationDate: new Date(nowMs) },
	});
	const bytes = bytesOf(document);
	const surface = { document, typeface: openTypeface(document) };
	if (paper === "a4") drawPages(surface, shop, publicUrl, locale);
	else drawRolls(surface, shop, publicUrl, locale, ROLLS[paper]);
	document.end();
	return {
		pdf: await bytes,
		notes: [
			...namesOf(shop).flatMap((name) => notePrintable(surface.typeface, name)),
			...(all.terminals.length > TERMINALS_LIMIT ? [onlySome(TERMINALS_LIMIT, all.terminals.length)] : []),
			...(isNumbered(publicUrl) ? [changingAddress(publicUrl)] : []),
		],
	};
}

function bytesOf(document: PDFKit.PDFDocument): Promise<Uint8Array<ArrayBuffer>> {
	return new Promise((resolve, reject) => {
		const chunks: Uint8Array[] = [];
		document.on("data", (chunk: Uint8Array) => chunks.push(chunk));
		document.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
		document.on("error", reject);
	});
}

/** Stickers to cut out, six to a page; then a page each. */
function drawPages(surface: Surface, shop: KitShop, publicUrl: string, locale: Locale): void {
	const { document } = surface;
	const cellWidth = points((A4.widthMm - 2 * A4.marginMm) / COLUMNS);
	const cellHeight = points((A4.heightMm - 2 * A4.marginMm) / ROWS);
	const padding = points(4);
	for (const [index, blocks] of stickers(shop, publicUrl, locale, { scale: 1, codeMm: 48 }).entries()) {
		const place = index % (COLUMNS * ROWS);
		if (place === 0) document.addPage({ size: "A4", margin: 0 });
		const left = points(A4.marginMm) + (place % COLUMNS) * cellWidth;
		const top = points(A4.marginMm) + Math.floor(place / COLUMNS) * cellHeight;
		document.rect(left, top, cellWidth, cellHeight).lineWidth(0.5).dash(3, { space: 3 }).stroke(CUT_GREY).undash();
		const stack = stackOf(surface, blocks, cellWidth - 2 * padding);
		stack.draw(left + padding, top + (cellHeight - stack.heightPt) / 2);
	}
	const card = counterCard(shop, locale, { scale: 2.2, codeMm: 120 });
	if (card !== null) drawPage(surface, card);
	const link = linkCard(shop, locale, { scale: 2.2, codeMm: 120 });
	if (link !== null) drawPage(surface, link);
	drawPage(surface, doorNotice(shop, locale, { scale: 3, codeMm: 0 }));
}

function drawPage(surface: Surface, blocks: readonly Block[]): void {
	surface.document.addPage({ size: "A4", margin: 0 });
	const margin = points(A4.marginMm);
	const stack = stackOf(surface, blocks, points(A4.widthMm) - 2 * margin);
	stack.draw(margin, Math.max(margin, (points(A4.heightMm) - stack.heightPt) / 2));
}

/** Each sheet is as long as it must be. */
function drawRolls(surface: Surface, shop: KitShop, publicUrl: string, locale: Locale, roll: Roll): void {
	const size = { scale: roll.printableMm / 72, codeMm: roll.printableMm };
	const card = counterCard(shop, locale, size);
	const link = linkCard(shop, locale, size);
	const all = [
		...stickers(shop, publicUrl, locale, size),
		...(card === null ? [] : [card]),
		...(link === null ? [] : [link]),
		doorNotice(shop, locale, size),
	];
	const margin = points(ROLL_MARGIN_MM);
	for (const blocks of all) {
		const stack: Stack = stackOf(surface, blocks, points(roll.printableMm));
		surface.document.addPage({ size: [points(roll.widthMm), stack.heightPt + 2 * margin], margin: 0 });
		stack.draw(points((roll.widthMm - roll.printableMm) / 2), margin);
	}
}

const namesOf = ({ storeName, terminals, ownCode }: KitShop): readonly string[] => [
	storeName,
	...terminals.map(({ tid }) => tid),
	...(ownCode?.lines.map(({ en }) => en) ?? []),
];

function notePrintable(typeface: Typeface, name: string): readonly Text[] {
	const missing = typeface.missing(name);
	return missing === "" ? [] : [leftOut(name, [...missing].join(" "))];
}

/** An address of numbers is a machine's in its network, and another tomorrow. */
function isNumbered(publicUrl: string): boolean {
	const { hostname } = new URL(publicUrl);
	return hostname.startsWith("[") || /^[\d.]+$/.test(hostname) || hostname === "localhost";
}
