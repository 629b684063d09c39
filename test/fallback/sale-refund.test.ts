import fc from "fast-check";
import { expect, test } from "vitest";
import type { Alarm } from "../../src/actor.ts";
import type { RefundNotice, RefundOrder, RefundSeen } from "../../src/fallback/refund.ts";
import type { Sale, SaleEvent } from "../../src/fallback/sale.ts";
import { decideSale } from "../../src/fallback/sale-decision.ts";
import { cardShop } from "./shops.ts";

const MINUTE_MS = 60_000;
const wish = { person: { id: "mara", name: "Mara" }, findingId: "f1", conversation: "conversation/c1" } as const;

/** A paid sale on a rail that gives back, and what it orders and says from then on. */
function paidSale(scheme: "stripe" | "wechat" = "stripe") {
	const currency = scheme === "stripe" ? "EUR" : "CNY";
	const shop = { ...cardShop, currency, rails: [{ id: "rail", scheme, settings: {} }] };
	const configured = {
		providers: new Map([[scheme, "v"]]),
		refunds: new Set([scheme]),
		publicUrl: "https://shop.example",
	};
	let [sale, nowMs, turn]: [Sale | null, number, number] = [null, Date.UTC(2026, 10, 24), 0];
	const orders: RefundOrder[] = [];
	const notices: RefundNotice[] = [];
	const decisions: string[] = [];
	const tell = (event: SaleEvent | Alarm): void => {
		const moment = { nowMs, seed: String(turn++).padStart(32, "0") };
		const told = decideSale(sale, event, moment, { shop, ...configured });
		expect(JSON.parse(JSON.stringify(told.state))).toStrictEqual(told.state);
		sale = told.state;
		decisions.push(...told.writes.flatMap((write) => (write.kind === "decision" ? [write.act] : [])));
		for (const effect of told.effects) {
			if (effect.kind === "refund") orders.push(effect);
			if (effect.kind === "mail" && effect.event.kind === "refund-came") notices.push(effect.event);
		}
	};
	tell({ kind: "open", id: "sale1", storeId: "market", money: { minor: 4500, currency }, askedBy: null });
	const payment = () => sale!.payments[0]!;
	const paymentId = payment().id;
	tell({ kind: "checkout-opened", paymentId, session: { id: "cs_1", url: "https://x.example" } });
	tell({ kind: "checkout-seen", paymentId, standing: "paid" });
	return {
		...{ tell, payment, orders, notices, decisions },
		ask: () => tell({ kind: "refund", paymentId, wish }),
		/** The provider answers the newest order. */
		answer: (seen: RefundSeen) => tell({ kind: "refund-seen", number: orders.at(-1)?.number ?? "", seen }),
		wait: (ms: number) => {
			nowMs += ms;
		},
	};
}
const made = ({ orders }: { readonly orders: readonly RefundOrder[] }) =>
	orders.filter(({ order }) => order === "make");
const REFUSED = { standing: "refused", because: "no-balance" } as const;

test("whoever decides, however often, one refund is asked for, and the others hear that it is under way", () => {
	const sale = paidSale();
	for (let times = 0; times < 3; times++) sale.ask();
	expect(made(sale)).toHaveLength(1);
	expect(JSON.parse(made(sale)[0]?.body ?? "")).toMatchObject({ amount: 4500 });
	expect(sale.notices.map(({ answer }) => answer)).toEqual(Array(2).fill({ standing: "refused", because: "already" }));
	expect(sale.decisions).toEqual(["refund"]);
	sale.answer({ standing: "refunded", id: "re_1" });
	sale.ask();
	expect([sale.payment().state, made(sale).length]).toEqual(["refunded", 1]);
});

test.each([
	["stripe", false],
	["wechat", true],
] as const)("after a refusal %s is asked under the number that it wants", (scheme, isSame) => {
	const sale = paidSale(scheme);
	sale.ask();
	sale.answer(REFUSED);
	expect(sale.decisions).toEqual(["refund", "refund-failed"]);
	sale.ask();
	const [first, second] = made(sale);
	expect(first?.number === second?.number).toBe(isSame);
	// Nobody knows whether that one was done: it is never asked under another number.
	sale.tell({ kind: "not-delivered", effect: "refund", subject: sale.payment().id });
	expect(sale.notices.at(-1)?.answer).toEqual({ standing: "refused", because: "unknown" });
	sale.ask();
	expect(made(sale)[2]?.number).toBe(second?.number);
});

test("a refund that takes days is looked at again and again, one look at a time, and what came back is owed again", () => {
	const sale = paidSale();
	sale.ask();
	sale.answer({ standing: "pending", id: "re_1" });
	for (let looks = 1; looks < 5; looks++) {
		sale.wait(24 * 60 * MINUTE_MS);
		sale.tell({ kind: "alarm" });
		sale.tell({ kind: "look", code: sale.payment().code });
		expect(sale.orders.filter(({ order }) => order === "look")).toHaveLength(looks);
		sale.answer(looks < 3 ? { standing: "none" } : { standing: "pending", id: "re_1" });
	}
	sale.answer({ standing: "refunded", id: "re_1" });
	expect(sale.payment().state).toBe("refunded");
	sale.answer(REFUSED);
	expect(sale.payment().state).toBe("paid");
	expect(sale.notices.map(({ answer }) => answer.standing)).toEqual(["pending", "refunded", "refused"]);
	expect(made(sale)).toHaveLength(1);
});

test("in every order of acts, answers, hints and alarms no second refund begins before the first was refused, and only the provider's word makes one", () => {
	const refunded = { standing: "refunded", id: "re_1" } as const;
	const seen = fc.constantFrom<RefundSeen>(refunded, { standing: "pending", id: "re_1" }, REFUSED, {
		standing: "none",
	});
	const step = fc.oneof(
		fc.constantFrom("ask", "alarm", "look", "set-aside", "given-up"),
		seen.map((answer) => ({ answer })),
	);
	fc.assert(
		fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
			const sale = paidSale();
			for (const one of steps) {
				const [before, state] = [made(sale).length, sale.payment().refund?.state];
				if (typeof one === "object") sale.answer(one.answer);
				else if (one === "ask") sale.ask();
				else if (one === "look") sale.tell({ kind: "look", code: sale.payment().code });
				else if (one === "given-up") sale.tell({ kind: "not-delivered", effect: "refund", subject: sale.payment().id });
				else sale.tell({ kind: one === "alarm" ? "alarm" : "set-aside" });
				sale.wait(7 * MINUTE_MS);
				if (made(sale).length > before) expect([one, state ?? "refused"]).toEqual(["ask", "refused"]);
				const isNew = sale.payment().refund?.state === "refunded" && state !== "refunded";
				if (isNew) expect(one).toEqual({ answer: refunded });
				expect(sale.payment().state === "refunded").toBe(sale.payment().refund?.state === "refunded");
			}
		}),
	);
});
