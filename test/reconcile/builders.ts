/** One invented shop, so that each test says only what matters to it. */

import type { FallbackPayment, Role, Row, Upload } from "../../src/reconcile/row.ts";

const NOON_MS = Date.UTC(2026, 9, 3, 12, 0, 0);

/** Milliseconds at so many minutes after noon. */
export const at = (minutes: number): number => NOON_MS + minutes * 60_000;

/** A payment made at `minutes` after noon. */
export function payment(
	paymentId: string,
	minutes: number,
	amountMinor: number,
	rest: Partial<FallbackPayment> = {},
): FallbackPayment {
	return {
		paymentId,
		merchantId: "harbour-cafe",
		storeId: "quay",
		terminalId: "T1",
		staffId: "mina",
		saleRef: null,
		orderId: null,
		rail: "epc",
		amountMinor,
		tipMinor: 0,
		currency: "EUR",
		createdAtMs: at(minutes),
		paidAtMs: at(minutes),
		status: "paid",
		cardLast4: null,
		...rest,
	};
}

/** An approved sale keyed as another tender at `minutes` after noon. */
export function row(rowId: string, minutes: number, amountMinor: number, rest: Partial<Row> = {}): Row {
	return {
		rowId,
		uploadId: "evening",
		merchantId: "harbour-cafe",
		terminalId: "T1",
		batchNo: null,
		stan: null,
		rrn: null,
		authCode: null,
		kind: "sale",
		tender: "other",
		entry: "keyed",
		amountMinor,
		tipMinor: 0,
		currency: "EUR",
		terminalTime: { atMs: at(minutes), zone: "known" },
		processedAt: null,
		status: "approved",
		cardLast4: null,
		staffId: "mina",
		orderId: null,
		note: "",
		...rest,
	};
}

/** A card stored offline and approved when it was forwarded. */
export const card = (rowId: string, minutes: number, amountMinor: number, rest: Partial<Row> = {}): Row =>
	row(rowId, minutes, amountMinor, { tender: "card", entry: "offline", ...rest });

export const upload = (rows: readonly Row[], role: Role = "terminal"): Upload => ({
	fileName: "batch.csv",
	format: "standin",
	role,
	rows,
});
