/** One sale for tests: what happens to it, and when. */

import type { Alarm } from "../../src/actor.ts";
import type { CheckoutOrder, Standing } from "../../src/fallback/checkout.ts";
import type { Configured } from "../../src/fallback/provider.ts";
import type { Sale, SaleEvent, SaleNotice } from "../../src/fallback/sale.ts";
import { decideSale } from "../../src/fallback/sale-decision.ts";
import type { Shop } from "../../src/fallback/shop.ts";

export const START_MS = Date.UTC(2026, 10, 23, 18);
export const MINUTE_MS = 60_000;
export const askedBy = "conversation/chat1";
export const open = (minor = 4500, currency = "EUR"): SaleEvent => ({
	kind: "open",
	id: "sale1",
	storeId: "market",
	money: { minor, currency },
	askedBy,
});

/** The orders to Stripe of one decision. */
export const ordersOf = ({ effects }: Told): readonly CheckoutOrder[] =>
	effects.filter((effect) => effect.kind === "checkout");
export const noticesOf = ({ effects }: Told): readonly SaleNotice[] =>
	effects.flatMap((effect) => (effect.kind === "mail" && effect.event.kind !== "refund-came" ? [effect.event] : []));

export type Told = ReturnType<typeof decideSale>;

/** One sale of a shop, told events at times of its own; keeps what each decision gave. */
export function till(shop: Shop, providers: Configured = new Map([["stripe", "2026-10-28.endive"]])) {
	let sale: Sale | null = null;
	let nowMs = START_MS;
	let turn = 0;
	const tell = (event: SaleEvent | Alarm): Told => {
		turn++;
		const moment = { nowMs, seed: turn.toString(16).padStart(32, "0") };
		const told = decideSale(sale, event, moment, { shop, publicUrl: "http://shop.example", providers });
		sale = told.state;
		return told;
	};
	return {
		tell,
		wait: (ms: number) => {
			nowMs += ms;
		},
		sale: (): Sale => sale!,
		isThere: () => sale !== null,
		code: (attempt = 1) => sale!.payments[attempt - 1]!.code,
		states: () => sale!.payments.map(({ state }) => state),
		nowMs: () => nowMs,
	};
}

/** Stripe has made the session of an attempt. */
export const checkoutOpened = (attempt = 1): SaleEvent => ({
	kind: "checkout-opened",
	paymentId: `sale1.${attempt}`,
	session: { id: `cs_${attempt}`, url: `https://checkout.stripe.com/c/${attempt}` },
});
export const checkoutSeen = (standing: Standing, attempt = 1): SaleEvent => ({
	kind: "checkout-seen",
	paymentId: `sale1.${attempt}`,
	standing,
});
export const confirmed = (code: string): SaleEvent => ({ kind: "confirmed", code, personId: "ana" });
export const claimed = (code: string, by: "customer" | "cashier" = "customer"): SaleEvent => ({
	kind: "claimed",
	code,
	by,
});
export const alarm: Alarm = { kind: "alarm" };
