/** SQL about payments at a provider. */

import type { Queryable } from "./database.ts";

export type CheckoutAddress = { readonly merchantId: string; readonly saleId: string; readonly code: string } & {
	readonly minor: number;
	readonly currency: string;
};

/** The payment that a session of a provider was made for, or null for one that is not ours. */
export async function findCheckout(database: Queryable, sessionId: string): Promise<CheckoutAddress | null> {
	const [found] = await database.query<CheckoutAddress>(
		`select merchant_id as "merchantId", sale_id as "saleId", code, amount_minor as minor, currency
		from payment where provider_id = $1`,
		[sessionId],
	);
	return found ?? null;
}
