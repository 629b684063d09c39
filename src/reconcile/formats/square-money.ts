/** CORE. Square's amounts: `$1,234.50`, `-$0.93`, `($5.00)`, `CA$12.00`, `€9.00`; the file names its currency by the symbol only. */

import { exponentOf, parseMoney } from "../../fallback/money.ts";
import { isRefusal, type Refusal, refuse } from "../../text.ts";
import { type Cells, quoteCell } from "../cells.ts";
import type { Table } from "../csv.ts";

// The countries Square sells in; a bare $ is each of its dollars, and USD when nothing else is said.
const SYMBOLS: ReadonlyMap<string, readonly string[]> = new Map([
	["$", ["USD", "CAD", "AUD"]],
	["US$", ["USD"]],
	["CA$", ["CAD"]],
	["C$", ["CAD"]],
	["A$", ["AUD"]],
	["AU$", ["AUD"]],
	["£", ["GBP"]],
	["€", ["EUR"]],
	["¥", ["JPY"]],
	["￥", ["JPY"]],
]);

// Sign or bracket, symbol before or after, digits in groups of three or plain, at most one dot.
const WRITTEN =
	/^(?<open>\()?(?<minus>[-\u2212])?(?<before>[A-Z]{0,2}[$£€¥￥])?(?<inner>[-\u2212])?(?<whole>\d{1,3}(?:,\d{3})+|\d+)(?<fraction>\.\d+)?(?<after>€)?(?<close>\))?$/u;

type Parts = { readonly symbol: string; readonly plain: string };

function parts(written: string): Parts | null {
	const groups = WRITTEN.exec(written.replace(/[\s\u00A0\u202F]/g, ""))?.groups;
	if (groups === undefined) return null;
	const signs = [groups["open"], groups["minus"], groups["inner"]].filter((sign) => sign !== undefined).length;
	if (signs > 1 || (groups["open"] === undefined) !== (groups["close"] === undefined)) return null;
	const plain = `${signs === 1 ? "-" : ""}${groups["whole"]?.replaceAll(",", "")}${groups["fraction"] ?? ""}`;
	return { symbol: groups["before"] ?? groups["after"] ?? "", plain };
}

/** The currency of a file: that of its symbol, made certain by what was asked for; refuses a contradiction, or neither. */
export function squareCurrency(table: Table, asked: string | undefined): string | Refusal {
	const column = table.header.indexOf("Total Collected");
	let possible: readonly string[] | null = null;
	for (const { line, cells } of table.records) {
		const symbol = parts((cells[column] ?? "").trim())?.symbol ?? "";
		const named = SYMBOLS.get(symbol);
		if (named === undefined) continue;
		if (possible !== null && possible !== named) return mixed(line);
		possible = named;
	}
	if (asked !== undefined && (possible === null || possible.includes(asked))) return asked;
	if (asked !== undefined) {
		return refuse({
			en: `The amounts in this file are in ${possible?.join(" or ")}, but ${asked} was asked for.`,
			zh: `文件中的金额是 ${possible?.join("或")}，而要求的是 ${asked}。`,
			es: `Los importes de este archivo están en ${possible?.join(" o ")}, pero se pidió ${asked}.`,
		});
	}
	if (possible?.[0] !== undefined) return possible[0];
	if (table.records.length === 0) return "USD";
	return refuse({
		en: "The file does not say its currency; give it, for example --currency EUR.",
		zh: "文件没有写明货币；请给出，例如 --currency CNY。",
		es: "El archivo no dice su moneda; indíquela, por ejemplo --currency EUR.",
	});
}

const mixed = (line: number): Refusal =>
	refuse({
		en: `Line ${line}, column “Total Collected”: the currency symbol differs from the lines before. Nothing was read.`,
		zh: `第 ${line} 行，“Total Collected”列：货币符号与前面不同。文件未被读取。`,
		es: `Línea ${line}, columna “Total Collected”: el símbolo de moneda no es el de las líneas anteriores. No se leyó nada.`,
	});

/** Minor units of a cell; an empty one is 0. */
export function readAmount(cells: Cells, column: string, currency: string): number {
	const written = cells.text(column);
	if (written === null) return 0;
	const read = parts(written);
	const fits = read !== null && (read.symbol === "" || SYMBOLS.get(read.symbol)?.includes(currency) === true);
	const money = fits && exponentOf(currency) !== undefined ? parseMoney(read.plain, currency) : null;
	if (money !== null && !isRefusal(money)) return money.minor;
	cells.fail(column, {
		en: `“${quoteCell(written)}” is not an amount in ${currency}.`,
		zh: `“${quoteCell(written)}”不是 ${currency} 金额。`,
		es: `“${quoteCell(written)}” no es un importe en ${currency}.`,
	});
	return 0;
}
