/** SQL about what a platform calls the replies it was sent. */

import type { Queryable } from "./database.ts";

/** What the platform calls a reply, or null when it was never sent there. */
export async function readSent(
	database: Queryable,
	merchantId: string,
	conversationId: string,
	seq: number,
): Promise<string | null> {
	const [sent] = await database.query<{ name: string }>(
		"select name from sent where merchant_id = $1 and conversation_id = $2 and seq = $3",
		[merchantId, conversationId, seq],
	);
	return sent?.name ?? null;
}

/** What the platform calls the first reply of a conversation, or null before one was sent. */
export async function readFirstSent(
	database: Queryable,
	merchantId: string,
	conversationId: string,
): Promise<string | null> {
	const [sent] = await database.query<{ name: string }>(
		"select name from sent where merchant_id = $1 and conversation_id = $2 order by seq limit 1",
		[merchantId, conversationId],
	);
	return sent?.name ?? null;
}

/** Keeps what the platform calls a reply, unless the conversation has left that thread since; the first name stays. */
export async function writeSent(
	tx: Queryable,
	merchantId: string,
	conversationId: string,
	thread: string | null,
	seq: number,
	name: string,
): Promise<void> {
	await tx.query(
		`insert into sent (merchant_id, conversation_id, seq, name)
		select $1, $2, $3, $4 from conversation where merchant_id = $1 and id = $2 and thread is not distinct from $5
		on conflict do nothing`,
		[merchantId, conversationId, seq, name, thread],
	);
}
