/** SQL that brings the shops of a setup file into the database: creates or updates, and removes nothing but rails. */

import { draw } from "../chance.ts";
import type { Setup, SetupMerchant } from "../fallback/setup-file.ts";
import { asJson, type Database, type Queryable } from "./database.ts";
import { hashToken, newToken } from "./token.ts";

export type SetupResult = {
	readonly merchants: number;
	readonly stores: readonly {
		readonly merchantId: string;
		readonly id: string;
		readonly name: string;
		readonly code: string;
	}[];
	/** People who are new: their personal token is told this once and kept as a hash. */
	readonly newPeople: readonly {
		readonly merchantId: string;
		readonly id: string;
		readonly role: string;
		readonly token: string;
	}[];
};

/** Applies a checked setup, all of it or nothing. The same setup again changes nothing. */
export function applySetup(database: Database, setup: Setup): Promise<SetupResult> {
	return database.transaction(async (tx) => {
		const stores: SetupResult["stores"][number][] = [];
		const newPeople: SetupResult["newPeople"][number][] = [];
		for (const merchant of setup.merchants) {
			await tx.query(
				`insert into merchant (id, name, is_demo) values ($1, $2, $3)
				on conflict (id) do update set name = excluded.name, is_demo = excluded.is_demo`,
				[merchant.id, merchant.name, merchant.demo],
			);
			stores.push(...(await applyStores(tx, merchant)));
			await applyRails(tx, merchant);
			newPeople.push(...(await applyPeople(tx, merchant)));
		}
		return { merchants: setup.merchants.length, stores, newPeople };
	});
}

async function applyStores(tx: Queryable, merchant: SetupMerchant): Promise<SetupResult["stores"]> {
	const applied: SetupResult["stores"][number][] = [];
	for (const store of merchant.stores) {
		const [row] = await tx.query<{ code: string }>(
			`insert into store (merchant_id, id, code, name, country, currency, time_zone, locale, hotline)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
			on conflict (merchant_id, id) do update set name = excluded.name, country = excluded.country,
				currency = excluded.currency, time_zone = excluded.time_zone, locale = excluded.locale, hotline = excluded.hotline
			returning code`,
			[
				merchant.id,
				store.id,
				draw(newToken(), "store", 12),
				store.name,
				store.country,
				store.currency,
				store.time_zone,
				store.locale,
				store.hotline,
			],
		);
		const code = row?.code ?? "";
		await tx.query(
			"insert into address (code, merchant_id, kind, target_id) values ($1, $2, 'store', $3) on conflict do nothing",
			[code, merchant.id, store.id],
		);
		for (const terminal of store.terminals) {
			await tx.query(
				`insert into terminal (merchant_id, id, store_id, tid, mid, vendor, model, acquirer)
				values ($1, $2, $3, $4, $5, $6, $7, $8)
				on conflict (merchant_id, id) do update set store_id = excluded.store_id, tid = excluded.tid, mid = excluded.mid,
					vendor = excluded.vendor, model = excluded.model, acquirer = excluded.acquirer`,
				[
					merchant.id,
					terminal.id,
					store.id,
					terminal.tid,
					terminal.mid,
					terminal.vendor,
					terminal.model,
					terminal.acquirer,
				],
			);
		}
		applied.push({ merchantId: merchant.id, id: store.id, name: store.name, code });
	}
	return applied;
}

/** A rail that is gone from the file must not be shown to a customer again: an account may be closed. */
async function applyRails(tx: Queryable, { id: merchantId, rails }: SetupMerchant): Promise<void> {
	await tx.query("delete from rail where merchant_id = $1", [merchantId]);
	for (const [position, { id, scheme, settings }] of rails.entries()) {
		await tx.query(
			"insert into rail (merchant_id, id, position, scheme, settings) values ($1, $2, $3, $4, $5::jsonb)",
			[merchantId, id, position, scheme, asJson(settings)],
		);
	}
}

async function applyPeople(
	tx: Queryable,
	{ id: merchantId, people }: SetupMerchant,
): Promise<SetupResult["newPeople"]> {
	const added: SetupResult["newPeople"][number][] = [];
	for (const { id, name, role } of people) {
		const token = newToken();
		const [row] = await tx.query<{ is_new: boolean }>(
			`insert into person (merchant_id, id, name, role, token_hash) values ($1, $2, $3, $4, $5)
			on conflict (merchant_id, id) do update set name = excluded.name, role = excluded.role
			returning token_hash = $5 as is_new`,
			[merchantId, id, name, role, hashToken(token)],
		);
		if (row?.is_new === true) added.push({ merchantId, id, role, token });
	}
	return added;
}

export async function hasMerchants(database: Database): Promise<boolean> {
	return (await database.query("select 1 from merchant limit 1")).length > 0;
}
