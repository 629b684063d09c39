/** SQL about refunds: one row for each number that a provider was asked under. */

import type { SaleWrite } from "../fallback/sale.ts";
import type { Queryable } from "./database.ts";

/** A new refund, or what is known of one now. */
export async function writeRefund(
	tx: Queryable,
	merchantId: string,
	{ sale, paymentId, refund }: SaleWrite & { kind: "refund" },
): Promise<void> {
	await tx.query(
		`insert into refund (merchant_id, number, payment_id, amount_minor, currency, state, because, provider_id, person_id, asked_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::timestamptz)
		on conflict (merchant_id, number) do update set state = excluded.state, because = excluded.because,
			provider_id = excluded.provider_id, person_id = excluded.person_id, asked_at = excluded.asked_at`,
		[
			merchantId,
			refund.number,
			paymentId,
			refund.minor,
			sale.money.currency,
			refund.state,
			refund.because,
			refund.id,
			refund.wish.person.id,
			new Date(refund.askedAtMs).toISOString(),
		],
	);
}

/** A payment as a refund needs it: on which rail, and how often it was refused before. */
type RefundablePayment = {
	readonly paymentId: string;
	readonly state: string;
	readonly scheme: string;
	readonly tries: number;
};

/** Null for a code that is no payment of the merchant's, or whose rail is gone. */
export async function findRefundable(
	database: Queryable,
	merchantId: string,
	code: string,
): Promise<RefundablePayment | null> {
	const [found] = await database.query<RefundablePayment>(
		`select p.id as "paymentId", p.state, r.scheme,
			(select count(*)::int from decision d where d.merchant_id = p.merchant_id and d.subject_kind = 'payment'
				and d.subject_id = p.id and d.act = 'refund-failed') as tries
		from payment p join rail r on r.merchant_id = p.merchant_id and r.id = p.rail_id
		where p.merchant_id = $1 and p.code = $2`,
		[merchantId, code],
	);
	return found ?? null;
}
