/** CORE. How a sale gives a payment's money back through the rail that took it: once, because a person said so, and believing only what the provider says. */

import type { Mail, Moment } from "../actor.ts";
import { draw } from "../chance.ts";
import { movePayment, type Payment } from "./payment.ts";
import { NO_PROVIDERS, PROVIDERS } from "./provider.ts";
import {
	isUnderWay,
	lookAtRefundMs,
	NO_REFUNDS,
	type PaymentRefund,
	type RefundAnswer,
	type RefundNotice,
	type RefundOrder,
	type RefundReason,
	type RefundSeen,
	type RefundWish,
	refundUntilMs,
} from "./refund.ts";
import type { Sale, SaleEvent, SaleWrite } from "./sale.ts";
import { decided, quietly, type SaleContext, type SaleDecided, unchanged } from "./sale-outcome.ts";

const NUMBER_CHARACTERS = 24;
const NUMBER_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

/** A person with the right to wants the money of a payment given back. One that is under way, or was given back, is told of and not begun again. */
export function orderRefund(
	sale: Sale,
	event: SaleEvent & { kind: "refund" },
	{ nowMs }: Moment,
	context: SaleContext,
): SaleDecided {
	const { paymentId, wish } = event;
	const before = sale.payments.find(({ id }) => id === paymentId);
	if (before === undefined) return unchanged(sale);
	const refuse = (because: RefundReason): SaleDecided => ({
		...unchanged(sale),
		effects: [tell(sale, before.id, wish, { standing: "refused", because })],
	});
	if (before.state === "refunded" || isUnderWay(before.refund)) return refuse("already");
	if (before.state !== "paid") return refuse("gone");
	const made = makeOrder(sale, before, nowMs, context);
	if (made === null) return refuse("no-right");
	const { order, nth } = made;
	const refund: PaymentRefund = {
		...{ number: order.number, nth, minor: order.backMinor, state: "asked", id: null, because: null },
		...{ wish, askedAtMs: nowMs, isAsked: true, lookAtMs: null },
	};
	const outcome = quietly(sale, [{ ...before, refund }]);
	return {
		...outcome,
		writes: [...outcome.writes, ...written(sale, before.id, refund), decisionOf(sale, before.id, "refund", wish)],
		effects: [...outcome.effects, order],
	};
}

/** Null where this server may not give money back on that rail. */
function makeOrder(sale: Sale, payment: Payment, nowMs: number, context: SaleContext) {
	const { shop, publicUrl, providers = NO_PROVIDERS, refunds = NO_REFUNDS } = context;
	const { id, scheme, checkout, refund: last } = payment;
	const profile = PROVIDERS.get(scheme);
	const apiVersion = providers.get(scheme);
	const session = checkout?.session ?? null;
	const isHere = checkout !== null && session !== null && profile !== undefined && apiVersion !== undefined;
	if (!isHere || !refunds.has(scheme) || sale.isPractice) return null;
	const isNew =
		last?.state === "refused" && last.because !== "unknown" && (last.id !== null || profile.refund.isNewEachTime);
	const nth = (last?.nth ?? 0) + (isNew ? 1 : 0);
	// Drawn from what it is about, not from chance: a database that was put back asks under the same number again.
	const seed = JSON.stringify([shop.merchantId, sale.id, id, nth]);
	const number = `${sale.ref}R${draw(seed, "refund", NUMBER_CHARACTERS, NUMBER_ALPHABET)}`;
	const ask = { number, sessionId: session.id, paid: sale.money, backMinor: sale.money.minor };
	const body = profile.refund.body({ ...ask, webhookUrl: `${publicUrl}/webhooks/${scheme}` });
	const to = { provider: scheme, to: sale.id, subject: id, account: checkout.account, apiVersion, body };
	const order: RefundOrder = { kind: "refund", order: "make", ...to, ...ask, untilMs: refundUntilMs(nowMs) };
	return { order, nth };
}

/** What the provider says of a refund. It alone makes the payment refunded, and takes that back where the money came back. */
export function refundSeen(sale: Sale, event: SaleEvent & { kind: "refund-seen" }, { nowMs }: Moment): SaleDecided {
	const before = sale.payments.find(({ refund }) => refund?.number === event.number);
	const known = before?.refund;
	if (before === undefined || known === undefined || known.state === "refused") return unchanged(sale);
	const answer = answerOf(known, event.seen);
	if (answer === null) return waitOn(sale, before, known, nowMs);
	if (answer.standing === "pending" && known.state !== "asked") return waitOn(sale, before, known, nowMs);
	if (answer.standing === "refunded" && known.state === "refunded")
		return quietly(sale, [{ ...before, refund: { ...known, isAsked: false, lookAtMs: null } }]);
	const lookAtMs = answer.standing === "pending" ? lookAtRefundMs(known.askedAtMs, nowMs) : null;
	const refund: PaymentRefund = {
		...known,
		...{ state: answer.standing, isAsked: false, lookAtMs },
		id: answer.standing === "refused" ? known.id : answer.id,
		because: answer.standing === "refused" ? answer.because : null,
	};
	const after = moved({ ...before, refund }, answer, nowMs);
	const outcome = after.state === before.state ? quietly(sale, [after]) : decided(sale, [after]);
	const failed = answer.standing === "refused" ? [decisionOf(sale, before.id, "refund-failed", known.wish)] : [];
	return {
		...outcome,
		writes: [...outcome.writes, ...written(sale, before.id, refund), ...failed],
		effects: [...outcome.effects, tell(sale, before.id, known.wish, answer)],
	};
}

/** A refund that the provider does not know: of one it had taken that is no news; of one it was only asked for, nobody can say more. */
function answerOf({ state }: PaymentRefund, seen: RefundSeen): RefundAnswer | null {
	if (seen.standing !== "none") return seen;
	return state === "asked" ? { standing: "refused", because: "unknown" } : null;
}

function moved(payment: Payment, { standing }: RefundAnswer, nowMs: number): Payment {
	if (standing === "refunded") return movePayment(payment, { to: "refunded" }, nowMs);
	// The customer's bank has sent it back: the shop has the money again.
	if (standing === "refused" && payment.state === "refunded") return { ...payment, state: "paid" };
	return payment;
}

function waitOn(sale: Sale, payment: Payment, refund: PaymentRefund, nowMs: number): SaleDecided {
	const lookAtMs = refund.state === "refunded" ? null : lookAtRefundMs(refund.askedAtMs, nowMs);
	return quietly(sale, [{ ...payment, refund: { ...refund, isAsked: false, lookAtMs } }]);
}

/** The order was given up, which is a fault of ours: it may have been carried out. */
export function refundGivenUp(sale: Sale, subject: string | undefined, moment: Moment): SaleDecided {
	const refund = sale.payments.find(({ id }) => id === subject)?.refund;
	if (refund === undefined) return unchanged(sale);
	return refundSeen(sale, { kind: "refund-seen", number: refund.number, seen: { standing: "none" } }, moment);
}

/** Something hints at news of a refund: the provider must say so itself. Null where no refund is meant. */
export function hintedRefund(sale: Sale, code: string, { nowMs }: Moment, context: SaleContext): SaleDecided | null {
	const payment = sale.payments.find((one) => one.code === code);
	const refund = payment?.refund;
	if (payment === undefined || (refund?.state !== "pending" && refund?.state !== "refunded")) return null;
	return lookAt(sale, payment, refund, nowMs, context);
}

/** The refund whose next look is due; null when none is. */
export function ringRefund(sale: Sale, { nowMs }: Moment, context: SaleContext): SaleDecided | null {
	for (const payment of sale.payments) {
		const { refund } = payment;
		if (refund !== undefined && refund.lookAtMs !== null && refund.lookAtMs <= nowMs)
			return lookAt(sale, payment, refund, nowMs, context);
	}
	return null;
}

/** An answer may have been lost: nobody shall wait for it for ever. Null where none is waited for. */
export function refundsAnew(sale: Sale, { nowMs }: Moment): SaleDecided | null {
	const waiting = sale.payments.flatMap((payment) =>
		isUnderWay(payment.refund)
			? [{ ...payment, refund: { ...payment.refund, isAsked: false, lookAtMs: lookAtRefundMs(nowMs, nowMs) } }]
			: [],
	);
	return waiting.length === 0 ? null : quietly(sale, waiting);
}

/** One look at a time, so that none pile up while the provider cannot be reached. */
function lookAt(sale: Sale, payment: Payment, refund: PaymentRefund, nowMs: number, context: SaleContext): SaleDecided {
	const lookAtMs = lookAtRefundMs(refund.askedAtMs, nowMs);
	const apiVersion = context.providers?.get(payment.scheme);
	const session = payment.checkout?.session ?? null;
	if (refund.isAsked || apiVersion === undefined || session === null)
		return quietly(sale, [{ ...payment, refund: { ...refund, lookAtMs } }]);
	const ask = { number: refund.number, sessionId: session.id, paid: sale.money, backMinor: refund.minor };
	const to = { provider: payment.scheme, to: sale.id, subject: payment.id, account: payment.checkout?.account ?? null };
	const order: RefundOrder = {
		...{ kind: "refund", order: "look", ...to, ...ask },
		...{ apiVersion, body: "", untilMs: refundUntilMs(refund.askedAtMs) },
	};
	const outcome = quietly(sale, [{ ...payment, refund: { ...refund, isAsked: true, lookAtMs: null } }]);
	return { ...outcome, effects: [...outcome.effects, order] };
}

const written = (sale: Sale, paymentId: string, refund: PaymentRefund): readonly SaleWrite[] => [
	{ kind: "refund", sale, paymentId, refund },
];

const decisionOf = (sale: Sale, paymentId: string, act: "refund" | "refund-failed", wish: RefundWish): SaleWrite => ({
	...{ kind: "decision", sale, paymentId, act },
	personId: wish.person.id,
});

function tell(sale: Sale, paymentId: string, asked: RefundWish, answer: RefundAnswer): Mail<RefundNotice> {
	const asker = sale.askedBy?.startsWith("conversation/") === true ? sale.askedBy : null;
	const wish = { ...asked, conversation: asked.conversation ?? asker };
	const about = { storeId: sale.storeId, paymentId, ref: sale.ref, money: sale.money };
	return { kind: "mail", to: `books/${sale.storeId}`, event: { kind: "refund-came", ...about, wish, answer } };
}
