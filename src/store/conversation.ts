/** SQL about conversations: who may speak in one, and what was said. */

import type { ConversationWrite } from "../helpdesk/conversation-state.ts";
import type { Line } from "../helpdesk/message.ts";
import { asJson, type Queryable } from "./database.ts";
import { writeDrill, writeHard, writeReminded } from "./drill.ts";
import { writeOutage } from "./outage.ts";
import { writeStoredReport } from "./stored-payment.ts";

export type OpenConversation = {
	readonly merchantId: string;
	readonly id: string;
	readonly storeId: string;
	/** The terminal whose sticker opened it. */
	readonly terminalId: string | null;
	readonly platform: string;
	/** The platform's own name of the thread; null where the reader comes to us. */
	readonly thread: string | null;
	/** SHA-256, hexadecimal: the token itself is known to its holder alone. */
	readonly tokenHash: string;
};

/** Keeps a new conversation; false when one of this id is there already. */
export async function addConversation(tx: Queryable, opened: OpenConversation): Promise<boolean> {
	const added = await tx.query(
		`insert into conversation (merchant_id, id, store_id, terminal_id, platform, thread, token_hash)
		values ($1, $2, $3, $4, $5, $6, $7)
		on conflict do nothing returning id`,
		[opened.merchantId, opened.id, opened.storeId, opened.terminalId, opened.platform, opened.thread, opened.tokenHash],
	);
	return added.length > 0;
}

/** A conversation's token ends with it: an outage lasts hours, its books some days. */
const TOKEN_DAYS = 30;

export type FoundConversation = OpenConversation & { readonly isExpired: boolean };

export async function findConversation(database: Queryable, id: string): Promise<FoundConversation | null> {
	const [found] = await database.query<FoundConversation>(
		`select merchant_id as "merchantId", id, store_id as "storeId", terminal_id as "terminalId", platform, thread,
			token_hash as "tokenHash",
			created_at < now() - make_interval(days => $2) as "isExpired"
		from conversation where id = $1`,
		[id, TOKEN_DAYS],
	);
	return found ?? null;
}

/** What was said after place `after`, in order, at most `limit` lines. */
export function readLines(
	database: Queryable,
	merchantId: string,
	conversationId: string,
	after: number,
	limit: number,
): Promise<readonly Line[]> {
	return database.query<Line>(
		`select seq, direction, body from message
		where merchant_id = $1 and conversation_id = $2 and seq > $3 order by seq limit $4`,
		[merchantId, conversationId, after, limit],
	);
}

/** The place of the last line, 0 when nothing was said yet. */
export async function lastPlace(database: Queryable, merchantId: string, conversationId: string): Promise<number> {
	const [last] = await database.query<{ seq: number | null }>(
		"select max(seq) as seq from message where merchant_id = $1 and conversation_id = $2",
		[merchantId, conversationId],
	);
	return last?.seq ?? 0;
}

export async function writeConversation(
	tx: Queryable,
	merchantId: string,
	writes: readonly ConversationWrite[],
): Promise<void> {
	const messages = writes.filter((write) => write.kind === "message");
	if (messages.length > 0) await writeMessages(tx, merchantId, messages);
	for (const write of writes) {
		if (write.kind === "outage") await writeOutage(tx, merchantId, write);
		if (write.kind === "stored") await writeStoredReport(tx, merchantId, write);
		if (write.kind === "drill") await writeDrill(tx, merchantId, write);
		if (write.kind === "drill-hard") await writeHard(tx, merchantId, write);
		if (write.kind === "reminded") await writeReminded(tx, merchantId, write);
	}
}

type Write<Kind> = ConversationWrite & { readonly kind: Kind };

/** All in one statement: a turn of a busy mailbox says dozens. */
async function writeMessages(tx: Queryable, merchantId: string, messages: readonly Write<"message">[]): Promise<void> {
	const rows = messages.map(({ conversationId, seq, direction, body, atMs }) => ({
		conversation_id: conversationId,
		seq,
		direction,
		body,
		at: iso(atMs),
	}));
	await tx.query(
		`insert into message (merchant_id, conversation_id, seq, direction, body, at)
		select $1, m.conversation_id, m.seq, m.direction, m.body, m.at
		from jsonb_to_recordset($2::jsonb)
			as m (conversation_id text, seq int, direction text, body jsonb, at timestamptz)`,
		[merchantId, asJson(rows)],
	);
}

const iso = (ms: number): string => new Date(ms).toISOString();
