/** CORE. One sale that two rails were paid for: known the same moment, and the same finding that a batch would bring. */

import { compare } from "./pool.ts";
import type { Finding } from "./report.ts";

export type PaidPayment = { readonly id: string; readonly minor: number; readonly currency: string };

/** The finding of a sale's paid payments, oldest first; null where it was paid once or not at all. */
export function doublePayment(paid: readonly PaidPayment[]): Finding | null {
	const [first, ...more] = paid;
	if (first === undefined || more.length === 0) return null;
	return {
		class: "duplicate_capture",
		payment_ids: paid.map(({ id }) => id).sort(compare),
		row_ids: [],
		amount: { minor: more.reduce((sum, { minor }) => sum + minor, 0), currency: first.currency },
		score: null,
		decision: "review",
		proposal: "check_then_refund",
		reasons: [PAID_TWICE],
	};
}

export const PAID_TWICE = { term: "reference", weight: 0, text: "one sale was paid more than once" } as const;
