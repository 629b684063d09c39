/** SQL about PIN tries, and what a right PIN opens: one conversation, for one person, for some minutes. */

import type { Database, Queryable } from "./database.ts";
import { hashToken, newToken } from "./token.ts";

/** 480 guesses a day: six digits hold for years where one person has a PIN, for months where twenty have. */
const TRIES = 5;
const TRIES_MINUTES = 15;
const UNLOCK_MINUTES = 15;

export type PinTry =
	| { readonly isAllowed: true; readonly id: number }
	| { readonly isAllowed: false; readonly retryAfterS: number };

/** Takes one of the merchant's tries before the PIN is looked at, so that tries sent all at once are counted too. */
export function takePinTry(database: Database, merchantId: string): Promise<PinTry> {
	return database.transaction(async (tx): Promise<PinTry> => {
		await tx.query("select 1 from merchant where id = $1 for update", [merchantId]);
		await tx.query("delete from pin_failure where merchant_id = $1 and at < now() - make_interval(mins => $2)", [
			merchantId,
			TRIES_MINUTES,
		]);
		const [wrong] = await tx.query<{ count: number; seconds: number }>(
			`select count(*) as count, ceil(extract(epoch from min(at) + make_interval(mins => $2) - now()))::int as seconds
			from pin_failure where merchant_id = $1`,
			[merchantId, TRIES_MINUTES],
		);
		if (wrong !== undefined && wrong.count >= TRIES)
			return { isAllowed: false, retryAfterS: Math.max(1, wrong.seconds) };
		const [taken] = await tx.query<{ id: number }>("insert into pin_failure (merchant_id) values ($1) returning id", [
			merchantId,
		]);
		return { isAllowed: true, id: taken?.id ?? 0 };
	});
}

export type Unlocked = { readonly token: string; readonly endsAtMs: number };

/**
 * The PIN was right: the try was no failure, and this token is the person's in this conversation for a while. On a chat
 * platform nobody holds a token: `holder` is who typed the PIN there.
 */
export function unlock(
	database: Database,
	merchantId: string,
	conversationId: string,
	personId: string,
	pinTry: number,
	holder: string | null = null,
): Promise<Unlocked> {
	const token = newToken();
	return database.transaction(async (tx) => {
		await tx.query("delete from pin_failure where merchant_id = $1 and id = $2", [merchantId, pinTry]);
		await tx.query("delete from unlock where merchant_id = $1 and expires_at < now()", [merchantId]);
		const [row] = await tx.query<{ ends: Date }>(
			`insert into unlock (merchant_id, token_hash, conversation_id, person_id, holder, expires_at)
			values ($1, $2, $3, $4, $6, now() + make_interval(mins => $5)) returning expires_at as ends`,
			[merchantId, hashToken(token), conversationId, personId, UNLOCK_MINUTES, holder],
		);
		return { token, endsAtMs: row?.ends.getTime() ?? 0 };
	});
}

/** Whose this token is and in which conversation, while it holds; else null. */
export async function findUnlock(
	database: Queryable,
	merchantId: string,
	token: string,
): Promise<{ readonly conversationId: string; readonly personId: string } | null> {
	const [found] = await database.query<{ conversationId: string; personId: string }>(
		`select conversation_id as "conversationId", person_id as "personId" from unlock
		where merchant_id = $1 and token_hash = $2 and expires_at > now()`,
		[merchantId, hashToken(token)],
	);
	return found ?? null;
}

/** The person whose PIN `holder` has typed in this conversation lately, or null. */
export async function findUnlockOf(
	database: Queryable,
	merchantId: string,
	conversationId: string,
	holder: string,
): Promise<{ readonly id: string; readonly name: string } | null> {
	const [found] = await database.query<{ id: string; name: string }>(
		`select p.id, p.name from unlock u join person p on p.merchant_id = u.merchant_id and p.id = u.person_id
		where u.merchant_id = $1 and u.conversation_id = $2 and u.holder = $3 and u.expires_at > now()
			and p.role <> 'cashier'
		order by u.expires_at desc limit 1`,
		[merchantId, conversationId, holder],
	);
	return found ?? null;
}
