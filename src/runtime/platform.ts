/** What comes in from a chat platform: it finds its conversation, or opens one, and is a row before the platform hears of it. */

import type { FromPlatform, FromThread } from "../bots/bot.ts";
import { BASE58, draw } from "../chance.ts";
import { UNLINKED } from "../fallback/shop.ts";
import { languageOf } from "../helpdesk/short-answer.ts";
import { LINK_FIRST } from "../helpdesk/texts-selling.ts";
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
import { refuse } from "../text.ts";
import { codeIn } from "./code-in-picture.ts";
import { receive, receiveFromOutside } from "./receive.ts";
import { fileName, takeBatch } from "./take-batch.ts";
import { isForPerson, takeMerchantFile } from "./take-file.ts";

/** Stores it and wakes its conversation. False when an event of this key is there already. */
export function hearFromPlatform(database: Database, heard: FromPlatform, nowMs: number): Promise<boolean> {
	return database.transaction(async (tx) => {
		const { inbound } = heard;
		if (inbound.kind === "edited" || inbound.kind === "deleted") return hearChange(tx, heard, nowMs);
		// A platform may not know the language; the first words tell it.
		const spoken = inbound.kind === "message" ? languageOf(inbound.text) : null;
		const from = { ...heard, locale: spoken ?? heard.locale };
		const { merchantId, conversationId } = await conversationOf(tx, from, !heard.isCommand, nowMs);
		const key = `${heard.platform} ${heard.thread} ${heard.key}`;
		const isSaid = inbound.kind === "choice" || inbound.kind === "message";
		const event = isSaid && heard.person !== undefined ? { ...inbound, by: heard.person } : inbound;
		return receiveFromOutside(tx, { merchantId, to: `conversation/${conversationId}`, key, event }, nowMs);
	});
}

/** What became of an earlier message belongs where that one went, and begins nothing. */
async function hearChange(
	tx: Queryable,
	{ platform, thread, key, inbound }: FromPlatform,
	nowMs: number,
): Promise<boolean> {
	const known = await findThread(tx, `${platform}:${thread}`);
	if (known === null) return false;
	const { merchantId, conversationId } = known;
	const envelope = { merchantId, to: `conversation/${conversationId}`, event: inbound } as const;
	return receiveFromOutside(tx, { ...envelope, key: `${platform} ${thread} ${key}` }, nowMs);
}

/** As `hearFromPlatform`, for a file; what is wrong with it is said in the thread. */
export async function takeFileFromPlatform(
	database: Database,
	from: FromThread,
	name: string,
	bytes: Uint8Array<ArrayBuffer>,
	nowMs: number,
): Promise<boolean> {
	const isPicture = isForPerson(name, bytes);
	const code = isPicture ? await codeIn(bytes, nowMs) : null;
	return database.transaction(async (tx) => {
		const { merchantId, storeId, conversationId } = await conversationOf(tx, from, true, nowMs);
		const conversation = { merchantId, id: conversationId, storeId };
		const upload = [tx, conversation, `${from.platform} ${from.key}`, name, bytes, nowMs] as const;
		const taken =
			merchantId === UNLINKED
				? refuse(LINK_FIRST)
				: await (isPicture ? takeMerchantFile(...upload, code) : takeBatch(...upload));
		if (typeof taken === "boolean") return taken;
		const event = { kind: "batch-refused", name: fileName(name), because: taken.refused };
		const key = `${from.platform} ${from.thread} ${from.key}`;
		return receive(tx, { merchantId, to: `conversation/${conversationId}`, key, event }, nowMs);
	});
}

/** The thread's conversation; a new one where there is none, or where the store is another since. */
async function conversationOf(
	tx: Queryable,
	{ platform, thread, audiences, locale }: FromThread,
	isGreeted: boolean,
	nowMs: number,
): Promise<StoreKey & { readonly conversationId: string }> {
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
	const event = { kind: "opened", id, storeId, terminalId: null, platform, thread, locale, isGreeted };
	await receive(tx, { merchantId, to: `conversation/${id}`, key: `opened ${id}`, event }, nowMs);
	return { merchantId, storeId, conversationId: id };
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
