import { expect, test } from "vitest";
import type { Alarm } from "../../src/actor.ts";
import { type SaleEvent, saleState } from "../../src/fallback/sale.ts";
import { isReference } from "../../src/fallback/sale-reference.ts";
import type { Shop } from "../../src/fallback/shop.ts";
import { bakery, demoCafe, pixRail } from "./shops.ts";
import { alarm, askedBy, claimed, confirmed, MINUTE_MS, open, START_MS, till } from "./till.ts";

test("a new sale shows the first rail, under a reference of its own that is in the QR", () => {
	const at = till(bakery);
	const { effects, writes } = at.tell(open());
	expect(isReference(at.sale().ref)).toBe(true);
	expect(at.sale().payments).toMatchObject([{ railId: "bank", state: "created", attempt: 1 }]);
	expect(at.sale().payments[0]!.payload).toContain(at.sale().ref);
	expect(at.sale().payments[0]!.payload).toContain("EUR45");
	expect(effects).toMatchObject([{ kind: "mail", to: askedBy, event: { kind: "sale", state: "open" } }]);
	expect(writes.map(({ kind }) => kind)).toEqual(["sale", "payment", "address"]);
});

test("a click on the practice page is claimed at once and paid two seconds later", () => {
	const at = till(demoCafe);
	at.tell(open());
	at.tell({ kind: "shown", code: at.code() });
	expect(at.tell(claimed(at.code())).wakeAtMs).toBe(START_MS + 2_000);
	at.wait(1_999);
	at.tell(alarm);
	expect(at.states()).toEqual(["claimed"]);
	at.wait(1);
	expect(at.tell(alarm).effects).toMatchObject([{ event: { state: "paid", isPractice: true } }]);
});

test("a cashier's word is no practice payment, but the click after it is", () => {
	const at = till(demoCafe);
	at.tell(open());
	at.tell(claimed(at.code(), "cashier"));
	at.wait(90 * MINUTE_MS);
	at.tell(alarm);
	expect(at.states()).toEqual(["claimed"]);
	at.tell(claimed(at.code()));
	at.wait(2_000);
	at.tell(alarm);
	expect(at.states()).toEqual(["paid"]);
});

test("a cashier who says twice that it is paid hears twice where it stands", () => {
	const at = till(bakery);
	at.tell(open());
	at.tell(claimed(at.code(), "cashier"));
	expect(at.tell(claimed(at.code(), "cashier")).effects).toMatchObject([{ event: { payment: { state: "claimed" } } }]);
	expect(at.tell(claimed(at.code(), "customer")).effects).toEqual([]);
});

test("an offer that nobody takes ends after an hour", () => {
	const at = till(bakery);
	at.tell(open());
	at.tell({ kind: "shown", code: at.code() });
	at.wait(60 * MINUTE_MS - 1);
	at.tell(alarm);
	expect(at.states()).toEqual(["shown"]);
	at.wait(1);
	expect(at.tell(alarm).effects).toMatchObject([{ event: { state: "open", payment: { state: "expired" } } }]);
});

test("a customer who says they paid is waited for", () => {
	const at = till(bakery);
	at.tell(open());
	expect(at.tell(claimed(at.code())).wakeAtMs).toBeNull();
	at.wait(24 * 60 * MINUTE_MS);
	at.tell(alarm);
	expect(at.states()).toEqual(["claimed"]);
});

test.each<[string, SaleEvent | Alarm]>([
	["expired", alarm],
	["cancelled", { kind: "cancel" }],
])("money that comes late on an %s payment is paid all the same", (state, end) => {
	const at = till(bakery);
	at.tell(open());
	at.wait(61 * MINUTE_MS);
	at.tell(end);
	expect(at.states()).toEqual([state]);
	at.tell(confirmed(at.code()));
	expect(saleState(at.sale())).toBe("paid");
});

test("another way to pay closes the first before it opens", () => {
	const at = till(bakery);
	at.tell(open());
	const { writes } = at.tell({ kind: "switch", railId: "savings" });
	expect(at.states()).toEqual(["cancelled", "created"]);
	expect(at.code(1)).not.toBe(at.code(2));
	const written = writes.flatMap((write) => (write.kind === "payment" ? [write.payment.state] : []));
	expect(written).toEqual(["cancelled", "created"]);
});

test("late money on the first way to pay closes the second, so that nobody pays twice", () => {
	const at = till(bakery);
	at.tell(open());
	at.tell({ kind: "switch", railId: "savings" });
	at.tell(confirmed(at.code(1)));
	expect(at.states()).toEqual(["paid", "cancelled"]);
	expect(saleState(at.sale())).toBe("paid");
});

test("paid on both ways is paid twice, and said so", () => {
	const at = till(bakery);
	at.tell(open());
	at.tell({ kind: "switch", railId: "savings" });
	at.tell(confirmed(at.code(2)));
	expect(at.tell(confirmed(at.code(1))).effects).toMatchObject([{ event: { state: "overpaid" } }]);
});

test("a rail that cannot take the sale is passed over", () => {
	const at = till({ ...bakery, rails: [pixRail, ...bakery.rails] });
	at.tell(open());
	expect(at.sale().payments).toMatchObject([{ railId: "bank", attempt: 1 }]);
});

test.each<[string, Shop]>([
	["no rail", { ...bakery, rails: [] }],
	["no rail for its currency", { ...bakery, rails: [pixRail] }],
	["no practice rail in a demo", { ...demoCafe, rails: bakery.rails }],
	["only a practice rail in a real shop", { ...bakery, rails: demoCafe.rails }],
])("a shop with %s hears why no sale was made, and nothing is kept", (_name, shop) => {
	const told = till(shop).tell(open());
	expect(told).toMatchObject({ state: null, writes: [], wakeAtMs: null });
	expect(told.effects).toMatchObject([
		{
			to: askedBy,
			event: {
				kind: "sale-refused",
				because: { en: expect.stringMatching(/\.$/), zh: expect.stringMatching(/[\u4e00-\u9fff].*。$/) },
			},
		},
	]);
});

test("a way to pay that is refused leaves the one that is shown", () => {
	const at = till({ ...bakery, rails: [...bakery.rails, pixRail] });
	at.tell(open());
	expect(at.tell({ kind: "switch", railId: "pix" }).effects).toMatchObject([{ event: { kind: "sale-refused" } }]);
	expect(at.states()).toEqual(["created"]);
});

test("a paid sale is neither cancelled nor moved to another rail; whoever asks hears that it is paid", () => {
	const at = till(bakery);
	at.tell(open());
	at.tell(confirmed(at.code()));
	for (const event of [{ kind: "cancel" }, { kind: "switch", railId: "savings" }] as const) {
		expect(at.tell(event)).toMatchObject({ writes: [], effects: [{ event: { state: "paid" } }] });
	}
});

test("a sale has twenty attempts at the most", () => {
	const at = till(bakery);
	at.tell(open());
	for (let turn = 0; turn < 40; turn++) at.tell({ kind: "switch", railId: turn % 2 === 0 ? "savings" : "bank" });
	expect(at.sale().payments).toHaveLength(20);
});

test("what is told a sale that does not exist makes none", () => {
	const at = till(bakery);
	for (const event of [confirmed("x"), claimed("x"), { kind: "cancel" }, alarm] as const) {
		expect(at.tell(event)).toEqual({ state: null, writes: [], effects: [], wakeAtMs: null });
	}
});

test("money that a person gives up is asked for no more, and counts all the same when it comes", () => {
	const at = till(bakery);
	at.tell(open());
	const told = at.tell({ kind: "written-off", personId: "ana" });
	expect(at.states()).toEqual(["cancelled"]);
	expect(told.effects).toMatchObject([{ event: { state: "written-off", payment: { state: "cancelled" } } }]);
	expect(told.writes).toMatchObject([
		{ kind: "sale", state: "written-off" },
		{ kind: "payment" },
		{ kind: "decision", act: "write-off", paymentId: "sale1.1", personId: "ana" },
	]);
	expect(at.tell({ kind: "switch", railId: "savings" })).toMatchObject({ writes: [] });
	at.tell(confirmed(at.code()));
	expect(saleState(at.sale())).toBe("paid");
});

test("a cancelled sale whose goods are gone can be written off; a paid one cannot", () => {
	const at = till(bakery);
	at.tell(open());
	at.tell({ kind: "cancel" });
	at.tell({ kind: "written-off", personId: "ana" });
	expect(saleState(at.sale())).toBe("written-off");
	const paid = till(bakery);
	paid.tell(open());
	paid.tell(confirmed(paid.code()));
	expect(paid.tell({ kind: "written-off", personId: "ana" })).toMatchObject({ writes: [], effects: [] });
});

test("of a sale that was paid twice one payment is given back, and then it is paid once", () => {
	const at = till(bakery);
	at.tell(open());
	at.tell({ kind: "switch", railId: "savings" });
	at.tell(confirmed(at.code(2)));
	at.tell(confirmed(at.code(1)));
	const told = at.tell({ kind: "refunded", paymentId: "sale1.2", personId: "ana" });
	expect(at.states()).toEqual(["paid", "refunded"]);
	expect(told.effects).toMatchObject([{ event: { state: "paid", payment: { attempt: 1 } } }]);
	expect(told.writes.at(-1)).toMatchObject({ kind: "decision", act: "refund", paymentId: "sale1.2" });
	const last = at.tell({ kind: "refunded", paymentId: "sale1.1", personId: "ana" });
	expect(last.effects).toMatchObject([{ event: { state: "refunded", payment: { state: "refunded" } } }]);
});

test("a refund on a way that another one had replaced is told as what it is", () => {
	const at = till(bakery);
	at.tell(open());
	at.tell({ kind: "switch", railId: "savings" });
	at.tell(confirmed(at.code(1)));
	const { effects } = at.tell({ kind: "refunded", paymentId: "sale1.1", personId: "ana" });
	expect(effects).toMatchObject([{ event: { state: "refunded", payment: { attempt: 1, state: "refunded" } } }]);
});

test("what was not paid cannot be given back", () => {
	const at = till(bakery);
	at.tell(open());
	for (const paymentId of ["sale1.1", "sale1.9", "constructor"]) {
		expect(at.tell({ kind: "refunded", paymentId, personId: "ana" })).toMatchObject({ writes: [], effects: [] });
	}
});
