/** CORE. Standin's own batch file (contract: design, "Files of reconcile"): one line a row, several uploads in a file. */

import { isRefusal, type Refusal } from "../../text.ts";
import { type Cells, cellReader } from "../cells.ts";
import { readCurrency } from "../file-currency.ts";
import { type Entry, type Row, rowName } from "../row.ts";
import { repeatedName, type TableFormat } from "./format.ts";

/** In the order of the contract. */
export const STANDIN_COLUMNS =
	"row_id,upload_id,merchant_id,terminal_id,batch_no,stan,rrn,auth_code,kind,tender,entry,amount,tip,currency,terminal_time,processed_at,status,card_last4,staff_id,order_id,note".split(
		",",
	);

export const standin: TableFormat = {
	id: "standin",
	role: "terminal",
	title: { en: "Standin batch (CSV)", zh: "Standin 批次文件（CSV）", es: "Lote de Standin (CSV)" },
	fingerprint: STANDIN_COLUMNS,
	read(table, currency) {
		const cellsOf = cellReader(table);
		const rows: Row[] = [];
		const lines = new Map<string, number>();
		for (const record of table.records) {
			const row = readStandinRow(cellsOf(record), currency);
			if (isRefusal(row)) return row;
			const name = rowName(row);
			const before = lines.get(name);
			if (before !== undefined) return repeatedName("row", name, before, record.line);
			lines.set(name, record.line);
			rows.push(row);
		}
		return rows;
	},
};

/** One record of the file. */
export function readStandinRow(cells: Cells, asked: string | undefined): Row | Refusal {
	const currency = readCurrency(cells, asked);
	const row: Row = {
		rowId: cells.required("row_id") && (cells.id("row_id") ?? ""),
		uploadId: cells.required("upload_id") && (cells.id("upload_id") ?? ""),
		merchantId: cells.id("merchant_id"),
		terminalId: cells.id("terminal_id"),
		batchNo: cells.id("batch_no"),
		stan: cells.id("stan"),
		rrn: cells.id("rrn"),
		authCode: cells.text("auth_code"),
		kind: cells.choice("kind", ["sale", "refund", "void"]),
		tender: cells.choice("tender", ["card", "other", "cash"]),
		entry: cells.text("entry") === null ? null : cells.choice<Entry>("entry", ["online", "offline", "keyed"]),
		amountMinor: cells.money("amount", currency, false),
		tipMinor: cells.money("tip", currency, true),
		currency,
		terminalTime: cells.instant("terminal_time"),
		processedAt: cells.instant("processed_at"),
		status: cells.choice("status", ["approved", "declined", "pending", "expired"]),
		cardLast4: cells.last4("card_last4"),
		staffId: cells.id("staff_id"),
		orderId: cells.id("order_id"),
		note: cells.note("note"),
	};
	if (row.kind === "sale" && row.amountMinor < 0) cells.fail("amount", NEGATIVE_SALE);
	if (row.kind === "refund" && row.amountMinor > 0) cells.fail("amount", POSITIVE_REFUND);
	return cells.fault() ?? row;
}

const NEGATIVE_SALE = {
	en: "a sale cannot be negative; is it a refund?",
	zh: "销售金额不能为负；是退款吗？",
	es: "una venta no puede ser negativa; ¿es un reembolso?",
};
const POSITIVE_REFUND = {
	en: "a refund carries a negative amount.",
	zh: "退款金额应为负数。",
	es: "un reembolso lleva un importe negativo.",
};
