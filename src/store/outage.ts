/** SQL about outages: the episodes of a store. */

import type { ConversationWrite, Outage } from "../helpdesk/conversation-state.ts";
import type { Cause } from "../helpdesk/triage.ts";
import type { Queryable } from "./database.ts";

const WITHOUT_OUTAGE_MS = 24 * 60 * 60_000;

/** The store's outage that is still going on, whoever reported it, or null. */
export async function readOpenOutage(database: Queryable, merchantId: string, storeId: string): Promise<Outage | null> {
	const [row] = await database.query<{ id: string; cause: Cause | null; started: Date }>(
		`select id, cause, started_at as started from outage
		where merchant_id = $1 and store_id = $2 and restored_at is null and closed_at is null
		order by started_at, id limit 1`,
		[merchantId, storeId],
	);
	return row === undefined
		? null
		: { id: row.id, cause: row.cause, startedAtMs: row.started.getTime(), restoredAtMs: null };
}

export type StoreOutage = {
	readonly id: string;
	readonly cause: string | null;
	readonly conversationId: string;
	readonly startedAtMs: number;
	readonly restoredAtMs: number | null;
	readonly closedAtMs: number | null;
	/** The id of the person who closed it. */
	readonly closedBy: string | null;
};

/** The store's outages that are not closed, oldest first; where all are, the last one. None for a store without any. */
export async function readOutages(
	database: Queryable,
	merchantId: string,
	storeId: string,
): Promise<readonly StoreOutage[]> {
	type OutageRow = Omit<StoreOutage, "startedAtMs" | "restoredAtMs" | "closedAtMs"> & {
		readonly started: Date;
		readonly restored: Date | null;
		readonly closed: Date | null;
	};
	const rows = await database.query<OutageRow>(
		`select id, cause, conversation_id as "conversationId", started_at as started, restored_at as restored,
			closed_at as closed, closed_by as "closedBy"
		from outage where merchant_id = $1 and store_id = $2
		order by closed_at is not null, case when closed_at is null then started_at end, started_at desc, id limit 100`,
		[merchantId, storeId],
	);
	const outages = rows.map(({ started, restored, closed, ...outage }) => ({
		...outage,
		startedAtMs: started.getTime(),
		restoredAtMs: restored?.getTime() ?? null,
		closedAtMs: closed?.getTime() ?? null,
	}));
	const open = outages.filter(({ closedAtMs }) => closedAtMs === null);
	return open.length > 0 ? open : outages.slice(0, 1);
}

/** From when on the books of these outages look: the first one's beginning; without any, a day back. */
export const booksSince = (outages: readonly StoreOutage[], nowMs: number): number =>
	outages[0]?.startedAtMs ?? nowMs - WITHOUT_OUTAGE_MS;

/** An outage as its conversation has it now. Restored once, it stays so, whoever says it again. */
export async function writeOutage(
	tx: Queryable,
	merchantId: string,
	write: ConversationWrite & { readonly kind: "outage" },
): Promise<void> {
	const { outage, storeId, conversationId } = write;
	await tx.query(
		`insert into outage (merchant_id, id, store_id, conversation_id, cause, started_at, restored_at)
		values ($1, $2, $3, $4, $5, $6::timestamptz, $7::timestamptz)
		on conflict (merchant_id, id) do update set cause = excluded.cause,
			restored_at = coalesce(outage.restored_at, excluded.restored_at)`,
		[
			merchantId,
			outage.id,
			storeId,
			conversationId,
			outage.cause,
			iso(outage.startedAtMs),
			outage.restoredAtMs === null ? null : iso(outage.restoredAtMs),
		],
	);
}

const iso = (ms: number): string => new Date(ms).toISOString();
