/** SQL about the customer's page of one payment. */

import type { Money } from "../fallback/money.ts";
import type { Payment } from "../fallback/payment.ts";
import type { SaleState } from "../fallback/sale.ts";
import type { Queryable } from "./database.ts";

export type PayPage = {
	readonly merchantId: string;
	readonly saleId: string;
	readonly storeId: string;
	readonly storeName: string;
	readonly ref: string;
	readonly money: Money;
	/** Of the amount what is above the price. */
	readonly raisedMinor: number;
	readonly isPractice: boolean;
	readonly code: string;
	readonly railId: string;
	readonly attempt: number;
	readonly state: Payment["state"];
	readonly payload: string;
	/** Where Stripe collects it, once there is such a place. */
	readonly providerUrl: string | null;
	/** The customer has ordered it, and their bank has to confirm it. */
	readonly isAtBank: boolean;
	readonly saleState: SaleState;
	/** The sale's newest payment: this one, or the one that has replaced it. */
	readonly newestCode: string;
	readonly newestState: Payment["state"];
};

type Row = Omit<PayPage, "money"> & { readonly minor: number; readonly currency: string };

/** What the customer's page of one payment shows, or null for a code that is none. */
export async function readPayPage(database: Queryable, code: string): Promise<PayPage | null> {
	const [row] = await database.query<Row>(
		`select p.merchant_id as "merchantId", p.sale_id as "saleId", st.id as "storeId", st.name as "storeName", s.ref,
			p.amount_minor as minor, p.amount_minor - s.amount_minor as "raisedMinor", p.currency, p.is_practice as "isPractice", p.code, p.rail_id as "railId", p.attempt, p.state, p.payload,
			p.provider_url as "providerUrl", p.at_bank_since is not null as "isAtBank", s.state as "saleState", n.code as "newestCode", n.state as "newestState"
		from address a
		join payment p on p.merchant_id = a.merchant_id and p.sale_id = a.target_id and p.code = a.code
		join sale s on s.merchant_id = p.merchant_id and s.id = p.sale_id
		join store st on st.merchant_id = s.merchant_id and st.id = s.store_id
		join lateral (select code, state from payment
			where merchant_id = s.merchant_id and sale_id = s.id order by attempt desc limit 1) n on true
		where a.code = $1 and a.kind = 'payment'`,
		[code],
	);
	if (row === undefined) return null;
	const { minor, currency, ...page } = row;
	return { ...page, money: { minor, currency } };
}
