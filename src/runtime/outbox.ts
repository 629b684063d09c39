/** SQL about the effects that wait on a lane. */

import type { Address } from "../actor.ts";
import type { Database, Queryable } from "../store/database.ts";
import type { Effect } from "./kind.ts";
import type { Claim } from "./lease.ts";

const LANE_LIMIT = 20;

export type Waiting = {
	readonly id: number;
	readonly actor_id: Address;
	readonly key: string;
	readonly payload: Effect & {
		readonly event?: object;
		readonly subject?: string;
		/** Of a `send`. */
		readonly thread?: string | null;
		readonly said?: { readonly reply?: { readonly replaces?: number | null } };
		/** Of a `support`. */
		readonly do?: string;
		readonly isEdit?: boolean;
		readonly replaces?: string | null;
	};
};

/** Into a platform's thread, where people would see it twice. Whatever else is begun again is repeated without a trace. */
export function isSeen({ payload }: Waiting): boolean {
	if (payload.kind === "refund") return true; // money
	if (payload.kind === "support") return payload.do !== "tell";
	return payload.kind === "send" && (payload.thread ?? null) !== null;
}

export function isEdit(effect: Waiting): boolean {
	const { kind, said, isEdit, replaces } = effect.payload;
	if (kind === "support") return isEdit === true || (replaces ?? null) !== null;
	return isSeen(effect) && (said?.reply?.replaces ?? null) !== null;
}

export const readWaiting = (database: Database, { merchantId, id }: Claim): Promise<readonly Waiting[]> =>
	database.query<Waiting>(
		"select id, actor_id, key, payload from outbox where merchant_id = $1 and lane_id = $2 and sent_at is null order by id limit $3",
		[merchantId, id, LANE_LIMIT],
	);

// What an effect edits, within its lane; null: nothing.
const EDITED = `case payload ->> 'kind'
	when 'send' then case when payload ->> 'thread' is not null then payload -> 'said' -> 'reply' ->> 'replaces' end
	when 'support' then case when payload ->> 'isEdit' = 'true' then payload ->> 'do'
		else 'line ' || (payload ->> 'replaces') end
end`;

/** Of several edits of one thing that wait only the newest goes out: nobody could read the others. False when there were none. */
export async function tickOutdated(database: Database, { merchantId, id }: Claim): Promise<boolean> {
	const outdated = await database.query(
		`with edit as (
			select id, lead(id) over (partition by ${EDITED} order by id) as newer
			from outbox
			where merchant_id = $1 and lane_id = $2 and sent_at is null and ${EDITED} is not null
		)
		update outbox set sent_at = now()
		where merchant_id = $1 and id in (select id from edit where newer is not null) and sent_at is null
		returning id`,
		[merchantId, id],
	);
	return outdated.length > 0;
}

/** False when it was begun before, by this process or by one that has died since. */
export async function markTried(database: Database, merchantId: string, id: number): Promise<boolean> {
	const marked = await database.query(
		"update outbox set is_tried = true where merchant_id = $1 and id = $2 and not is_tried returning id",
		[merchantId, id],
	);
	return marked.length > 0;
}

export async function unmarkTried(database: Database, merchantId: string, id: number): Promise<void> {
	await database.query("update outbox set is_tried = false where merchant_id = $1 and id = $2", [merchantId, id]);
}

/** False when a worker that had this lane before or after has ticked it off: what came of it is written once. */
export async function tick(tx: Queryable, merchantId: string, id: number, failure: string | null): Promise<boolean> {
	const ticked = await tx.query(
		`update outbox set sent_at = now(), failure = $3
		where merchant_id = $1 and id = $2 and sent_at is null returning id`,
		[merchantId, id, failure],
	);
	return ticked.length > 0;
}
