/** Carries out `match`: reads an uploaded file and matches it with the store's fallback payments. */

import { createHash } from "node:crypto";
import { BATCH_LINES_LIMIT, type BatchOutcome } from "../reconcile/batch.ts";
import { readBatch } from "../reconcile/read-batch.ts";
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
import type { Database } from "../store/database.ts";
import { readShop } from "../store/shop.ts";
import { isRefusal, type Text } from "../text.ts";
import type { Carrier, Outcome } from "./deliver.ts";

/** A new file is matched together with what the store uploaded and sold in these days, and with all that the file reaches back to. */
const TOGETHER_DAYS = 7;
const TOGETHER_LIMIT = 20;
/** A terminal's clock may be wrong by a whole hour. */
const CLOCK_MARGIN_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
const HASH_CHARS = 24;

/** `nowMs` is the runtime's clock. */
export function batchMatcher(database: Database, nowMs: () => number): Carrier {
	return async (merchantId, { to: id }) => {
		const batch = await readWaitingBatch(database, merchantId, id);
		const shop = batch === null ? null : await readShop(database, merchantId, batch.storeId);
		if (batch === null || shop === null) return {}; // ended before a crash; its outcome is told already
		const same = await findSameFile(database, merchantId, batch);
		if (same !== null) return refusedBatch(merchantId, id, batch, sameFile(same));
		const upload = readBatch(batch.name, batch.content, { currency: shop.currency });
		if (isRefusal(upload)) return refusedBatch(merchantId, id, batch, upload.refused);

		const uploads = [
			...(await readUploads(database, merchantId, batch.storeId, TOGETHER_DAYS, TOGETHER_LIMIT)),
			upload,
		];
		const sinceMs = Math.min(firstTimeMs(uploads) - CLOCK_MARGIN_MS, nowMs() - TOGETHER_DAYS * DAY_MS);
		const payments = await readFallbackPayments(database, merchantId, batch.storeId, sinceMs, shop.isDemo);
		const report = reconcile(payments, uploads);
		const items = itemsOf(payments, uploads);
		const derived = derive(report, items, sinceMs);
		return {
			event: outcomeOf(batch.name, report, payments, items, shop.isDemo, shop.timeZone),
			write: async (tx) => {
				await writeReadBatch(tx, merchantId, id, upload);
				await replaceDerived(tx, merchantId, batch.storeId, sinceMs, derived.links, derived.findings);
			},
		};
	};
}

const sameFile = (name: string): Text => ({
	en: `The same file was read before as ${name}; send only new ones.`,
	zh: `同一文件此前已作为 ${name} 读取；请只发送新文件。`,
});

function refusedBatch(merchantId: string, id: string, batch: WaitingBatch, because: Text): Outcome {
	const event: BatchOutcome = { kind: "batch-refused", name: batch.name, because };
	return { event, write: (tx) => writeRefusedBatch(tx, merchantId, id) };
}

/** The earliest row of all, or the end of time when no row has one. */
function firstTimeMs(uploads: readonly Upload[]): number {
	let first = Number.MAX_SAFE_INTEGER;
	for (const { rows } of uploads) for (const row of rows) first = Math.min(first, rowTimeMs(row) ?? first);
	return first;
}

type Members = { readonly payment_ids: readonly string[]; readonly row_ids: readonly string[] };

function derive(
	report: Report,
	{ payments, rows }: Items,
	sinceMs: number,
): { readonly links: readonly Derived<Link>[]; readonly findings: readonly Derived<Finding>[] } {
	const timeOf = (item: Members): number => {
		const paid = item.payment_ids.map((id) => payments.get(id)?.createdAtMs);
		const rung = item.row_ids.map((id) => timeOfRow(rows.get(id)));
		const times = [...paid, ...rung].filter((time) => time !== undefined);
		// Never before the window, or the next matching would leave it standing beside its successor.
		return Math.max(sinceMs, times.length === 0 ? sinceMs : Math.min(...times));
	};
	const name = (what: string, item: Members) =>
		createHash("sha256")
			.update(JSON.stringify([what, item.payment_ids, item.row_ids]))
			.digest("hex")
			.slice(0, HASH_CHARS);
	return {
		links: report.links.map((item) => ({ id: name(`link ${item.role}`, item), atMs: timeOf(item), item })),
		findings: report.findings.map((item) => ({ id: name(item.class, item), atMs: timeOf(item), item })),
	};
}

const timeOfRow = (row: Row | undefined): number | undefined =>
	row === undefined ? undefined : (rowTimeMs(row) ?? undefined);

function outcomeOf(
	name: string,
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
		isPractice,
	};
}
