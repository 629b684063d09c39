/** SQL about escalations. */

import type { Escalation, EscalationWrite } from "../helpdesk/escalation.ts";
import { asJson, type Queryable } from "./database.ts";

export async function writeEscalation(
	tx: Queryable,
	merchantId: string,
	{ escalation }: EscalationWrite,
): Promise<void> {
	const { id, conversation, state, claimedBy, openedAtMs, closedAtMs } = escalation;
	await tx.query(
		`insert into escalation (merchant_id, id, conversation_id, state, card, opened_at, claimed_by, closed_at)
		values ($1, $2, $3, $4, $5::jsonb, $6::timestamptz, $7, $8::timestamptz)
		on conflict (merchant_id, id) do update set state = excluded.state, card = excluded.card,
			claimed_by = excluded.claimed_by, closed_at = excluded.closed_at`,
		[
			merchantId,
			id,
			conversation,
			state,
			asJson(escalation),
			new Date(openedAtMs).toISOString(),
			claimedBy,
			closedAtMs === null ? null : new Date(closedAtMs).toISOString(),
		],
	);
}

export type Listed = { readonly merchantId: string; readonly escalation: Escalation };

/** Escalations that are not closed, oldest first. */
export function listEscalations(database: Queryable, limit: number): Promise<readonly Listed[]> {
	return database.query<Listed>(
		`select merchant_id as "merchantId", card as escalation from escalation
		where state <> 'closed' order by opened_at, id limit $1`,
		[limit],
	);
}

/** The escalations whose id begins so: one, none, or several when too little of it was given. */
export function findEscalations(database: Queryable, idBegins: string): Promise<readonly Listed[]> {
	return database.query<Listed>(
		`select merchant_id as "merchantId", card as escalation from escalation where starts_with(id, $1) order by id limit 2`,
		[idBegins],
	);
}
