/** CORE. What a batch format is. One file beside this one implements it for each source. */

import { type Refusal, refuse, type Text } from "../../text.ts";
import type { Table } from "../csv.ts";
import type { Role, Row } from "../row.ts";

export type Format = {
	/** As `--format` takes it. */
	readonly id: string;
	readonly role: Role;
	readonly title: Text;
	/** The columns whose presence tells this format from all others; by name, because their order and number change. */
	readonly fingerprint: readonly string[];
	/** All rows, or a refusal of the whole file with line, column and reason. `currency` is what the user says it is in. */
	readonly read: (table: Table, currency: string | undefined) => readonly Row[] | Refusal;
};

/** The columns of the fingerprint that a header lacks; none means the file is of this format. */
export function missingColumns(format: Format, header: readonly string[]): readonly string[] {
	const present = new Set(header);
	return format.fingerprint.filter((column) => !present.has(column));
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
