/** SQL about findings: what is open, what was decided, and what their ids stand for. */

import type { OpenFinding } from "../reconcile/books.ts";
import type { Act } from "../reconcile/decisions.ts";
import { type Finding, needsPerson } from "../reconcile/report.ts";
import { isRefundable } from "../reconcile/review.ts";
import { type Row, rowName } from "../reconcile/row.ts";
import { findingSentence, type Items } from "../reconcile/wording.ts";
import { PAYMENT_COLUMNS, type PaymentRow, paymentOf } from "./batch.ts";
import type { Queryable } from "./database.ts";

const FINDINGS_LIMIT = 1_000;

export type Decided = {
	readonly act: Act;
	readonly personId: string;
	readonly note: string | null;
	readonly atMs: number;
};

export type StoredFinding = { readonly id: string; readonly finding: Finding; readonly decided: Decided | null };

/**
 * The store's findings since a moment, or the ones of these ids, each with what was decided last. One without a payment
 * is dated by the terminal's clock, which may be an hour slow.
 */
export async function readFindings(
	database: Queryable,
	merchantId: string,
	storeId: string,
	which: { readonly sinceMs: number } | { readonly ids: readonly string[] },
): Promise<readonly StoredFinding[]> {
	const ids = "ids" in which ? JSON.stringify(which.ids) : null;
	const since = "sinceMs" in which ? iso(which.sinceMs) : null;
	type FindingRow = {
		readonly id: string;
		readonly body: Finding;
		readonly act: Act | null;
		readonly person: string | null;
		readonly note: string | null;
		readonly at: Date | null;
	};
	const rows = await database.query<FindingRow>(
		`select f.id, f.body, d.act, d.person_id as person, d.note, d.decided_at as at
		from finding f left join lateral (
			select act, person_id, note, decided_at from decision
			where merchant_id = f.merchant_id and store_id = f.store_id and subject_kind = 'finding' and subject_id = f.id
			order by id desc limit 1
		) d on true
		where f.merchant_id = $1 and f.store_id = $2
			and ($3::jsonb is null or f.id in (select jsonb_array_elements_text($3::jsonb)))
			and ($4::timestamptz is null or f.at >= $4::timestamptz - case
				when jsonb_array_length(f.body -> 'payment_ids') = 0 then interval '1 hour' else interval '0' end)
		order by f.at, f.id limit $5`,
		[merchantId, storeId, ids, since, FINDINGS_LIMIT],
	);
	return rows.map(({ id, body, act, person, note, at }) => ({
		id,
		finding: body,
		decided:
			act === null || person === null || at === null ? null : { act, personId: person, note, atMs: at.getTime() },
	}));
}

/** Findings as a decision needs them. */
export async function readOpenFindings(
	database: Queryable,
	merchantId: string,
	storeId: string,
	ids: readonly string[],
	timeZone: string,
	canRefund: (railId: string) => boolean,
): Promise<readonly OpenFinding[]> {
	const found = await readFindings(database, merchantId, storeId, { ids });
	const items = await readItems(
		database,
		merchantId,
		storeId,
		found.map(({ finding }) => finding),
	);
	return found.map(({ id, finding, decided }) => ({
		id,
		class: finding.class,
		needsPerson: needsPerson(finding),
		paymentIds: finding.payment_ids,
		refundable: finding.payment_ids.filter((name) => {
			const payment = items.payments.get(name);
			return payment !== undefined && isRefundable(payment, canRefund);
		}),
		// A payment's id is its sale's with the number of the attempt.
		saleIds: [...new Set(finding.payment_ids.map((payment) => payment.slice(0, payment.lastIndexOf("."))))],
		sentence: findingSentence(finding, items, timeZone),
		decided: decided?.act ?? null,
	}));
}

/** What the ids of these findings stand for. */
export async function readItems(
	database: Queryable,
	merchantId: string,
	storeId: string,
	findings: readonly Finding[],
): Promise<Items> {
	const payments = await database.query<PaymentRow>(
		`select ${PAYMENT_COLUMNS}
		from payment p join sale s on s.merchant_id = p.merchant_id and s.id = p.sale_id
		where p.merchant_id = $1 and s.store_id = $2 and p.id in (select jsonb_array_elements_text($3::jsonb))`,
		[merchantId, storeId, JSON.stringify(findings.flatMap(({ payment_ids }) => payment_ids))],
	);
	const rows = await database.query<{ body: Row }>(
		`select r.body from batch_row r join batch b on b.merchant_id = r.merchant_id and b.id = r.batch_id
		where r.merchant_id = $1 and b.store_id = $2 and b.state = 'read' and r.row_id in (select jsonb_array_elements_text($3::jsonb))`,
		[merchantId, storeId, JSON.stringify(findings.flatMap(({ row_ids }) => row_ids))],
	);
	return {
		payments: new Map(payments.map(paymentOf).map((payment) => [payment.paymentId, payment])),
		rows: new Map(rows.map(({ body }) => [rowName(body), body])),
	};
}

const iso = (ms: number): string => new Date(ms).toISOString();
