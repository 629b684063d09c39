/**
 * A photo without what a phone writes beside it: place, time, device, and whatever follows the picture. How the picture is
 * turned stays, or it would lie on its side. ITU-T T.81 annex B; the metadata is Exif 2.32, of which one entry is read.
 */

const MARKER = 0xff;
const START = 0xd8;
const END = 0xd9;
const SCAN = 0xda;
const COMMENT = 0xfe;
/** Exif and XMP. */
const APP1 = 0xe1;
/** Colour profiles, and further pictures; the latter lie behind the end. */
const APP2 = 0xe2;
const APP15 = 0xef;
const ORIENTATION = 0x0112;
const EXIF_HEAD = [0x45, 0x78, 0x69, 0x66, 0, 0];

/** Null when it is no whole JPEG. */
export function stripJpeg(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
	if (bytes[0] !== MARKER || bytes[1] !== START) return null;
	const kept: Uint8Array[] = [];
	let turned: number | null = null;
	for (let at = 2; ; ) {
		while (bytes[at] === MARKER && bytes[at + 1] === MARKER) at++; // filler
		const code = bytes[at + 1];
		if (bytes[at] !== MARKER || code === undefined) return null;
		if (code === END) return joined([bytes.subarray(0, 2), exifOf(turned), ...kept, bytes.subarray(at, at + 2)]);
		const end = at + 2 + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0);
		if (end < at + 4 || end > bytes.length) return null;
		if (code === APP1) turned ??= orientationIn(bytes.subarray(at + 4, end));
		const next = code === SCAN ? endOfScan(bytes, end) : end;
		if (!isTold(code, bytes.subarray(at + 4, end))) kept.push(bytes.subarray(at, next));
		at = next;
	}
}

/** Whether a segment tells something beside the picture. JFIF (APP0), colour profiles and Adobe's colours (APP14) do not. */
function isTold(code: number, content: Uint8Array): boolean {
	if (code === COMMENT) return true;
	if (code === APP2) return !startsWith(content, "ICC_PROFILE");
	return code >= APP1 && code <= APP15 && !startsWith(content, "Adobe\0");
}

const startsWith = (bytes: Uint8Array, text: string): boolean =>
	[...text].every((letter, index) => bytes[index] === letter.charCodeAt(0));

/** Behind the data of one scan: up to the next marker that is neither a filled-in byte nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
	for (let at = from; at < bytes.length - 1; at++) {
		const code = bytes[at + 1] ?? 0;
		if (bytes[at] === MARKER && code !== 0 && code !== MARKER && (code < 0xd0 || code > 0xd7)) return at;
	}
	return bytes.length;
}

/** How the picture is turned, 2 to 8; null when it is not, or nothing says so. */
function orientationIn(content: Uint8Array): number | null {
	if (!EXIF_HEAD.every((byte, index) => content[index] === byte)) return null;
	const tiff = new DataView(content.buffer, content.byteOffset + EXIF_HEAD.length, content.length - EXIF_HEAD.length);
	if (tiff.byteLength < 8) return null;
	const isLittle = tiff.getUint16(0) === 0x4949;
	const first = tiff.getUint32(4, isLittle);
	if (first + 2 > tiff.byteLength) return null;
	const count = tiff.getUint16(first, isLittle);
	for (let entry = first + 2; entry < first + 2 + count * 12 && entry + 12 <= tiff.byteLength; entry += 12) {
		if (tiff.getUint16(entry, isLittle) !== ORIENTATION) continue;
		const value = tiff.getUint16(entry + 8, isLittle);
		return value >= 2 && value <= 8 ? value : null;
	}
	return null;
}

/** A segment that says how the picture is turned, and nothing else; empty when it is not. */
function exifOf(turned: number | null): Uint8Array {
	if (turned === null) return new Uint8Array();
	const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turned, 0, 0];
	const tiff = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, ...entry, 0, 0, 0, 0];
	const content = [...EXIF_HEAD, ...tiff];
	return Uint8Array.from([MARKER, APP1, 0, content.length + 2, ...content]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
