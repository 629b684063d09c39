/** SQL about sales and payments. */

import type { Payment } from "../fallback/payment.ts";
import type { Sale, SaleState, SaleWrite } from "../fallback/sale.ts";
import { askedFor } from "../fallback/satang.ts";
import type { Queryable } from "./database.ts";
import { noteTimesPaid } from "./double-payment.ts";
import { writeRefund } from "./refund.ts";

export async function writeSale(tx: Queryable, merchantId: string, write: SaleWrite, nowMs: number): Promise<void> {
	switch (write.kind) {
		case "sale":
			return writeSaleRow(tx, merchantId, write.sale, write.state);
		case "payment":
			return writePayment(tx, merchantId, write.sale, write.payment);
		case "times-paid":
			return noteTimesPaid(tx, merchantId, write.sale.id);
		case "address":
			await tx.query("insert into address (code, merchant_id, kind, target_id) values ($1, $2, 'payment', $3)", [
				write.code,
				merchantId,
				write.targetId,
			]);
			return;
		case "refund":
			return writeRefund(tx, merchantId, write);
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
		`insert into sale (merchant_id, id, ref, store_id, asked_by, amount_minor, currency, state, is_practice, created_at, note)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::timestamptz, $11)
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
			sale.note ?? null,
		],
	);
}

async function writePayment(tx: Queryable, merchantId: string, sale: Sale, payment: Payment): Promise<void> {
	await tx.query(
		`insert into payment (merchant_id, id, sale_id, attempt, rail_id, code, state, amount_minor, currency, is_practice,
			payload, created_at, shown_at, claimed_at, paid_at, paid_by, provider_id, provider_url, proof, at_bank_since)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::timestamptz, $13::timestamptz, $14::timestamptz,
			$15::timestamptz, $16, $17, $18, $19, $20::timestamptz)
		on conflict (merchant_id, id) do update set state = excluded.state, payload = excluded.payload, shown_at = excluded.shown_at,
			claimed_at = excluded.claimed_at, paid_at = excluded.paid_at, paid_by = excluded.paid_by,
			provider_id = excluded.provider_id, provider_url = excluded.provider_url, proof = excluded.proof,
			at_bank_since = excluded.at_bank_since`,
		[
			merchantId,
			payment.id,
			sale.id,
			payment.attempt,
			payment.railId,
			payment.code,
			payment.state,
			askedFor(sale.money, payment).minor,
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
			payment.proof ?? null,
			isoOrNull(payment.checkout?.bankSinceMs ?? null),
		],
	);
}

const iso = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));
