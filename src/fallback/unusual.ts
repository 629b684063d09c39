/** CORE. Whether an amount is one that this shop would be surprised by: a slip of the finger, or a sale of the year. */

import type { Text } from "../text.ts";
import { amountCeiling } from "./amount-ceiling.ts";
import { type Money, showMoney } from "./money.ts";

/** What a store's last sales in its own currency were, in minor units. */
export type Habit = { readonly count: number; readonly medianMinor: number; readonly largestMinor: number };

/** With fewer sales a median is chance. */
const KNOWN_FROM_SALES = 20;
const MEDIAN_TIMES = 10;
const LARGEST_TIMES = 3;

/**
 * Ten times what is usual, or three times the largest so far; below 20 known sales more than about 2,000 EUR.
 * A slip adds digits: it makes an amount ten or a hundred times as large.
 */
export function isUnusual({ minor, currency }: Money, habit: Habit | null): boolean {
	if (habit === null || habit.count < KNOWN_FROM_SALES)
		return minor > (amountCeiling(currency) ?? Number.MAX_SAFE_INTEGER);
	return minor > habit.medianMinor * MEDIAN_TIMES || minor > habit.largestMinor * LARGEST_TIMES;
}

/** The question, which is asked once. */
export const unusual = (money: Money): Text => ({
	en: `${showMoney(money, "en")}? That is unusual for this shop.`,
	zh: `${showMoney(money, "zh")}？这个金额对本店来说不常见。`,
	es: `¿${showMoney(money, "es")}? Es un importe poco habitual en esta tienda.`,
});
