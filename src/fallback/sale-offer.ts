/** CORE. Asking for the money of a sale: on the first rail that can take it, then on another one. */

import type { Moment } from "../actor.ts";
import { draw } from "../chance.ts";
import { isRefusal, type Refusal, refuse, type Text } from "../text.ts";
import { CHECKOUT_MINUTES, newCheckout } from "./checkout.ts";
import { isOpen, type Payment } from "./payment.ts";
import { hasProof, proofOf } from "./proof.ts";
import { PROVIDERS } from "./provider.ts";
import { accountOf, payPageUrl, railPayload } from "./rail.ts";
import { type Sale, type SaleEvent, type SaleNotice, saleState } from "./sale.ts";
import { createOrders } from "./sale-checkout.ts";
import {
	asItStands,
	closeOpen,
	decided,
	mailTo,
	placeOf,
	type SaleContext,
	type SaleDecided,
	unchanged,
} from "./sale-outcome.ts";
import { makeReference } from "./sale-reference.ts";
import { askedFor, freeRaise, hasUniqueAmounts } from "./satang.ts";
import type { Rail } from "./shop.ts";

/** How long a payment stays on offer before it ends by itself. */
const OFFER_MINUTES = CHECKOUT_MINUTES;
const ATTEMPT_LIMIT = 20;

export function openSale(event: SaleEvent & { kind: "open" }, moment: Moment, context: SaleContext): SaleDecided {
	const sale: Sale = {
		id: event.id,
		ref: makeReference(moment.seed, "sale-reference"),
		storeId: event.storeId,
		money: event.money,
		isPractice: context.shop.isDemo,
		askedBy: event.askedBy,
		note: event.note ?? null,
		createdAtMs: moment.nowMs,
		isCancelled: false,
		isWrittenOff: false,
		payments: [],
	};
	let refused: Refusal = refuse(NO_RAIL);
	const { rails } = context.shop;
	const wanted = rails.filter(({ id }) => id === event.railId);
	// One that was asked for by name is not changed for another in silence.
	for (const rail of wanted.length > 0 ? wanted : rails) {
		const payment = offer(sale, rail, moment, context);
		if (!isRefusal(payment)) return begin(sale, [], payment, moment, context);
		refused = payment;
	}
	return { ...unchanged(null), effects: mailTo(sale.askedBy, refusedNotice(sale, refused)) };
}

function begin(
	sale: Sale,
	closed: readonly Payment[],
	fresh: Payment,
	moment: Moment,
	context: SaleContext,
): SaleDecided {
	const orders = createOrders(sale, fresh, moment, context);
	const { proofSecret = null } = context;
	const isProven = proofSecret !== null && hasProof(fresh.scheme);
	const proof = isProven ? { proof: proofOf(proofSecret, sale.id, fresh.attempt) } : {};
	return decided({ ...sale, payments: [...sale.payments, fresh] }, [...closed, fresh], { fresh, orders, ...proof });
}

export const NO_RAIL: Text = {
	en: "This store has no way to take a payment yet; its manager can add one with `standin setup`.",
	zh: "本店还没有可用的收款方式；请店长用 `standin setup` 添加。",
	es: "Esta tienda aún no tiene cómo cobrar; el encargado puede añadir una forma con `standin setup`.",
};

const refusedNotice = ({ id, money }: Sale, { refused }: Refusal): SaleNotice => ({
	kind: "sale-refused",
	saleId: id,
	money,
	because: refused,
});

function offer(sale: Sale, rail: Rail, moment: Moment, context: SaleContext): Payment | Refusal {
	const place = placeOf(context);
	const attempt = sale.payments.length + 1;
	const code = draw(moment.seed, `pay-page/${attempt}`, 12);
	const raise = raiseOf(rail, sale, context);
	if (isRefusal(raise)) return raise;
	const asked = askedFor(sale.money, raise);
	const encoded = railPayload(rail, place, asked, sale.ref, payPageUrl(context.publicUrl, code), moment.nowMs);
	if (isRefusal(encoded)) return encoded;
	return {
		id: `${sale.id}.${attempt}`,
		attempt,
		railId: rail.id,
		scheme: rail.scheme,
		code,
		state: "created",
		payload: encoded.payload,
		...raise,
		createdAtMs: moment.nowMs,
		shownAtMs: null,
		claimedAtMs: null,
		paidAtMs: null,
		paidBy: null,
		dueAtMs: moment.nowMs + OFFER_MINUTES * 60_000,
		checkout: PROVIDERS.has(rail.scheme) ? newCheckout(accountOf(rail)) : null,
	};
}

function raiseOf(
	rail: Rail,
	{ money }: Sale,
	{ takenMinor = [] }: SaleContext,
): Pick<Payment, "raisedMinor"> | Refusal {
	if (!hasUniqueAmounts(rail)) return {};
	const raisedMinor = freeRaise(money, takenMinor);
	return typeof raisedMinor === "number" ? { raisedMinor } : raisedMinor;
}

export function switchRail(sale: Sale, railId: string, moment: Moment, context: SaleContext): SaleDecided {
	const rail = context.shop.rails.find(({ id }) => id === railId);
	const current = sale.payments.at(-1);
	const isTaken = current?.railId === railId && isOpen(current);
	if (rail === undefined || isTaken || saleState(sale) !== "open" || sale.payments.length >= ATTEMPT_LIMIT) {
		return asItStands(sale);
	}
	const payment = offer(sale, rail, moment, context);
	if (isRefusal(payment)) {
		return { ...unchanged(sale), effects: mailTo(sale.askedBy, refusedNotice(sale, payment)) };
	}
	// The old offer is closed before the new one opens: never two at a time.
	const closed = closeOpen(sale, moment);
	return begin(sale, closed, payment, moment, context);
}
