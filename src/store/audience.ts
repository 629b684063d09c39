/** SQL about audiences of chat platforms: a channel, a server, a person; which store each belongs to, and which thread is which conversation. */

import { UNLINKED } from "../fallback/shop.ts";
import type { Queryable } from "./database.ts";
import { hashToken } from "./token.ts";

const PAIRING_HOURS = 24;

export type StoreKey = { readonly merchantId: string; readonly storeId: string };
// A direct message is a thread and an audience under one name, and both are looked up by it.
const threadCode = (name: string): string => `thread ${name}`;
const audienceCode = (name: string): string => `audience ${name}`;

const NOBODYS: StoreKey = { merchantId: UNLINKED, storeId: UNLINKED };

/** The store of the first of these audiences that belongs to one; else nobody's. */
export async function findStoreOf(database: Queryable, audiences: readonly string[]): Promise<StoreKey> {
	const rows = await database.query<StoreKey & { readonly code: string }>(
		`select code, merchant_id as "merchantId", target_id as "storeId" from address
		where kind = 'audience' and code in (select jsonb_array_elements_text($1::jsonb))`,
		[JSON.stringify(audiences.map(audienceCode))],
	);
	for (const audience of audiences) {
		const linked = rows.find(({ code }) => code === audienceCode(audience));
		if (linked !== undefined) return { merchantId: linked.merchantId, storeId: linked.storeId };
	}
	return NOBODYS;
}

/** The conversation that a thread is, or null. */
export async function findThread(
	database: Queryable,
	thread: string,
): Promise<(StoreKey & { readonly conversationId: string }) | null> {
	const [found] = await database.query<StoreKey & { readonly conversationId: string }>(
		`select a.merchant_id as "merchantId", c.store_id as "storeId", a.target_id as "conversationId"
		from address a join conversation c on c.merchant_id = a.merchant_id and c.id = a.target_id
		where a.kind = 'thread' and a.code = $1`,
		[threadCode(thread)],
	);
	return found ?? null;
}

/** Whoever opens the same thread at the same time waits until this transaction is over. */
export async function lockThread(tx: Queryable, thread: string): Promise<void> {
	await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [thread]);
}

/** From now on the thread is this conversation. */
export async function writeThread(tx: Queryable, thread: string, merchantId: string, conversation: string) {
	await tx.query(
		`insert into address (code, merchant_id, kind, target_id) values ($1, $2, 'thread', $3)
		on conflict (code) do update set merchant_id = excluded.merchant_id, target_id = excluded.target_id`,
		[threadCode(thread), merchantId, conversation],
	);
}

/** From now on the conversation is in another thread; where it was, somebody else may begin anew. */
export async function moveThread(tx: Queryable, merchantId: string, conversation: string, to: string): Promise<void> {
	const key = [merchantId, conversation];
	await tx.query("delete from address where merchant_id = $1 and kind = 'thread' and target_id = $2", key);
	await tx.query("delete from sent where merchant_id = $1 and conversation_id = $2", key);
	await tx.query("update conversation set thread = $3 where merchant_id = $1 and id = $2", [...key, to]);
}

const AUDIENCES_LIMIT = 100;

/** What is linked to a store on a platform, the newest first, without the platform's name. */
export async function listAudiences(
	database: Queryable,
	{ merchantId, storeId }: StoreKey,
	platform: string,
): Promise<readonly string[]> {
	const rows = await database.query<{ name: string }>(
		`select name from audience where merchant_id = $1 and store_id = $2 and starts_with(name, $3)
		order by linked_at desc, name limit $4`,
		[merchantId, storeId, `${platform}:`, AUDIENCES_LIMIT],
	);
	return rows.map(({ name }) => name.slice(platform.length + 1));
}

/** Keeps a pairing code for a day. */
export async function addPairing(
	database: Queryable,
	code: string,
	{ merchantId, storeId }: StoreKey,
	personId: string,
	nowMs: number,
): Promise<{ readonly endsAtMs: number }> {
	const endsAtMs = nowMs + PAIRING_HOURS * 60 * 60_000;
	await database.query(
		`with kept as (
			insert into pairing (merchant_id, code_hash, store_id, person_id, expires_at)
			values ($1, $2, $3, $4, $5::timestamptz)
		)
		insert into address (code, merchant_id, kind, target_id) values ($2, $1, 'pairing', $3)`,
		[merchantId, hashToken(code), storeId, personId, new Date(endsAtMs).toISOString()],
	);
	return { endsAtMs };
}

/** What a pairing code stands for, or null for one that is none, or over. */
export async function findPairing(
	database: Queryable,
	code: string,
	nowMs: number,
): Promise<(StoreKey & { readonly personId: string; readonly storeName: string }) | null> {
	const [found] = await database.query<StoreKey & { readonly personId: string; readonly storeName: string }>(
		`select p.merchant_id as "merchantId", p.store_id as "storeId", p.person_id as "personId", s.name as "storeName"
		from address a
		join pairing p on p.merchant_id = a.merchant_id and p.code_hash = a.code
		join store s on s.merchant_id = p.merchant_id and s.id = p.store_id
		where a.kind = 'pairing' and a.code = $1 and p.expires_at > $2::timestamptz`,
		[hashToken(code), new Date(nowMs).toISOString()],
	);
	return found ?? null;
}

/** The audience belongs to the store from now on, whatever it belonged to before. */
export async function linkAudience(
	tx: Queryable,
	audience: string,
	{ merchantId, storeId }: StoreKey,
	personId: string,
	nowMs: number,
): Promise<void> {
	await unlinkAudience(tx, audience);
	await tx.query(
		`with kept as (
			insert into audience (merchant_id, name, store_id, linked_by, linked_at) values ($1, $2, $3, $4, $5::timestamptz)
		)
		insert into address (code, merchant_id, kind, target_id) values ($6, $1, 'audience', $3)`,
		[merchantId, audience, storeId, personId, new Date(nowMs).toISOString(), audienceCode(audience)],
	);
}

/** False when it belonged to no store. */
export async function unlinkAudience(tx: Queryable, audience: string): Promise<boolean> {
	const gone = await tx.query<{ merchantId: string }>(
		`delete from address where code = $1 and kind = 'audience' returning merchant_id as "merchantId"`,
		[audienceCode(audience)],
	);
	const [linked] = gone;
	if (linked === undefined) return false;
	await tx.query("delete from audience where merchant_id = $1 and name = $2", [linked.merchantId, audience]);
	return true;
}
