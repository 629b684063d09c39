/** What matching asks of payments and rows, of one shop of the terminal's role. */

import { type PaymentFacts, poolsOf, type RowFacts } from "../../src/reconcile/pool.ts";
import type { FallbackPayment, Row } from "../../src/reconcile/row.ts";

export function factsOf(
	payments: readonly FallbackPayment[],
	rows: readonly Row[],
): { readonly payments: readonly PaymentFacts[]; readonly rows: readonly RowFacts[] } {
	const [pool, ...others] = poolsOf("terminal", payments, rows, () => 0);
	if (others.length > 0) throw new RangeError("the payments and rows are of several shops");
	return pool ?? { payments: [], rows: [] };
}
