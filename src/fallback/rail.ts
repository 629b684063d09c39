/** CORE. What a rail shows the customer: a bank's QR made from the shop's own data, or the practice page. */

import { isRefusal, type Refusal, refuse, type Text } from "../text.ts";
import { type Money, showMoney } from "./money.ts";
import { SCHEMES } from "./qr/scheme.ts";
import type { Rail, Shop } from "./shop.ts";

/** The rail of the demo shop: a page of our own where a person clicks. It moves no money. */
export const PRACTICE = "practice";

export const payPageUrl = (publicUrl: string, code: string): string => `${publicUrl}/p/${code}`;

/**
 * What the QR of one payment says. Refuses when the rail cannot take this sale, so that the next rail may be tried.
 * The practice rail and the others never mix: a demo shop takes no money, and no shop's takings are practice.
 */
export function railPayload(
	rail: Rail,
	shop: Pick<Shop, "isDemo">,
	money: Money,
	ref: string,
	url: string,
): { readonly payload: string } | Refusal {
	if (shop.isDemo !== (rail.scheme === PRACTICE)) return cannotTake(rail, money);
	if (rail.scheme === PRACTICE) return { payload: url };
	const encoded = SCHEMES.get(rail.scheme)?.encode(new Map(Object.entries(rail.settings)), money, ref);
	if (encoded === undefined) return cannotTake(rail, money);
	return isRefusal(encoded) ? encoded : { payload: encoded.payload };
}

function cannotTake(rail: Rail, money: Money): Refusal {
	return refuse({
		en: `The rail “${rail.id}” cannot take ${showMoney(money, "en")} here; use another way to pay.`,
		zh: `收款方式“${rail.id}”无法在此收取 ${showMoney(money, "zh")}；请改用其他方式。`,
	});
}

/** What people call a rail. */
export function railTitle(rail: Rail): Text {
	return SCHEMES.get(rail.scheme)?.title ?? { en: "practice page", zh: "演练页面" };
}
