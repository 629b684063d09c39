import fc from "fast-check";
import { expect, test } from "vitest";
import type { Alarm } from "../../src/actor.ts";
import { STRIPE } from "../../src/fallback/checkout.ts";
import { isOpen } from "../../src/fallback/payment.ts";
import { PRACTICE } from "../../src/fallback/rail.ts";
import { type SaleEvent, saleState } from "../../src/fallback/sale.ts";
import { history, live } from "./sale-history.ts";
import { ordersOf } from "./till.ts";

test("whatever happens, a sale has one open payment at the most, and none once it is paid", () => {
	fc.assert(
		fc.property(history, (story) =>
			live(story, (_before, _event, { state }) => {
				const opened = state!.payments.filter(isOpen).length;
				expect(opened).toBeLessThanOrEqual(state!.payments.some((payment) => payment.state === "paid") ? 0 : 1);
			}),
		),
	);
});

test("whatever happens, nothing is paid because somebody says so: a person confirms, Stripe shows it, or the practice bank answers", () => {
	fc.assert(
		fc.property(history, (story) =>
			live(story, (before, event, { state }, nowMs) => {
				for (const [index, payment] of state!.payments.entries()) {
					const was = before?.payments[index];
					if (payment.state !== "paid" || was?.state === "paid") continue;
					if (event.kind === "confirmed") {
						expect(payment).toMatchObject({ code: event.code, paidBy: "person:ana" });
						continue;
					}
					if (event.kind === "checkout-seen") {
						expect(event).toMatchObject({ paymentId: payment.id, standing: "paid" });
						expect(payment).toMatchObject({ scheme: STRIPE, paidBy: "rail:stripe" });
						continue;
					}
					expect(event.kind).toBe("alarm");
					expect(was).toMatchObject({ state: "claimed", scheme: PRACTICE });
					expect(was!.dueAtMs).toBeLessThanOrEqual(nowMs);
					expect(payment.paidBy).toBe("rail:practice");
				}
			}),
		),
	);
});

test("whatever happens, paid stays paid until it is given back, and no attempt is forgotten or changes its code, rail or payload", () => {
	fc.assert(
		fc.property(history, (story) =>
			live(story, (before, event, { state }) => {
				for (const [index, was] of (before?.payments ?? []).entries()) {
					const { id, code, railId, payload, state: now } = state!.payments[index]!;
					expect({ id, code, railId, payload }).toEqual({
						id: was.id,
						code: was.code,
						railId: was.railId,
						payload: was.payload,
					});
					if (was.state === "paid" && event.kind !== "refunded") expect(now).toBe("paid");
					if (was.state === "refunded") expect(now).toBe("refunded");
				}
			}),
		),
	);
});

const ACTS: ReadonlyMap<string, string> = new Map([
	["confirmed", "confirm"],
	["written-off", "write-off"],
	["refunded", "refund"],
]);

test("whatever happens, the tables are told exactly what changed", () => {
	fc.assert(
		fc.property(history, (story) =>
			live(story, (before, event, { state, writes }) => {
				const changed = state!.payments.filter((payment, index) => before?.payments[index] !== payment);
				const written = writes.flatMap((write) => (write.kind === "payment" ? [write.payment] : []));
				expect(new Set(written)).toEqual(new Set(changed));
				const sales = writes.filter((write) => write.kind === "sale");
				expect(sales).toEqual(state === before ? [] : [{ kind: "sale", sale: state, state: saleState(state!) }]);
				const fresh = state!.payments.slice(before?.payments.length ?? 0).map(({ code }) => code);
				expect(writes.flatMap((write) => (write.kind === "address" ? [write.code] : []))).toEqual(fresh);
				const decisions = writes.flatMap((write) => (write.kind === "decision" ? [write.act] : []));
				const act = ACTS.get(event.kind);
				expect(decisions).toEqual(act !== undefined && state !== before ? [act] : []);
				// The database allows one open payment: what is closed must be written before what is opened.
				const firstOpen = written.findIndex(isOpen);
				expect(firstOpen === -1 || written.slice(firstOpen).every(isOpen)).toBe(true);
			}),
		),
	);
});

test("whatever happens, a sale's state follows from its payments, and from what a person gave up", () => {
	fc.assert(
		fc.property(history, (story) =>
			live(story, (before, event, { state, effects }) => {
				const { payments, isCancelled, isWrittenOff } = state!;
				const paid = payments.filter((payment) => payment.state === "paid").length;
				const isRefunded = payments.some((payment) => payment.state === "refunded");
				const unpaid = isWrittenOff ? "written-off" : isCancelled ? "cancelled" : "open";
				const expected = paid > 1 ? "overpaid" : paid === 1 ? "paid" : isRefunded ? "refunded" : unpaid;
				expect(saleState(state!)).toBe(expected);
				if (isWrittenOff && before?.isWrittenOff === false) expect(event.kind).toBe("written-off");
				if (isWrittenOff) expect(payments.some(isOpen)).toBe(false);
				for (const effect of effects) {
					if (effect.kind === "mail" && effect.event.kind === "sale") expect(effect.event.state).toBe(expected);
				}
			}),
		),
	);
});

test("whatever happens, the alarm is set to what is due first, and ringing leaves nothing overdue", () => {
	fc.assert(
		fc.property(history, (story) =>
			live(story, (_before, event, { state, wakeAtMs }, nowMs) => {
				const times = state!.payments.flatMap(({ dueAtMs, checkout }) => [dueAtMs, checkout?.lookAtMs ?? null]);
				const due = times.filter((atMs) => atMs !== null);
				expect(wakeAtMs).toBe(due.length === 0 ? null : Math.min(...due));
				if (event.kind === "alarm") expect(wakeAtMs ?? Number.MAX_VALUE).toBeGreaterThan(nowMs);
			}),
		),
	);
});

test("whatever happens, the same event again changes nothing", () => {
	fc.assert(
		fc.property(history, (story) => {
			let last: SaleEvent | Alarm | null = null;
			live(story, (before, event, { state, writes }) => {
				if (event === last) {
					expect(state).toBe(before);
					expect(writes).toEqual([]);
				}
				last = event;
			});
		}),
	);
});

test("whatever happens, one session is ordered for each card attempt, and one that is left behind is ended once", () => {
	fc.assert(
		fc.property(history, (story) => {
			const created = new Set<string>();
			const closed = new Map<string, number>();
			live(story, (_before, _event, told) => {
				for (const order of ordersOf(told)) {
					if (order.order === "create") {
						expect(created.has(order.key)).toBe(false);
						created.add(order.key);
					} else {
						expect(order.sessionId).toBe(
							told.state!.payments.find(({ id }) => id === order.subject)!.checkout!.session!.id,
						);
						if (order.order === "close") closed.set(order.subject, (closed.get(order.subject) ?? 0) + 1);
					}
				}
				const cards = told.state!.payments.filter(({ checkout }) => checkout !== null);
				expect(created.size).toBe(cards.length);
				for (const { id, state, checkout } of cards) {
					expect(closed.get(id) ?? 0).toBeLessThanOrEqual(1);
					// Nobody can pay at a session that this sale has given up.
					if (checkout!.isLive) expect(isOpen({ state })).toBe(true);
				}
			});
		}),
	);
});

test("whatever happens, all of it survives the database's JSON", () => {
	fc.assert(
		fc.property(history, (story) =>
			live(story, (_before, _event, told) => {
				expect(JSON.parse(JSON.stringify(told))).toEqual(told);
			}),
		),
	);
});

test("a demo shop never sells on a bank's rail, and no other shop on practice", () => {
	fc.assert(
		fc.property(history, (story) =>
			live(story, (_before, _event, { state }) => {
				expect(state!.isPractice).toBe(story.shop.isDemo);
				for (const { scheme } of state!.payments) expect(scheme === PRACTICE).toBe(story.shop.isDemo);
			}),
		),
	);
});
