/**
 * CORE. Stripe's itemised balance and payout reconciliation reports (CSV): what arrived. Read by name, because the columns
 * are chosen at export. Amounts are in major units, `usd` or `USD`; fees, payouts and transfers are no rows: a payout
 * would double every sum.
 */

import { maskCardNumbers } from "../../card-data.ts";
import { exponentOf } from "../../fallback/money.ts";
import { isRefusal, type Refusal } from "../../text.ts";
import { type Cells, cellReader, quoteCell } from "../cells.ts";
import { isoReader } from "../clock-time.ts";
import type { Instant, Row, RowKind } from "../row.ts";
import { uploadIdOf } from "../upload-id.ts";
import { repeatedName, type TableFormat } from "./format.ts";
import { metadataOf, stripeCurrency } from "./stripe-cells.ts";

export const stripe: TableFormat = {
	id: "stripe",
	role: "money",
	title: {
		en: "Stripe balance or payout reconciliation report, itemised (CSV)",
		zh: "Stripe 余额或提现对账报告，逐笔（CSV）",
		es: "Informe de saldo o de conciliación de pagos de Stripe, detallado (CSV)",
	},
	fingerprint: ["balance_transaction_id", "currency", "gross", "fee", "net", "reporting_category"],
	oneOf: [["created_utc", "created"]],
	read(table, asked) {
		const cellsOf = cellReader(table);
		const metadata = metadataOf(table.header, /^payment_metadata\[(.+)\]$/);
		const reader: Reader = { asked, metadata, instant: isoReader("UTC"), uploadId: uploadIdOf("stripe", table) };
		const rows: Row[] = [];
		const lines = new Map<string, number>();
		for (const record of table.records) {
			const row = readLine(cellsOf(record), reader);
			if (row === null) continue;
			if (isRefusal(row)) return row;
			const before = lines.get(row.rowId);
			if (before !== undefined) return repeatedName("row", row.rowId, before, record.line);
			lines.set(row.rowId, record.line);
			rows.push(row);
		}
		return rows;
	},
	remarks({ header, records }) {
		const column = header.indexOf("reporting_category");
		const others = records.filter(({ cells }) => OTHERS.has(cells[column]?.trim() ?? "")).length;
		return others === 0 ? [] : [leftOut(others)];
	},
};

type Reader = {
	readonly asked: string | undefined;
	readonly metadata: (cells: Cells) => { readonly order: string | null; readonly note: string };
	readonly instant: (written: string) => Instant | null;
	readonly uploadId: string;
};

/** A dispute takes the customer's money back; one that is won brings it again, and is no further sale. */
const KINDS: ReadonlyMap<string, RowKind> = new Map([
	["charge", "sale"],
	["refund", "refund"],
	["partial_capture_reversal", "refund"],
	["dispute", "refund"],
	["dispute_reversal", "void"],
	["refund_failure", "void"],
]);
// docs.stripe.com/reports/reporting-categories: what moves the balance and is no sale of the shop.
const OTHERS: ReadonlySet<string> = new Set(
	"advance advance_funding anticipation_repayment charge_failure climate_order_purchase climate_order_refund connect_collection_transfer connect_reserved_funds contribution fee financing_paydown financing_paydown_reversal financing_payout financing_payout_reversal issuing_authorization_hold issuing_authorization_release issuing_disbursement issuing_dispute issuing_dispute_fraud_liability_debit issuing_transaction network_cost obligation other_adjustment payout payout_reversal platform_earning platform_earning_refund risk_reserved_funds tax topup topup_reversal transfer transfer_reversal unreconciled_customer_funds".split(
		" ",
	),
);

/** Null for a line that is no sale and no refund. */
function readLine(cells: Cells, { asked, metadata, instant, uploadId }: Reader): Row | Refusal | null {
	const rowId = cells.required("balance_transaction_id") && (cells.id("balance_transaction_id") ?? "");
	const category = cells.required("reporting_category");
	const kind = KINDS.get(category);
	if (kind === undefined) {
		if (!OTHERS.has(category)) cells.fail("reporting_category", unknownCategory(category));
		return cells.fault();
	}
	// The customer paid the other amount where Stripe changed the currency.
	const account = stripeCurrency(cells, "currency");
	const facing =
		cells.text("customer_facing_currency") === null ? account : stripeCurrency(cells, "customer_facing_currency");
	const isExchanged = facing !== account && cells.text("customer_facing_amount") !== null;
	const [column, currency] = isExchanged
		? (["customer_facing_amount", facing] as const)
		: (["gross", account] as const);
	if (asked !== undefined && currency !== asked) cells.fail("currency", otherCurrency(currency, asked));
	const minor = exponentOf(currency) === undefined ? 0 : cells.money(column, currency, false);
	if (minor < 0 !== (kind === "refund") && minor !== 0) cells.fail(column, WRONG_SIGN);
	const clock = cells.text("created_utc") === null ? "created" : "created_utc";
	const processedAt = instant(cells.required(clock));
	if (processedAt === null) cells.fail(clock, NO_TIME);
	const { order, note } = metadata(cells);
	const row: Row = {
		rowId,
		uploadId,
		merchantId: null,
		terminalId: null,
		batchNo: cells.id("automatic_payout_id"),
		stan: null,
		// Not of what brings money back: it would cancel the sale it belongs to.
		rrn: kind === "void" ? null : (cells.id("charge_id") ?? cells.id("payment_intent_id")),
		authCode: null,
		kind,
		tender: "other",
		entry: null,
		amountMinor: minor,
		tipMinor: 0,
		currency,
		terminalTime: null,
		processedAt,
		status: "approved",
		cardLast4: cells.last4("card_last4"),
		staffId: null,
		orderId: order,
		note: maskCardNumbers(`${note} ${cells.text("description") ?? ""}`.trim()).text,
	};
	return cells.fault() ?? row;
}

const leftOut = (count: number) => ({
	en: `${count} lines are fees, payouts or transfers: they are no sales and are left out.`,
	zh: `${count} 行是手续费、提现或转账，不是销售，未计入。`,
	es: `${count} líneas son comisiones, retiros o transferencias: no son ventas y se dejan fuera.`,
});
const unknownCategory = (written: string) => ({
	en: `the category “${quoteCell(written)}” is not known; tell us what it means.`,
	zh: `不认识类别“${quoteCell(written)}”；请告诉我们它的含义。`,
	es: `no se conoce la categoría “${quoteCell(written)}”; díganos qué significa.`,
});
const otherCurrency = (currency: string, asked: string) => ({
	en: `this is ${currency}, but ${asked} was asked for.`,
	zh: `这里是 ${currency}，而要求的是 ${asked}。`,
	es: `esto es ${currency}, pero se pidió ${asked}.`,
});
const WRONG_SIGN = {
	en: "a charge is positive and a refund negative; this is neither.",
	zh: "收款应为正数，退款应为负数；此处不符。",
	es: "un cobro es positivo y un reembolso negativo; esto no lo es.",
};
const NO_TIME = {
	en: "this is no time; Stripe writes 2026-11-03 17:45:00.",
	zh: "这不是时间；Stripe 的写法是 2026-11-03 17:45:00。",
	es: "no es una hora; Stripe escribe 2026-11-03 17:45:00.",
};
