/** The pure work of a matching, in this thread or in another: plain data in, plain data out. */

import { BATCH_LINES_LIMIT, type BatchOutcome, REMARKS_LIMIT } from "../reconcile/batch.ts";
import type { Pinned } from "../reconcile/matching.ts";
import { readBatch } from "../reconcile/read-batch.ts";
import { reconcile } from "../reconcile/reconcile.ts";
import { type Finding, type Link, needsPerson, type Report } from "../reconcile/report.ts";
import { type FallbackPayment, type Role, type Row, rowTimeMs, type Upload } from "../reconcile/row.ts";
import { findingSentence, type Items, itemsOf } from "../reconcile/wording.ts";
import { type Derived, type DerivedJson, derivedJson } from "../store/batch.ts";
import { rowPages, type StoredUpload, uploadOf } from "../store/batch-rows.ts";
import { derivedId, type Members } from "../store/derived-id.ts";
import { isRefusal, type Text } from "../text.ts";

/** The new file, or none, and what is matched together with it. */
export type FilesToRead = {
	readonly file: { readonly name: string; readonly content: string } | null;
	readonly currency: string;
	readonly timeZone: string;
	readonly earlier: readonly StoredUpload[];
};

/** Of the new file: what the database keeps of it. `firstMs`: the earliest row of all files, null when no row has a time. */
export type FilesRead =
	| { readonly refused: Text }
	| { readonly firstMs: number | null; readonly file: FileRead | null };
export type FileRead = {
	readonly format: string;
	readonly role: Role;
	readonly rowCount: number;
	readonly pages: readonly string[];
};

/** Payments since `sinceMs`: from there on links and findings are derived anew. */
export type ToMatch = {
	readonly payments: readonly FallbackPayment[];
	readonly pins: readonly Pinned[];
	readonly sinceMs: number;
	readonly isPractice: boolean;
};

/** `outcome` is of the new file. */
export type Matched = {
	readonly outcome: BatchOutcome | null;
	readonly open: number;
	readonly derived: DerivedJson;
};

/** The two halves of a matching, one after the other: which payments count is known only when the file is read. */
export type MatchWork = { read(files: FilesToRead): FilesRead; match(rest: ToMatch): Matched };

/** Keeps what was read until it is matched. */
export function matchWork(): MatchWork {
	let kept: Kept = { uploads: [], name: null, remarks: [], timeZone: "UTC" };
	return {
		read: (files) => {
			const { file, timeZone, earlier } = files;
			const upload = file === null ? null : readNew(file.name, file.content, files);
			if (upload !== null && isRefusal(upload)) return upload;
			const before = earlier.map(uploadOf);
			const uploads = upload === null ? before : [...before, upload];
			kept = { uploads, name: file?.name ?? null, remarks: upload?.remarks ?? [], timeZone };
			const { format, role, rows } = upload ?? { format: "", role: "terminal" as const, rows: [] };
			const read = upload && { format, role, rowCount: rows.length, pages: rowPages(upload) };
			return { firstMs: firstTimeMs(uploads), file: read };
		},
		match: (rest) => matchKept(kept, rest),
	};
}

type Kept = {
	readonly uploads: readonly Upload[];
	readonly name: string | null;
	readonly remarks: readonly Text[];
	readonly timeZone: string;
};

function readNew(name: string, content: string, { currency, timeZone }: FilesToRead) {
	const upload = readBatch(name, new TextEncoder().encode(content), { currency, timeZone });
	return isRefusal(upload) || upload.rows.length > 0 ? upload : { refused: NO_ROWS };
}

const NO_ROWS: Text = {
	en: "There is no sale in this file. Close the batch on the terminal, export it again and send that.",
	zh: "文件中没有任何销售。请先在刷卡机上结算批次，重新导出后再发送。",
	es: "No hay ninguna venta en este archivo. Cierre el lote en la terminal, expórtelo otra vez y envíelo.",
};

function firstTimeMs(uploads: readonly Upload[]): number | null {
	let first = Number.MAX_SAFE_INTEGER;
	for (const { rows } of uploads) for (const row of rows) first = Math.min(first, rowTimeMs(row) ?? first);
	return first === Number.MAX_SAFE_INTEGER ? null : first;
}

function matchKept(
	{ uploads, name, remarks, timeZone }: Kept,
	{ payments, pins, sinceMs, isPractice }: ToMatch,
): Matched {
	const report = reconcile(payments, uploads, pins);
	const items = itemsOf(payments, uploads);
	const open = report.findings.filter(needsPerson);
	const counts = countMatched(report, payments);
	const outcome: BatchOutcome | null =
		name === null
			? null
			: {
					kind: "batch-read",
					name,
					...counts,
					lines: open.slice(0, BATCH_LINES_LIMIT).map((finding) => findingSentence(finding, items, timeZone)),
					open: open.length,
					remarks: remarks.slice(0, REMARKS_LIMIT),
					isPractice,
				};
	return { outcome, open: open.length, derived: derive(report, items, sinceMs) };
}

function countMatched(report: Report, payments: readonly FallbackPayment[]) {
	const paid = payments.filter(({ status }) => status === "paid");
	const linked = new Set(report.links.filter(({ role }) => role === "terminal").flatMap((link) => link.payment_ids));
	return { matched: paid.filter(({ paymentId }) => linked.has(paymentId)).length, payments: paid.length };
}

function derive({ links, findings }: Report, { payments, rows }: Items, sinceMs: number): DerivedJson {
	const timeOf = (item: Members): number => {
		const paid = item.payment_ids.flatMap((id) => payments.get(id)?.createdAtMs ?? []);
		const rung = item.row_ids.flatMap((id) => timeOfRow(rows.get(id)) ?? []);
		// Our own clock says when the sale was; a terminal's may be an hour wrong.
		const times = paid.length > 0 ? paid : rung;
		// Never before the window, or the next matching would leave it standing beside its successor.
		return Math.max(sinceMs, times.length === 0 ? sinceMs : Math.min(...times));
	};
	const derived = <Item extends Members>(item: Item, what: string): Derived<Item> => ({
		id: derivedId(what, item),
		atMs: timeOf(item),
		item,
	});
	return derivedJson(
		links.map((link): Derived<Link> => derived(link, `link ${link.role}`)),
		findings.map((finding): Derived<Finding> => derived(finding, finding.class)),
	);
}

const timeOfRow = (row: Row | undefined): number | undefined =>
	row === undefined ? undefined : (rowTimeMs(row) ?? undefined);
