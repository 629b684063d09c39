/** SQL that brings the shops of a setup file into the database: creates or updates, and removes nothing but rails. */

import { draw } from "../chance.ts";
import type { Setup, SetupMerchant } from "../fallback/setup-file.ts";
import { UNLINKED } from "../fallback/shop.ts";
import { asJson, type Database, type Queryable } from "./database.ts";
import { applyPins, hashPins, type PinHashes } from "./person.ts";
import { hashToken, newToken } from "./token.ts";

export type SetupResult = {
	readonly merchants: number;
	readonly stores: readonly {
		readonly merchantId: string;
		readonly id: string;
		readonly name: string;
		readonly code: string;
	}[];
	/** Each has a sticker of its own, which opens the store's chat for it. */
	readonly terminals: readonly {
		readonly merchantId: string;
		readonly storeId: string;
		readonly id: string;
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
export async function applySetup(database: Database, setup: Setup): Promise<SetupResult> {
	const pins: PinHashes[] = [];
	// Before the transaction: hashing takes long on purpose, and locks must not wait for it.
	for (const { id, people = [] } of setup.merchants) pins.push(await hashPins(database, id, people));
	return database.transaction(async (tx) => {
		const stores: SetupResult["stores"][number][] = [];
		const terminals: SetupResult["terminals"][number][] = [];
		const newPeople: SetupResult["newPeople"][number][] = [];
		for (const [index, merchant] of setup.merchants.entries()) {
			await tx.query(
				`insert into merchant (id, name, is_demo) values ($1, $2, $3)
				on conflict (id) do update set name = excluded.name, is_demo = excluded.is_demo`,
				[merchant.id, merchant.name, merchant.demo],
			);
			for (const store of merchant.stores) {
				stores.push(await applyStore(tx, merchant.id, store));
				for (const terminal of store.terminals)
					terminals.push(await applyTerminal(tx, merchant.id, store.id, terminal));
			}
			await applyRails(tx, merchant);
			if (merchant.people === undefined) continue;
			newPeople.push(...(await applyPeople(tx, merchant.id, merchant.people)));
			await applyPins(tx, merchant.id, pins[index] ?? new Map());
		}
		return { merchants: setup.merchants.length, stores, terminals, newPeople };
	});
}

type Store = SetupMerchant["stores"][number];

async function applyStore(tx: Queryable, merchantId: string, store: Store): Promise<SetupResult["stores"][number]> {
	const [row] = await tx.query<{ code: string }>(
		`insert into store (merchant_id, id, code, name, country, currency, time_zone, locale, hotline, card_link)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		on conflict (merchant_id, id) do update set name = excluded.name, country = excluded.country,
			currency = excluded.currency, time_zone = excluded.time_zone, locale = excluded.locale, hotline = excluded.hotline,
			card_link = excluded.card_link
		returning code`,
		[
			merchantId,
			store.id,
			newCode("store"),
			store.name,
			store.country,
			store.currency,
			store.time_zone,
			store.locale,
			store.hotline,
			store.card_link,
		],
	);
	const code = row?.code ?? "";
	await addAddress(tx, code, merchantId, "store", store.id);
	return { merchantId, id: store.id, name: store.name, code };
}

/** A terminal of before there were stickers for terminals gets its code now. */
async function applyTerminal(
	tx: Queryable,
	merchantId: string,
	storeId: string,
	terminal: Store["terminals"][number],
): Promise<SetupResult["terminals"][number]> {
	const { id, tid, mid, vendor, model, acquirer } = terminal;
	const [row] = await tx.query<{ code: string }>(
		`insert into terminal (merchant_id, id, store_id, tid, mid, vendor, model, acquirer, code)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		on conflict (merchant_id, id) do update set store_id = excluded.store_id, tid = excluded.tid, mid = excluded.mid,
			vendor = excluded.vendor, model = excluded.model, acquirer = excluded.acquirer,
			code = coalesce(terminal.code, excluded.code)
		returning code`,
		[merchantId, id, storeId, tid, mid, vendor, model, acquirer, newCode("terminal")],
	);
	const code = row?.code ?? "";
	await addAddress(tx, code, merchantId, "terminal", id);
	return { merchantId, storeId, id, code };
}

const newCode = (of: string): string => draw(newToken(), of, 12);

async function addAddress(tx: Queryable, code: string, merchantId: string, kind: string, targetId: string) {
	await tx.query(
		"insert into address (code, merchant_id, kind, target_id) values ($1, $2, $3, $4) on conflict do nothing",
		[code, merchantId, kind, targetId],
	);
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

/** Whoever is not named any more decides nothing from now on; who comes back gets a new link. What they decided keeps their name. */
async function applyPeople(
	tx: Queryable,
	merchantId: string,
	people: NonNullable<SetupMerchant["people"]>,
): Promise<SetupResult["newPeople"]> {
	const named = JSON.stringify(people.map(({ id }) => id));
	for (const gone of [
		"update person set token_hash = '' where merchant_id = $1 and id not in (select jsonb_array_elements_text($2::jsonb))",
		"delete from unlock where merchant_id = $1 and person_id not in (select jsonb_array_elements_text($2::jsonb))",
	])
		await tx.query(gone, [merchantId, named]);
	const added: SetupResult["newPeople"][number][] = [];
	for (const { id, name, role } of people) {
		const token = newToken();
		const [row] = await tx.query<{ is_new: boolean }>(
			`insert into person (merchant_id, id, name, role, token_hash) values ($1, $2, $3, $4, $5)
			on conflict (merchant_id, id) do update set name = excluded.name, role = excluded.role,
				token_hash = case when person.token_hash = '' then excluded.token_hash else person.token_hash end
			returning token_hash = $5 as is_new`,
			[merchantId, id, name, role, hashToken(token)],
		);
		if (row?.is_new === true) added.push({ merchantId, id, role, token });
	}
	return added;
}

export async function hasMerchants(database: Database): Promise<boolean> {
	return (await database.query("select 1 from merchant where id <> $1 limit 1", [UNLINKED])).length > 0;
}
