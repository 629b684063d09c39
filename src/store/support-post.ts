/** SQL about the support desk's place on a chat platform: what it calls a request's card and the lines of its thread, and whose a thread is. */

import type { Queryable } from "./database.ts";

/** The card's name among the posts of a request; no line is called so. */
export const CARD = "card";

/** Under which a thread of the support channel is found. It begins with the platform's name. */
export const threadCode = (thread: string): string => `support ${thread}`;

/** What the platform calls it, or null when it was never posted. */
export async function readPost(
	database: Queryable,
	merchantId: string,
	escalationId: string,
	name: string,
): Promise<string | null> {
	const [post] = await database.query<{ posted: string }>(
		"select posted from support_post where merchant_id = $1 and escalation_id = $2 and name = $3",
		[merchantId, escalationId, name],
	);
	return post?.posted ?? null;
}

/** Keeps what the platform calls it; what was posted anew has its new name. */
export async function writePost(
	tx: Queryable,
	merchantId: string,
	escalationId: string,
	name: string,
	posted: string,
): Promise<void> {
	await tx.query(
		`insert into support_post (merchant_id, escalation_id, name, posted) values ($1, $2, $3, $4)
		on conflict (merchant_id, escalation_id, name) do update set posted = excluded.posted`,
		[merchantId, escalationId, name, posted],
	);
}

/** From now on what is written in the thread is heard as this request's. */
export async function writeSupportThread(
	tx: Queryable,
	thread: string,
	merchantId: string,
	escalationId: string,
): Promise<void> {
	await tx.query(
		`insert into address (code, merchant_id, kind, target_id) values ($1, $2, 'support', $3)
		on conflict (code) do update set merchant_id = excluded.merchant_id, target_id = excluded.target_id`,
		[threadCode(thread), merchantId, escalationId],
	);
}
