/** CORE. A file as it came: bytes, and the text in them. The encoding is never guessed: a guess changes names and amounts in silence. */

import { type Refusal, refuse } from "../text.ts";

/** What a format may say its files are in when they are not UTF-8. `latin-1` is what everybody means by it: windows-1252. */
export const ENCODINGS = ["utf-8", "gb18030", "latin-1"] as const;
export type Encoding = (typeof ENCODINGS)[number];

export type BatchFile = {
	readonly name: string;
	readonly bytes: Uint8Array;
	/** The text by its byte-order mark, else in UTF-8, else in the format's own encoding; refuses what is none of them. */
	readonly text: (own?: Encoding) => string | Refusal;
};

/** Decodes each encoding once, however many formats ask. */
export function batchFile(name: string, bytes: Uint8Array): BatchFile {
	const texts = new Map<Encoding, string | Refusal>();
	return {
		name,
		bytes,
		text(own = "utf-8") {
			const known = texts.get(own);
			if (known !== undefined) return known;
			const text = decode(bytes, own);
			texts.set(own, text);
			return text;
		},
	};
}

function decode(bytes: Uint8Array, own: Encoding): string | Refusal {
	const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : markOf(bytes);
	// The decoder drops the mark itself.
	const sure = strictly(bytes, marked ?? "utf-8");
	if (sure !== null) return sure;
	if (marked !== null || own === "utf-8") return notText(bytes, marked ?? "utf-8");
	return decodeAs(bytes, own) ?? notText(bytes, own);
}

/** Null for bytes that the encoding does not have. */
const decodeAs = (bytes: Uint8Array, encoding: string): string | null =>
	encoding === "latin-1" ? windows1252(bytes) : strictly(bytes, encoding);

const markOf = (bytes: Uint8Array): string | null =>
	bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : bytes[0] === 0xef && bytes[1] === 0xbb ? "utf-8" : null;

function strictly(bytes: Uint8Array, encoding: string): string | null {
	try {
		return new TextDecoder(encoding, { fatal: true }).decode(bytes);
	} catch (error) {
		if (error instanceof TypeError) return null; // the decoder's only way to say so
		throw error;
	}
}

/** The bytes 0x80 to 0x9F. By hand, because Node 20 decodes them as control characters and browsers do not. */
const HIGH = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** Null for a byte that windows-1252 does not have. */
function windows1252(bytes: Uint8Array): string | null {
	if (bytes.some((byte) => byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d))
		return null;
	const text = new TextDecoder("latin1").decode(bytes);
	return text.replace(/[\u0080-\u009f]/g, (control) => HIGH[control.charCodeAt(0) - 0x80] ?? control);
}

const LF = 10;

/** Names the first line that cannot be decoded. */
function notText(bytes: Uint8Array, encoding: string): Refusal {
	let line = 1;
	for (let from = 0; from < bytes.length; line++) {
		const end = bytes.indexOf(LF, from);
		const to = end < 0 ? bytes.length : end + 1;
		if (encoding.startsWith("utf-16") || decodeAs(bytes.subarray(from, to), encoding) === null) break;
		from = to;
	}
	const name = encoding.toUpperCase();
	return refuse({
		en: `Line ${line} is not ${name} text; export the file again as CSV in UTF-8. Nothing was read.`,
		zh: `第 ${line} 行不是 ${name} 文本；请重新导出为 UTF-8 编码的 CSV。文件未被读取。`,
		es: `La línea ${line} no es texto ${name}; exporte el archivo de nuevo como CSV en UTF-8. No se leyó nada.`,
	});
}
