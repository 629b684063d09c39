/**
 * SQL about the rows of batches. They are read and written in pages, each in a statement of its own: the embedded database
 * works in the server's thread, and 30,000 rows at once would keep every chat waiting for seconds.
 */

import { type Row, rowName, type Upload } from "../reconcile/row.ts";
import { asJson, type Database, type Queryable } from "./database.ts";

/** Some 30 ms of the embedded database. */
const WRITE_PAGE_ROWS = 400;
const READ_PAGE_ROWS = 1_000;

/** A file that was read before; its rows as JSON, `[position, row]` each, page by page in no order. */
export type StoredUpload = Omit<Upload, "rows"> & { readonly pages: readonly string[] };

/** The uploads read for a store that were uploaded since a moment, oldest first, at most `limit`. */
export async function readUploads(
	database: Database,
	merchantId: string,
	storeId: string,
	sinceMs: number,
	limit: number,
): Promise<readonly StoredUpload[]> {
	const batches = await database.query<Omit<Upload, "rows"> & { readonly id: string }>(
		`select id, name as "fileName", format, role from batch
		where merchant_id = $1 and store_id = $2 and state = 'read' and uploaded_at >= $3::timestamptz
		order by uploaded_at desc, id limit $4`,
		[merchantId, storeId, new Date(sinceMs).toISOString(), limit],
	);
	const uploads: StoredUpload[] = [];
	for (const { id, ...upload } of [...batches].reverse()) {
		uploads.push({ ...upload, pages: await readPages(database, merchantId, id) });
	}
	return uploads;
}

async function readPages(database: Queryable, merchantId: string, batchId: string): Promise<readonly string[]> {
	const pages: string[] = [];
	for (let after: string | null = null; ; ) {
		const [page]: readonly { readonly last: string | null; readonly rows: string }[] = await database.query(
			// By the key, which is an index; the place within the file comes with the row.
			`select max(r.row_id) as last, jsonb_agg(jsonb_build_array(r.position, r.body))::text as rows
			from (select row_id, position, body from batch_row
				where merchant_id = $1 and batch_id = $2 and ($3::text is null or row_id > $3::text)
				order by row_id limit $4) r`,
			[merchantId, batchId, after, READ_PAGE_ROWS],
		);
		if (page === undefined || page.last === null) return pages;
		pages.push(page.rows);
		after = page.last;
	}
}

/** Pure. A stored upload as it was when it was read. */
export function uploadOf({ pages, ...upload }: StoredUpload): Upload {
	const placed = pages.flatMap((page): readonly (readonly [number, Row])[] => JSON.parse(page));
	return { ...upload, rows: [...placed].sort(([a], [b]) => a - b).map(([, row]) => row) };
}

/** Pure. All rows as JSON that `writeRowPage` takes, a page each. */
export function rowPages({ rows }: Upload): readonly string[] {
	const kept = rows.map((row, position) => ({
		row_id: rowName(row),
		position,
		amount_minor: row.amountMinor,
		currency: row.currency,
		body: row,
	}));
	const pages: string[] = [];
	for (let from = 0; from < kept.length; from += WRITE_PAGE_ROWS) {
		pages.push(asJson(kept.slice(from, from + WRITE_PAGE_ROWS)));
	}
	return pages;
}

/** What is left of an earlier try to read a file: a newer program might read it otherwise. Of a file that is read nothing goes. */
export async function forgetRows(database: Queryable, merchantId: string, batchId: string): Promise<void> {
	await database.query(
		`with waiting as (select merchant_id, id from batch
			where merchant_id = $1 and id = $2 and state = 'uploaded' for update)
		delete from batch_row r using waiting w where r.merchant_id = w.merchant_id and r.batch_id = w.id`,
		[merchantId, batchId],
	);
}

/** Rows of a file that is not read yet count for nobody. Those that are there already are the same. */
export async function writeRowPage(
	database: Queryable,
	merchantId: string,
	batchId: string,
	page: string,
): Promise<void> {
	await database.query(
		`insert into batch_row (merchant_id, batch_id, row_id, position, amount_minor, currency, body)
		select $1, $2, r.row_id, r.position, r.amount_minor, r.currency, r.body
		from jsonb_to_recordset($3::jsonb) as r (row_id text, position int, amount_minor bigint, currency text, body jsonb)
		on conflict do nothing`,
		[merchantId, batchId, page],
	);
}

/** Ends a batch that was read: its rows count from now on, the file itself is forgotten. */
export async function writeReadBatch(
	tx: Queryable,
	merchantId: string,
	id: string,
	{ format, role, rowCount }: Pick<Upload, "format" | "role"> & { readonly rowCount: number },
): Promise<void> {
	// First its row, which `forgetRows` of a second worker then waits for.
	await tx.query(
		"update batch set state = 'read', format = $3, role = $4, content = null where merchant_id = $1 and id = $2",
		[merchantId, id, format, role],
	);
	const [kept] = await tx.query<{ count: number }>(
		"select count(*) as count from batch_row where merchant_id = $1 and batch_id = $2",
		[merchantId, id],
	);
	if (kept?.count !== rowCount) throw new Error("a second worker has forgotten rows of this file: it is read again");
}
