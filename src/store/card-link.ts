/** SQL about the payment link that hangs at a store's till. */

import type { Queryable } from "./database.ts";

export type CardLink = {
	/** Null: none hangs there. */
	readonly cardLink: string | null;
	/** The chat that the store opened last, which hears of what is paid there; null: it has none. */
	readonly conversationId: string | null;
};

export async function readCardLink(database: Queryable, merchantId: string, storeId: string): Promise<CardLink> {
	const [row] = await database.query<CardLink>(
		`select s.card_link as "cardLink", (select c.id from conversation c
			where c.merchant_id = s.merchant_id and c.store_id = s.id order by c.created_at desc, c.id limit 1) as "conversationId"
		from store s where s.merchant_id = $1 and s.id = $2`,
		[merchantId, storeId],
	);
	return row ?? { cardLink: null, conversationId: null };
}
