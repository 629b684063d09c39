/** Any history of a sale, for laws that hold whatever happens. */

import fc from "fast-check";
import type { Alarm } from "../../src/actor.ts";
import type { Standing } from "../../src/fallback/checkout.ts";
import type { Sale, SaleEvent } from "../../src/fallback/sale.ts";
import type { Shop } from "../../src/fallback/shop.ts";
import { bakery, cardRail, cardShop, demoCafe, pixRail } from "./shops.ts";
import { checkoutOpened, checkoutSeen, claimed, confirmed, MINUTE_MS, open, type Told, till } from "./till.ts";

// Any history of a sale: what is said of which attempt, after how long.
const happening = fc.record({
	kind: fc.constantFrom(
		...["open", "shown", "claimed", "confirmed", "switch", "cancel", "written-off", "refunded", "alarm"],
		...["look", "checkout-opened", "checkout-seen", "not-delivered", "set-aside"],
	),
	standing: fc.constantFrom("open", "pending", "at-bank", "paid", "failed", "expired", "foreign"),
	attempt: fc.nat(5),
	rail: fc.constantFrom("bank", "savings", "card", "pix", "practice", "practice-2", "constructor"),
	by: fc.constantFrom("customer", "cashier"),
	waitMs: fc.oneof(
		fc.constant(0),
		fc.constantFrom(1_999, 2_000, 59 * MINUTE_MS, 60 * MINUTE_MS),
		fc.nat(90 * MINUTE_MS),
	),
	isTwice: fc.boolean(),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;
export const history = fc.record({
	shop: fc.constantFrom<Shop>(cardShop, { ...bakery, rails: [pixRail, ...bakery.rails] }, bakery, demoCafe, {
		...demoCafe,
		rails: [cardRail, ...bakery.rails, ...demoCafe.rails],
	}),
	happenings: fc.array(happening, { maxLength: 30 }),
});

function eventOf({ kind, attempt, rail, by, standing }: Happening, sale: Sale | null): SaleEvent | Alarm {
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
		case "written-off":
			return { kind, personId: "ana" };
		case "refunded":
			return { kind, paymentId: `sale1.${attempt + 1}`, personId: "ana" };
		case "look":
			return { kind, code };
		case "checkout-opened":
			return checkoutOpened(attempt + 1);
		case "checkout-seen":
			return checkoutSeen(standing as Standing, attempt + 1);
		case "not-delivered":
			return { kind, subject: `sale1.${attempt + 1}` };
		case "set-aside":
			return { kind };
		default:
			return { kind: "alarm" };
	}
}

/** Lives through a history; `look` sees every decision with what was before it. */
export function live(
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
