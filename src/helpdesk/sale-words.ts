/** CORE. What is said of one sale: which one it is, and what became of it. */

import { showMoney } from "../fallback/money.ts";
import { PROVIDERS } from "../fallback/provider.ts";
import { railTitle } from "../fallback/rail.ts";
import type { SaleNotice } from "../fallback/sale.ts";
import { sumOf } from "../fallback/satang-texts.ts";
import type { Shop } from "../fallback/shop.ts";
import type { Locale, Text } from "../text.ts";
import type { Draft } from "./draft.ts";
import type { SaleCard } from "./message.ts";
import * as selling from "./texts-selling.ts";

/** Where each sale has an amount of its own, and the bank shows no reference. */
const CLAIMED_EXACT: Text = {
	en: "The customer says they paid. That is not paid yet: look for exactly this amount in the shop's bank app; no other sale has it. The manager confirms it.",
	zh: "顾客表示已付款，但尚未确认。请在本店的银行 App 里核对这一金额，其他订单没有相同金额；由店长确认。",
	es: "El cliente dice que pagó. Aún no está pagado: busque justo este importe en la app del banco de la tienda; ninguna otra venta lo tiene. El encargado lo confirma.",
};

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
			if (payment.raisedMinor !== undefined) return CLAIMED_EXACT;
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

/** For a screen that shows more than words. */
export function saleCard({ context: { shop }, state: { locale } }: Draft, notice: Notice): SaleCard {
	const { saleId, ref, money, state, payment, isPractice, proof } = notice;
	const rail = shop.rails.find(({ id }) => id === payment.railId);
	const title = rail === undefined ? payment.railId : railTitle(rail)[locale];
	return {
		saleId,
		ref,
		money,
		state,
		payment: payment.state,
		code: payment.code,
		rail: title,
		isPractice,
		...(payment.raisedMinor === undefined || payment.raisedMinor === 0 ? {} : { raisedMinor: payment.raisedMinor }),
		...(payment.isAtBank === true ? { isAtBank: true as const } : {}),
		...(proof === undefined ? {} : { proof }),
	};
}

/** Below the QR, for its customer. */
export function caption(
	{ context: { shop } }: Draft,
	{ money, ref, isPractice, payment: { raisedMinor = 0 } }: Notice,
): readonly string[] {
	const { en, zh, es } = selling.PRACTICE_MARK;
	const mark = isPractice ? [`${en} · ${zh} · ${es}`] : [];
	const sum = raisedMinor === 0 ? "" : ` (${sumOf(money, raisedMinor)})`;
	return [shop.storeName, `${showMoney(money, "en")}${sum}`, ref, ...mark];
}
