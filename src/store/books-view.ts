/** SQL for the books as a person sees them: files, and how much was paid and matched. */

import type { Text } from "../text.ts";
import type { Queryable } from "./database.ts";

const FILES_LIMIT = 100;

export type FileView = {
	readonly name: string;
	readonly state: "uploaded" | "read" | "refused";
	readonly format: string | null;
	readonly role: "terminal" | "money" | null;
	readonly rows: number;
	/** Why it was not taken. */
	readonly because: Text | null;
	readonly uploadedAtMs: number;
};

/** The files a store uploaded since a moment, oldest first. */
export async function readFiles(
	database: Queryable,
	merchantId: string,
	storeId: string,
	sinceMs: number,
): Promise<readonly FileView[]> {
	const files = await database.query<Omit<FileView, "uploadedAtMs"> & { readonly at: Date }>(
		`select b.name, b.state, b.format, b.role, b.uploaded_at as at, b.refused as because,
			(select count(*) from batch_row r
				where r.merchant_id = b.merchant_id and r.batch_id = b.id and b.state = 'read') as rows
		from batch b where b.merchant_id = $1 and b.store_id = $2 and b.uploaded_at >= $3::timestamptz
		order by b.uploaded_at, b.id limit $4`,
		[merchantId, storeId, new Date(sinceMs).toISOString(), FILES_LIMIT],
	);
	return files.map(({ at, ...file }) => ({ ...file, uploadedAtMs: at.getTime() }));
}

export type PaidSum = {
	readonly currency: string;
	readonly paidMinor: number;
	readonly paidCount: number;
	readonly matchedMinor: number;
	readonly matchedCount: number;
};

/** What was paid over fallback rails since a moment, and how much of it is in a link; practice or money, never both. */
export function readPaidSums(
	database: Queryable,
	merchantId: string,
	storeId: string,
	sinceMs: number,
	isPractice: boolean,
): Promise<readonly PaidSum[]> {
	return database.query<PaidSum>(
		`select p.currency, sum(p.amount_minor)::bigint as "paidMinor", count(*) as "paidCount",
			coalesce(sum(p.amount_minor) filter (where p.linked), 0)::bigint as "matchedMinor",
			count(*) filter (where p.linked) as "matchedCount"
		from (
			select p.currency, p.amount_minor, exists (select from link_payment l
				where l.merchant_id = p.merchant_id and l.payment_id = p.id) as linked
			from payment p join sale s on s.merchant_id = p.merchant_id and s.id = p.sale_id
			where s.merchant_id = $1 and s.store_id = $2 and s.created_at >= $3::timestamptz
				and p.state = 'paid' and p.is_practice = $4
		) p group by p.currency order by p.currency`,
		[merchantId, storeId, new Date(sinceMs).toISOString(), isPractice],
	);
}
