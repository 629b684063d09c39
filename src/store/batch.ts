/** SQL about batches: uploaded files, their rows, and the links and findings derived from them. */

import type { Finding, Link } from "../reconcile/report.ts";
import type { FallbackPayment, PaymentStatus } from "../reconcile/row.ts";
import type { Text } from "../text.ts";
import { asJson, type Queryable } from "./database.ts";

export type UploadedBatch = {
	readonly merchantId: string;
	readonly id: string;
	readonly conversationId: string;
	readonly storeId: string;
	readonly name: string;
	readonly sha256: string;
	/** Card numbers masked. */
	readonly content: string;
	/** Of the runtime's clock. */
	readonly uploadedAtMs: number;
};

/** Keeps a file until it is read; false when it is there already. */
export async function addBatch(tx: Queryable, batch: UploadedBatch): Promise<boolean> {
	const added = await tx.query(
		`insert into batch (merchant_id, id, conversation_id, store_id, name, sha256, state, content, uploaded_at)
		values ($1, $2, $3, $4, $5, $6, 'uploaded', $7, $8::timestamptz) on conflict do nothing returning id`,
		[
			batch.merchantId,
			batch.id,
			batch.conversationId,
			batch.storeId,
			batch.name,
			batch.sha256,
			batch.content,
			new Date(batch.uploadedAtMs).toISOString(),
		],
	);
	return added.length > 0;
}

export type WaitingBatch = {
	readonly name: string;
	readonly storeId: string;
	readonly sha256: string;
	readonly content: string;
};

/** A file that waits to be read; null when it was read or refused already. */
export async function readWaitingBatch(
	database: Queryable,
	merchantId: string,
	id: string,
): Promise<WaitingBatch | null> {
	const [batch] = await database.query<WaitingBatch>(
		`select name, store_id as "storeId", sha256, content from batch
		where merchant_id = $1 and id = $2 and state = 'uploaded' and content is not null`,
		[merchantId, id],
	);
	return batch ?? null;
}

/** The name under which the same file was read before for this store, or null. */
export async function findSameFile(
	database: Queryable,
	merchantId: string,
	batch: WaitingBatch,
): Promise<string | null> {
	const [same] = await database.query<{ name: string }>(
		"select name from batch where merchant_id = $1 and store_id = $2 and sha256 = $3 and state = 'read' limit 1",
		[merchantId, batch.storeId, batch.sha256],
	);
	return same?.name ?? null;
}

/** Of `payment p join sale s`, as `PaymentRow` names them. */
export const PAYMENT_COLUMNS = `
	p.id as "paymentId", p.merchant_id as "merchantId", s.store_id as "storeId", null as "terminalId", null as "staffId",
	s.ref as "saleRef", null as "orderId", p.rail_id as rail, p.amount_minor as "amountMinor", 0 as "tipMinor", p.currency,
	p.created_at as created, p.paid_at as paid, p.state, null as "cardLast4"`;

export type PaymentRow = Omit<FallbackPayment, "createdAtMs" | "paidAtMs" | "status"> & {
	readonly created: Date;
	readonly paid: Date | null;
	readonly state: string;
};

const STATUS: ReadonlyMap<string, PaymentStatus> = new Map([
	["created", "shown"],
	["shown", "shown"],
	["claimed", "claimed"],
	["paid", "paid"],
	["refunded", "refunded"],
	["expired", "expired"],
	["cancelled", "cancelled"],
	["failed", "cancelled"],
]);

/** A store's fallback payments made since a moment: practice ones or real ones, never both. */
export async function readFallbackPayments(
	database: Queryable,
	merchantId: string,
	storeId: string,
	sinceMs: number,
	isPractice: boolean,
): Promise<readonly FallbackPayment[]> {
	const rows = await database.query<PaymentRow>(
		`select ${PAYMENT_COLUMNS}
		from payment p join sale s on s.merchant_id = p.merchant_id and s.id = p.sale_id
		where s.merchant_id = $1 and s.store_id = $2 and p.created_at >= $3::timestamptz and p.is_practice = $4
		order by p.created_at, p.id`,
		[merchantId, storeId, new Date(sinceMs).toISOString(), isPractice],
	);
	return rows.map(paymentOf);
}

/** A payment in the words of reconciliation. */
export const paymentOf = ({ created, paid, state, ...payment }: PaymentRow): FallbackPayment => ({
	...payment,
	createdAtMs: created.getTime(),
	paidAtMs: paid?.getTime() ?? null,
	status: STATUS.get(state) ?? "cancelled",
});

/** Ends a batch that cannot be taken: nothing of it is kept but its name, and why. */
export async function writeRefusedBatch(tx: Queryable, merchantId: string, id: string, because: Text): Promise<void> {
	await tx.query(
		"update batch set state = 'refused', content = null, refused = $3::jsonb where merchant_id = $1 and id = $2",
		[merchantId, id, asJson(because)],
	);
}

/** What replaces links and findings, as the statements take it: JSON that was made where it disturbs nobody. */
export type DerivedJson = {
	readonly links: string;
	readonly findings: string;
	readonly linkPayments: string;
	readonly linkRows: string;
};

export type Derived<Item> = { readonly id: string; readonly atMs: number; readonly item: Item };

/** Pure. */
export function derivedJson(links: readonly Derived<Link>[], findings: readonly Derived<Finding>[]): DerivedJson {
	const body = ({ id, atMs, item }: Derived<Link | Finding>) => ({ id, at_ms: atMs, body: item });
	return {
		links: asJson(links.map(body)),
		findings: asJson(findings.map(body)),
		linkPayments: asJson(
			links.flatMap(({ id, item }) =>
				item.payment_ids.map((payment) => ({ link_id: id, role: item.role, payment_id: payment })),
			),
		),
		linkRows: asJson(
			links.flatMap(({ id, item }) => item.row_ids.map((row) => ({ link_id: id, role: item.role, row_name: row }))),
		),
	};
}

/** Puts links and findings in the place of those that were derived for this store since a moment. */
export async function replaceDerived(
	tx: Queryable,
	merchantId: string,
	storeId: string,
	sinceMs: number,
	{ links, findings, linkPayments, linkRows }: DerivedJson,
): Promise<void> {
	const since = [merchantId, storeId, new Date(sinceMs).toISOString()] as const;
	await tx.query("delete from link where merchant_id = $1 and store_id = $2 and at >= $3::timestamptz", since);
	await tx.query("delete from finding where merchant_id = $1 and store_id = $2 and at >= $3::timestamptz", since);
	await tx.query(
		`insert into link (merchant_id, id, store_id, at, role, decision, body)
		select $1, l.id, $2, to_timestamp(l.at_ms / 1000.0), l.body ->> 'role', l.body ->> 'decision', l.body
		from jsonb_to_recordset($3::jsonb) as l (id text, at_ms bigint, body jsonb)`,
		[merchantId, storeId, links],
	);
	await tx.query(
		`insert into finding (merchant_id, id, store_id, at, class, decision, amount_minor, currency, body)
		select $1, f.id, $2, to_timestamp(f.at_ms / 1000.0), f.body ->> 'class', f.body ->> 'decision',
			(f.body -> 'amount' ->> 'minor')::bigint, f.body -> 'amount' ->> 'currency', f.body
		from jsonb_to_recordset($3::jsonb) as f (id text, at_ms bigint, body jsonb)
		on conflict (merchant_id, id) do update set at = excluded.at, body = excluded.body`, // a sale that is paid twice meanwhile
		[merchantId, storeId, findings],
	);
	// Who is in a link; the tables' keys refuse a row or a payment in two links of one role.
	await tx.query(
		`insert into link_payment (merchant_id, link_id, role, payment_id)
		select $1, m.link_id, m.role, m.payment_id
		from jsonb_to_recordset($2::jsonb) as m (link_id text, role text, payment_id text)`,
		[merchantId, linkPayments],
	);
	await tx.query(
		`insert into link_row (merchant_id, store_id, link_id, role, row_name)
		select $1, $2, m.link_id, m.role, m.row_name
		from jsonb_to_recordset($3::jsonb) as m (link_id text, role text, row_name text)`,
		[merchantId, storeId, linkRows],
	);
}
