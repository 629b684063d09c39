/**
 * A PNG with a transparent ground, laid on white: portals of banks hand out such codes, and a reader that knows no
 * transparency sees black on black. W3C PNG 3rd edition, §7.3 (order of samples), §9 (filters); colour types 4 and 6.
 */

import { inflateSync } from "node:zlib";

type Raster = { readonly data: Uint8ClampedArray<ArrayBuffer>; readonly width: number; readonly height: number };
const HEAD_BYTES = 25;
const OPAQUE = 255;
/** It is unpacked here, byte by byte; whoever hands out a code on glass draws no photo. */
const LIMIT_PIXELS = 4_000_000;

/** Null for a PNG without transparency of its own, an interlaced one, or a broken one. */
export function pngOnWhite(bytes: Uint8Array): Raster | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (bytes.length < 8 + HEAD_BYTES) return null;
	const [width, height, depth, type, interlace] = [
		view.getUint32(16),
		view.getUint32(20),
		view.getUint8(24),
		view.getUint8(25),
		view.getUint8(28),
	];
	if ((type !== 4 && type !== 6) || (depth !== 8 && depth !== 16) || interlace !== 0) return null;
	if (width * height > LIMIT_PIXELS) return null;
	const samples = type === 4 ? 2 : 4;
	const pixelBytes = samples * (depth / 8);
	const rowBytes = width * pixelBytes;
	const packed = pictureData(bytes, view);
	let lines: Uint8Array;
	try {
		lines = inflateSync(packed, { maxOutputLength: height * (rowBytes + 1) });
	} catch {
		return null; // zlib says by an error that these are no such data, or more of them than the head announces
	}
	if (lines.length < height * (rowBytes + 1)) return null;
	const data = new Uint8ClampedArray(width * height * 4);
	let above = new Uint8Array(rowBytes);
	for (let y = 0; y < height; y++) {
		const start = y * (rowBytes + 1);
		const row = lines.subarray(start + 1, start + 1 + rowBytes);
		unfilter(lines[start] ?? 0, row, above, pixelBytes);
		above = new Uint8Array(row);
		for (let x = 0; x < width; x++) {
			const at = x * pixelBytes;
			// The first byte of a sample of two is all that eight bits hold of it.
			const sample = (index: number): number => row[at + index * (depth / 8)] ?? 0;
			const alpha = sample(samples - 1) / OPAQUE;
			for (let colour = 0; colour < 3; colour++) {
				const ink = sample(type === 4 ? 0 : colour);
				data[(y * width + x) * 4 + colour] = ink * alpha + OPAQUE * (1 - alpha);
			}
			data[(y * width + x) * 4 + 3] = OPAQUE;
		}
	}
	return { data, width, height };
}

/** What all IDAT chunks hold, one after the other. */
function pictureData(bytes: Uint8Array, view: DataView): Buffer {
	const parts: Uint8Array[] = [];
	for (let at = 8; at + 8 <= bytes.length; ) {
		const length = view.getUint32(at);
		if (view.getUint32(at + 4) === 0x49444154) parts.push(bytes.subarray(at + 8, at + 8 + length));
		at += length + 12;
	}
	return Buffer.concat(parts);
}

/** Puts a row back as it was; `left` is how many bytes a pixel has. */
function unfilter(filter: number, row: Uint8Array, above: Uint8Array, left: number): void {
	for (let at = 0; at < row.length; at++) {
		const a = row[at - left] ?? 0;
		const b = above[at] ?? 0;
		const c = at < left ? 0 : (above[at - left] ?? 0);
		row[at] = (row[at] ?? 0) + guess(filter, a, b, c);
	}
}

function guess(filter: number, a: number, b: number, c: number): number {
	switch (filter) {
		case 1:
			return a;
		case 2:
			return b;
		case 3:
			return (a + b) >> 1;
		case 4:
			return paeth(a, b, c);
		default:
			return 0;
	}
}

function paeth(a: number, b: number, c: number): number {
	const sum = a + b - c;
	const [fromA, fromB, fromC] = [Math.abs(sum - a), Math.abs(sum - b), Math.abs(sum - c)];
	if (fromA <= fromB && fromA <= fromC) return a;
	return fromB <= fromC ? b : c;
}
