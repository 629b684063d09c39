/** CORE. What a batch format is. One file beside this one implements it for each source. */

import { isRefusal, type Refusal, refuse, type Text } from "../../text.ts";
import type { BatchFile, Encoding } from "../batch-file.ts";
import { parseCsv, parseHeader, type Table } from "../csv.ts";
import type { Role, Row } from "../row.ts";

export type Format = {
	/** As `--format` takes it. */
	readonly id: string;
	readonly role: Role;
	readonly title: Text;
	/** The text in the encoding this format may be in besides UTF-8. */
	readonly text: (file: BatchFile) => string | Refusal;
	readonly recognise: (file: BatchFile) => Recognition;
	/** All rows, or a refusal of the whole file with line, column and reason. */
	readonly read: (file: BatchFile, options: ReadOptions) => Reading | Refusal;
};

/** What of a format a file has and what it lacks: it is of the format when nothing is lacking. */
export type Recognition = {
	readonly by: "columns" | "elements";
	readonly has: readonly string[];
	readonly lacks: readonly string[];
};

export type ReadOptions = {
	/** What the user says the file is in; refused when the file says otherwise. */
	readonly currency?: string | undefined;
	/** IANA: where times are from that a file gives without a zone; UTC when nobody says. */
	readonly timeZone?: string | undefined;
};

export type Reading = {
	readonly rows: readonly Row[];
	/** What was read otherwise than the file suggests, and a person should know. */
	readonly remarks: readonly Text[];
};

/** A format that is a CSV with a header. */
export type TableFormat = {
	readonly id: string;
	readonly role: Role;
	readonly title: Text;
	/** Commas in UTF-8 when left out. The delimiter belongs to the format: guessed, it shreds decimal commas. */
	readonly delimiter?: string;
	readonly encoding?: Encoding;
	/** Lines above the header that belong to no table. */
	readonly skipLines?: number;
	/** The columns whose presence tells this format from all others; by name, because their order and number change. */
	readonly fingerprint: readonly string[];
	/** Of each of these one column must be there: its name changed over the years, or is a setting of the export. */
	readonly oneOf?: readonly (readonly string[])[];
	/** All rows, or a refusal of the whole file with line, column and reason. `currency` is what the user says it is in. */
	readonly read: (table: Table, currency: string | undefined, timeZone: string | undefined) => readonly Row[] | Refusal;
	/** What a person should know of a table that was read. */
	readonly remarks?: (table: Table) => readonly Text[];
};

/** A header is within this; a file without a line break is none. */
const HEAD_LIMIT_CHARS = 65_536;

/** The format of a table as a format of files. */
export function ofTable(format: TableFormat): Format {
	const { id, role, title, fingerprint, oneOf = [] } = format;
	const shape = { delimiter: format.delimiter ?? ",", skipLines: format.skipLines ?? 0 };
	const textOf = (file: BatchFile): string | Refusal => file.text(format.encoding);
	return {
		id,
		role,
		title,
		text: textOf,
		recognise(file) {
			const text = textOf(file);
			const header = typeof text === "string" ? parseHeader(text.slice(0, HEAD_LIMIT_CHARS), shape) : text;
			const present = new Set(isRefusal(header) ? [] : header);
			const has = fingerprint.filter((column) => present.has(column));
			const lacks = fingerprint.filter((column) => !present.has(column));
			for (const names of oneOf) {
				const there = names.find((name) => present.has(name));
				if (there === undefined) lacks.push(names.join(" / "));
				else has.push(there);
			}
			return { by: "columns", has, lacks };
		},
		read(file, { currency, timeZone }) {
			const text = textOf(file);
			if (typeof text !== "string") return text;
			const table = parseCsv(text, shape);
			if (isRefusal(table)) return table;
			const rows = format.read(table, currency, timeZone);
			return isRefusal(rows) ? rows : { rows, remarks: format.remarks?.(table) ?? [] };
		},
	};
}

/** Refuses a file in which two rows have one name: then no report could say which is meant. */
export function repeatedName(kind: "row" | "payment", name: string, first: number, second: number): Refusal {
	return kind === "row"
		? refuse({
				en: `Lines ${first} and ${second} are both row “${name}”; each row needs an id of its own. Nothing was read.`,
				zh: `第 ${first} 行和第 ${second} 行的编号都是“${name}”；每行需要自己的编号。文件未被读取。`,
				es: `Las líneas ${first} y ${second} son ambas la fila “${name}”; cada fila necesita su propio id. No se leyó nada.`,
			})
		: refuse({
				en: `Lines ${first} and ${second} are both payment “${name}”; each payment may stand in the file once. Nothing was read.`,
				zh: `第 ${first} 行和第 ${second} 行都是付款“${name}”；每笔付款只能出现一次。文件未被读取。`,
				es: `Las líneas ${first} y ${second} son ambas el pago “${name}”; cada pago puede estar una sola vez. No se leyó nada.`,
			});
}
