/** SQL about escalations. */

import type { EscalationWrite } from "../helpdesk/escalation-order.ts";
import type { Escalation } from "../helpdesk/escalation-state.ts";
import { asJson, type Queryable } from "./database.ts";
import { CARD, threadCode } from "./support-post.ts";

export async function writeEscalation(
	tx: Queryable,
	merchantId: string,
	{ escalation }: EscalationWrite,
): Promise<void> {
	const { id, conversation, storeId, state, severity, owner, openedAtMs, closedAtMs, card } = escalation;
	await tx.query(
		`insert into escalation (merchant_id, id, conversation_id, store_id, state, severity, cause, card, opened_at, claimed_by, closed_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9::timestamptz, $10, $11::timestamptz)
		on conflict (merchant_id, id) do update set state = excluded.state, severity = excluded.severity,
			card = excluded.card, claimed_by = excluded.claimed_by, closed_at = excluded.closed_at`,
		[
			merchantId,
			id,
			conversation,
			storeId,
			state,
			severity,
			card?.cause ?? null,
			asJson(escalation),
			iso(openedAtMs),
			owner?.name ?? null,
			closedAtMs === null ? null : iso(closedAtMs),
		],
	);
}

export type Found = {
	readonly merchantId: string;
	readonly escalation: Escalation;
	/** What the support desk's platform calls its card; null: it stands nowhere. */
	readonly card: string | null;
};
/** As a list has it: without everything that happened in it. */
export type Listed = Omit<Found, "escalation"> & { readonly escalation: Omit<Escalation, "timeline"> };

const FOUND = `e.merchant_id as "merchantId", e.card as escalation, p.posted as card
	from escalation e left join support_post p
		on p.merchant_id = e.merchant_id and p.escalation_id = e.id and p.name = '${CARD}'`;

/** Escalations that are not closed: the most urgent first, then the oldest. */
export function listEscalations(database: Queryable, limit: number): Promise<readonly Listed[]> {
	return database.query<Listed>(
		`select e."merchantId", e.escalation - 'timeline' as escalation, e.card from (
			select ${FOUND} where e.state <> 'closed'
			order by case e.severity when 'urgent' then 0 when 'normal' then 1 else 2 end, e.opened_at, e.id limit $1
		) e`,
		[limit],
	);
}

/** The escalations whose id begins so: one, none, or several when too little of it was given. */
export function findEscalations(database: Queryable, idBegins: string): Promise<readonly Found[]> {
	return database.query<Found>(`select ${FOUND} where starts_with(e.id, $1) order by e.id limit 2`, [idBegins]);
}

/** The escalation of this whole id, or null. */
export async function readEscalation(database: Queryable, id: string): Promise<Found | null> {
	const [found] = await database.query<Found>(`select ${FOUND} where e.id = $1 order by e.opened_at limit 1`, [id]);
	return found ?? null;
}

/** The escalation whose thread this is on the support desk's platform, or null. `thread` begins with the platform's name. */
export async function findSupportThread(database: Queryable, thread: string): Promise<Found | null> {
	const [found] = await database.query<Found>(
		`select ${FOUND} join address a on a.merchant_id = e.merchant_id and a.target_id = e.id
		where a.kind = 'support' and a.code = $1`,
		[threadCode(thread)],
	);
	return found ?? null;
}

const iso = (ms: number): string => new Date(ms).toISOString();
