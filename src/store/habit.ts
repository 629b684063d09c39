/** SQL about what a store usually sells for. */

import type { Habit } from "../fallback/unusual.ts";
import type { Queryable } from "./database.ts";

/** Enough for a median, few enough to be read at every turn. */
const LOOKED_AT_SALES = 200;

/** The store's last sales in this currency; ones that were called off say nothing of what it sells. */
export async function readHabit(
	database: Queryable,
	merchantId: string,
	storeId: string,
	currency: string,
): Promise<Habit> {
	const [habit] = await database.query<Habit>(
		`select count(*) as count, coalesce(percentile_disc(0.5) within group (order by amount_minor), 0) as "medianMinor",
			coalesce(max(amount_minor), 0) as "largestMinor"
		from (select amount_minor from sale
			where merchant_id = $1 and store_id = $2 and currency = $3 and state <> 'cancelled'
			order by created_at desc limit $4) last`,
		[merchantId, storeId, currency, LOOKED_AT_SALES],
	);
	return habit ?? { count: 0, medianMinor: 0, largestMinor: 0 };
}
