/** SQL about the people of a shop, what they may do, and how they prove who they are: a personal token, or a PIN. */

import type { Queryable } from "./database.ts";
import { hashPin, pinMatches } from "./pin.ts";

export type Role = "cashier" | "manager" | "finance";
export type Person = { readonly id: string; readonly name: string; readonly role: Role; readonly tokenHash: string };

export function readPeople(database: Queryable, merchantId: string): Promise<readonly Person[]> {
	return database.query<Person>(
		`select id, name, role, token_hash as "tokenHash" from person where merchant_id = $1 order by id`,
		[merchantId],
	);
}

/** Who may decide about money. */
export type Decider = Person & { readonly role: "manager" | "finance" };

export const mayDecide = (person: Person): person is Decider => person.role !== "cashier";

function readPins(database: Queryable, merchantId: string) {
	return database.query<Decider & { readonly pinHash: string }>(
		`select id, name, role, token_hash as "tokenHash", pin_hash as "pinHash" from person
		where merchant_id = $1 and pin_hash is not null and role <> 'cashier' order by id`,
		[merchantId],
	);
}

/** Whose PIN this is, or null. Every person's is tried, so that the time taken says nothing. */
export async function findByPin(database: Queryable, merchantId: string, pin: string): Promise<Decider | null> {
	const people = await readPins(database, merchantId);
	if (people.length === 0) await hashPin(pin); // the same work where nobody has one
	const matches = await Promise.all(people.map(({ pinHash }) => pinMatches(pin, pinHash)));
	return people.find((_person, index) => matches[index] === true) ?? null;
}

/** The hash of each person's PIN, by the person's id. */
export type PinHashes = ReadonlyMap<string, string>;

/** Hashes the PINs of a setup file; one that has not changed keeps its hash. */
export async function hashPins(
	database: Queryable,
	merchantId: string,
	people: readonly { readonly id: string; readonly pin?: string | undefined }[],
): Promise<PinHashes> {
	const known = new Map((await readPins(database, merchantId)).map(({ id, pinHash }) => [id, pinHash]));
	const hashes = people.map(async ({ id, pin }): Promise<readonly (readonly [string, string])[]> => {
		if (pin === undefined) return [];
		const kept = known.get(id);
		return [[id, kept !== undefined && (await pinMatches(pin, kept)) ? kept : await hashPin(pin)]];
	});
	return new Map((await Promise.all(hashes)).flat());
}

/** The merchant's people have these PINs and no others; what a PIN that is gone had opened is closed. */
export async function applyPins(tx: Queryable, merchantId: string, pins: PinHashes): Promise<void> {
	const rows = JSON.stringify([...pins].map(([id, hash]) => ({ id, hash })));
	const changed = await tx.query<{ id: string }>(
		`update person p set pin_hash = f.hash
		from (select person.id, j.hash from person left join jsonb_to_recordset($2::jsonb) as j (id text, hash text)
			on j.id = person.id where person.merchant_id = $1) f
		where p.merchant_id = $1 and p.id = f.id and p.pin_hash is distinct from f.hash
		returning p.id`,
		[merchantId, rows],
	);
	for (const { id } of changed)
		await tx.query("delete from unlock where merchant_id = $1 and person_id = $2", [merchantId, id]);
}
