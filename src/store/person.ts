/** SQL about the people of a shop and what they may do. */

import type { Queryable } from "./database.ts";

export type Role = "cashier" | "manager" | "finance";
export type Person = { readonly id: string; readonly name: string; readonly role: Role; readonly tokenHash: string };

export function readPeople(database: Queryable, merchantId: string): Promise<readonly Person[]> {
	return database.query<Person>(
		`select id, name, role, token_hash as "tokenHash" from person where merchant_id = $1 order by id`,
		[merchantId],
	);
}
