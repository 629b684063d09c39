import fc from "fast-check";
import { expect, test } from "vitest";
import type { Alarm } from "../../src/actor.ts";
import { isOpen } from "../../src/fallback/payment.ts";
import { PRACTICE } from "../../src/fallback/rail.ts";
import { decideSale, type Sale, type SaleEvent, saleState } from "../../src/fallback/sale.ts";
import { isReference } from "../../src/fallback/sale-reference.ts";
import type { Shop } from "../../src/fallback/shop.ts";
import { bakery, demoCafe, pixRail } from "./shops.ts";

const START_MS = Date.UTC(2026, 10, 23, 18);
const MINUTE_MS = 60_000;
const askedBy = "conversation/chat1";
const open = (minor = 4500, currency = "EUR"): SaleEvent => ({
	kind: "open",
	id: "sale1",
	storeId: "market",
	money: { minor, currency },
	askedBy,
});

type Told = ReturnType<typeof decideSale>;

/** One sale of a shop, told events at times of its own; keeps what each decision gave. */
function till(shop: Shop) {
	let sale: Sale | null = null;
	let nowMs = START_MS;
	let turn = 0;
	const tell = (event: SaleEvent | Alarm): Told => {
		turn++;
		const moment = { nowMs, seed: turn.toString(16).padStart(32, "0") };
		const told = decideSale(sale, event, moment, { shop, publicUrl: "http://shop.example" });
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

const confirmed = (code: string): SaleEvent => ({ kind: "confirmed", code, personId: "ana" });
const claimed = (code: string, by: "customer" | "cashier" = "customer"): SaleEvent => ({ kind: "claimed", code, by });
const alarm: Alarm = { kind: "alarm" };

// Any history of a sale: what is said of which attempt, after how long.
const happening = fc.record({
	kind: fc.constantFrom("open", "shown", "claimed", "confirmed", "switch", "cancel", "alarm"),
	attempt: fc.nat(5),
	rail: fc.constantFrom("bank", "savings", "pix", "practice", "practice-2", "constructor"),
	by: fc.constantFrom("customer", "cashier"),
	waitMs: fc.oneof(
		fc.constant(0),
		fc.constantFrom(1_999, 2_000, 59 * MINUTE_MS, 60 * MINUTE_MS),
		fc.nat(90 * MINUTE_MS),
	),
	isTwice: fc.boolean(),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;
const history = fc.record({
	shop: fc.constantFrom<Shop>({ ...bakery, rails: [pixRail, ...bakery.rails] }, bakery, demoCafe, {
		...demoCafe,
		rails: [...bakery.rails, ...demoCafe.rails],
	}),
	happenings: fc.array(happening, { maxLength: 30 }),
});

function eventOf({ kind, attempt, rail, by }: Happening, sale: Sale | null): SaleEvent | Alarm {
	const payments = sale?.payments ?? [];
	// One past the last attempt is a code that nobody made.
	const code = payments[attempt % (payments.length + 1)]?.code ?? "nobodysCode1";
	switch (kind) {
		case "open":
			return open();
		case "shown":
			return { kind, code };
		case "claimed":
			return claimed(code, by as "customer" | "cashier");
		case "confirmed":
			return confirmed(code);
		case "switch":
			return { kind, railId: rail };
		case "cancel":
			return { kind };
		default:
			return { kind: "alarm" };
	}
}

/** Lives through a history; `look` sees every decision with what was before it. */
function live(
	{ shop, happenings }: { shop: Shop; happenings: readonly Happening[] },
	look: (before: Sale | null, event: SaleEvent | Alarm, told: Told, nowMs: number) => void,
): void {
	const at = till(shop);
	const step = (event: SaleEvent | Alarm) => {
		const before = at.isThere() ? at.sale() : null;
		look(before, event, at.tell(event), at.nowMs());
	};
	step(open());
	for (const happens of happenings) {
		at.wait(happens.waitMs);
		const event = eventOf(happens, at.isThere() ? at.sale() : null);
		step(event);
		if (happens.isTwice) step(event);
	}
}

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

test("whatever happens, nothing is paid because somebody says so: a person confirms, or the practice bank answers", () => {
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
					expect(event.kind).toBe("alarm");
					expect(was).toMatchObject({ state: "claimed", scheme: PRACTICE });
					expect(was!.dueAtMs).toBeLessThanOrEqual(nowMs);
					expect(payment.paidBy).toBe("rail:practice");
				}
			}),
		),
	);
});

test("whatever happens, paid stays paid, and no attempt is forgotten or changes its code, rail or payload", () => {
	fc.assert(
		fc.property(history, (story) =>
			live(story, (before, _event, { state }) => {
				for (const [index, was] of (before?.payments ?? []).entries()) {
					const { id, code, railId, payload, state: now } = state!.payments[index]!;
					expect({ id, code, railId, payload }).toEqual({
						id: was.id,
						code: was.code,
						railId: was.railId,
						payload: was.payload,
					});
					if (was.state === "paid") expect(now).toBe("paid");
				}
			}),
		),
	);
});

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
				const decisions = writes.filter((write) => write.kind === "decision").length;
				expect(decisions).toBe(event.kind === "confirmed" && state !== before ? 1 : 0);
				// The database allows one open payment: what is closed must be written before what is opened.
				const firstOpen = written.findIndex(isOpen);
				expect(firstOpen === -1 || written.slice(firstOpen).every(isOpen)).toBe(true);
			}),
		),
	);
});

test("whatever happens, a sale's state follows from its payments", () => {
	fc.assert(
		fc.property(history, (story) =>
			live(story, (_before, _event, { state, effects }) => {
				const paid = state!.payments.filter((payment) => payment.state === "paid").length;
				const expected = paid > 1 ? "overpaid" : paid === 1 ? "paid" : state!.isCancelled ? "cancelled" : "open";
				expect(saleState(state!)).toBe(expected);
				for (const { event } of effects) if (event.kind === "sale") expect(event.state).toBe(expected);
			}),
		),
	);
});

test("whatever happens, the alarm is set to what is due first, and ringing leaves nothing overdue", () => {
	fc.assert(
		fc.property(history, (story) =>
			live(story, (_before, event, { state, wakeAtMs }, nowMs) => {
				const due = state!.payments.flatMap(({ dueAtMs }) => (dueAtMs === null ? [] : [dueAtMs]));
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
