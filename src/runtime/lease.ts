/** A lease says which worker has an actor or a lane now. A dead worker's runs out by itself. */

import { randomUUID } from "node:crypto";
import type { Database } from "../store/database.ts";

const LEASE = "interval '60 seconds'";

export type Claim = { readonly merchantId: string; readonly id: string; readonly lease: string };

/** Takes up to `limit` of what is due at `nowMs` and free, longest due first. Leases follow the database's clock, dues the runtime's. */
export async function claim(
	database: Database,
	table: "actor" | "lane",
	limit: number,
	nowMs: number,
): Promise<readonly Claim[]> {
	const due = table === "actor" ? "wake_at" : "due_at";
	const lease = randomUUID();
	const rows = await database.query<{ merchant_id: string; id: string }>(
		`update ${table} set lease = $1::uuid, leased_until = now() + ${LEASE}
		where (merchant_id, id) in (
			select merchant_id, id from ${table}
			where ${due} <= $2::timestamptz and (leased_until is null or leased_until < now())
			order by ${due} limit $3 for update skip locked
		)
		returning merchant_id, id`,
		[lease, new Date(nowMs).toISOString(), limit],
	);
	return rows.map((row) => ({ merchantId: row.merchant_id, id: row.id, lease }));
}

/** Keeps a claimed row for another 60 s; false when another worker has it meanwhile. */
export async function renew(database: Database, table: "lane", { merchantId, id, lease }: Claim): Promise<boolean> {
	const kept = await database.query(
		`update ${table} set leased_until = now() + ${LEASE}
		where merchant_id = $1 and id = $2 and lease = $3::uuid returning id`,
		[merchantId, id, lease],
	);
	return kept.length > 0;
}

/** Frees every lease: right only where it is known that no other process works on this database. */
export async function freeAllLeases(database: Database): Promise<void> {
	for (const table of ["actor", "lane"]) {
		await database.query(`update ${table} set lease = null, leased_until = null where lease is not null`);
	}
}
