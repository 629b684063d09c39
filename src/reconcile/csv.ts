/** CORE. A strict CSV reader (RFC 4180): a file is read whole or refused whole, and the refusal names line and column. */

import { type Refusal, refuse, type Text } from "../text.ts";

/** Far above any export of one shop; what is larger is not a batch. */
const CSV_ROWS_LIMIT = 5_000_000;
/** Square writes 55 columns, Adyen about 50. */
const CSV_COLUMNS_LIMIT = 200;
const CSV_CELL_LIMIT_CHARS = 32_768;

export type CsvRecord = { readonly line: number; readonly cells: readonly string[] };
/** How a source writes its tables: the delimiter (one character), and how many lines stand above the header. */
export type CsvShape = { readonly delimiter: string; readonly skipLines: number };
const PLAIN: CsvShape = { delimiter: ",", skipLines: 0 };

export type Table = { readonly header: readonly string[]; readonly records: readonly CsvRecord[] };

const QUOTE = 34;
const COMMA = 44;
const CR = 13;
const LF = 10;

/**
 * The table in a CSV text with a header line. LF and CRLF both end a line; a byte-order mark and empty lines at the end
 * are no data. Refuses: an empty text, NUL, a quote that is never closed or stands inside a plain cell, a line with more
 * or fewer cells than the header, two columns of one name, and what exceeds the limits. Takes linear time.
 */
export function parseCsv(text: string, { delimiter, skipLines }: CsvShape = PLAIN): Table | Refusal {
	const body = textBody(text);
	if (typeof body !== "string") return body;
	const separator = delimiter.charCodeAt(0);
	const records: CsvRecord[] = [];
	let header: readonly string[] | null = null;
	let position = afterLines(body, skipLines);
	let line = 1 + skipLines;
	while (position < body.length) {
		const read = readRecord(body, position, line, separator);
		if ("fault" in read) return faultAt(read.line, read.fault);
		const { cells } = read;
		const isEmptyLine = cells.length === 1 && cells[0] === "" && read.end - position <= 2;
		if (isEmptyLine && isBlank(body, read.end)) break;
		if (header === null) {
			const fault = headerFault(cells);
			if (fault !== null) return faultAt(line, fault);
			header = cells.map((name) => name.trim());
		} else if (cells.length !== header.length) {
			return faultAt(line, ragged(cells.length, header.length));
		} else if (records.length === CSV_ROWS_LIMIT) {
			return faultAt(line, TOO_MANY_ROWS);
		} else {
			records.push({ line, cells });
		}
		position = read.end;
		line = read.nextLine;
	}
	return header === null ? refuse(EMPTY) : { header, records };
}

/**
 * The names in the first line, to tell what a file is before its rows are judged: a file of another kind is no damaged
 * one. Refuses what is empty or no text; a first line that is no CSV has no names.
 */
export function parseHeader(text: string, { delimiter, skipLines }: CsvShape = PLAIN): readonly string[] | Refusal {
	const body = textBody(text);
	if (typeof body !== "string") return body;
	const read = readRecord(body, afterLines(body, skipLines), 1 + skipLines, delimiter.charCodeAt(0));
	return "fault" in read ? [] : read.cells.map((name) => name.trim());
}

/** What is wrong with the record at the beginning of `text`, which is that line of a file of so many columns. */
export function recordFault(text: string, line: number, columns: number): Refusal {
	const read = readRecord(text, 0, line);
	const nul = text.slice(0, "fault" in read ? text.length : read.end).indexOf("\0");
	if (nul >= 0) return faultAt(line + lineOf(text, nul) - 1, NOT_TEXT);
	return "fault" in read ? faultAt(read.line, read.fault) : faultAt(line, ragged(read.cells.length, columns));
}

/** The cells of one record that stands alone in `text` and is known to be well formed. */
export function readCells(text: string): readonly string[] {
	if (!text.includes('"')) return text.split(",");
	const read = readRecord(text, 0, 1);
	return "fault" in read ? [] : read.cells;
}

/** Where the line after this many begins. */
function afterLines(text: string, count: number): number {
	let position = 0;
	for (let skipped = 0; skipped < count; skipped++) {
		const end = text.indexOf("\n", position);
		if (end < 0) return text.length;
		position = end + 1;
	}
	return position;
}

function textBody(text: string): string | Refusal {
	const nul = text.indexOf("\0");
	if (nul >= 0) return faultAt(lineOf(text, nul), NOT_TEXT);
	const body = text.startsWith("\uFEFF") ? text.slice(1) : text;
	return body.trim() === "" ? refuse(EMPTY) : body;
}

type Read =
	| { readonly cells: string[]; readonly end: number; readonly nextLine: number }
	| { readonly fault: Text; readonly line: number };

/** One record from `start`: its cells, where the next begins, and that one's line (a quoted cell may span lines). */
function readRecord(text: string, start: number, firstLine: number, separator = COMMA): Read {
	const cells: string[] = [];
	let at = start;
	let line = firstLine;
	for (;;) {
		let cell: string;
		if (text.charCodeAt(at) === QUOTE) {
			const quoted = readQuoted(text, at);
			if (quoted === null) return { fault: UNCLOSED, line };
			cell = quoted.cell;
			for (let i = cell.indexOf("\n"); i >= 0; i = cell.indexOf("\n", i + 1)) line++;
			at = quoted.end;
		} else {
			const from = at;
			for (let code = text.charCodeAt(at); at < text.length; code = text.charCodeAt(++at)) {
				if (code === separator || code === LF || code === CR) break;
				if (code === QUOTE) return { fault: STRAY_QUOTE, line };
			}
			cell = text.slice(from, at);
		}
		if (cell.length > CSV_CELL_LIMIT_CHARS) return { fault: LONG_CELL, line };
		cells.push(cell);
		if (cells.length > CSV_COLUMNS_LIMIT) return { fault: TOO_MANY_COLUMNS, line };
		const code = text.charCodeAt(at);
		if (at >= text.length) return { cells, end: at, nextLine: line + 1 };
		if (code === separator) at++;
		else if (code === LF) return { cells, end: at + 1, nextLine: line + 1 };
		else if (code === CR && text.charCodeAt(at + 1) === LF) return { cells, end: at + 2, nextLine: line + 1 };
		else return { fault: code === CR ? STRAY_RETURN : STRAY_QUOTE, line };
	}
}

/** The quoted cell that opens at `open`, or null when it is never closed. */
function readQuoted(text: string, open: number): { readonly cell: string; readonly end: number } | null {
	let from = open + 1;
	const parts: string[] = [];
	for (;;) {
		const close = text.indexOf('"', from);
		if (close < 0) return null;
		if (text.charCodeAt(close + 1) !== QUOTE) {
			parts.push(text.slice(from, close));
			return { cell: parts.join('"'), end: close + 1 };
		}
		parts.push(text.slice(from, close));
		from = close + 2;
	}
}

function headerFault(names: readonly string[]): Text | null {
	const seen = new Set<string>();
	for (const name of names.map((written) => written.trim())) {
		if (name !== "" && seen.has(name)) {
			return {
				en: `the column “${name.slice(0, 40)}” occurs twice`,
				zh: `列“${name.slice(0, 40)}”出现了两次`,
				es: `la columna “${name.slice(0, 40)}” aparece dos veces`,
			};
		}
		seen.add(name);
	}
	return null;
}

const isBlank = (text: string, from: number): boolean => {
	for (let at = from; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code !== LF && code !== CR) return false;
	}
	return true;
};

const lineOf = (text: string, position: number): number => {
	let line = 1;
	for (let at = text.indexOf("\n"); at >= 0 && at < position; at = text.indexOf("\n", at + 1)) line++;
	return line;
};

const faultAt = (line: number, { en, zh, es }: Text): Refusal =>
	refuse({
		en: `Line ${line}: ${en}. Nothing was read; export the file again.`,
		zh: `第 ${line} 行：${zh}。文件未被读取；请重新导出。`,
		es: `Línea ${line}: ${es}. No se leyó nada; exporte el archivo de nuevo.`,
	});

const ragged = (found: number, expected: number): Text => ({
	en: `it has ${found} cells where the header has ${expected} (a truncated or damaged file)`,
	zh: `有 ${found} 个单元格，而表头有 ${expected} 个（文件不完整或已损坏）`,
	es: `tiene ${found} celdas y el encabezado ${expected} (archivo cortado o dañado)`,
});
const EMPTY = {
	en: "The file is empty; export it again.",
	zh: "文件是空的；请重新导出。",
	es: "El archivo está vacío; expórtelo de nuevo.",
};
const NOT_TEXT = {
	en: "there is a NUL character, so this is no text file",
	zh: "含有 NUL 字符，这不是文本文件",
	es: "hay un carácter NUL, así que no es un archivo de texto",
};
const UNCLOSED = {
	en: "a quoted cell opens here and never closes (a truncated or damaged file)",
	zh: "这里开始的引号没有结束（文件不完整或已损坏）",
	es: "aquí se abre una celda entre comillas que nunca se cierra (archivo cortado o dañado)",
};
const STRAY_QUOTE = {
	en: "a quote stands in the wrong place",
	zh: "引号位置不对",
	es: "hay una comilla en un lugar equivocado",
};
const STRAY_RETURN = {
	en: "a carriage return stands alone",
	zh: "有单独的回车符",
	es: "hay un retorno de carro suelto",
};
const LONG_CELL = {
	en: `a cell is longer than ${CSV_CELL_LIMIT_CHARS} characters`,
	zh: `有单元格超过 ${CSV_CELL_LIMIT_CHARS} 个字符`,
	es: `una celda pasa de ${CSV_CELL_LIMIT_CHARS} caracteres`,
};
const TOO_MANY_COLUMNS = {
	en: `it has more than ${CSV_COLUMNS_LIMIT} columns`,
	zh: `超过 ${CSV_COLUMNS_LIMIT} 列`,
	es: `tiene más de ${CSV_COLUMNS_LIMIT} columnas`,
};
const TOO_MANY_ROWS = {
	en: `the file has more than ${CSV_ROWS_LIMIT} rows; split it by day`,
	zh: `文件超过 ${CSV_ROWS_LIMIT} 行；请按日期拆分`,
	es: `el archivo tiene más de ${CSV_ROWS_LIMIT} filas; divídalo por día`,
};
