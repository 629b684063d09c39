/** CORE. What becomes of a sale. It has an actor of its own, whoever asked for it; others learn of it by mail. */

import type { Address, Alarm, Decided, Mail, Moment } from "../actor.ts";
import { draw } from "../chance.ts";
import { isRefusal, type Refusal, refuse, type Text } from "../text.ts";
import { isOpen, movePayment, type Payment, type PaymentStep } from "./payment.ts";
import { PRACTICE, payPageUrl, railPayload } from "./rail.ts";
import { type Sale, type SaleEvent, type SaleNotice, type SaleWrite, saleState } from "./sale.ts";
import { makeReference } from "./sale-reference.ts";
import type { Rail, Shop } from "./shop.ts";

/** How long a payment stays on offer before it ends by itself. */
const OFFER_MINUTES = 60;
/** How long the practice bank takes: long enough to see that *claimed* is not *paid*. */
const PRACTICE_ANSWER_MS = 2_000;
const ATTEMPT_LIMIT = 20;

type SaleDecided = Decided<Sale | null, SaleWrite, Mail<SaleNotice>>;
export type SaleContext = { readonly shop: Shop; readonly publicUrl: string };

/** What becomes of a sale by one event. An event that does not fit its state changes nothing: it came twice, or late. */
export function decideSale(
	sale: Sale | null,
	event: SaleEvent | Alarm,
	moment: Moment,
	context: SaleContext,
): SaleDecided {
	if (sale === null) return event.kind === "open" ? open(event, moment, context) : unchanged(null);
	switch (event.kind) {
		case "open":
			return unchanged(sale);
		case "shown":
			return step(sale, event.code, { to: "shown" }, moment);
		case "claimed":
			return claim(sale, event, moment);
		case "confirmed":
			return confirm(sale, event, moment);
		case "switch":
			return switchRail(sale, event.railId, moment, context);
		case "cancel":
			return cancel(sale, moment);
		case "alarm":
			return ring(sale, moment);
	}
}

function open(event: SaleEvent & { kind: "open" }, moment: Moment, context: SaleContext): SaleDecided {
	const sale: Sale = {
		id: event.id,
		ref: makeReference(moment.seed, "sale-reference"),
		storeId: event.storeId,
		money: event.money,
		isPractice: context.shop.isDemo,
		askedBy: event.askedBy,
		createdAtMs: moment.nowMs,
		isCancelled: false,
		payments: [],
	};
	let refused: Refusal = refuse(NO_RAIL);
	for (const rail of context.shop.rails) {
		const payment = offer(sale, rail, moment, context);
		if (!isRefusal(payment)) return decided({ ...sale, payments: [payment] }, [payment]);
		refused = payment;
	}
	const notice: SaleNotice = { kind: "sale-refused", saleId: sale.id, money: sale.money, because: refused.refused };
	return { ...unchanged(null), effects: mailTo(sale.askedBy, notice) };
}

const NO_RAIL: Text = {
	en: "This store has no way to take a payment yet; its manager can add one with `standin setup`.",
	zh: "本店还没有可用的收款方式；请店长用 `standin setup` 添加。",
};

function offer(sale: Sale, rail: Rail, moment: Moment, { shop, publicUrl }: SaleContext): Payment | Refusal {
	const attempt = sale.payments.length + 1;
	const code = draw(moment.seed, `pay-page/${attempt}`, 12);
	const encoded = railPayload(rail, shop, sale.money, sale.ref, payPageUrl(publicUrl, code));
	if (isRefusal(encoded)) return encoded;
	return {
		id: `${sale.id}.${attempt}`,
		attempt,
		railId: rail.id,
		scheme: rail.scheme,
		code,
		state: "created",
		payload: encoded.payload,
		createdAtMs: moment.nowMs,
		shownAtMs: null,
		claimedAtMs: null,
		paidAtMs: null,
		paidBy: null,
		dueAtMs: moment.nowMs + OFFER_MINUTES * 60_000,
	};
}

function step(sale: Sale, code: string, to: PaymentStep, moment: Moment): SaleDecided {
	const before = sale.payments.find((payment) => payment.code === code);
	if (before === undefined) return unchanged(sale);
	return replace(sale, before, movePayment(before, to, moment.nowMs));
}

function replace(sale: Sale, before: Payment, after: Payment): SaleDecided {
	if (after === before) return unchanged(sale);
	return decided(withPayments(sale, [after]), [after]);
}

const withPayments = (sale: Sale, changed: readonly Payment[]): Sale => ({
	...sale,
	payments: sale.payments.map((old) => changed.find(({ id }) => id === old.id) ?? old),
});

function claim(sale: Sale, event: SaleEvent & { kind: "claimed" }, moment: Moment): SaleDecided {
	const before = sale.payments.find((payment) => payment.code === event.code);
	if (before === undefined) return unchanged(sale);
	const claimed = movePayment(before, { to: "claimed" }, moment.nowMs);
	// Pressing the button of the practice page is the practice payment; a word of the cashier is none.
	const isPressed = before.scheme === PRACTICE && event.by === "customer";
	const isNew = claimed.state === "claimed" && claimed.dueAtMs === null;
	const after = isPressed && isNew ? { ...claimed, dueAtMs: moment.nowMs + PRACTICE_ANSWER_MS } : claimed;
	// A cashier who says so once more is told where it stands; a customer sees it on the page.
	if (after === before && event.by === "cashier") return { ...unchanged(sale), effects: notify(sale) };
	return replace(sale, before, after);
}

function confirm(sale: Sale, event: SaleEvent & { kind: "confirmed" }, moment: Moment): SaleDecided {
	const before = sale.payments.find((payment) => payment.code === event.code);
	if (before === undefined) return unchanged(sale);
	const paid = movePayment(before, { to: "paid", by: `person:${event.personId}` }, moment.nowMs);
	if (paid === before) return unchanged(sale);
	// Late money on a rail that was given up: nobody shall pay on the other one too.
	const closed = closeOpen(sale, moment).filter(({ id }) => id !== paid.id);
	const outcome = decided(withPayments(sale, [...closed, paid]), [...closed, paid]);
	const decision: SaleWrite = { kind: "decision", paymentId: paid.id, act: "confirm", personId: event.personId };
	return { ...outcome, writes: [...outcome.writes, decision] };
}

function switchRail(sale: Sale, railId: string, moment: Moment, context: SaleContext): SaleDecided {
	const rail = context.shop.rails.find(({ id }) => id === railId);
	const current = sale.payments.at(-1);
	const isTaken = current?.railId === railId && isOpen(current);
	if (rail === undefined || isTaken || saleState(sale) !== "open" || sale.payments.length >= ATTEMPT_LIMIT) {
		return { ...unchanged(sale), effects: notify(sale) };
	}
	const payment = offer(sale, rail, moment, context);
	if (isRefusal(payment)) {
		const notice: SaleNotice = { kind: "sale-refused", saleId: sale.id, money: sale.money, because: payment.refused };
		return { ...unchanged(sale), effects: mailTo(sale.askedBy, notice) };
	}
	// The old offer is closed before the new one opens: never two at a time.
	const closed = closeOpen(sale, moment);
	const { payments } = withPayments(sale, closed);
	return decided({ ...sale, payments: [...payments, payment] }, [...closed, payment]);
}

function cancel(sale: Sale, moment: Moment): SaleDecided {
	if (saleState(sale) !== "open") return { ...unchanged(sale), effects: notify(sale) };
	const closed = closeOpen(sale, moment);
	return decided({ ...withPayments(sale, closed), isCancelled: true }, closed);
}

const closeOpen = (sale: Sale, moment: Moment): readonly Payment[] =>
	sale.payments.filter(isOpen).map((payment) => movePayment(payment, { to: "cancelled" }, moment.nowMs));

function ring(sale: Sale, moment: Moment): SaleDecided {
	const due = sale.payments.find(({ dueAtMs }) => dueAtMs !== null && dueAtMs <= moment.nowMs);
	if (due === undefined) return unchanged(sale);
	const to: PaymentStep =
		due.scheme === PRACTICE && due.state === "claimed" ? { to: "paid", by: "rail:practice" } : { to: "expired" };
	const moved = movePayment(due, to, moment.nowMs);
	return replace(sale, due, moved === due ? { ...due, dueAtMs: null } : moved);
}

function decided(sale: Sale, changed: readonly Payment[]): SaleDecided {
	const fresh = changed.filter(({ state }) => state === "created");
	return {
		state: sale,
		writes: [
			{ kind: "sale", sale, state: saleState(sale) },
			...changed.map((payment): SaleWrite => ({ kind: "payment", sale, payment })),
			...fresh.map(({ code }): SaleWrite => ({ kind: "address", code, targetId: sale.id })),
		],
		effects: notify(sale),
		wakeAtMs: wakeAt(sale),
	};
}

const unchanged = (sale: Sale | null): SaleDecided => ({
	state: sale,
	writes: [],
	effects: [],
	wakeAtMs: sale && wakeAt(sale),
});

function wakeAt(sale: Sale): number | null {
	const due = sale.payments.flatMap(({ dueAtMs }) => (dueAtMs === null ? [] : [dueAtMs]));
	return due.length === 0 ? null : Math.min(...due);
}

function notify(sale: Sale): readonly Mail<SaleNotice>[] {
	// The one that was paid is what matters, else the newest.
	const payment = sale.payments.find(({ state }) => state === "paid") ?? sale.payments.at(-1);
	if (payment === undefined) return [];
	const { code, railId, scheme, state, payload, attempt } = payment;
	return mailTo(sale.askedBy, {
		kind: "sale",
		saleId: sale.id,
		ref: sale.ref,
		money: sale.money,
		state: saleState(sale),
		isPractice: sale.isPractice,
		payment: { code, railId, scheme, state, payload, attempt },
	});
}

const mailTo = (to: Address | null, event: SaleNotice): readonly Mail<SaleNotice>[] =>
	to === null ? [] : [{ kind: "mail", to, event }];
