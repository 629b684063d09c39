/** SQL about a store's sales as a list: the ones of an outage. */

import type { Money } from "../fallback/money.ts";
import type { SaleLine } from "../helpdesk/conversation-state.ts";
import type { Queryable } from "./database.ts";

type LineRow = Omit<SaleLine, "money" | "atMs"> & {
	readonly minor: number;
	readonly currency: string;
	readonly at: Date;
};

export type SaleList = {
	/** Oldest first. */
	readonly lines: readonly SaleLine[];
	readonly count: number;
	/** Real money only. */
	readonly paid: readonly Money[];
};

/** A store's fallback sales since a moment: the newest `limit`, how many there are, and the sums of real money paid. */
export async function listSales(
	database: Queryable,
	merchantId: string,
	storeId: string,
	sinceMs: number,
	limit: number,
): Promise<SaleList> {
	const since = [merchantId, storeId, new Date(sinceMs).toISOString()] as const;
	// Of its payments the one that was paid says where a sale stands, else the newest.
	const rows = await database.query<LineRow>(
		`select s.id as "saleId", s.ref, coalesce(p.amount_minor, s.amount_minor) as minor, s.currency, s.is_practice as "isPractice", s.created_at as at, s.note,
			case when s.state = 'open' and p.state = 'claimed' then 'claimed' else s.state end as state,
			p.rail_id as "railId", p.code, p.claimed_at is not null as "wasClaimed",
			coalesce(p.proof = 'right', false) as "isProven"
		from sale s left join lateral (
			select state, rail_id, code, claimed_at, proof, amount_minor from payment
			where merchant_id = s.merchant_id and sale_id = s.id order by state = 'paid' desc, attempt desc limit 1
		) p on true
		where s.merchant_id = $1 and s.store_id = $2 and s.created_at >= $3::timestamptz
		order by s.created_at desc, s.id limit $4`,
		[...since, limit],
	);
	const [total] = await database.query<{ count: number }>(
		"select count(*) as count from sale where merchant_id = $1 and store_id = $2 and created_at >= $3::timestamptz",
		since,
	);
	const paid = await database.query<Money>(
		`select sum(p.amount_minor)::bigint as minor, p.currency from payment p
		join sale s on s.merchant_id = p.merchant_id and s.id = p.sale_id
		where s.merchant_id = $1 and s.store_id = $2 and s.created_at >= $3::timestamptz
			and p.state = 'paid' and not p.is_practice
		group by p.currency order by p.currency`,
		since,
	);
	const lines = rows.map(({ minor, currency, at, ...line }) => ({
		...line,
		money: { minor, currency },
		atMs: at.getTime(),
	}));
	return { lines: lines.reverse(), count: total?.count ?? 0, paid };
}
