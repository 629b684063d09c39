/** SQL about shops: merchants, stores, terminals, rails, people. */

import { type Rail, type Shop, type Terminal, UNLINKED } from "../fallback/shop.ts";
import type { Queryable } from "./database.ts";

type ShopRow = {
	readonly merchant_name: string;
	readonly is_demo: boolean;
	readonly id: string;
	readonly name: string;
	readonly code: string;
	readonly currency: string;
	readonly time_zone: string;
	readonly hotline: string | null;
	readonly terminals: readonly Terminal[];
	readonly rails: readonly Rail[];
};

/** One store with all a decision may need of it, or null. */
export async function readShop(database: Queryable, merchantId: string, storeId: string): Promise<Shop | null> {
	const [row] = await database.query<ShopRow>(
		`select m.name as merchant_name, m.is_demo, s.id, s.name, s.code, s.currency, s.time_zone, s.hotline,
			coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'tid', t.tid, 'mid', t.mid, 'vendor', t.vendor,
				'model', t.model, 'acquirer', t.acquirer) order by t.id)
				from terminal t where t.merchant_id = s.merchant_id and t.store_id = s.id), '[]') as terminals,
			coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'scheme', r.scheme, 'settings', r.settings) order by r.position)
				from rail r where r.merchant_id = s.merchant_id), '[]') as rails
		from store s join merchant m on m.id = s.merchant_id
		where s.merchant_id = $1 and s.id = $2`,
		[merchantId, storeId],
	);
	if (row === undefined) return null;
	return {
		merchantId,
		merchantName: row.merchant_name,
		isDemo: row.is_demo,
		storeId: row.id,
		storeName: row.name,
		storeCode: row.code,
		currency: row.currency,
		timeZone: row.time_zone,
		hotline: row.hotline,
		terminals: row.terminals,
		rails: row.rails,
	};
}

export type StoreAddress = {
	readonly merchantId: string;
	readonly storeId: string;
	readonly name: string;
	readonly code: string;
	readonly locale: string;
};

/** Every store of this installation, at most `limit`, by merchant and id. */
export function listStores(database: Queryable, limit: number): Promise<readonly StoreAddress[]> {
	return database.query<StoreAddress>(
		`select merchant_id as "merchantId", id as "storeId", name, code, locale from store where merchant_id <> $2
		order by merchant_id, id limit $1`,
		[limit, UNLINKED],
	);
}

/** What the code of a sticker stands for: a store, and where it is a terminal's, that terminal. */
export type Place = {
	readonly merchantId: string;
	readonly merchantName: string;
	readonly isDemo: boolean;
	readonly storeId: string;
	readonly storeName: string;
	readonly country: string;
	readonly currency: string;
	readonly timeZone: string;
	readonly locale: string;
	readonly hotline: string | null;
	readonly terminalId: string | null;
	readonly tid: string | null;
	readonly vendor: string | null;
	readonly model: string | null;
};

/** The place of a sticker's code, or null. */
export async function findPlace(database: Queryable, code: string): Promise<Place | null> {
	const [place] = await database.query<Place>(
		`select m.id as "merchantId", m.name as "merchantName", m.is_demo as "isDemo", s.id as "storeId",
			s.name as "storeName", s.country, s.currency, s.time_zone as "timeZone", s.locale, s.hotline,
			t.id as "terminalId", t.tid, t.vendor, t.model
		from address a
		left join terminal t on a.kind = 'terminal' and t.merchant_id = a.merchant_id and t.id = a.target_id
		join store s on s.merchant_id = a.merchant_id
			and s.id = case a.kind when 'store' then a.target_id when 'terminal' then t.store_id end
		join merchant m on m.id = a.merchant_id
		where a.code = $1`,
		[code],
	);
	return place ?? null;
}

/** What people call a store, and the code of its sticker. */
export async function findPlaceOfStore(
	database: Queryable,
	merchantId: string,
	storeId: string,
): Promise<{ readonly name: string; readonly code: string }> {
	const [store] = await database.query<{ readonly name: string; readonly code: string }>(
		"select name, code from store where merchant_id = $1 and id = $2",
		[merchantId, storeId],
	);
	return store ?? { name: storeId, code: "" };
}
