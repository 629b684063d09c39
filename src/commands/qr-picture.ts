/** SHELL. The QR in a photo or a file: zxing with its own wasm file, which is read from disk and never fetched. */

import { readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { epcText } from "../fallback/qr/epc-reader.ts";
import { type Refusal, refuse, type Text } from "../text.ts";

const FILE_LIMIT_BYTES = 20 * 1024 * 1024;
/** Four bytes each once unpacked: a small file may stand for a picture that fills the memory. */
const PICTURE_LIMIT_PIXELS = 50_000_000;
/** More than one is a refusal already. */
const SYMBOLS_LIMIT = 4;

/** The payload of the one QR in a picture, or why there is none. */
export async function readPictureFile(file: string): Promise<{ readonly payload: string } | Refusal> {
	const facts = await stat(file).catch(() => null);
	if (facts === null || !facts.isFile()) return NO_FILE(file);
	if (facts.size > FILE_LIMIT_BYTES) return TOO_LARGE;
	return readPicture(await readFile(file));
}

/** As `readPictureFile`, of the bytes of a PNG, JPEG or WebP. */
export async function readPicture(bytes: Uint8Array): Promise<{ readonly payload: string } | Refusal> {
	const kind = kindOf(bytes);
	if (kind === "heic") return HEIC;
	if (kind === null) return NO_PICTURE;
	const size = pictureSize(bytes);
	if (bytes.length > FILE_LIMIT_BYTES || (size !== null && size > PICTURE_LIMIT_PIXELS)) return TOO_LARGE;
	await prepared();
	const found = await readBarcodes(bytes, {
		formats: ["QRCode"],
		tryHarder: true,
		maxNumberOfSymbols: SYMBOLS_LIMIT,
		returnErrors: true,
	});
	const whole = found.filter(({ isValid }) => isValid);
	const texts = new Set(whole.map(({ bytes: raw, text }) => textOf(raw, text)));
	const [payload] = texts;
	if (texts.size > 1) return SEVERAL;
	if (payload !== undefined && payload !== "") return { payload };
	// Corners were found and their content was not: nearer and steadier helps. Of a broken file there are not even these.
	if (found.some(({ format }) => format === "QRCode")) return BLURRED;
	return found.length > 0 ? DAMAGED : NO_QR;
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

let loading: Promise<unknown> | null = null;

function prepared(): Promise<unknown> {
	loading ??= load();
	return loading;
}

async function load(): Promise<unknown> {
	const file = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
	const wasm = await readFile(file);
	const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer;
	return prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
}

type Kind = "png" | "jpeg" | "webp" | "heic";

function kindOf(bytes: Uint8Array): Kind | null {
	const head = new TextDecoder("iso-8859-1").decode(bytes.subarray(0, 12));
	if (/^.PNG\r\n/s.test(head)) return "png";
	if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "jpeg";
	if (head.startsWith("RIFF") && head.slice(8) === "WEBP") return "webp";
	return head.slice(4, 8) === "ftyp" && /^(?:hei|hev|mif1|msf1|avif)/.test(head.slice(8)) ? "heic" : null;
}

/** Width times height as the head of the file says, or null where it is not found. */
function pictureSize(bytes: Uint8Array): number | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	switch (kindOf(bytes)) {
		case "png":
			return bytes.length < 24 ? null : view.getUint32(16) * view.getUint32(20);
		case "jpeg":
			return jpegSize(view);
		case "webp":
			return webpSize(view);
		default:
			return null;
	}
}

/** The frame header (SOF) stands behind segments that say how long they are. */
function jpegSize(view: DataView): number | null {
	for (let at = 2; at + 9 <= view.byteLength; ) {
		const marker = view.getUint8(at + 1);
		if (view.getUint8(at) !== 0xff) return null;
		const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
		if (isFrame) return view.getUint16(at + 5) * view.getUint16(at + 7);
		at += 2 + view.getUint16(at + 2);
	}
	return null;
}

function webpSize(view: DataView): number | null {
	if (view.byteLength < 30) return null;
	const chunk = String.fromCharCode(...[12, 13, 14, 15].map((at) => view.getUint8(at)));
	const three = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
	if (chunk === "VP8X") return (three(24) + 1) * (three(27) + 1);
	if (chunk === "VP8 ") return (view.getUint16(26, true) & 0x3fff) * (view.getUint16(28, true) & 0x3fff);
	const bits = view.getUint32(21, true);
	return chunk === "VP8L" ? ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1) : null;
}

const asRefusal = (en: string, zh: string, es: string): Refusal => refuse({ en, zh, es } satisfies Text);

const NO_FILE = (file: string): Refusal =>
	asRefusal(
		`There is no file ${file.slice(0, 200)}; check the path.`,
		`没有文件 ${file.slice(0, 200)}；请检查路径。`,
		`No existe el archivo ${file.slice(0, 200)}; revise la ruta.`,
	);
const HEIC = asRefusal(
	"This is a HEIC photo, which cannot be read here; send a screenshot or a JPEG of it.",
	"这是 HEIC 照片，此处无法读取；请发送截图或 JPEG。",
	"Es una foto HEIC, que aquí no se puede leer; envíe una captura de pantalla o un JPEG.",
);
const NO_PICTURE = asRefusal(
	"This is no PNG, JPEG or WebP picture; take a photo of the QR and use that.",
	"这不是 PNG、JPEG 或 WebP 图片；请拍摄二维码并使用该照片。",
	"No es una imagen PNG, JPEG ni WebP; haga una foto del QR y use esa.",
);
const DAMAGED = asRefusal(
	"The picture file is damaged; send the photo again, or take a new one.",
	"图片文件已损坏；请重新发送，或重新拍摄。",
	"El archivo de la imagen está dañado; envíe la foto otra vez o haga una nueva.",
);
const TOO_LARGE = asRefusal(
	`The picture is larger than ${FILE_LIMIT_BYTES / 1024 / 1024} MB or ${PICTURE_LIMIT_PIXELS / 1_000_000} megapixels; use a smaller one.`,
	`图片超过 ${FILE_LIMIT_BYTES / 1024 / 1024} MB 或 ${PICTURE_LIMIT_PIXELS / 1_000_000} 百万像素；请使用较小的图片。`,
	`La imagen supera ${FILE_LIMIT_BYTES / 1024 / 1024} MB o ${PICTURE_LIMIT_PIXELS / 1_000_000} megapíxeles; use una más pequeña.`,
);
const NO_QR = asRefusal(
	"There is no QR code in the picture; take the photo straight from the front, the whole code in it.",
	"图片中没有二维码；请从正面拍摄，并拍全整个二维码。",
	"No hay ningún código QR en la imagen; haga la foto de frente, con el código entero.",
);
const BLURRED = asRefusal(
	"The QR code in the picture cannot be read; take the photo nearer, steady and in good light.",
	"图片中的二维码无法识别；请靠近、拿稳并在光线充足处重新拍摄。",
	"El código QR de la imagen no se puede leer; acérquese, sin moverse y con buena luz.",
);
const SEVERAL = asRefusal(
	"There are several QR codes in the picture; take a photo of one alone.",
	"图片中有多个二维码；请只拍摄其中一个。",
	"Hay varios códigos QR en la imagen; haga una foto de uno solo.",
);
