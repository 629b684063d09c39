/** Writes an invented world as the two files of `standin reconcile`, of any size, in the memory of one day of merchants. */

import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { toMajor } from "../../src/fallback/money.ts";
import { STANDIN_COLUMNS } from "../../src/reconcile/formats/standin.ts";
import { PAYMENT_COLUMNS } from "../../src/reconcile/payments.ts";
import type { FallbackPayment, Instant, Row } from "../../src/reconcile/row.ts";
import { type Conditions, DAY_MS, TYPICAL } from "./shop.ts";
import { merchantDay } from "./world.ts";

const FIRST_DAY_MS = Date.UTC(2026, 0, 5);
/** So many merchants lie mixed in one stretch of the file. */
const MERCHANTS_A_DAY = 400;

export type Written = { readonly payments: number; readonly rows: number; readonly merchants: number };

export type FilesOptions = {
	readonly paymentsPath: string;
	readonly batchPath: string;
	/** Merchants are added until the batch has this many rows. */
	readonly rows: number;
	readonly seed: number;
	readonly conditions?: Conditions;
};

/** Rows and payments of all merchants of a day are mixed in the order of their times. The last merchant is written whole. */
export async function writeFiles(options: FilesOptions): Promise<Written> {
	const { paymentsPath, batchPath, rows: wanted, seed, conditions = TYPICAL } = options;
	const payments = lineWriter(paymentsPath, PAYMENT_COLUMNS.join(","));
	const batch = lineWriter(batchPath, STANDIN_COLUMNS.join(","));
	let written: Written = { payments: 0, rows: 0, merchants: 0 };
	let waiting: readonly Row[] = [];
	for (let day = 0; written.rows + waiting.length < wanted; day++) {
		const dayMs = FIRST_DAY_MS + day * DAY_MS;
		const madePayments: FallbackPayment[] = [];
		const madeRows: Row[] = [...waiting];
		let merchants = 0;
		while (merchants < MERCHANTS_A_DAY && written.rows + madeRows.length < wanted) {
			const id = `m${String(written.merchants + ++merchants).padStart(6, "0")}`;
			const made = merchantDay(id, seed, dayMs, conditions);
			madePayments.push(...made.payments);
			madeRows.push(...made.rows);
		}
		madePayments.sort((a, b) => a.createdAtMs - b.createdAtMs);
		madeRows.sort((a, b) => (a.terminalTime?.atMs ?? 0) - (b.terminalTime?.atMs ?? 0));
		// What is keyed on the next day stands among that day's rows.
		const next = madeRows.findIndex((row) => (row.terminalTime?.atMs ?? 0) >= dayMs + DAY_MS + DAY_MS / 8);
		const done = next === -1 ? madeRows : madeRows.slice(0, next);
		waiting = next === -1 ? [] : madeRows.slice(next);
		await payments.write(madePayments.map(paymentLine));
		await batch.write(done.map(rowLine));
		written = {
			payments: written.payments + madePayments.length,
			rows: written.rows + done.length,
			merchants: written.merchants + merchants,
		};
	}
	await batch.write(waiting.map(rowLine));
	await Promise.all([payments.end(), batch.end()]);
	return { ...written, rows: written.rows + waiting.length };
}

function lineWriter(path: string, header: string) {
	const stream = createWriteStream(path);
	stream.write(`${header}\n`);
	return {
		async write(lines: readonly string[]): Promise<void> {
			if (lines.length === 0) return;
			if (!stream.write(`${lines.join("\n")}\n`))
				await new Promise<void>((drained) => stream.once("drain", () => drained()));
		},
		async end(): Promise<void> {
			stream.end();
			await finished(stream);
		},
	};
}

const paymentLine = (payment: FallbackPayment): string =>
	lineOf([
		payment.paymentId,
		payment.merchantId,
		payment.storeId,
		payment.terminalId,
		payment.staffId,
		payment.saleRef,
		payment.orderId,
		payment.rail,
		toMajor({ minor: payment.amountMinor, currency: payment.currency }),
		toMajor({ minor: payment.tipMinor, currency: payment.currency }),
		payment.currency,
		timeOf(payment.createdAtMs),
		payment.paidAtMs === null ? null : timeOf(payment.paidAtMs),
		payment.status,
		payment.cardLast4,
	]);

const rowLine = (row: Row): string =>
	lineOf([
		row.rowId,
		row.uploadId,
		row.merchantId,
		row.terminalId,
		row.batchNo,
		row.stan,
		row.rrn,
		row.authCode,
		row.kind,
		row.tender,
		row.entry,
		toMajor({ minor: row.amountMinor, currency: row.currency }),
		toMajor({ minor: row.tipMinor, currency: row.currency }),
		row.currency,
		instantOf(row.terminalTime),
		instantOf(row.processedAt),
		row.status,
		row.cardLast4,
		row.staffId,
		row.orderId,
		row.note,
	]);

const lineOf = (cells: readonly (string | null)[]): string => cells.map((cell) => quoted(cell ?? "")).join(",");
const quoted = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const timeOf = (atMs: number): string => new Date(atMs).toISOString();
const instantOf = (instant: Instant | null): string | null => (instant === null ? null : timeOf(instant.atMs));
