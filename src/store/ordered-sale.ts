/** SQL about one sale as whoever ordered it over the API sees it. */

import type { Money } from "../fallback/money.ts";
import type { PaymentState } from "../fallback/payment.ts";
import type { SaleState } from "../fallback/sale.ts";
import type { Queryable } from "./database.ts";

export type OrderedSale = {
	readonly ref: string;
	readonly storeId: string;
	/** What the customer is asked for. */
	readonly money: Money;
	/** Of it what is above the price. */
	readonly raisedMinor: number;
	readonly isPractice: boolean;
	readonly note: string | null;
	readonly saleState: SaleState;
	/** Of the payment that was paid, else of the newest. */
	readonly paymentState: PaymentState;
	/** The customer has ordered it, and their bank has to confirm it. */
	readonly isAtBank: boolean;
	readonly railId: string;
	readonly code: string;
	readonly payload: string;
	readonly attempt: number;
};

/** The sale, or null while there is none. */
export async function readOrderedSale(
	database: Queryable,
	merchantId: string,
	saleId: string,
): Promise<OrderedSale | null> {
	const [row] = await database.query<
		Omit<OrderedSale, "money"> & { readonly minor: number; readonly currency: string }
	>(
		`select s.ref, s.store_id as "storeId", p.amount_minor as minor, p.amount_minor - s.amount_minor as "raisedMinor",
			s.currency, s.is_practice as "isPractice", s.note,
			s.state as "saleState", p.state as "paymentState", p.at_bank_since is not null as "isAtBank", p.rail_id as "railId", p.code, p.payload, p.attempt
		from sale s join lateral (
			select state, amount_minor, at_bank_since, rail_id, code, payload, attempt from payment
			where merchant_id = s.merchant_id and sale_id = s.id order by state = 'paid' desc, attempt desc limit 1
		) p on true
		where s.merchant_id = $1 and s.id = $2`,
		[merchantId, saleId],
	);
	if (row === undefined) return null;
	const { minor, currency, ...sale } = row;
	return { ...sale, money: { minor, currency } };
}
