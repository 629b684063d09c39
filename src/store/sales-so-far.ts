/** SQL about what stores sell on fallback while a request is open, and which do so now. */

import type { Money } from "../fallback/money.ts";
import type { SalesSoFar } from "../helpdesk/escalation-state.ts";
import type { Queryable } from "./database.ts";

const SELLING_LIMIT = 50;
/** Whoever has taken no fallback payment for so long, and reported no outage, sells as ever. */
const LATELY_HOURS = 2;
/** An outage that nobody has called over for so long was forgotten. */
const OUTAGE_DAYS = 7;

type Counted = { readonly paid: number; readonly open: number; readonly sums: readonly Money[] };

// A demo shop's sales are practice and nothing else; everywhere else practice is no sale.
const COUNTED = `
	(select count(*) from sale s where s.merchant_id = st.merchant_id and s.store_id = st.id and s.created_at >= since
		and exists (select from payment p where p.merchant_id = s.merchant_id and p.sale_id = s.id
			and p.state = 'paid' and p.is_practice = m.is_demo)) as paid,
	(select count(*) from sale s where s.merchant_id = st.merchant_id and s.store_id = st.id and s.created_at >= since
		and exists (select from payment p where p.merchant_id = s.merchant_id and p.sale_id = s.id
			and p.state in ('created', 'shown', 'claimed') and p.is_practice = m.is_demo)) as open,
	(select coalesce(jsonb_agg(jsonb_build_object('minor', sum.minor, 'currency', sum.currency) order by sum.currency), '[]')
		from (select sum(p.amount_minor) as minor, p.currency from payment p
			join sale s on s.merchant_id = p.merchant_id and s.id = p.sale_id
			where s.merchant_id = st.merchant_id and s.store_id = st.id and s.created_at >= since
				and p.state = 'paid' and p.is_practice = m.is_demo
			group by p.currency) sum) as sums`;

/** The store's fallback sales since a moment. */
export async function readSalesSoFar(
	database: Queryable,
	merchantId: string,
	storeId: string,
	sinceMs: number,
): Promise<SalesSoFar> {
	const [counted] = await database.query<Counted>(
		`select ${COUNTED}
		from store st join merchant m on m.id = st.merchant_id, (select $3::timestamptz as since) moment
		where st.merchant_id = $1 and st.id = $2`,
		[merchantId, storeId, iso(sinceMs)],
	);
	return counted ?? { paid: 0, sums: [], open: 0 };
}

export type Selling = Omit<SalesSoFar, "open"> & {
	readonly merchant: string;
	readonly store: string;
	readonly sinceMs: number;
};

/** Stores whose outage is going on, or which took a fallback payment lately; those that began last come first. */
export async function listSelling(database: Queryable, nowMs: number): Promise<readonly Selling[]> {
	const rows = await database.query<Counted & { merchant: string; store: string; since: Date }>(
		`with now_selling as (
			select merchant_id, store_id, min(started_at) as since from outage
			where restored_at is null and closed_at is null and started_at >= $1::timestamptz - make_interval(days => $2)
			group by merchant_id, store_id
			union all
			select merchant_id, store_id, min(created_at) from sale
			where created_at >= $1::timestamptz - make_interval(hours => $3) and state <> 'cancelled'
			group by merchant_id, store_id
		), selling as (
			select merchant_id, store_id, min(since) as since from now_selling
			group by merchant_id, store_id order by since desc, merchant_id, store_id limit $4
		)
		select m.name as merchant, st.name as store, since, ${COUNTED}
		from selling
		join store st on st.merchant_id = selling.merchant_id and st.id = selling.store_id
		join merchant m on m.id = st.merchant_id
		order by since desc, m.id, st.id`,
		[iso(nowMs), OUTAGE_DAYS, LATELY_HOURS, SELLING_LIMIT],
	);
	return rows.map(({ merchant, store, since, paid, sums }) => ({
		merchant,
		store,
		sinceMs: since.getTime(),
		paid,
		sums,
	}));
}

const iso = (ms: number): string => new Date(ms).toISOString();
