/** CORE. Reads the cells of one record by column name, and remembers the first fault with its line and column. */

import { maskCardNumbers } from "../card-data.ts";
import { parseMoney } from "../fallback/money.ts";
import { isRefusal, type Refusal, refuse, type Text } from "../text.ts";
import { parseIsoInstant } from "./clock-time.ts";
import type { CsvRecord, Table } from "./csv.ts";
import type { Instant } from "./row.ts";

/**
 * Every reader gives a value of its type; after a fault that value means nothing and `fault()` says why.
 * So a format reads all its columns in a row and asks once.
 */
export type Cells = {
	/** The trimmed cell, or null when it is empty or the file has no such column. */
	readonly text: (column: string) => string | null;
	/** As `text`, and never empty. */
	readonly required: (column: string) => string;
	/** Free text with card numbers masked (PCI DSS 3.4: a full number is never kept). */
	readonly note: (column: string) => string;
	/** An identifier; refuses what a spreadsheet has rewritten (4.2E+27): the digits are lost. */
	readonly id: (column: string) => string | null;
	readonly choice: <T extends string>(column: string, choices: readonly T[]) => T;
	/** Minor units; an empty cell is 0 when `emptyIsZero`. */
	readonly money: (column: string, currency: string, emptyIsZero: boolean) => number;
	readonly instant: (column: string) => Instant | null;
	/** The last four digits; of a longer number nothing else is kept or repeated. */
	readonly last4: (column: string) => string | null;
	readonly fail: (column: string, reason: Text) => void;
	readonly fault: () => Refusal | null;
};

/**
 * Reads the records of a table, one after the other: what it gives for one is only good until it is asked for the next,
 * since a million records would otherwise cost a million sets of readers.
 */
export function cellReader({ header }: Pick<Table, "header">): (record: CsvRecord) => Cells {
	const columns = new Map(header.map((name, index) => [name, index]));
	let current: CsvRecord = { line: 1, cells: [] };
	let first: Refusal | null = null;
	const fail = (column: string, reason: Text): void => {
		first ??= refuse({
			en: `Line ${current.line}, column “${column}”: ${reason.en} Nothing was read.`,
			zh: `第 ${current.line} 行，“${column}”列：${reason.zh}文件未被读取。`,
			es: `Línea ${current.line}, columna “${column}”: ${reason.es} No se leyó nada.`,
		});
	};
	const text = (column: string): string | null => {
		const index = columns.get(column);
		const cell = index === undefined ? "" : (current.cells[index] ?? "").trim();
		return cell === "" ? null : cell;
	};
	const required = (column: string): string => {
		const cell = text(column);
		if (cell === null) fail(column, { en: "it must not be empty.", zh: "不能为空。", es: "no puede estar vacía." });
		return cell ?? "";
	};
	const cells: Cells = {
		text,
		required,
		fail,
		fault: () => first,
		note: (column) => maskCardNumbers(text(column) ?? "").text,
		id(column) {
			const cell = text(column);
			if (cell !== null && isRewritten(cell)) fail(column, REWRITTEN_ID);
			return cell;
		},
		choice(column, choices) {
			const cell = required(column);
			const known = choices.find((choice) => choice === cell);
			if (known === undefined && cell !== "") fail(column, notOneOf(cell, choices));
			return known ?? (choices[0] as (typeof choices)[number]);
		},
		money(column, currency, emptyIsZero) {
			if (emptyIsZero && text(column) === null) return 0;
			const cell = required(column);
			const money = parseMoney(cell, currency);
			if (!isRefusal(money)) return money.minor;
			// The refusal repeats what was read, so of a card number in the wrong column it gets the masked form.
			const quoted = parseMoney(quoteCell(cell), currency);
			fail(column, isRefusal(quoted) ? quoted.refused : money.refused);
			return 0;
		},
		instant(column) {
			const cell = text(column);
			const atMs = cell === null ? null : parseIsoInstant(cell);
			if (cell !== null && atMs === null) fail(column, notATime(cell));
			return atMs === null ? null : { atMs, zone: "known" };
		},
		last4(column) {
			const cell = text(column);
			if (cell === null) return null;
			const last4 = /^[\d\s*•xX.#-]{0,40}$/.test(cell) && /\d{4}$/.test(cell) ? cell.slice(-4) : null;
			if (last4 === null) fail(column, NOT_LAST_FOUR);
			return last4;
		},
	};
	return (record) => {
		current = record;
		first = null;
		return cells;
	};
}

/** What a spreadsheet makes of a long number (`4.2E+27`, `4,2E+27`), and of one it took for a decimal (`33992337.0`). */
const isRewritten = (cell: string): boolean => /^\d+(?:[.,]\d*)?E\+\d+$|^\d+\.0$/i.test(cell);

/** What a sentence may repeat of a cell: short, and never a card number. */
export const quoteCell = (cell: string): string => maskCardNumbers(cell.slice(0, 100)).text.slice(0, 24);

const notOneOf = (cell: string, choices: readonly string[]): Text => ({
	en: `“${quoteCell(cell)}” is none of ${choices.join(", ")}.`,
	zh: `“${quoteCell(cell)}”不是 ${choices.join("、")} 之一。`,
	es: `“${quoteCell(cell)}” no es ninguno de ${choices.join(", ")}.`,
});
const notATime = (cell: string): Text => ({
	en: `“${quoteCell(cell)}” is not a time with its zone; write it like 2026-11-03T17:45:00Z.`,
	zh: `“${quoteCell(cell)}”不是带时区的时间；请写成 2026-11-03T17:45:00Z。`,
	es: `“${quoteCell(cell)}” no es una hora con su zona; escríbala como 2026-11-03T17:45:00Z.`,
});
const REWRITTEN_ID: Text = {
	en: "a spreadsheet has rewritten this number and its digits are lost; export the file again and do not open it in a spreadsheet.",
	zh: "表格软件改写了这个号码，数字已丢失；请重新导出，不要用表格软件打开。",
	es: "una hoja de cálculo cambió este número y se perdieron cifras; exporte el archivo de nuevo y no lo abra en una hoja de cálculo.",
};
const NOT_LAST_FOUR: Text = {
	en: "these are not the last four digits of a card (a spreadsheet drops leading zeros: export the file again).",
	zh: "这不是卡号后四位（表格软件会丢掉开头的零：请重新导出）。",
	es: "estas no son las cuatro últimas cifras de una tarjeta (una hoja de cálculo quita los ceros iniciales: exporte el archivo de nuevo).",
};
