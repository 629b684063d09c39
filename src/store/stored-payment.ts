/** SQL about payments that terminals have stored: what was said of them, never changed. */

import { STORED_MEMORY_DAYS, type StoredReport, type StoredWrite } from "../fallback/exposure.ts";
import type { Queryable } from "./database.ts";

const REPORTS_LIMIT = 500;

type ReportRow = Omit<StoredReport, "sum" | "saidAtMs" | "oldestAtMs"> & {
	readonly minor: number | null;
	readonly currency: string | null;
	readonly said: Date;
	readonly oldest: Date;
};

/** What was said of a store's terminals lately, oldest first. */
export async function readStoredReports(
	database: Queryable,
	merchantId: string,
	storeId: string,
	nowMs: number,
): Promise<readonly StoredReport[]> {
	const rows = await database.query<ReportRow>(
		`select id, kind, terminal_id as "terminalId", count, amount_minor as minor, currency, said_at as said, oldest_at as oldest
		from stored_payment
		where merchant_id = $1 and store_id = $2 and said_at >= $3::timestamptz - make_interval(days => $4)
		order by said_at desc, id desc limit $5`,
		[merchantId, storeId, iso(nowMs), STORED_MEMORY_DAYS, REPORTS_LIMIT],
	);
	return [...rows].reverse().map(({ minor, currency, said, oldest, ...report }) => ({
		...report,
		sum: minor === null || currency === null ? null : { minor, currency },
		saidAtMs: said.getTime(),
		oldestAtMs: oldest.getTime(),
	}));
}

/** Keeps what was said; said again it stays as it was. */
export async function writeStoredReport(
	tx: Queryable,
	merchantId: string,
	{ conversationId, storeId, outageId, report }: StoredWrite,
): Promise<void> {
	await tx.query(
		`insert into stored_payment (merchant_id, id, store_id, conversation_id, outage_id, terminal_id, kind, count,
			amount_minor, currency, said_at, oldest_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::timestamptz, $12::timestamptz)
		on conflict (merchant_id, id) do nothing`,
		[
			merchantId,
			report.id,
			storeId,
			conversationId,
			outageId,
			report.terminalId,
			report.kind,
			report.count,
			report.sum?.minor ?? null,
			report.sum?.currency ?? null,
			iso(report.saidAtMs),
			iso(report.oldestAtMs),
		],
	);
}

const iso = (ms: number): string => new Date(ms).toISOString();
