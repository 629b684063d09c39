/** SQL about the files that a merchant and an agent send one another. */

import type { StoredFile } from "../bots/support.ts";
import type { FileCard, FileType } from "../helpdesk/message.ts";
import type { Queryable } from "./database.ts";

export type KeptFile = FileCard & {
	readonly merchantId: string;
	readonly conversationId: string;
	readonly content: Uint8Array;
};

/** The same id is the same file: it is kept once. */
export async function addFile(tx: Queryable, file: KeptFile): Promise<void> {
	const { merchantId, id, conversationId, name, type, content } = file;
	await tx.query(
		`insert into file (merchant_id, id, conversation_id, name, type, bytes) values ($1, $2, $3, $4, $5, $6)
		on conflict do nothing`,
		[merchantId, id, conversationId, name, type, content],
	);
}

type Row = { readonly name: string; readonly type: FileType; readonly bytes: Uint8Array };

/** Null for a file that was never there, or is forgotten. */
export async function readFile(database: Queryable, merchantId: string, id: string): Promise<StoredFile | null> {
	const [found] = await database.query<Row>("select name, type, bytes from file where merchant_id = $1 and id = $2", [
		merchantId,
		id,
	]);
	return found === undefined ? null : whole(found);
}

/** As `readFile`, of one conversation only: whoever holds its token reads nobody else's files. */
export async function readFileOf(
	database: Queryable,
	conversation: { readonly merchantId: string; readonly id: string },
	id: string,
): Promise<StoredFile | null> {
	const [found] = await database.query<Row>(
		"select name, type, bytes from file where merchant_id = $1 and conversation_id = $2 and id = $3",
		[conversation.merchantId, conversation.id, id],
	);
	return found === undefined ? null : whole(found);
}

// One of the two drivers gives a view into a pool of its own.
const whole = ({ name, type, bytes }: Row): StoredFile => ({ name, type, bytes: new Uint8Array(bytes) });
