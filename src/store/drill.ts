/** SQL about drills: when a shop practised, in which chat, and how long it took. */

import type { Money } from "../fallback/money.ts";
import type { DrillWrite, Hard, HardWrite, Readiness, RemindedWrite } from "../helpdesk/drill-state.ts";
import type { Queryable } from "./database.ts";

const iso = (ms: number): string => new Date(ms).toISOString();

export async function writeDrill(tx: Queryable, merchantId: string, write: DrillWrite): Promise<void> {
	const { conversationId, storeId, doneAtMs } = write;
	const { id, code, money, startedAtMs, by } = write.drill;
	await tx.query(
		`insert into drill (merchant_id, id, store_id, conversation_id, code, amount_minor, currency, started_at, person)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
		[merchantId, id, storeId, conversationId, code, money.minor, money.currency, iso(startedAtMs), by ?? null],
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
	type Row = Record<"drilled" | "reminded" | "since", Date | null> & { readonly hasThread: boolean };
	const [row] = await tx.query<Row>(
		`select s.reminded_at as reminded,
			(select max(d.done_at) from drill d where d.merchant_id = s.merchant_id and d.store_id = s.id) as drilled,
			(select min(c.created_at) from conversation c where c.merchant_id = s.merchant_id and c.store_id = s.id) as since,
			exists (select from conversation c
				where c.merchant_id = s.merchant_id and c.store_id = s.id and c.thread is not null) as "hasThread"
		from store s where s.merchant_id = $1 and s.id = $2`,
		[merchantId, storeId],
	);
	return {
		drilledAtMs: row?.drilled?.getTime() ?? null,
		remindedAtMs: row?.reminded?.getTime() ?? null,
		...(row?.since ? { sinceMs: row.since.getTime() } : {}),
		hasThread: row?.hasThread ?? false,
	};
}

/** Only the chat that practised says what was hard. */
export async function writeHard(tx: Queryable, merchantId: string, write: HardWrite): Promise<void> {
	await tx.query("update drill set hard = $4 where merchant_id = $1 and id = $2 and conversation_id = $3", [
		merchantId,
		write.id,
		write.conversationId,
		write.hard,
	]);
}

export type DrillDone = {
	readonly merchantId: string;
	readonly storeId: string;
	/** Who practised, as the platform names them; null where it does not say. */
	readonly person: string | null;
	/** `web`, `slack`, … */
	readonly platform: string | null;
	readonly startedAtMs: number;
	/** Null: not ended. */
	readonly tookMs: number | null;
	readonly hard: Hard | null;
};

/** The drills of a store, the newest first. */
export async function listDrills(
	database: Queryable,
	merchantId: string,
	storeId: string,
	limit: number,
): Promise<readonly DrillDone[]> {
	type Listed = Omit<DrillDone, "startedAtMs" | "tookMs"> & { readonly started: Date; readonly done: Date | null };
	const rows = await database.query<Listed>(
		`select d.merchant_id as "merchantId", d.store_id as "storeId", d.person, c.platform, d.hard,
			d.started_at as started, d.done_at as done
		from drill d left join conversation c on c.merchant_id = d.merchant_id and c.id = d.conversation_id
		where d.merchant_id = $1 and d.store_id = $2 order by d.started_at desc, d.id limit $3`,
		[merchantId, storeId, limit],
	);
	return rows.map(({ started, done, ...drill }) => ({
		...drill,
		startedAtMs: started.getTime(),
		tookMs: done === null ? null : done.getTime() - started.getTime(),
	}));
}
