/** Carries out `match`: reads an uploaded file, if there is one, and matches the store's rows with its fallback payments. */

import type { Shop } from "../fallback/shop.ts";
import { BATCH_LINES_LIMIT, type BatchOutcome, type MatchOrder, REMARKS_LIMIT } from "../reconcile/batch.ts";
import { type ReadUpload, readBatch } from "../reconcile/read-batch.ts";
import { reconcile } from "../reconcile/reconcile.ts";
import { type Finding, type Link, needsPerson, type Report } from "../reconcile/report.ts";
import { type FallbackPayment, type Row, rowTimeMs, type Upload } from "../reconcile/row.ts";
import { findingSentence, type Items, itemsOf } from "../reconcile/wording.ts";
import {
	type Derived,
	findSameFile,
	readFallbackPayments,
	readUploads,
	readWaitingBatch,
	replaceDerived,
	type WaitingBatch,
	writeReadBatch,
	writeRefusedBatch,
} from "../store/batch.ts";
import { readPins } from "../store/books.ts";
import type { Database, Queryable } from "../store/database.ts";
import { derivedId, type Members } from "../store/derived-id.ts";
import { keepDoublePayments } from "../store/double-payment.ts";
import { readShop } from "../store/shop.ts";
import { isRefusal, type Text } from "../text.ts";
import type { Carrier, Outcome } from "./deliver.ts";
import type { Effect } from "./kind.ts";

/** A new file is matched together with what the store uploaded and sold in these days, and with all that the file reaches back to. */
const TOGETHER_DAYS = 7;
const TOGETHER_LIMIT = 20;
/** A terminal's clock may be wrong by a whole hour. */
const CLOCK_MARGIN_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** `nowMs` is the runtime's clock. */
export function storeMatcher(database: Database, nowMs: () => number): Carrier {
	return async (merchantId, effect) => {
		const { to: storeId, batchId, tell } = effect as Effect & MatchOrder;
		const shop = await readShop(database, merchantId, storeId);
		if (shop === null) return {}; // the store is gone
		if (batchId === null) {
			const again = await matchStore(database, merchantId, shop, nowMs(), null);
			const event = { kind: "matched", open: again.report.findings.filter(needsPerson).length, tell };
			return { event, write: again.write };
		}
		const batch = await readWaitingBatch(database, merchantId, batchId);
		if (batch === null) return {}; // ended before a crash; its outcome is told already
		const same = await findSameFile(database, merchantId, batch);
		if (same !== null) return refusedBatch(merchantId, batchId, batch, sameFile(same));
		const upload = readBatch(batch.name, new TextEncoder().encode(batch.content), {
			currency: shop.currency,
			timeZone: shop.timeZone,
		});
		if (isRefusal(upload)) return refusedBatch(merchantId, batchId, batch, upload.refused);
		if (upload.rows.length === 0) return refusedBatch(merchantId, batchId, batch, NO_ROWS);
		const { report, payments, items, write } = await matchStore(database, merchantId, shop, nowMs(), upload);
		return {
			event: outcomeOf(upload, report, payments, items, shop.isDemo, shop.timeZone),
			write: async (tx) => {
				await writeReadBatch(tx, merchantId, batchId, upload);
				await write(tx);
			},
		};
	};
}

/** Matches what the store sold lately with what it uploaded lately and `upload`; `write` puts the result in its place. */
async function matchStore(database: Database, merchantId: string, shop: Shop, nowMs: number, upload: Upload | null) {
	const { storeId } = shop;
	const lately = nowMs - TOGETHER_DAYS * DAY_MS;
	const earlier = await readUploads(database, merchantId, storeId, lately, TOGETHER_LIMIT);
	const uploads = upload === null ? earlier : [...earlier, upload];
	const sinceMs = Math.min(firstTimeMs(uploads) - CLOCK_MARGIN_MS, lately);
	const payments = await readFallbackPayments(database, merchantId, storeId, sinceMs, shop.isDemo);
	const report = reconcile(payments, uploads, await readPins(database, merchantId, storeId));
	const items = itemsOf(payments, uploads);
	const { links, findings } = derive(report, items, sinceMs);
	const write = async (tx: Queryable) => {
		await replaceDerived(tx, merchantId, storeId, sinceMs, links, findings);
		await keepDoublePayments(tx, merchantId, storeId);
	};
	return { report, payments, items, write };
}

const NO_ROWS: Text = {
	en: "There is no sale in this file. Close the batch on the terminal, export it again and send that.",
	zh: "文件中没有任何销售。请先在刷卡机上结算批次，重新导出后再发送。",
	es: "No hay ninguna venta en este archivo. Cierre el lote en la terminal, expórtelo otra vez y envíelo.",
};

const sameFile = (name: string): Text => ({
	en: `The same file was read before as ${name}; send only new ones.`,
	zh: `同一文件此前已作为 ${name} 读取；请只发送新文件。`,
	es: `El mismo archivo ya se leyó como ${name}; envíe solo archivos nuevos.`,
});

function refusedBatch(merchantId: string, id: string, batch: WaitingBatch, because: Text): Outcome {
	const event: BatchOutcome = { kind: "batch-refused", name: batch.name, because };
	return { event, write: (tx) => writeRefusedBatch(tx, merchantId, id, because) };
}

/** The earliest row of all, or the end of time when no row has one. */
function firstTimeMs(uploads: readonly Upload[]): number {
	let first = Number.MAX_SAFE_INTEGER;
	for (const { rows } of uploads) for (const row of rows) first = Math.min(first, rowTimeMs(row) ?? first);
	return first;
}

function derive(
	report: Report,
	{ payments, rows }: Items,
	sinceMs: number,
): { readonly links: readonly Derived<Link>[]; readonly findings: readonly Derived<Finding>[] } {
	const timeOf = (item: Members): number => {
		const paid = item.payment_ids.flatMap((id) => payments.get(id)?.createdAtMs ?? []);
		const rung = item.row_ids.flatMap((id) => timeOfRow(rows.get(id)) ?? []);
		// Our own clock says when the sale was; a terminal's may be an hour wrong.
		const times = paid.length > 0 ? paid : rung;
		// Never before the window, or the next matching would leave it standing beside its successor.
		return Math.max(sinceMs, times.length === 0 ? sinceMs : Math.min(...times));
	};
	return {
		links: report.links.map((item) => ({ id: derivedId(`link ${item.role}`, item), atMs: timeOf(item), item })),
		findings: report.findings.map((item) => ({ id: derivedId(item.class, item), atMs: timeOf(item), item })),
	};
}

const timeOfRow = (row: Row | undefined): number | undefined =>
	row === undefined ? undefined : (rowTimeMs(row) ?? undefined);

function outcomeOf(
	{ fileName: name, remarks }: ReadUpload,
	report: Report,
	payments: readonly FallbackPayment[],
	items: Items,
	isPractice: boolean,
	timeZone: string,
): BatchOutcome {
	const paid = payments.filter(({ status }) => status === "paid");
	const linked = new Set(report.links.filter(({ role }) => role === "terminal").flatMap((link) => link.payment_ids));
	const open = report.findings.filter(needsPerson);
	return {
		kind: "batch-read",
		name,
		matched: paid.filter(({ paymentId }) => linked.has(paymentId)).length,
		payments: paid.length,
		lines: open.slice(0, BATCH_LINES_LIMIT).map((finding) => findingSentence(finding, items, timeZone)),
		open: open.length,
		remarks: remarks.slice(0, REMARKS_LIMIT),
		isPractice,
	};
}
