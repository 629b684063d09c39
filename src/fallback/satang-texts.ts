/** CORE. What people read of an amount that is a few satang above the price; apart from the rules, since a browser needs it alone. */

import type { Text } from "../text.ts";
import { type Money, toMajor } from "./money.ts";

/** “45.00 + 0.03”: the price and the raise of an amount that a customer is asked for. */
export const sumOf = ({ minor, currency }: Money, raisedMinor: number): string =>
	`${toMajor({ minor: minor - raisedMinor, currency })} + ${toMajor({ minor: raisedMinor, currency })}`;

/** Why the amount is not the price, for cashier and customer alike; nothing where it is. */
export function extraSatang(asked: Money, raisedMinor = 0): readonly Text[] {
	if (raisedMinor === 0) return [];
	const sum = sumOf(asked, raisedMinor);
	return [
		{
			en: `${sum}: the extra satang tell this sale from others.`,
			zh: `${sum}：多出的萨当用于区分其他订单。`,
			es: `${sum}: los satang de más distinguen esta venta de otras.`,
		},
	];
}
