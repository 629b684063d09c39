/** SQL about the amounts that a store's sales ask for, where a rail makes them unique. */

import type { Sale } from "../fallback/sale.ts";
import { AMOUNT_KEPT_HOURS, hasUniqueAmounts, isToldByAmount, RAISE_LIMIT_MINOR } from "../fallback/satang.ts";
import type { Shop } from "../fallback/shop.ts";
import { asJson, type Queryable } from "./database.ts";

type Asking = Pick<Sale, "id" | "money">;

/**
 * As `readTakenAmounts`, and until this transaction is over no other sale of the store takes an amount: two that are
 * opened at once would both see the same one free.
 */
export async function reserveAmounts(
	tx: Queryable,
	shop: Shop,
	sale: Asking,
	nowMs: number,
): Promise<readonly number[]> {
	if (!shop.rails.some(hasUniqueAmounts)) return [];
	const store = asJson(["amounts", shop.merchantId, shop.storeId]);
	await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [store]);
	return readTakenAmounts(tx, shop, sale, nowMs);
}

/**
 * The amounts within reach of a sale's price that other sales of the store ask for, or did so lately; none where no
 * rail makes them unique. What lands elsewhere than in a bank account is not among them.
 */
export async function readTakenAmounts(
	database: Queryable,
	{ merchantId, storeId, rails }: Shop,
	{ id, money }: Asking,
	nowMs: number,
): Promise<readonly number[]> {
	if (!rails.some(hasUniqueAmounts)) return [];
	// A rail that is gone from the set-up may have been one of them.
	const elsewhere = rails.filter((rail) => !isToldByAmount(rail));
	const rows = await database.query<{ readonly minor: number }>(
		`select distinct p.amount_minor as minor
		from payment p join sale s on s.merchant_id = p.merchant_id and s.id = p.sale_id
		where p.merchant_id = $1 and p.amount_minor between $2 and $3 and p.currency = $4
			and s.store_id = $5 and s.id <> $6
			and (p.state in ('created', 'shown', 'claimed') or p.created_at >= $7::timestamptz)
			and p.rail_id not in (select value from jsonb_array_elements_text($8::jsonb))`,
		[
			merchantId,
			money.minor,
			money.minor + RAISE_LIMIT_MINOR,
			money.currency,
			storeId,
			id,
			new Date(nowMs - AMOUNT_KEPT_HOURS * 3_600_000).toISOString(),
			asJson(elsewhere.map((rail) => rail.id)),
		],
	);
	return rows.map(({ minor }) => minor);
}
