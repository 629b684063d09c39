import fc from "fast-check";
import { expect, test } from "vitest";
import { makeReference } from "../../src/fallback/sale-reference.ts";
import type { FallbackPayment, Row } from "../../src/reconcile/row.ts";
import { agreedShare, nearbyCounts, sharesOf, surePairs, timeWeights } from "../../src/reconcile/shop-habits.ts";
import { at, payment, row } from "./builders.ts";
import { factsOf } from "./facts.ts";

const ref = (n: number): string => makeReference(`sale ${n}`, "habits");
/** Sales with their references, paid ten minutes apart, keyed so many minutes after each. */
function shop(minutesAfter: readonly number[]): { readonly payments: FallbackPayment[]; readonly rows: Row[] } {
	return {
		payments: minutesAfter.map((_, i) => payment(`P${i}`, 10 * i, 300 + i, { saleRef: ref(i) })),
		rows: minutesAfter.map((after, i) => row(`r${i}`, 10 * i + after, 300 + i, { note: ref(i) })),
	};
}

test("pairs that leave no doubt: one payment and one row with a reference, and the totals are equal", () => {
	const asked = payment("P1", 0, 500, { saleRef: ref(1) });
	const keyed = row("1", 1, 500, { note: `table 4 ${ref(1)}` });
	const sureOf = (payments: readonly FallbackPayment[], rows: readonly Row[]) => {
		const facts = factsOf(payments, rows);
		return surePairs(facts.payments, facts.rows).map((pair) => `${pair.payment.id}=${pair.row.row.rowId}`);
	};
	expect(sureOf([asked], [keyed])).toEqual(["P1=1"]);
	expect(sureOf([asked], [{ ...keyed, amountMinor: 501 }])).toEqual([]);
	expect(sureOf([asked], [{ ...keyed, note: "" }])).toEqual([]);
	expect(sureOf([asked, { ...asked, paymentId: "P2" }], [keyed])).toEqual([]);
	expect(sureOf([asked], [keyed, { ...keyed, rowId: "2" }])).toEqual([]);
	expect(sureOf([asked], [keyed, { ...keyed, rowId: "2" }, { ...keyed, rowId: "3" }])).toEqual([]);
});

test("how often staff agree starts from what is usual and follows what the shop shows; what nobody signed shows nothing", () => {
	const { payments, rows } = factsOf(shop([1, 2, 3, 4]).payments, shop([1, 2, 3, 4]).rows);
	const sure = surePairs(payments, rows);
	expect(sure).toHaveLength(4);
	expect(agreedShare(sure, 0.85, () => null)).toBe(0.85);
	expect(agreedShare(sure, 0.85, () => true)).toBeCloseTo((17 + 4) / 24, 9);
	expect(agreedShare(sure, 0.85, () => false)).toBeCloseTo(17 / 24, 9);
});

test("no habit is impossible or certain, however many rows show it", () => {
	const staff = fc.array(fc.constantFrom("mina", "jo", null), { maxLength: 30 });
	fc.assert(
		fc.property(staff, (all) => {
			const { rows } = factsOf(
				[],
				all.map((staffId, i) => row(String(i), i, 500, { staffId })),
			);
			const shareOf = sharesOf(rows, (each) => each.row.staffId);
			for (const name of ["mina", "jo", "nobody"]) {
				expect(shareOf(name)).toBeGreaterThan(0);
				expect(shareOf(name)).toBeLessThan(1);
			}
			expect(shareOf("mina") + shareOf("jo")).toBeCloseTo(1, 9);
		}),
	);
});

test("how many rows lie within half an hour is what counting them one by one says", () => {
	fc.assert(
		fc.property(fc.array(fc.nat({ max: 120 }), { maxLength: 20 }), (minutes) => {
			const { rows } = factsOf(
				[],
				minutes.map((minute, i) => row(String(i), minute, 500)),
			);
			expect(nearbyCounts(rows)).toEqual(
				rows.map((one) => rows.filter((two) => Math.abs((one.timeMs ?? 0) - (two.timeMs ?? 0)) <= 1_800_000).length),
			);
		}),
	);
});

function weigher(payments: readonly FallbackPayment[], rows: readonly Row[], layer: "keyed" | "tapped" = "keyed") {
	const facts = factsOf(payments, rows);
	const time = timeWeights(layer, facts.payments, facts.rows, surePairs(facts.payments, facts.rows));
	return (paidAt: number, keyedAt: number | null) => {
		const terminalTime = keyedAt === null ? null : ({ atMs: at(keyedAt), zone: "known" } as const);
		const asked = factsOf([payment("P", paidAt, 1)], [row("r", 0, 1, { terminalTime })]);
		return time(asked.payments[0]!, asked.rows[0]!);
	};
}

test("a shop that keys twelve minutes later is expected to do so again", () => {
	const slow = shop(Array.from({ length: 40 }, () => 12));
	const learnt = weigher(slow.payments, slow.rows)(0, 12);
	expect(learnt?.text).toBe("keyed within 20 minutes");
	expect(learnt?.weight).toBeGreaterThan((weigher([], [])(0, 12)?.weight ?? 0) + 1);
});

test("a row without a time says nothing of it, and one of another week is outside every usual time", () => {
	expect(weigher([], [])(0, null)).toBeNull();
	expect(weigher([], [])(0, 60 * 24 * 7)).toEqual({ weight: -8, text: "outside every usual time" });
});

test("a receipt in the order of its pile is told as that; a shuffled pile says less; for cards there are no piles", () => {
	const later = [300, 295, 290, 285, 280, 275];
	const ordered = shop(later);
	const inOrder = weigher(ordered.payments, ordered.rows)(25, 310);
	expect(inOrder?.text).toBe("keyed late, in the order of the receipts");
	const shuffled = shop([300, 310, 270, 290, 260, 262]);
	const inPile = weigher(shuffled.payments, shuffled.rows)(25, 310);
	expect(inPile?.text).toBe("keyed late, when others of the outage were");
	expect(inOrder?.weight).toBeGreaterThan(inPile?.weight ?? 0);
	expect(weigher(ordered.payments, ordered.rows)(25, 340)?.text).not.toMatch(/in the order/);
	expect(weigher(ordered.payments, ordered.rows, "tapped")(25, 310)?.text).not.toMatch(/keyed/);
});
