/**
 * A font out of its WOFF wrapping (W3C WOFF 1.0). PDFKit reads WOFF too, but unpacks a table anew for each glyph: a page
 * with Chinese letters took 13 s instead of 0.2 s.
 */

import { inflateSync } from "node:zlib";

const HEADER_BYTES = 44;
const ENTRY_BYTES = 20;
const SFNT_HEADER_BYTES = 12;
const SFNT_ENTRY_BYTES = 16;
const FONT_LIMIT_BYTES = 32 * 1024 * 1024;

/** The font as TrueType. Throws for what is no WOFF. */
export function unwrapWoff(woff: Buffer): Buffer {
	if (woff.toString("latin1", 0, 4) !== "wOFF") throw new Error("this font is no WOFF");
	const tables = woff.readUInt16BE(12);
	const size = woff.readUInt32BE(16);
	if (size > FONT_LIMIT_BYTES) throw new Error("this font is too large");
	const font = Buffer.alloc(size);
	const log = Math.floor(Math.log2(tables));
	woff.copy(font, 0, 4, 8); // its flavour
	font.writeUInt16BE(tables, 4);
	font.writeUInt16BE(16 << log, 6);
	font.writeUInt16BE(log, 8);
	font.writeUInt16BE(16 * tables - (16 << log), 10);
	let at = SFNT_HEADER_BYTES + tables * SFNT_ENTRY_BYTES;
	for (let index = 0; index < tables; index++) {
		const entry = HEADER_BYTES + index * ENTRY_BYTES;
		const offset = woff.readUInt32BE(entry + 4);
		const packed = woff.readUInt32BE(entry + 8);
		const length = woff.readUInt32BE(entry + 12);
		const stored = woff.subarray(offset, offset + packed);
		const table = packed === length ? stored : inflateSync(stored, { maxOutputLength: length });
		const record = SFNT_HEADER_BYTES + index * SFNT_ENTRY_BYTES;
		woff.copy(font, record, entry, entry + 4); // tag
		woff.copy(font, record + 4, entry + 16, entry + 20); // check sum
		font.writeUInt32BE(at, record + 8);
		font.writeUInt32BE(length, record + 12);
		table.copy(font, at);
		at += Math.ceil(length / 4) * 4;
	}
	return font;
}
