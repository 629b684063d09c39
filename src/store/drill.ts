/** SQL about drills: when a shop practised, in which chat, and how long it took. */

import type { Money } from "../fallback/money.ts";
import type { DrillWrite, Readiness, RemindedWrite } from "../helpdesk/drill-state.ts";
import type { Queryable } from "./database.ts";

const iso = (ms: number): string => new Date(ms).toISOString();

export async function writeDrill(tx: Queryable, merchantId: string, write: DrillWrite): Promise<void> {
	const { conversationId, storeId, doneAtMs } = write;
	const { id, code, money, startedAtMs } = write.drill;
	await tx.query(
		`insert into drill (merchant_id, id, store_id, conversation_id, code, amount_minor, currency, started_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
		[merchantId, id, storeId, conversationId, code, money.minor, money.currency, iso(startedAtMs)],
	);
	await tx.query(
		"insert into address (code, merchant_id, kind, target_id) values ($1, $2, 'drill', $3) on conflict do nothing",
		[code, merchantId, id],
	);
	if (doneAtMs !== null)
		await tx.query("update drill set done_at = coalesce(done_at, $3) where merchant_id = $1 and id = $2", [
			merchantId,
			id,
			iso(doneAtMs),
		]);
}

export type DrillPage = {
	readonly merchantId: string;
	readonly id: string;
	readonly conversationId: string;
	readonly storeName: string;
	readonly money: Money;
	readonly startedAtMs: number;
	readonly isDone: boolean;
};

type Row = Omit<DrillPage, "money" | "startedAtMs"> & {
	readonly minor: number;
	readonly currency: string;
	readonly startedAt: Date;
};

/** What the practice page of a drill shows, or null for a code that is none. */
export async function readDrillPage(database: Queryable, code: string): Promise<DrillPage | null> {
	const [row] = await database.query<Row>(
		`select d.merchant_id as "merchantId", d.id, d.conversation_id as "conversationId", s.name as "storeName",
			d.amount_minor as minor, d.currency, d.started_at as "startedAt", d.done_at is not null as "isDone"
		from address a
		join drill d on d.merchant_id = a.merchant_id and d.id = a.target_id
		join store s on s.merchant_id = d.merchant_id and s.id = d.store_id
		where a.code = $1 and a.kind = 'drill'`,
		[code],
	);
	if (row === undefined) return null;
	const { minor, currency, startedAt, ...page } = row;
	return { ...page, money: { minor, currency }, startedAtMs: startedAt.getTime() };
}

export async function writeReminded(
	tx: Queryable,
	merchantId: string,
	{ storeId, atMs }: RemindedWrite,
): Promise<void> {
	await tx.query("update store set reminded_at = $3 where merchant_id = $1 and id = $2", [
		merchantId,
		storeId,
		iso(atMs),
	]);
}

/** When the store last practised, and was last reminded to. */
export async function readReadiness(tx: Queryable, merchantId: string, storeId: string): Promise<Readiness> {
	const [row] = await tx.query<{ readonly drilled: Date | null; readonly reminded: Date | null }>(
		`select s.reminded_at as reminded,
			(select max(d.done_at) from drill d where d.merchant_id = s.merchant_id and d.store_id = s.id) as drilled
		from store s where s.merchant_id = $1 and s.id = $2`,
		[merchantId, storeId],
	);
	return { drilledAtMs: row?.drilled?.getTime() ?? null, remindedAtMs: row?.reminded?.getTime() ?? null };
}
