/**
 * CORE. Square's transactions export (CSV): 36 to 55 columns over the years, read by name. `Card`, `Cash` and
 * `Other Tender` are amounts; the tip is inside the total; a transaction paid in several ways becomes one row a way.
 */

import { isRefusal, type Refusal } from "../../text.ts";
import { type Cells, cellReader } from "../cells.ts";
import type { Instant, Row, RowKind, RowStatus, Tender } from "../row.ts";
import { uploadIdOf } from "../upload-id.ts";
import { repeatedName, type TableFormat } from "./format.ts";
import { readAmount, squareCurrency } from "./square-money.ts";
import { squareClock } from "./square-time.ts";

const WAYS: readonly (readonly [column: string, tender: Tender])[] = [
	["Card", "card"],
	["Other Tender", "other"],
	["Cash", "cash"],
	["Square Gift Card", "none"],
	["Cash App", "none"],
];

export const square: TableFormat = {
	id: "square",
	role: "terminal",
	title: {
		en: "Square transactions export (CSV)",
		zh: "Square 交易导出（CSV）",
		es: "Exportación de transacciones de Square (CSV)",
	},
	fingerprint: [
		"Date",
		"Time",
		"Time Zone",
		"Total Collected",
		"Card",
		"Cash",
		"Other Tender",
		"Payment ID",
		"Event Type",
	],
	read(table, asked) {
		const currency = squareCurrency(table, asked);
		if (typeof currency !== "string") return currency;
		const cellsOf = cellReader(table);
		const clock = squareClock();
		const uploadId = uploadIdOf("square", table);
		const rows: Row[] = [];
		const lines = new Map<string, number>();
		for (const record of table.records) {
			const read = readTransaction(cellsOf(record), currency, uploadId, clock);
			if (isRefusal(read)) return read;
			for (const row of read) {
				const before = lines.get(row.rowId);
				if (before !== undefined) return repeatedName("row", row.rowId, before, record.line);
				lines.set(row.rowId, record.line);
				rows.push(row);
			}
		}
		return rows;
	},
};

function readTransaction(
	cells: Cells,
	currency: string,
	uploadId: string,
	clock: (cells: Cells) => Instant | null,
): readonly Row[] | Refusal {
	const collected = readAmount(cells, "Total Collected", currency);
	const tip = readAmount(cells, "Tip", currency);
	const paid = WAYS.map(([column, tender]) => ({ tender, minor: readAmount(cells, column, currency) })).filter(
		({ minor }) => minor !== 0,
	);
	const parts = paid.length === 0 ? [{ tender: "none" as const, minor: collected }] : paid;
	const paymentId = cells.id("Payment ID") ?? cells.id("Transaction ID") ?? cells.required("Payment ID");
	const { kind, status } = outcome(cells);
	const common = {
		uploadId,
		merchantId: null,
		terminalId: null,
		batchNo: null,
		stan: null,
		rrn: null,
		authCode: null,
		kind,
		entry: isLost(status) ? ("offline" as const) : null,
		currency,
		terminalTime: clock(cells),
		processedAt: null,
		status,
		cardLast4: cells.last4("PAN Suffix"),
		staffId: cells.id("Staff ID") ?? cells.text("Staff Name"),
		orderId: cells.id("Order Reference ID"),
		note: [cells.note("Other Tender Note"), cells.note("Tender Note")].filter((note) => note !== "").join(" "),
	};
	const rows = parts.map(({ tender, minor }, index): Row => {
		// The tip is asked for on the terminal, so of several ways to pay it belongs to the first named here: the card.
		const tipMinor = index === 0 ? tip : 0;
		const rowId = parts.length === 1 ? paymentId : `${paymentId}:${tender}${index}`;
		return { ...common, rowId, tender, amountMinor: minor - tipMinor, tipMinor };
	});
	return cells.fault() ?? rows;
}

const APPROVED = ["complete", "completed", "captured", "approved"];
const STATUSES: ReadonlyMap<string, RowStatus> = new Map([
	...APPROVED.map((word) => [word, "approved"] as const),
	["pending", "pending"],
	["authorized", "pending"],
	["declined", "declined"],
	["failed", "declined"],
	["expired", "expired"],
]);
// Square does not export a card that was declined at the counter: one that stands here was stored and failed when it was
// forwarded (Square help 7777; seen in the Dashboard, not in the app).
const isLost = (status: RowStatus): boolean => status === "declined" || status === "expired";
const VOIDED: readonly string[] = ["canceled", "cancelled", "voided"];

function outcome(cells: Cells): { readonly kind: RowKind; readonly status: RowStatus } {
	const kind = cells.choice("Event Type", ["Payment", "Refund"]) === "Refund" ? "refund" : "sale";
	// Exports before 2023 have no such column, and then hold completed transactions only.
	const written = cells.text("Transaction Status")?.toLowerCase() ?? "complete";
	if (VOIDED.includes(written)) return { kind: "void", status: "approved" };
	const status = STATUSES.get(written);
	if (status === undefined) {
		cells.fail("Transaction Status", {
			en: "this status is not known; tell us what it means.",
			zh: "不认识这个状态；请告诉我们它的含义。",
			es: "no se conoce este estado; díganos qué significa.",
		});
	}
	return { kind, status: status ?? "pending" };
}
