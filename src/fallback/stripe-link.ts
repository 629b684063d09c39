/** CORE. A payment link at Stripe that hangs at the till: any amount, for when no QR can be made. What comes in over it is a sale that nobody opened. */

import type { Moment } from "../actor.ts";
import { draw } from "../chance.ts";
import { type Refusal, refuse } from "../text.ts";
import { newCheckout, STRIPE } from "./checkout.ts";
import type { Payment } from "./payment.ts";
import type { Sale, SaleEvent } from "./sale.ts";
import { decided, type SaleContext, type SaleDecided, unchanged } from "./sale-outcome.ts";
import { makeReference } from "./sale-reference.ts";

/** `test_` links too; a query of its own would fight with ours. */
export const CARD_LINK = /^https:\/\/buy\.stripe\.com\/\w{4,80}$/;

/** Stripe hands it on with each payment (docs.stripe.com/payment-links/url-parameters: letters, digits, `-` and `_`, at most 200). */
const OF_STORE = /^standin_([1-9A-HJ-NP-Za-km-z]{12})$/;

/** What the printed QR says: the link, and whose store it hangs in. */
export const printedLink = (link: string, storeCode: string): string =>
	`${link}?client_reference_id=standin_${storeCode}`;

/** The code of the store where the link hung; null for a reference of something else. */
export const storeOfLink = (reference: string): string | null => OF_STORE.exec(reference)?.[1] ?? null;

/** The money arrives in the account of the merchant's Stripe rail, so there must be one. */
export function cardLinkFault({
	id,
	stores,
	rails,
}: {
	readonly id: string;
	readonly stores: readonly { readonly card_link: string | null }[];
	readonly rails: readonly { readonly scheme: string }[];
}): Refusal | null {
	if (stores.every(({ card_link }) => card_link === null) || rails.some(({ scheme }) => scheme === STRIPE)) return null;
	return refuse({
		en: `A store of ${id} has a card_link, but ${id} has no rail with the scheme stripe; add one or remove the link. Nothing was changed.`,
		zh: `${id} 的门店设有 card_link，但 ${id} 没有 scheme 为 stripe 的收款方式；请添加或删去该链接。未做任何更改。`,
		es: `Una tienda de ${id} tiene card_link, pero ${id} no tiene una forma de pago con scheme stripe; añádala o quite el enlace. No se cambió nada.`,
	});
}

/** The customer paid over the printed link: the provider was asked and says so. */
export function takeArrived(
	event: SaleEvent & { kind: "arrived" },
	moment: Moment,
	{ shop }: SaleContext,
): SaleDecided {
	const rail = shop.rails.find(({ scheme }) => scheme === STRIPE);
	if (rail === undefined) return unchanged(null);
	const { nowMs, seed } = moment;
	const payment: Payment = {
		...{ id: `${event.id}.1`, attempt: 1, railId: rail.id, scheme: STRIPE, state: "paid" },
		code: draw(seed, "pay-page/1", 12),
		payload: "",
		createdAtMs: event.paidAtMs,
		...{
			shownAtMs: null,
			claimedAtMs: null,
			paidAtMs: Math.max(event.paidAtMs, 0),
			paidBy: `rail:${STRIPE}`,
			dueAtMs: null,
		},
		checkout: { ...newCheckout(rail.settings["account"] ?? null), session: event.session, isAsked: false },
	};
	const sale: Sale = {
		id: event.id,
		ref: makeReference(seed, "sale-reference"),
		...{ storeId: event.storeId, money: event.money, isPractice: shop.isDemo, askedBy: event.tell, note: event.note },
		createdAtMs: Math.min(event.paidAtMs, nowMs),
		...{ isCancelled: false, isWrittenOff: false, payments: [payment] },
	};
	return decided(sale, [payment], { fresh: payment });
}
