/** CORE. How the amount of a row relates to that of a payment. */

import type { PaymentFacts, RowFacts } from "./pool.ts";
import type { Layer } from "./weights.ts";

export type AmountRelation =
	/** The customer's totals are the same. */
	| "total"
	/** The row without its tip is the payment: the tip was given on the card. */
	| "tip_on_row"
	/** The row is the payment without its tip: staff keyed the goods only. */
	| "tip_on_payment"
	/** Two neighbouring digits swapped, or one digit another. */
	| "slip"
	/** The row is more by a fifth at most, as a tip would make it. */
	| "tip_like"
	| "other";

const TIP_LIMIT_PER_CENT = 20;

/** The first relation that holds, from the strongest down. */
export function amountRelation(payment: PaymentFacts, row: RowFacts): AmountRelation {
	const asked = payment.totalMinor;
	const { totalMinor, baseMinor } = row;
	if (totalMinor === asked) return "total";
	if (baseMinor === asked) return "tip_on_row";
	if (payment.baseMinor !== asked && (totalMinor === payment.baseMinor || baseMinor === payment.baseMinor)) {
		return "tip_on_payment";
	}
	if (isDigitSlip(totalMinor, asked)) return "slip";
	const isTipLike = totalMinor > asked && (totalMinor - asked) * 100 <= asked * TIP_LIMIT_PER_CENT;
	return isTipLike ? "tip_like" : "other";
}

/**
 * What the amounts of a nameless pair must have in common: in a quiet shop a minute's distance alone scores well. A tip on
 * a card is not known when the QR is shown; what staff key, they read off the receipt, and may mistype.
 */
export const isPossibleAmount = (layer: Layer, relation: AmountRelation): boolean =>
	relation !== "other" && relation !== (layer === "tapped" ? "slip" : "tip_like");

/** One digit mistyped, or two neighbours swapped. */
function isDigitSlip(one: number, other: number): boolean {
	// Either leaves a difference of 1 to 9, or of 9 to 81 in nines, but for zeros at its end: few pairs go further.
	let difference = Math.abs(one - other);
	while (difference !== 0 && difference % 10 === 0) difference /= 10;
	if (difference > 81 || (difference > 9 && difference % 9 !== 0)) return false;
	const [a, b] = [String(one), String(other)];
	if (a.length !== b.length || a.length < 3) return false;
	let start = 0;
	while (a[start] === b[start]) start++;
	const isSwap = a[start] === b[start + 1] && a[start + 1] === b[start] && a.slice(start + 2) === b.slice(start + 2);
	return isSwap || a.slice(start + 1) === b.slice(start + 1);
}
