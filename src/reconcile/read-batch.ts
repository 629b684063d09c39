/** CORE. From a file's text to an upload: the format is known by the names in the header, never by guessing. */

import { isRefusal, type Refusal, refuse } from "../text.ts";
import { parseCsv, parseHeader } from "./csv.ts";
import { unknownCurrency } from "./file-currency.ts";
import { type Format, missingColumns } from "./formats/format.ts";
import { square } from "./formats/square.ts";
import { standin } from "./formats/standin.ts";
import type { Upload } from "./row.ts";

/** Every format a batch may come in. A further one is one file and one line here. */
export const FORMATS: readonly Format[] = [standin, square];

export type BatchOptions = {
	/** ISO 4217: what the file is in when it does not say; refused when it says otherwise. */
	readonly currency?: string | undefined;
	/** The id of a format, when the user knows better than the header. */
	readonly format?: string | undefined;
};

/** How well a header fits each format: the columns of its fingerprint that are there and that are not. */
export type Detection = { readonly format: Format; readonly missing: readonly string[] };

/** All formats with what speaks against each, the best first. */
export function detect(header: readonly string[]): readonly Detection[] {
	return FORMATS.map((format) => ({ format, missing: missingColumns(format, header) })).sort(
		(a, b) => a.missing.length / a.format.fingerprint.length - b.missing.length / b.format.fingerprint.length,
	);
}

/** All rows of a batch file, or a refusal of the whole file with line, column and reason. */
export function readBatch(fileName: string, text: string, options: BatchOptions): Upload | Refusal {
	const unknown = unknownCurrency(options.currency);
	if (unknown !== null) return unknown;
	const wanted = FORMATS.filter(({ id }) => options.format === undefined || id === options.format);
	if (wanted.length === 0) return noSuchFormat(options.format ?? "");
	const header = parseHeader(text);
	if (isRefusal(header)) return header;
	const format = wanted.find((candidate) => missingColumns(candidate, header).length === 0);
	if (format === undefined) return notRecognised(header, wanted);
	const table = parseCsv(text);
	if (isRefusal(table)) return table;
	const rows = format.read(table, options.currency);
	return isRefusal(rows) ? rows : { fileName, format: format.id, role: format.role, rows };
}

const noSuchFormat = (asked: string): Refusal =>
	refuse({
		en: `“${asked.slice(0, 24)}” is no known format; known are ${FORMATS.map(({ id }) => id).join(", ")}.`,
		zh: `不认识“${asked.slice(0, 24)}”格式；可用的有 ${FORMATS.map(({ id }) => id).join("、")}。`,
		es: `“${asked.slice(0, 24)}” no es un formato conocido; se conocen ${FORMATS.map(({ id }) => id).join(", ")}.`,
	});

function notRecognised(header: readonly string[], wanted: readonly Format[]): Refusal {
	const nearest = detect(header).find(({ format }) => wanted.includes(format));
	const column = nearest?.missing[0] ?? "";
	const id = nearest?.format.id ?? "";
	return refuse({
		en: `This file is in no known batch format; for ${id} the column “${column}” is missing. Bring the terminal's batch as ${FORMATS.map((format) => format.title.en).join(" or ")}.`,
		zh: `无法识别这个批次文件的格式；按 ${id} 缺少“${column}”列。请提供 ${FORMATS.map((format) => format.title.zh).join("或")}。`,
		es: `Este archivo no tiene ningún formato de lote conocido; para ${id} falta la columna “${column}”. Traiga el lote de la terminal como ${FORMATS.map((format) => format.title.es).join(" o ")}.`,
	});
}
