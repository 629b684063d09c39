/** What comes in from a chat platform: it finds its conversation, or opens one, and is a row before the platform hears of it. */

import { BASE58, draw } from "../chance.ts";
import type { Inbound } from "../helpdesk/message.ts";
import {
	findPairing,
	findStoreOf,
	findThread,
	linkAudience,
	lockThread,
	type StoreKey,
	unlinkAudience,
	writeThread,
} from "../store/audience.ts";
import { addConversation } from "../store/conversation.ts";
import type { Database, Queryable } from "../store/database.ts";
import { hashToken, newToken } from "../store/token.ts";
import type { Locale } from "../text.ts";
import { receive, receiveFromOutside } from "./receive.ts";

export type FromPlatform = {
	/** The bot that says what is said. */
	readonly platform: string;
	/** The platform's own name of the thread, unique within it. */
	readonly thread: string;
	/** Who was written to and by whom, the narrowest first: the person, the channel, the server. */
	readonly audiences: readonly string[];
	/** Of the person, for a conversation that begins. */
	readonly locale: Locale;
	/** Names the event for ever, within its thread. */
	readonly key: string;
	readonly inbound: Inbound;
};

/** Stores it and wakes its conversation. False when an event of this key is there already. */
export function hearFromPlatform(database: Database, heard: FromPlatform, nowMs: number): Promise<boolean> {
	return database.transaction(async (tx) => {
		const { merchantId, conversationId } = await conversationOf(tx, heard, nowMs);
		const key = `${heard.platform} ${heard.thread} ${heard.key}`;
		return receiveFromOutside(
			tx,
			{ merchantId, to: `conversation/${conversationId}`, key, event: heard.inbound },
			nowMs,
		);
	});
}

/** The thread's conversation; a new one where there is none, or where the store is another since. */
async function conversationOf(
	tx: Queryable,
	{ platform, thread, audiences, locale }: FromPlatform,
	nowMs: number,
): Promise<{ readonly merchantId: string; readonly conversationId: string }> {
	const name = `${platform}:${thread}`;
	await lockThread(tx, name);
	const { merchantId, storeId } = await findStoreOf(
		tx,
		audiences.map((audience) => `${platform}:${audience}`),
	);
	const known = await findThread(tx, name);
	if (known !== null && known.merchantId === merchantId && known.storeId === storeId) return known;
	const id = draw(newToken(), "conversation", 16, BASE58);
	// Nobody holds its token: the platform says who writes.
	const tokenHash = hashToken(newToken());
	await addConversation(tx, { merchantId, id, storeId, terminalId: null, platform, thread, tokenHash });
	await writeThread(tx, name, merchantId, id);
	const event = { kind: "opened", id, storeId, terminalId: null, platform, thread, locale };
	await receive(tx, { merchantId, to: `conversation/${id}`, key: `opened ${id}`, event }, nowMs);
	return { merchantId, conversationId: id };
}

/** Links an audience to the store whose code was sent there; null for a code that is none. */
export async function linkByCode(
	database: Database,
	platform: string,
	audience: string,
	code: string,
	nowMs: number,
): Promise<(StoreKey & { readonly storeName: string }) | null> {
	const found = await findPairing(database, code, nowMs);
	if (found === null) return null;
	await database.transaction((tx) => linkAudience(tx, `${platform}:${audience}`, found, found.personId, nowMs));
	return found;
}

/** False when the audience belonged to no store. */
export const unlink = (database: Database, platform: string, audience: string): Promise<boolean> =>
	database.transaction((tx) => unlinkAudience(tx, `${platform}:${audience}`));
