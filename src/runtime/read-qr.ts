/**
 * SHELL. The QR in a picture: zxing with its own wasm file, which is read from disk and never fetched. It unpacks PNG and
 * JPEG; of WebP it knows nothing, so that such a picture is told from a broken one.
 */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { ReaderOptions, ReadResult } from "zxing-wasm/reader";
import { epcText } from "../fallback/qr/epc-reader.ts";
import { type Refusal, refuse, type Text } from "../text.ts";
import { kindOf, pictureSize } from "./picture-head.ts";
import { pngOnWhite } from "./png-on-white.ts";

export const PICTURE_LIMIT_BYTES = 20 * 1024 * 1024;
/** Up to eight bytes each once unpacked: a small file may stand for a picture that fills the memory. */
const PICTURE_LIMIT_PIXELS = 50_000_000;
const MEGAPIXEL = 1_000_000;
/** More than one is a refusal already. */
const SYMBOLS_LIMIT = 4;

/** `isAbout` a code: one is there and cannot be used, or the picture cannot be looked at; else it shows none. */
export type NoCode = Refusal & { readonly isAbout: "code" | "picture" | "nothing" };

/** The payload of the one QR in a PNG or JPEG, or why there is none. */
export async function readPicture(
	bytes: Uint8Array,
	limitPixels = PICTURE_LIMIT_PIXELS,
): Promise<{ readonly payload: string } | NoCode> {
	const kind = kindOf(bytes);
	if (kind === "heic") return HEIC;
	if (kind === "webp") return WEBP;
	if (kind === null) return NO_PICTURE;
	const size = pictureSize(bytes);
	if (size === null) return DAMAGED;
	if (bytes.length > PICTURE_LIMIT_BYTES || size > limitPixels) return tooLarge(limitPixels);
	const found = await symbolsIn(bytes);
	const whole = found.filter(({ isValid }) => isValid);
	const texts = new Set(whole.map(({ bytes: raw, text }) => textOf(raw, text)));
	const [payload] = texts;
	if (texts.size > 1) return SEVERAL;
	if (payload !== undefined && payload !== "") return { payload };
	// Corners were found and their content was not: nearer and steadier helps. Of a broken file there are not even these.
	if (found.some(({ format }) => format === "QRCode")) return BLURRED;
	return found.length > 0 ? DAMAGED : NO_QR;
}

const OPTIONS: ReaderOptions = {
	formats: ["QRCode"],
	tryHarder: true,
	maxNumberOfSymbols: SYMBOLS_LIMIT,
	returnErrors: true,
};

async function symbolsIn(bytes: Uint8Array): Promise<readonly ReadResult[]> {
	const { readBarcodes } = await prepared();
	const found = await readBarcodes(bytes, OPTIONS);
	if (found.some(({ isValid }) => isValid)) return found;
	const laid = kindOf(bytes) === "png" ? pngOnWhite(bytes) : null;
	return laid === null ? found : readBarcodes({ ...laid, colorSpace: "srgb" }, OPTIONS);
}

/** EPC codes name their character set; other schemes are UTF-8, and what is not stays as the reader guessed it. */
function textOf(bytes: Uint8Array, guessed: string): string {
	const epc = epcText(bytes);
	if (epc !== null) return epc;
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		return guessed; // a TypeError is the only way to ask
	}
}

type Zxing = typeof import("zxing-wasm/reader");
let loading: Promise<Zxing> | null = null;

function prepared(): Promise<Zxing> {
	loading ??= load();
	return loading;
}

async function load(): Promise<Zxing> {
	const zxing = await import("zxing-wasm/reader"); // most runs see no picture, and start sooner without it
	const file = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
	const wasm = await readFile(file);
	const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer;
	await zxing.prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
	return zxing;
}

const none = (isAbout: NoCode["isAbout"], text: Text): NoCode => ({ ...refuse(text), isAbout });

export const HEIC = none("picture", {
	en: "This is a HEIC photo, which cannot be read here; send a screenshot or a JPEG of it.",
	zh: "这是 HEIC 照片，此处无法读取；请发送截图或 JPEG。",
	es: "Es una foto HEIC, que aquí no se puede leer; envíe una captura de pantalla o un JPEG.",
});
const WEBP = none("picture", {
	en: "A QR in a WebP picture cannot be read here; send a screenshot or a JPEG of it.",
	zh: "此处无法读取 WebP 图片中的二维码；请发送截图或 JPEG。",
	es: "Aquí no se puede leer un QR en una imagen WebP; envíe una captura de pantalla o un JPEG.",
});
const NO_PICTURE = none("nothing", {
	en: "This is no PNG or JPEG picture; take a photo of the QR and use that.",
	zh: "这不是 PNG 或 JPEG 图片；请拍摄二维码并使用该照片。",
	es: "No es una imagen PNG ni JPEG; haga una foto del QR y use esa.",
});
const DAMAGED = none("nothing", {
	en: "The picture file is damaged; send the photo again, or take a new one.",
	zh: "图片文件已损坏；请重新发送，或重新拍摄。",
	es: "El archivo de la imagen está dañado; envíe la foto otra vez o haga una nueva.",
});
const tooLarge = (limitPixels: number): NoCode => {
	const bytes = `${PICTURE_LIMIT_BYTES / 1024 / 1024} MB`;
	const pixels = limitPixels / MEGAPIXEL;
	return none("picture", {
		en: `The picture is larger than ${bytes} or ${pixels} megapixels; send a screenshot of the QR.`,
		zh: `图片超过 ${bytes} 或 ${pixels} 百万像素；请发送二维码的截图。`,
		es: `La imagen supera ${bytes} o ${pixels} megapíxeles; envíe una captura de pantalla del QR.`,
	});
};
const NO_QR = none("nothing", {
	en: "There is no QR code in the picture; take the photo straight from the front, the whole code in it.",
	zh: "图片中没有二维码；请从正面拍摄，并拍全整个二维码。",
	es: "No hay ningún código QR en la imagen; haga la foto de frente, con el código entero.",
});
const BLURRED = none("code", {
	en: "The QR code in the picture cannot be read; take the photo nearer, steady and in good light.",
	zh: "图片中的二维码无法识别；请靠近、拿稳并在光线充足处重新拍摄。",
	es: "El código QR de la imagen no se puede leer; acérquese, sin moverse y con buena luz.",
});
const SEVERAL = none("code", {
	en: "There are several QR codes in the picture; take a photo of one alone.",
	zh: "图片中有多个二维码；请只拍摄其中一个。",
	es: "Hay varios códigos QR en la imagen; haga una foto de uno solo.",
});
