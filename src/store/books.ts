/** SQL about the books of a store: what people decided, and what stands in the way of closing its outages. */

import type { Address } from "../actor.ts";
import type { BooksWrite } from "../reconcile/books.ts";
import { isSettling } from "../reconcile/decisions.ts";
import type { Pinned } from "../reconcile/matching.ts";
import { needsPerson } from "../reconcile/report.ts";
import type { Standing } from "../reconcile/standing.ts";
import type { Queryable } from "./database.ts";
import { readFindings } from "./finding.ts";
import { booksSince, readOutages } from "./outage.ts";

/** The links that people made, oldest first. */
export function readPins(database: Queryable, merchantId: string, storeId: string): Promise<readonly Pinned[]> {
	return database.query<Pinned>(
		`select payment_id as "paymentId", row_name as row from decision
		where merchant_id = $1 and store_id = $2 and subject_kind = 'finding' and act = 'other_link'
			and payment_id is not null and row_name is not null
		order by id`,
		[merchantId, storeId],
	);
}

/** Whether both sides of a link that a person wants to make are this store's. */
export async function isOfStore(
	database: Queryable,
	merchantId: string,
	storeId: string,
	paymentId: string,
	row: string | null,
): Promise<boolean> {
	const [both] = await database.query<{ payment: boolean; row: boolean }>(
		`select
			exists (select from payment p join sale s on s.merchant_id = p.merchant_id and s.id = p.sale_id
				where p.merchant_id = $1 and s.store_id = $2 and p.id = $3) as payment,
			$4::text is null or exists (select from batch_row r join batch b on b.merchant_id = r.merchant_id and b.id = r.batch_id
				where r.merchant_id = $1 and b.store_id = $2 and b.state = 'read' and r.row_id = $4::text) as row`,
		[merchantId, storeId, paymentId, row],
	);
	return both?.payment === true && both.row;
}

/** What stands in the way of closing the store's outages. */
export async function readStanding(
	database: Queryable,
	merchantId: string,
	storeId: string,
	nowMs: number,
): Promise<Standing> {
	const outages = (await readOutages(database, merchantId, storeId)).filter(({ closedAtMs }) => closedAtMs === null);
	const sinceMs = booksSince(outages, nowMs);
	const since = [merchantId, storeId, iso(sinceMs)] as const;
	const sales = await database.query<{ ref: string; isOpen: boolean }>(
		`select s.ref, exists (select from payment p where p.merchant_id = s.merchant_id and p.sale_id = s.id
				and p.state in ('created', 'shown', 'claimed')) as "isOpen"
		from sale s where s.merchant_id = $1 and s.store_id = $2 and s.created_at >= $3::timestamptz and s.state <> 'cancelled'
		order by s.created_at, s.id`,
		since,
	);
	const [files] = await database.query<{ unread: number; read: number }>(
		`select count(*) filter (where state = 'uploaded') as unread,
			count(*) filter (where state = 'read' and role = 'terminal') as read
		from batch where merchant_id = $1 and store_id = $2 and uploaded_at >= $3::timestamptz`,
		since,
	);
	const findings = (await readFindings(database, merchantId, storeId, { sinceMs })).filter(({ finding }) =>
		needsPerson(finding),
	);
	return {
		outages: outages.length,
		goingOn: outages.filter(({ restoredAtMs }) => restoredAtMs === null).length,
		openSales: sales.filter(({ isOpen }) => isOpen).map(({ ref }) => ref),
		sales: sales.length,
		unreadFiles: files?.unread ?? 0,
		readFiles: files?.read ?? 0,
		openFindings: findings.filter(({ decided }) => decided === null).length,
		owedRefunds: findings.filter(({ decided }) => decided !== null && !isSettling(decided.act)).length,
		conversations: outages.map(({ conversationId }): Address => `conversation/${conversationId}`),
	};
}

export async function writeBooks(tx: Queryable, merchantId: string, writes: readonly BooksWrite[]): Promise<void> {
	for (const write of writes) {
		if (write.kind === "decision") await writeDecision(tx, merchantId, write);
		else await writeClosed(tx, merchantId, write);
	}
}

async function writeDecision(
	tx: Queryable,
	merchantId: string,
	write: BooksWrite & { kind: "decision" },
): Promise<void> {
	const { storeId, findingId, act, personId, note, pin, atMs } = write;
	await tx.query(
		`insert into decision (merchant_id, store_id, subject_kind, subject_id, act, person_id, note, payment_id, row_name, decided_at)
		values ($1, $2, 'finding', $3, $4, $5, $6, $7, $8, $9::timestamptz)`,
		[merchantId, storeId, findingId, act, personId, note, pin?.paymentId ?? null, pin?.row ?? null, iso(atMs)],
	);
}

async function writeClosed(tx: Queryable, merchantId: string, write: BooksWrite & { kind: "closed" }): Promise<void> {
	const { storeId, personId, atMs } = write;
	await tx.query(
		`with closed as (
			update outage set closed_at = $4::timestamptz, closed_by = $3
			where merchant_id = $1 and store_id = $2 and closed_at is null returning id
		)
		insert into decision (merchant_id, store_id, subject_kind, subject_id, act, person_id, decided_at)
		select $1, $2, 'outage', id, 'close', $3, $4::timestamptz from closed`,
		[merchantId, storeId, personId, iso(atMs)],
	);
}

const iso = (ms: number): string => new Date(ms).toISOString();
