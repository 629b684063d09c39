/** CORE. From a file's bytes to an upload: the format is known by what the file begins with, never by guessing. */

import { isRefusal, type Refusal, refuse, type Text } from "../text.ts";
import { type BatchFile, batchFile } from "./batch-file.ts";
import { parseHeader } from "./csv.ts";
import { unknownCurrency } from "./file-currency.ts";
import { camt053, camt054 } from "./formats/camt.ts";
import { type Format, ofTable, type ReadOptions, type Recognition } from "./formats/format.ts";
import { square } from "./formats/square.ts";
import { standin } from "./formats/standin.ts";
import { stripe } from "./formats/stripe.ts";
import { stripeTerminal } from "./formats/stripe-terminal.ts";
import type { Upload } from "./row.ts";

/** Every format a batch may come in. A further one is one file and one line here. */
export const FORMATS: readonly Format[] = [
	ofTable(standin),
	ofTable(square),
	ofTable(stripe),
	ofTable(stripeTerminal),
	camt053,
	camt054,
];

export type BatchOptions = ReadOptions & {
	/** The id of a format, when the user knows better than the file. */
	readonly format?: string | undefined;
	/** Formats of the user's own, tried before the known ones. */
	readonly profiles?: readonly Format[] | undefined;
};

/** An upload as it was read, with what a person should know of the reading. */
export type ReadUpload = Upload & { readonly remarks: readonly Text[] };

export type Detection = Recognition & { readonly format: Format };

/** All formats with what a file has of each and what it lacks, the best first. */
export function detect(file: BatchFile, formats: readonly Format[] = FORMATS): readonly Detection[] {
	const share = ({ has, lacks }: Recognition): number => lacks.length / (has.length + lacks.length);
	return formats
		.map((format) => ({ format, ...format.recognise(file) }))
		.sort((a, b) => share(a) - share(b) || b.has.length - a.has.length);
}

/** All rows of a batch file, or a refusal of the whole file with line, column and reason. */
export function readBatch(fileName: string, bytes: Uint8Array, options: BatchOptions): ReadUpload | Refusal {
	const unknown = unknownCurrency(options.currency);
	if (unknown !== null) return unknown;
	const formats = [...(options.profiles ?? []), ...FORMATS];
	const wanted = formats.filter(({ id }) => options.format === undefined || id === options.format);
	if (wanted.length === 0) return noSuchFormat(options.format ?? "", formats);
	const file = batchFile(fileName, bytes);
	const [nearest] = detect(file, wanted);
	if (nearest === undefined || nearest.lacks.length > 0) return whyNone(file) ?? notRecognised(nearest, formats);
	const { format } = nearest;
	const read = format.read(file, options);
	if (isRefusal(read)) return read;
	return { fileName, format: format.id, role: format.role, rows: read.rows, remarks: read.remarks };
}

/** The text of a batch file, to be kept in UTF-8: of one in another encoding only if a format knows it. */
export function batchText(fileName: string, bytes: Uint8Array): string | Refusal {
	const file = batchFile(fileName, bytes);
	const plain = file.text();
	if (typeof plain === "string") return plain;
	const known = FORMATS.find((format) => format.recognise(file).lacks.length === 0);
	return known === undefined ? plain : known.text(file);
}

/** A file that is in no format because it is empty or no text at all says so. */
export function whyNone(file: BatchFile): Refusal | null {
	const text = file.text();
	if (typeof text !== "string") return text;
	const header = parseHeader(text);
	return isRefusal(header) ? header : null;
}

const noSuchFormat = (asked: string, formats: readonly Format[]): Refusal =>
	refuse({
		en: `“${asked.slice(0, 24)}” is no known format; known are ${formats.map(({ id }) => id).join(", ")}.`,
		zh: `不认识“${asked.slice(0, 24)}”格式；可用的有 ${formats.map(({ id }) => id).join("、")}。`,
		es: `“${asked.slice(0, 24)}” no es un formato conocido; se conocen ${formats.map(({ id }) => id).join(", ")}.`,
	});

const WHAT = {
	columns: { en: "the column", zh: "列", es: "la columna" },
	elements: { en: "the element", zh: "元素", es: "el elemento" },
} as const;

function notRecognised(nearest: Detection | undefined, formats: readonly Format[]): Refusal {
	const missing = nearest?.lacks[0] ?? "";
	const id = nearest?.format.id ?? "";
	const what = WHAT[nearest?.by ?? "columns"];
	const list = formats.map((format) => format.id).join(", ");
	return refuse({
		en: `This file is in no known batch format; for ${id} ${what.en} “${missing}” is missing. Bring the terminal's batch, or a statement, as one of: ${list}.`,
		zh: `无法识别这个批次文件的格式；按 ${id} 缺少“${missing}”${what.zh}。请提供以下格式之一的刷卡机批次或账单：${list}。`,
		es: `Este archivo no tiene ningún formato de lote conocido; para ${id} falta ${what.es} “${missing}”. Traiga el lote de la terminal, o un extracto, en uno de estos: ${list}.`,
	});
}
