/** SQL about what the proofs of a merchant's payments are made with. It is never shown, told or logged. */

import type { Queryable } from "./database.ts";

/** Drawn when the merchant was set up; null for a merchant that is not there. */
export async function readProofSecret(database: Queryable, merchantId: string): Promise<string | null> {
	const [row] = await database.query<{ secret: string }>("select proof_secret as secret from merchant where id = $1", [
		merchantId,
	]);
	return row?.secret ?? null;
}
