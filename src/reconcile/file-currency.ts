/** CORE. Which currency a file is in: what it says, checked against what the user says. */

import { exponentOf } from "../fallback/money.ts";
import { type Refusal, refuse } from "../text.ts";
import type { Cells } from "./cells.ts";

/** The ISO 4217 code of the column `currency`; a fault when it is none, or not the one that was asked for. */
export function readCurrency(cells: Cells, asked: string | undefined): string {
	const currency = cells.required("currency");
	if (currency !== "" && exponentOf(currency) === undefined) {
		cells.fail("currency", {
			en: `“${currency.slice(0, 12)}” is not a currency code; three capital letters such as EUR are.`,
			zh: `“${currency.slice(0, 12)}”不是货币代码；请用三个大写字母，例如 CNY。`,
			es: `“${currency.slice(0, 12)}” no es un código de moneda; use tres letras mayúsculas, como EUR.`,
		});
	} else if (asked !== undefined && currency !== asked) {
		cells.fail("currency", {
			en: `this is ${currency}, but ${asked} was asked for.`,
			zh: `这里是 ${currency}，而要求的是 ${asked}。`,
			es: `esto es ${currency}, pero se pidió ${asked}.`,
		});
	}
	return currency;
}

/** Refuses what the user gives as currency and ISO 4217 does not know. */
export function unknownCurrency(asked: string | undefined): Refusal | null {
	if (asked === undefined || exponentOf(asked) !== undefined) return null;
	return refuse({
		en: `“${asked.slice(0, 12)}” is not a currency code; use three capital letters such as EUR.`,
		zh: `“${asked.slice(0, 12)}”不是货币代码；请用三个大写字母，例如 CNY。`,
		es: `“${asked.slice(0, 12)}” no es un código de moneda; use tres letras mayúsculas, como EUR.`,
	});
}
