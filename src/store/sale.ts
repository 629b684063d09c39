/** SQL about sales and payments. */

import type { Money } from "../fallback/money.ts";
import type { Payment } from "../fallback/payment.ts";
import type { Sale, SaleState, SaleWrite } from "../fallback/sale.ts";
import type { Queryable } from "./database.ts";

export async function writeSale(tx: Queryable, merchantId: string, write: SaleWrite, nowMs: number): Promise<void> {
	switch (write.kind) {
		case "sale":
			return writeSaleRow(tx, merchantId, write.sale, write.state);
		case "payment":
			return writePayment(tx, merchantId, write.sale, write.payment);
		case "address":
			await tx.query("insert into address (code, merchant_id, kind, target_id) values ($1, $2, 'payment', $3)", [
				write.code,
				merchantId,
				write.targetId,
			]);
			return;
		case "decision":
			await tx.query(
				`insert into decision (merchant_id, store_id, subject_kind, subject_id, act, person_id, decided_at)
				values ($1, $2, 'payment', $3, $4, $5, $6::timestamptz)`,
				[merchantId, write.sale.storeId, write.paymentId, write.act, write.personId, iso(nowMs)],
			);
	}
}

async function writeSaleRow(tx: Queryable, merchantId: string, sale: Sale, state: SaleState): Promise<void> {
	await tx.query(
		`insert into sale (merchant_id, id, ref, store_id, asked_by, amount_minor, currency, state, is_practice, created_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::timestamptz)
		on conflict (merchant_id, id) do update set state = excluded.state`,
		[
			merchantId,
			sale.id,
			sale.ref,
			sale.storeId,
			sale.askedBy,
			sale.money.minor,
			sale.money.currency,
			state,
			sale.isPractice,
			iso(sale.createdAtMs),
		],
	);
}

async function writePayment(tx: Queryable, merchantId: string, sale: Sale, payment: Payment): Promise<void> {
	await tx.query(
		`insert into payment (merchant_id, id, sale_id, attempt, rail_id, code, state, amount_minor, currency, is_practice,
			payload, created_at, shown_at, claimed_at, paid_at, paid_by, provider_id, provider_url)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::timestamptz, $13::timestamptz, $14::timestamptz,
			$15::timestamptz, $16, $17, $18)
		on conflict (merchant_id, id) do update set state = excluded.state, shown_at = excluded.shown_at,
			claimed_at = excluded.claimed_at, paid_at = excluded.paid_at, paid_by = excluded.paid_by,
			provider_id = excluded.provider_id, provider_url = excluded.provider_url`,
		[
			merchantId,
			payment.id,
			sale.id,
			payment.attempt,
			payment.railId,
			payment.code,
			payment.state,
			sale.money.minor,
			sale.money.currency,
			sale.isPractice,
			payment.payload,
			iso(payment.createdAtMs),
			isoOrNull(payment.shownAtMs),
			isoOrNull(payment.claimedAtMs),
			isoOrNull(payment.paidAtMs),
			payment.paidBy,
			payment.checkout?.session?.id ?? null,
			payment.checkout?.session?.url ?? null,
		],
	);
}

export type PayPage = {
	readonly merchantId: string;
	readonly saleId: string;
	readonly storeName: string;
	readonly ref: string;
	readonly money: Money;
	readonly isPractice: boolean;
	readonly state: Payment["state"];
	readonly payload: string;
	/** Whether the sale was paid, on this way or on another. */
	readonly isSalePaid: boolean;
};

/** What the customer's page of one payment shows, or null for a code that is none. */
export async function readPayPage(database: Queryable, code: string): Promise<PayPage | null> {
	const [row] = await database.query<Omit<PayPage, "money"> & { readonly minor: number; readonly currency: string }>(
		`select p.merchant_id as "merchantId", p.sale_id as "saleId", st.name as "storeName", s.ref, p.amount_minor as minor,
			p.currency, p.is_practice as "isPractice", p.state, p.payload, s.state in ('paid', 'overpaid') as "isSalePaid"
		from address a
		join payment p on p.merchant_id = a.merchant_id and p.sale_id = a.target_id and p.code = a.code
		join sale s on s.merchant_id = p.merchant_id and s.id = p.sale_id
		join store st on st.merchant_id = s.merchant_id and st.id = s.store_id
		where a.code = $1 and a.kind = 'payment'`,
		[code],
	);
	if (row === undefined) return null;
	const { minor, currency, ...page } = row;
	return { ...page, money: { minor, currency } };
}

const iso = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));
