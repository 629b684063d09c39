/** CORE. What every decision about a sale has in common: which rows it writes, who hears of it, when to look again. */

import type { Address, Decided, Mail, Moment } from "../actor.ts";
import type { Checkout, CheckoutOrder } from "./checkout.ts";
import { isOpen, movePayment, type Payment } from "./payment.ts";
import { type Configured, NO_PROVIDERS } from "./provider.ts";
import type { Place } from "./rail.ts";
import type { Refundable, RefundNotice, RefundOrder } from "./refund.ts";
import { type Sale, type SaleNotice, type SaleWrite, saleState } from "./sale.ts";
import { askedFor } from "./satang.ts";
import type { Shop } from "./shop.ts";

export type SaleDecided = Decided<
	Sale | null,
	SaleWrite,
	Mail<SaleNotice | RefundNotice> | CheckoutOrder | RefundOrder
>;
export type SaleContext = {
	readonly shop: Shop;
	readonly publicUrl: string;
	/** The providers that this server can talk to. */
	readonly providers?: Configured;
	/** Where it may give money back. */
	readonly refunds?: Refundable;
	/** What the merchant's proofs are made with. Absent: none are told. */
	readonly proofSecret?: string | null;
	/** Amounts near its price that the store's other sales ask for, where a rail makes them unique. */
	readonly takenMinor?: readonly number[];
};

export const placeOf = ({ shop, providers = NO_PROVIDERS }: SaleContext): Place => ({
	isDemo: shop.isDemo,
	providers,
});

type More = {
	/** The payment that is new, of those that are written. */
	readonly fresh?: Payment;
	readonly orders?: readonly CheckoutOrder[];
	/** Of the payment that is new. */
	readonly proof?: string;
	/** What came of digits that were typed. */
	readonly guess?: "right" | "wrong";
};
type Changed = SaleDecided & { readonly state: Sale };

/** The sale, which has these payments changed or new: written in this order, told to whoever asked for it. */
export function decided(sale: Sale, changed: readonly Payment[], more: More = {}): Changed {
	const outcome = quietly(sale, changed, more);
	return { ...outcome, effects: [...notify(outcome.state, more), ...outcome.effects] };
}

/** As `decided`, for what nobody needs to hear of. */
export function quietly(sale: Sale, changed: readonly Payment[], { fresh, orders = [] }: More = {}): Changed {
	// Whoever closed it and why: a session that nobody shall pay at any more is ended at Stripe too.
	const left = changed.filter((payment) => payment.checkout?.isLive === true && !isOpen(payment));
	const written = changed.map((payment) =>
		left.includes(payment) ? changeCheckout(payment, { isLive: false, isAsked: true, lookAtMs: null }) : payment,
	);
	const next = withPayments(sale, written);
	return {
		state: next,
		writes: [
			{ kind: "sale", sale: next, state: saleState(next) },
			...written.map((payment): SaleWrite => ({ kind: "payment", sale: next, payment })),
			...(isNewlyTwice(sale, next) ? [{ kind: "times-paid", sale: next } as const] : []),
			...(fresh === undefined ? [] : [{ kind: "address", code: fresh.code, targetId: next.id } as const]),
		],
		effects: [...left.flatMap((payment) => orderOf(next, payment, "close")), ...orders],
		wakeAtMs: wakeAt(next),
	};
}

const paidOf = ({ payments }: Sale): readonly Payment[] => payments.filter(({ state }) => state === "paid");

function isNewlyTwice(before: Sale, after: Sale): boolean {
	const counts = [before, after].map((sale) => paidOf(sale).length);
	return counts[0] !== counts[1] && counts.some((count) => count > 1);
}

/** The event came twice, late or out of order. */
export const unchanged = (sale: Sale | null): SaleDecided => ({
	state: sale,
	writes: [],
	effects: [],
	wakeAtMs: sale && wakeAt(sale),
});

/** Nothing has changed, and whoever asked hears where the sale stands. */
export const asItStands = (sale: Sale, more: Pick<More, "guess"> = {}): SaleDecided => ({
	...unchanged(sale),
	effects: notify(sale, more),
});

/** One payment takes the place of another of the same id; the same object means that nothing has changed. */
export function replace(sale: Sale, before: Payment, after: Payment): SaleDecided {
	if (after === before) return unchanged(sale);
	return decided(sale, [after]);
}

const withPayments = (sale: Sale, changed: readonly Payment[]): Sale => ({
	...sale,
	payments: sale.payments.map((old) => changed.find(({ id }) => id === old.id) ?? old),
});

/** The open payments, cancelled. */
export const closeOpen = (sale: Sale, moment: Moment): readonly Payment[] =>
	sale.payments.filter(isOpen).map((payment) => movePayment(payment, { to: "cancelled" }, moment.nowMs));

/** The payment with something else known of its session; the same object when nothing has changed. */
export function changeCheckout(payment: Payment, change: Partial<Checkout>): Payment {
	const before = payment.checkout ?? null;
	if (before === null) return payment;
	const after = { ...before, ...change };
	const isSame = Object.entries(after).every(([name, value]) => before[name as keyof Checkout] === value);
	return isSame ? payment : { ...payment, checkout: after };
}

/** To look at, or to end, the session of a payment that has one. */
export function orderOf(
	sale: Sale,
	{ id, code, scheme, checkout }: Payment,
	order: "look" | "close",
): readonly CheckoutOrder[] {
	const session = checkout?.session ?? null;
	if (checkout === null || session === null) return [];
	const asked = { saleId: sale.id, code, money: sale.money };
	const to = { provider: scheme, to: sale.id, subject: id, account: checkout.account };
	return [{ kind: "checkout", ...to, order, sessionId: session.id, asked }];
}

function wakeAt(sale: Sale): number | null {
	const due = sale.payments
		.flatMap(({ dueAtMs, checkout, refund }) => [dueAtMs, checkout?.lookAtMs ?? null, refund?.lookAtMs ?? null])
		.filter((atMs) => atMs !== null);
	return due.length === 0 ? null : Math.min(...due);
}

function notify(sale: Sale, { proof, guess }: More = {}): readonly Mail<SaleNotice>[] {
	// The one that was paid is what matters, then the one that was given back, else the newest.
	const payment =
		sale.payments.find(({ state }) => state === "paid") ??
		sale.payments.findLast(({ state }) => state === "refunded") ??
		sale.payments.at(-1);
	if (payment === undefined) return [];
	const paid = paidOf(sale);
	const { code, railId, scheme, state, payload, attempt, checkout, proof: guessed, raisedMinor } = payment;
	const isAtBank = checkout?.bankSinceMs !== undefined;
	return mailTo(sale.askedBy, {
		kind: "sale",
		saleId: sale.id,
		ref: sale.ref,
		money: askedFor(sale.money, payment),
		state: saleState(sale),
		isPractice: sale.isPractice,
		note: sale.note ?? null,
		...(paid.length > 1 ? { paidOn: paid.map((one) => one.railId) } : {}),
		payment: {
			...{ code, railId, scheme, state, payload, attempt },
			...(guessed === undefined ? {} : { proof: guessed }),
			...(isAtBank ? { isAtBank } : {}),
			...(raisedMinor === undefined ? {} : { raisedMinor }),
		},
		...(proof === undefined ? {} : { proof }),
		...(guess === undefined ? {} : { guess }),
	});
}

export const mailTo = (to: Address | null, event: SaleNotice): readonly Mail<SaleNotice>[] =>
	to === null ? [] : [{ kind: "mail", to, event }];
