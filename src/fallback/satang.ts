/**
 * CORE. Amounts that tell sales apart. A PromptPay code for a number or id (AnyID, template 29) has no room for a
 * reference, so a shop may have each sale ask for an amount of its own, a few satang above the price.
 */

import { type Refusal, refuse, type Text } from "../text.ts";
import { type Money, showMoney } from "./money.ts";
import type { Payment } from "./payment.ts";
import { PROMPTPAY } from "./qr/promptpay.ts";
import type { Rail } from "./shop.ts";
import { STATIC } from "./static-qr.ts";

const SETTING = "satang";
const UNIQUE = "unique";
/** Less than one baht: nobody gives away more than that to be told apart. */
export const RAISE_LIMIT_MINOR = 99;
/** Money that comes late still finds its sale: so long an amount stays with the sale that it was made for. */
export const AMOUNT_KEPT_HOURS = 24;

/** Whether each sale on this rail gets an amount of its own. */
export const hasUniqueAmounts = ({ scheme, settings }: Rail): boolean =>
	scheme === PROMPTPAY.id && settings[SETTING] === UNIQUE;

/** Whether its money comes into a bank account with nothing but the amount to tell it by. */
export const isToldByAmount = ({ scheme }: Rail): boolean => scheme === PROMPTPAY.id || scheme === STATIC;

/** What the scheme itself reads of a rail's settings. One that is misspelt stays, and the scheme refuses it. */
export const schemeSettings = (rail: Rail): ReadonlyMap<string, string> =>
	new Map(Object.entries(rail.settings).filter(([id]) => id !== SETTING || !hasUniqueAmounts(rail)));

/** What is wrong with the setting of a PromptPay rail; undefined where it is right or absent. */
export function satangFault(rail: Rail): Text | undefined {
	if (rail.scheme !== PROMPTPAY.id || rail.settings[SETTING] === undefined || hasUniqueAmounts(rail)) return undefined;
	return {
		en: "the setting satang has one value: unique; write that, or leave it out.",
		zh: "设置项 satang 只有一个取值：unique；请改用该值或删去。",
		es: "el ajuste satang tiene un solo valor: unique; escríbalo o quítelo.",
	};
}

/** The smallest raise, in satang, to an amount that is no other sale's; refuses when there is none. */
export function freeRaise(price: Money, taken: readonly number[]): number | Refusal {
	const others = new Set(taken);
	for (let raise = 0; raise <= RAISE_LIMIT_MINOR; raise++) if (!others.has(price.minor + raise)) return raise;
	return refuse({
		en: `PromptPay cannot tell one more sale of ${showMoney(price, "en")} from the others of the last ${AMOUNT_KEPT_HOURS} hours; use another way to pay.`,
		zh: `最近 ${AMOUNT_KEPT_HOURS} 小时内 ${showMoney(price, "zh")} 的销售太多，PromptPay 无法再区分；请改用其他方式收款。`,
		es: `PromptPay ya no distingue otra venta de ${showMoney(price, "es")} de las demás de las últimas ${AMOUNT_KEPT_HOURS} horas; use otra forma de pago.`,
	});
}

/** What the customer is asked for by one payment of a sale. */
export const askedFor = (price: Money, { raisedMinor = 0 }: Pick<Payment, "raisedMinor">): Money => ({
	minor: price.minor + raisedMinor,
	currency: price.currency,
});
