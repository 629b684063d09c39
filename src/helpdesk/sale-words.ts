/** CORE. What is said of one sale: which one it is, and what became of it. */

import { showMoney } from "../fallback/money.ts";
import { PROVIDERS } from "../fallback/provider.ts";
import { railTitle } from "../fallback/rail.ts";
import type { SaleNotice } from "../fallback/sale.ts";
import type { Shop } from "../fallback/shop.ts";
import type { Locale, Text } from "../text.ts";
import type { Draft } from "./draft.ts";
import * as selling from "./texts-selling.ts";

export type Notice = SaleNotice & { kind: "sale" };

/** What became of a sale, in one sentence. */
export const becameOf = ({ context: { shop } }: Draft, notice: Notice): Text =>
	notice.state === "overpaid"
		? selling.overpaid((notice.paidOn ?? []).map((id) => railText(shop, id)))
		: became(notice);

function railText({ rails }: Pick<Shop, "rails">, railId: string): Text {
	const rail = rails.find(({ id }) => id === railId);
	return rail === undefined ? { en: railId, zh: railId, es: railId } : railTitle(rail);
}

/** A sentence about a sale, behind its reference and its amount. */
export function headed({ ref, money, isPractice }: Notice, text: Text): Text {
	const mark = (locale: Locale) => (isPractice ? ` · ${selling.PRACTICE_MARK[locale]}` : "");
	return {
		en: `${ref} · ${showMoney(money, "en")}${mark("en")}: ${text.en}`,
		zh: `${ref} · ${showMoney(money, "zh")}${mark("zh")}：${text.zh}`,
		es: `${ref} · ${showMoney(money, "es")}${mark("es")}: ${text.es}`,
	};
}

function became({ state, payment, ref, isPractice }: Notice): Text {
	switch (payment.state) {
		case "claimed":
			if (payment.isAtBank === true) return selling.AT_BANK;
			return isPractice || PROVIDERS.has(payment.scheme) ? selling.CLAIMED : selling.CLAIMED_BANK;
		case "paid":
			return selling.paid(ref);
		case "expired":
			return selling.EXPIRED;
		case "failed":
			return payment.isAtBank === true ? selling.BANK_REFUSED : selling.FAILED;
		case "refunded":
			return selling.REFUNDED;
		case "cancelled":
			return state === "cancelled" || state === "written-off" ? selling.CANCELLED : selling.REPLACED;
		default:
			return payment.payload === "" ? selling.CODE_SOON : selling.SHOWN;
	}
}
