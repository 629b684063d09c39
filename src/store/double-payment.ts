/** SQL about sales that were paid on two rails: their findings are there before any batch is, and stay when one comes. */

import { doublePayment, type PaidPayment } from "../reconcile/double-payment.ts";
import { asJson, type Queryable } from "./database.ts";
import { derivedId } from "./derived-id.ts";

const SALES_LIMIT = 1_000;

type PaidRow = PaidPayment & { readonly saleId: string; readonly storeId: string; readonly at: Date };

/** The payments of one sale are others now: its finding says so, and an undecided one that does not hold any more goes. */
export async function noteTimesPaid(tx: Queryable, merchantId: string, saleId: string): Promise<void> {
	await tx.query(
		`delete from finding f where f.merchant_id = $1 and f.class = 'duplicate_capture' and f.body -> 'row_ids' = '[]'::jsonb
			and f.store_id = (select store_id from sale where merchant_id = $1 and id = $2)
			and exists (select from jsonb_array_elements_text(f.body -> 'payment_ids') as p (id)
				join payment on payment.merchant_id = $1 and payment.id = p.id and payment.sale_id = $2)
			and not exists (select from decision d
				where d.merchant_id = $1 and d.subject_kind = 'finding' and d.subject_id = f.id)`,
		[merchantId, saleId],
	);
	await keep(tx, merchantId, "s.id = $2", saleId);
}

/** What was derived from a store's files has taken the place of its findings; the ones of sales paid twice hold without any file. */
export const keepDoublePayments = (tx: Queryable, merchantId: string, storeId: string): Promise<void> =>
	keep(tx, merchantId, "s.store_id = $2", storeId);

async function keep(tx: Queryable, merchantId: string, which: string, id: string): Promise<void> {
	const rows = await tx.query<PaidRow>(
		`select p.id, p.amount_minor as minor, p.currency, p.created_at as at, s.id as "saleId", s.store_id as "storeId"
		from sale s join payment p on p.merchant_id = s.merchant_id and p.sale_id = s.id and p.state = 'paid'
		where s.merchant_id = $1 and s.state = 'overpaid' and ${which}
		order by s.created_at desc, s.id, p.created_at, p.id limit ${SALES_LIMIT}`,
		[merchantId, id],
	);
	const sales = new Map<string, PaidRow[]>();
	for (const row of rows) sales.set(row.saleId, [...(sales.get(row.saleId) ?? []), row]);
	for (const paid of sales.values()) {
		const finding = doublePayment(paid.map(({ id, minor, currency }) => ({ id, minor, currency })));
		const [first] = paid;
		if (finding === null || first === undefined) continue;
		await tx.query(
			`insert into finding (merchant_id, id, store_id, at, class, decision, amount_minor, currency, body)
			values ($1, $2, $3, $4::timestamptz, $5, $6, $7, $8, $9::jsonb) on conflict do nothing`,
			[
				merchantId,
				derivedId(finding.class, finding),
				first.storeId,
				first.at.toISOString(),
				finding.class,
				finding.decision,
				finding.amount.minor,
				finding.amount.currency,
				asJson(finding),
			],
		);
	}
}
