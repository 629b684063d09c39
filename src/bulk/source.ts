/** Where the shops of a matching come from: out of indexed files, record by record, or out of what was read whole. */

import { isAscii } from "node:buffer";
import { cellReader } from "../reconcile/cells.ts";
import { type CsvRecord, readCells } from "../reconcile/csv.ts";
import { readStandinRow, standin } from "../reconcile/formats/standin.ts";
import { readPayment } from "../reconcile/payments.ts";
import type { FallbackPayment, Role, Row, Upload } from "../reconcile/row.ts";
import { type Shop, shopsOf } from "../reconcile/shops.ts";
import { isRefusal, type Refusal } from "../text.ts";
import type { RecordIndex } from "./record-index.ts";
import type { ShopPlan } from "./shop-plan.ts";

/** The first record that cannot be read: `file` counts from 0, the payments being the first. */
export type Fault = { readonly file: number; readonly line: number; readonly refusal: Refusal };

export type ShopSource = {
	readonly roles: readonly Role[];
	/** The first shop of each portion of work, and the number of shops at the end. */
	readonly portions: readonly number[];
	readonly records: number;
	readonly shop: (shop: number) => Shop | Fault;
};

/** All of it survives being posted to another thread: the bytes are shared, not copied. */
export type IndexedFiles = {
	readonly names: readonly string[];
	readonly indices: readonly RecordIndex[];
	readonly plan: ShopPlan;
	readonly currency: string | undefined;
};

/** The shops of indexed files: the first holds the payments, the others are batches in Standin's own format. */
export function indexedShops({ names, indices, plan, currency }: IndexedFiles): ShopSource {
	const files = indices.map((index, file) => ({ index, file, sorted: plan.files[file], text: decoderOf(index) }));
	const [paid, ...batches] = files;
	if (paid === undefined) throw new RangeError("no payments file among the indices");

	const recordsOf = ({ index, sorted, text }: typeof paid, shop: number): readonly CsvRecord[] => {
		const records: CsvRecord[] = [];
		for (let at = sorted?.starts[shop] ?? 0; at < (sorted?.starts[shop + 1] ?? 0); at++) {
			const record = sorted?.order[at] ?? 0;
			records.push({ line: index.lines[record] ?? 0, cells: readCells(text(record)) });
		}
		return records;
	};
	const paymentCells = cellReader(paid.index);
	const rowCells = batches.map(({ index }) => cellReader(index));
	return {
		roles: [standin.role],
		portions: plan.portions,
		records: plan.records,
		shop(shop) {
			const payments: FallbackPayment[] = [];
			for (const record of recordsOf(paid, shop)) {
				const payment = readPayment(paymentCells(record), currency);
				if (isRefusal(payment)) return { file: 0, line: record.line, refusal: payment };
				payments.push(payment);
			}
			const uploads: Upload[] = [];
			for (const [at, batch] of batches.entries()) {
				const rows: Row[] = [];
				for (const record of recordsOf(batch, shop)) {
					const row = readStandinRow((rowCells[at] ?? paymentCells)(record), currency);
					if (isRefusal(row)) return { file: at + 1, line: record.line, refusal: row };
					rows.push(row);
				}
				uploads.push({ fileName: names[at + 1] ?? "", format: standin.id, role: standin.role, rows });
			}
			return { name: "", payments, uploads };
		},
	};
}

/** The text of a record by its number. */
export function decoderOf({ bytes, starts, ends }: RecordIndex): (record: number) => string {
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
	const encoding = isAscii(buffer) ? "latin1" : "utf8"; // the same text, in half the time
	return (record) => buffer.toString(encoding, starts[record], ends[record]);
}

/** The shops of what is in memory already. */
export function memoryShops(
	payments: readonly FallbackPayment[],
	uploads: readonly Upload[],
	roles: readonly Role[],
): ShopSource {
	const shops = shopsOf(payments, uploads);
	return {
		roles,
		portions: [...shops.keys(), shops.length],
		records: payments.length + uploads.reduce((sum, { rows }) => sum + rows.length, 0),
		shop: (shop) => shops[shop] ?? { name: "", payments: [], uploads: [] },
	};
}
