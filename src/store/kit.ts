/** SQL about what a store's kit is printed from. */

import type { KitTerminal } from "../kit/sheets.ts";
import { type Locale, localeOf } from "../text.ts";
import type { Queryable } from "./database.ts";

export type KitOfStore = {
	/** What the store speaks with its customers. */
	readonly locale: Locale;
	/** A payment link of the shop's at Stripe; null: none. */
	readonly cardLink: string | null;
	/** Each with the code of its sticker. */
	readonly terminals: readonly KitTerminal[];
};

export async function readKitOfStore(database: Queryable, merchantId: string, storeId: string): Promise<KitOfStore> {
	const terminals = await database.query<KitTerminal>(
		`select t.id, t.tid, a.code from terminal t
		join address a on a.merchant_id = t.merchant_id and a.kind = 'terminal' and a.target_id = t.id
		where t.merchant_id = $1 and t.store_id = $2 order by t.id`,
		[merchantId, storeId],
	);
	const [store] = await database.query<{ readonly locale: string; readonly card_link: string | null }>(
		"select locale, card_link from store where merchant_id = $1 and id = $2",
		[merchantId, storeId],
	);
	return { locale: localeOf(store?.locale), cardLink: store?.card_link ?? null, terminals };
}
