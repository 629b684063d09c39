/** CORE. The payments file (contract: design, "Files of reconcile"): what was collected over the fallback rails. */

import { isRefusal, type Refusal, refuse } from "../text.ts";
import { type Cells, cellReader } from "./cells.ts";
import { parseCsv, parseHeader } from "./csv.ts";
import { readCurrency, unknownCurrency } from "./file-currency.ts";
import { repeatedName } from "./formats/format.ts";
import { type FallbackPayment, PAYMENT_STATUSES } from "./row.ts";

/** In the order of the contract. */
export const PAYMENT_COLUMNS =
	"payment_id,merchant_id,store_id,terminal_id,staff_id,sale_ref,order_id,rail,amount,tip,currency,created_at,paid_at,status,card_last4".split(
		",",
	);

/** All payments of a file, or a refusal of the whole with line, column and reason. */
export function readPayments(text: string, asked: string | undefined): readonly FallbackPayment[] | Refusal {
	const unknown = unknownCurrency(asked);
	if (unknown !== null) return unknown;
	const header = parseHeader(text);
	if (isRefusal(header)) return header;
	const missing = PAYMENT_COLUMNS.filter((column) => !header.includes(column));
	if (missing.length > 0) return notPayments(missing);
	const table = parseCsv(text);
	if (isRefusal(table)) return table;
	const cellsOf = cellReader(table);
	const payments: FallbackPayment[] = [];
	const lines = new Map<string, number>();
	for (const record of table.records) {
		const payment = readPayment(cellsOf(record), asked);
		if (isRefusal(payment)) return payment;
		const before = lines.get(payment.paymentId);
		if (before !== undefined) return repeatedName("payment", payment.paymentId, before, record.line);
		lines.set(payment.paymentId, record.line);
		payments.push(payment);
	}
	return payments;
}

/** One record of the file. */
export function readPayment(cells: Cells, asked: string | undefined): FallbackPayment | Refusal {
	const currency = readCurrency(cells, asked);
	cells.required("created_at");
	const payment: FallbackPayment = {
		paymentId: cells.required("payment_id") && (cells.id("payment_id") ?? ""),
		merchantId: cells.id("merchant_id"),
		storeId: cells.id("store_id"),
		terminalId: cells.id("terminal_id"),
		staffId: cells.id("staff_id"),
		saleRef: cells.id("sale_ref"),
		orderId: cells.id("order_id"),
		rail: cells.text("rail"),
		amountMinor: cells.money("amount", currency, false),
		tipMinor: cells.money("tip", currency, true),
		currency,
		createdAtMs: cells.instant("created_at")?.atMs ?? 0,
		paidAtMs: cells.instant("paid_at")?.atMs ?? null,
		status: cells.choice("status", PAYMENT_STATUSES),
		cardLast4: cells.last4("card_last4"),
	};
	if (payment.amountMinor < 0) cells.fail("amount", NEGATIVE);
	if (payment.tipMinor < 0 || payment.tipMinor > Math.max(payment.amountMinor, 0)) cells.fail("tip", ODD_TIP);
	return cells.fault() ?? payment;
}

const notPayments = (missing: readonly string[]): Refusal =>
	refuse({
		en: `This is not a payments file: the column “${missing[0]}” is missing (${missing.length} of ${PAYMENT_COLUMNS.length} are). Export the payments again.`,
		zh: `这不是付款文件：缺少“${missing[0]}”列（${PAYMENT_COLUMNS.length} 列中缺 ${missing.length} 列）。请重新导出付款。`,
		es: `Este no es un archivo de pagos: falta la columna “${missing[0]}” (faltan ${missing.length} de ${PAYMENT_COLUMNS.length}). Exporte los pagos de nuevo.`,
	});
const NEGATIVE = {
	en: "a payment cannot be negative; a refunded payment has the status refunded.",
	zh: "付款金额不能为负；已退款的付款状态是 refunded。",
	es: "un pago no puede ser negativo; un pago reembolsado tiene el estado refunded.",
};
const ODD_TIP = {
	en: "the tip is part of the amount, so it is neither negative nor more than it.",
	zh: "小费包含在金额内，不能为负，也不能超过金额。",
	es: "la propina es parte del importe: no es negativa ni mayor que él.",
};
