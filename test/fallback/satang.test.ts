import fc from "fast-check";
import { expect, test } from "vitest";
import type { Alarm } from "../../src/actor.ts";
import { isOpen } from "../../src/fallback/payment.ts";
import { railCaption } from "../../src/fallback/rail.ts";
import type { Sale, SaleEvent } from "../../src/fallback/sale.ts";
import { whyNoRail } from "../../src/fallback/sale-check.ts";
import { decideSale } from "../../src/fallback/sale-decision.ts";
import { AMOUNT_KEPT_HOURS, askedFor } from "../../src/fallback/satang.ts";
import { extraSatang } from "../../src/fallback/satang-texts.ts";
import { railFault } from "../../src/fallback/setup-rails.ts";
import type { Shop } from "../../src/fallback/shop.ts";
import { LOCALES } from "../../src/text.ts";
import { bakery, cardRail, noodles } from "./shops.ts";
import { MINUTE_MS, noticesOf, START_MS, type Told } from "./till.ts";

const KEPT_MS = AMOUNT_KEPT_HOURS * 60 * MINUTE_MS;
const providers = new Map([["stripe", "2026-10-28.endive"]]);

/** All sales of one store; each is told what the others ask for, as the database tells it. */
function counter(shop: Shop = noodles) {
	const sales = new Map<string, Sale>();
	let nowMs = START_MS;
	let turn = 0;
	const all = () =>
		[...sales.values()].flatMap((sale) =>
			sale.payments.map((payment) => ({ ...payment, saleId: sale.id, asked: askedFor(sale.money, payment).minor })),
		);
	const told = (id: string, event: SaleEvent | Alarm): Told => {
		turn++;
		const takenMinor = all()
			.filter((one) => one.saleId !== id && one.scheme === "promptpay")
			.filter((one) => isOpen(one) || one.createdAtMs >= nowMs - KEPT_MS)
			.map(({ asked }) => asked);
		const moment = { nowMs, seed: turn.toString(16).padStart(32, "0") };
		const context = { shop, publicUrl: "http://shop.example", providers, takenMinor };
		const outcome = decideSale(sales.get(id) ?? null, event, moment, context);
		if (outcome.state !== null) sales.set(id, outcome.state);
		return outcome;
	};
	return {
		told,
		all,
		open: (id: string, minor = 4500, railId: string | null = null) =>
			told(id, {
				...({ kind: "open", id, storeId: "market", askedBy: "conversation/chat1" } as const),
				...{ money: { minor, currency: "THB" }, railId },
			}),
		wait: (ms: number) => {
			nowMs += ms;
		},
		sale: (id: string): Sale => sales.get(id)!,
		nowMs: () => nowMs,
	};
}

test("the first sale asks for its price, the next of the same price for the smallest free satang more", () => {
	const at = counter();
	for (const id of ["a", "b", "c"]) at.open(id);
	at.open("d", 4501);
	expect(at.all().map(({ asked }) => asked)).toEqual([4500, 4501, 4502, 4503]);
	expect(at.all().map(({ payload }) => payload.match(/5405(\d\d\.\d\d)/)?.[1])).toEqual([
		"45.00",
		"45.01",
		"45.02",
		"45.03",
	]);
	expect(at.sale("c").money.minor).toBe(4500); // the price stays the price
});

const deed = fc.record({
	id: fc.constantFrom(..."abcdefgh"),
	price: fc.constantFrom(4500, 4500, 4501, 4599),
	kind: fc.constantFrom(
		...["open", "open", "open", "open", "shown", "claimed", "confirmed", "cancel", "written-off", "alarm"],
		...["stripe", "promptpay"],
	),
	waitMs: fc.oneof(fc.constantFrom(0, 61 * MINUTE_MS, KEPT_MS + MINUTE_MS), fc.nat(30 * MINUTE_MS)),
});
const THAI_CARDS: Shop = { ...noodles, rails: [...noodles.rails, cardRail] };

test("whatever the order of opens, cancels and ends, no two sales of a store wait for the same amount, nor did within a day", () => {
	fc.assert(
		fc.property(fc.array(deed, { maxLength: 60, size: "max" }), (deeds) => {
			const at = counter(THAI_CARDS);
			for (const { id, price, kind, waitMs } of deeds) {
				at.wait(waitMs);
				const newest = at.sale(id)?.payments.at(-1)?.code ?? "nobodysCode1";
				if (kind === "open") at.open(id, price);
				else if (kind === "stripe") at.told(id, { kind: "switch", railId: "card" });
				else if (kind === "promptpay") at.told(id, { kind: "switch", railId: "promptpay" });
				else if (kind === "confirmed" || kind === "written-off")
					at.told(id, { kind, code: newest, personId: "ana" } as SaleEvent);
				else at.told(id, { kind, code: newest, by: "customer" } as SaleEvent | Alarm);
				const kept = at
					.all()
					.filter(({ scheme }) => scheme === "promptpay")
					.filter((one) => isOpen(one) || one.createdAtMs >= at.nowMs() - KEPT_MS);
				const owners = new Map<number, string>();
				for (const { asked, saleId } of kept) {
					expect(owners.get(asked) ?? saleId).toBe(saleId);
					owners.set(asked, saleId);
				}
			}
		}),
	);
});

test("when all 99 satang are taken the rail is refused with one sentence, and the shop's next rail takes the sale", () => {
	const at = counter();
	for (let count = 0; count < 100; count++) at.open(`sale${count}`);
	expect(new Set(at.all().map(({ asked }) => asked)).size).toBe(100);
	expect(at.all().at(-1)).toMatchObject({ asked: 4599, raisedMinor: 99 });
	const refused = at.open("one-more");
	expect(refused.state).toBeNull();
	expect(noticesOf(refused)).toMatchObject([
		{
			kind: "sale-refused",
			money: { minor: 4500 },
			because: { en: expect.stringMatching(/one more sale of 45\.00 THB .* use another way to pay\.$/) },
		},
	]);
	// Asked over the API before anything is begun.
	const taken = at.all().map(({ asked }) => asked);
	const money = { minor: 4500, currency: "THB" };
	const [notice] = noticesOf(refused);
	expect(whyNoRail(money, null, noodles, providers, taken)?.refused).toEqual(
		notice?.kind === "sale-refused" && notice.because,
	);
	expect(whyNoRail(money, null, THAI_CARDS, providers, taken)).toBeNull();

	at.wait(KEPT_MS + MINUTE_MS);
	at.told("sale0", { kind: "alarm" });
	expect(at.open("next-day").state?.payments[0]).toMatchObject({ raisedMinor: 0 });

	const both = counter(THAI_CARDS);
	for (let count = 0; count < 101; count++) both.open(`sale${count}`);
	expect(both.sale("sale100").payments[0]).toMatchObject({ scheme: "stripe" });
});

test("a sale that goes to another rail asks for its price there, and coming back keeps out of the others' way but not of its own", () => {
	const at = counter(THAI_CARDS);
	at.open("a");
	at.open("b");
	at.told("b", { kind: "switch", railId: "card" });
	const onCard = at.sale("b").payments[1]!;
	expect(onCard.raisedMinor).toBeUndefined();
	expect(askedFor(at.sale("b").money, onCard)).toEqual({ minor: 4500, currency: "THB" });
	at.told("b", { kind: "switch", railId: "promptpay" });
	expect(at.sale("b").payments[2]).toMatchObject({ raisedMinor: 1 });
	at.open("c");
	expect(at.sale("c").payments[0]).toMatchObject({ raisedMinor: 2 });
});

test("whoever asked hears what the customer is asked for, and how much of it is above the price", () => {
	const at = counter();
	at.open("a");
	expect(noticesOf(at.open("b"))).toMatchObject([
		{ kind: "sale", money: { minor: 4501, currency: "THB" }, payment: { raisedMinor: 1 } },
	]);
	const [rail] = noodles.rails;
	const { payload, ref } = { payload: at.sale("b").payments[0]!.payload, ref: at.sale("b").ref };
	const lines = railCaption(rail!, { minor: 4501, currency: "THB" }, ref, payload).map(({ en }) => en);
	expect(lines).toContain("Amount: 45.01 THB");
});

test("where nobody asked for it, PromptPay asks for the price, however often", () => {
	const [rail] = noodles.rails;
	const at = counter({ ...noodles, rails: [{ ...rail!, settings: { proxy: "081-222-3333" } }] });
	for (const id of ["a", "b"]) at.open(id);
	for (const payment of at.all()) {
		expect(payment.asked).toBe(4500);
		expect(payment).not.toHaveProperty("raisedMinor");
	}
});

test("why the amount is more than the price is said in every language, and nothing where it is not", () => {
	const asked = { minor: 4503, currency: "THB" };
	const [why] = extraSatang(asked, 3);
	for (const locale of LOCALES) expect(why![locale]).toContain("45.00 + 0.03");
	expect(extraSatang(asked, 0)).toEqual([]);
	expect(extraSatang(asked)).toEqual([]);
});

test("the set-up takes satang: unique on a PromptPay rail and nowhere else, and no other value", () => {
	const fault = (scheme: string, settings: Readonly<Record<string, string>>, currency = "THB") =>
		railFault({ id: "noodles", demo: false, stores: [{ currency }], rails: [{ id: "bank", scheme, settings }] });
	const proxy = "081-222-3333";
	expect(fault("promptpay", { proxy, satang: "unique" })).toBeNull();
	for (const satang of ["", "Unique", "yes", "constructor"])
		expect(fault("promptpay", { proxy, satang }), satang).toMatchObject({
			refused: { en: expect.stringContaining("satang has one value: unique") },
		});
	expect(fault("promptpay-bill", { biller: "010553600000001", satang: "unique" })).toMatchObject({
		refused: { en: expect.stringContaining("no field “satang”") },
	});
	const [bank] = bakery.rails;
	expect(fault("epc", { ...bank!.settings, satang: "unique" }, "EUR")).toMatchObject({
		refused: { en: expect.stringContaining("no field “satang”") },
	});
});
