import fc from "fast-check";
import { expect, test } from "vitest";
import {
	add,
	type Caps,
	exposureOf,
	judge,
	keepsFromStoring,
	NO_EXPOSURE,
	remindersOf,
	type StoredReport,
} from "../../src/fallback/exposure.ts";

const HOUR_MS = 3_600_000;
const sourced = <Value>(value: Value) => ({ value, source: "vendor: Acme help 7", reviewed: "2026-11-24" });
const CAPS: Caps = {
	windowHours: sourced(24),
	capPayment: sourced({ minor: 5_000, currency: "EUR" }),
	capTotal: sourced({ minor: 50_000, currency: "EUR" }),
	capCount: sourced(75),
};
const NONE: Caps = { windowHours: null, capPayment: null, capTotal: null, capCount: null };

const took = (id: string, minor: number | null, more: Partial<StoredReport> = {}): StoredReport => ({
	id,
	kind: "took",
	terminalId: null,
	count: 1,
	sum: minor === null ? null : { minor, currency: "EUR" },
	saidAtMs: 0,
	oldestAtMs: 0,
	...more,
});

const money = fc.record({ minor: fc.nat(999_999_999_999), currency: fc.constantFrom("EUR", "USD", "JPY") });
const report: fc.Arbitrary<StoredReport> = fc.record({
	id: fc.string({ minLength: 1, maxLength: 8 }),
	kind: fc.constantFrom("took" as const, "shown" as const),
	terminalId: fc.constantFrom(null, "t1", "constructor"),
	count: fc.nat(9_999),
	sum: fc.option(money),
	saidAtMs: fc.nat(4),
	oldestAtMs: fc.nat(1_000),
});
const reports = fc.uniqueArray(report, { selector: ({ id }) => id, maxLength: 20 });
const asAdded = (said: readonly StoredReport[]) => exposureOf(said.reduce(add, [] as readonly StoredReport[]));

test("it makes no difference in which order the shop's reports arrive, nor whether one arrives twice", () => {
	fc.assert(
		fc.property(reports, fc.func(fc.nat()), (said, key) => {
			const shuffled = [...said, ...said.slice(0, 3)].sort((a, b) => key(a.id) - key(b.id));
			expect(asAdded(shuffled)).toEqual(asAdded(said));
		}),
	);
});

test("no stored payment is lost and none is counted twice, in any currency and on any terminal", () => {
	fc.assert(
		fc.property(reports, (said) => {
			const all = said.map((one) => ({ ...one, kind: "took" as const, count: one.count + 1 }));
			const { count, sums, unpriced } = asAdded(all);
			expect(count).toBe(all.reduce((sum, one) => sum + one.count, 0));
			expect(unpriced).toBe(all.reduce((sum, one) => sum + (one.sum === null ? one.count : 0), 0));
			for (const currency of ["EUR", "USD", "JPY"]) {
				const own = all.flatMap(({ sum }) => (sum?.currency === currency ? [sum.minor] : []));
				expect(sums.find((sum) => sum.currency === currency)?.minor ?? 0).toBe(own.reduce((a, b) => a + b, 0));
			}
		}),
	);
});

test("what the terminal shows counts instead of what was said before; the oldest stays as old as it was", () => {
	const said = [
		took("a", 4_500, { saidAtMs: 10, oldestAtMs: 10 }),
		took("b", 2_000, { saidAtMs: 20, oldestAtMs: 20 }),
		took("c", 6_000, { kind: "shown", count: 3, saidAtMs: 30, oldestAtMs: 30 }),
		took("d", null, { saidAtMs: 40, oldestAtMs: 40 }),
	];
	expect(asAdded(said)).toEqual({
		count: 4,
		sums: [{ minor: 6_000, currency: "EUR" }],
		unpriced: 1,
		oldestAtMs: 10,
	});
});

test("once all were sent nothing is stored, and the next one starts the window anew; another terminal keeps its own", () => {
	const sent = took("s", null, { kind: "shown", count: 0, saidAtMs: 20 });
	expect(asAdded([took("a", 100, { saidAtMs: 10 }), sent])).toEqual(NO_EXPOSURE);
	const next = took("n", 300, { saidAtMs: 30, oldestAtMs: 30 });
	expect(asAdded([took("a", 100, { saidAtMs: 10 }), sent, next])).toMatchObject({ count: 1, oldestAtMs: 30 });
	const other = took("o", 700, { terminalId: "t2", saidAtMs: 5, oldestAtMs: 5 });
	expect(asAdded([took("a", 100, { saidAtMs: 10 }), other, sent])).toMatchObject({
		sums: [{ minor: 700, currency: "EUR" }],
		oldestAtMs: 5,
	});
});

test.each([
	[39_999, "ok"],
	[40_000, "warn"],
	[49_999, "warn"],
	[50_000, "refuse"],
	[60_000, "refuse"],
])("%i cents of 500.00 stored: %s", (minor, verdict) => {
	expect(judge(asAdded([took("a", minor)]), CAPS, 0).verdict).toBe(verdict);
});

test("the number and the hours count as the sum does, and the tightest is named", () => {
	const many = asAdded([took("a", null, { count: 60 })]);
	expect(judge(many, CAPS, 0)).toMatchObject({ verdict: "warn", bound: { kind: "count" }, shareMillionths: 800_000 });
	const one = asAdded([took("a", 100)]);
	expect(judge(one, CAPS, 20 * HOUR_MS)).toMatchObject({ verdict: "warn", bound: { kind: "window" }, hoursLeft: 4 });
	expect(judge(one, CAPS, 24 * HOUR_MS)).toMatchObject({ verdict: "refuse", hoursLeft: 0 });
	expect(judge(one, CAPS, 22.5 * HOUR_MS).hoursLeft).toBe(1);
});

test("where the maker says nothing, nothing is refused and no hours are promised", () => {
	expect(judge(asAdded([took("a", 999_999_999)]), NONE, 99 * HOUR_MS)).toEqual({
		verdict: "ok",
		shareMillionths: null,
		bound: null,
		hoursLeft: null,
	});
	const dollars = asAdded([took("a", null, { sum: { minor: 99_999_999, currency: "USD" } })]);
	expect(judge(dollars, { ...NONE, capTotal: CAPS.capTotal }, 0).verdict).toBe("ok");
});

test("more stored payments and more time never leave more room", () => {
	fc.assert(
		fc.property(reports, report, fc.nat(90 * HOUR_MS), fc.nat(90 * HOUR_MS), (said, more, nowMs, laterMs) => {
			const before = said.map((one) => ({ ...one, kind: "took" as const }));
			const exposure = exposureOf(before);
			const grown = exposureOf(add(before, { ...more, kind: "took" }));
			const share = judge(exposure, CAPS, nowMs).shareMillionths ?? 0;
			expect(judge(grown, CAPS, nowMs).shareMillionths).toBeGreaterThanOrEqual(share);
			const later = judge(exposure, CAPS, nowMs + laterMs);
			expect(later.shareMillionths).toBeGreaterThanOrEqual(share);
			expect(later.hoursLeft ?? 0).toBeLessThanOrEqual(judge(exposure, CAPS, nowMs).hoursLeft ?? 0);
			expect(Number.isSafeInteger(later.shareMillionths)).toBe(true);
		}),
	);
});

test("a payment above the maker's limit for one, or that would go above the limit in all, is not stored", () => {
	const little = asAdded([took("a", 100)]);
	const eur = (minor: number) => ({ minor, currency: "EUR" });
	expect(keepsFromStoring(little, eur(5_000), CAPS, 0)).toBeNull();
	expect(keepsFromStoring(little, eur(5_001), CAPS, 0)).toMatchObject({ kind: "payment" });
	expect(keepsFromStoring(little, { minor: 5_001, currency: "USD" }, CAPS, 0)).toBeNull();
	const much = asAdded([took("a", 49_000)]);
	expect(keepsFromStoring(much, eur(1_000), CAPS, 0)).toBeNull();
	expect(keepsFromStoring(much, eur(1_001), CAPS, 0)).toMatchObject({ kind: "total" });
	expect(keepsFromStoring(little, null, CAPS, 24 * HOUR_MS)).toMatchObject({ kind: "window" });
});

test("the shop is reminded at four fifths of the window and two hours before its end, and not of what is past", () => {
	const one = asAdded([took("a", 100, { oldestAtMs: 1_000 })]);
	const [first, last] = [1_000 + 19.2 * HOUR_MS, 1_000 + 22 * HOUR_MS];
	expect(remindersOf(one, CAPS, 0)).toEqual([first, last]);
	expect(remindersOf(one, CAPS, first)).toEqual([last]);
	expect(remindersOf(one, CAPS, last)).toEqual([]);
	expect(remindersOf(NO_EXPOSURE, CAPS, 0)).toEqual([]);
	expect(remindersOf(one, NONE, 0)).toEqual([]);
});
