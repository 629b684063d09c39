import fc from "fast-check";
import { expect, test } from "vitest";
import { makeReference } from "../../src/fallback/sale-reference.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import type { FallbackPayment, Row } from "../../src/reconcile/row.ts";
import { anchoredSplits, nearSplits, type Split } from "../../src/reconcile/splits.ts";
import { payment, row, upload } from "./builders.ts";
import { factsOf } from "./facts.ts";

const REF = makeReference("bill", "splits");
const OTHER_REF = makeReference("another bill", "splits");

const told = (splits: readonly Split[]): readonly string[] =>
	splits.map(
		({ payments, rows, decision }) =>
			`${payments.map(({ id }) => id).join("+")}=${rows.map(({ row: { rowId } }) => rowId).join("+")} ${decision}`,
	);

function anchored(payments: readonly FallbackPayment[], rows: readonly Row[]): readonly string[] {
	const facts = factsOf(payments, rows);
	return told(anchoredSplits(facts.payments, facts.rows));
}

function near(payments: readonly FallbackPayment[], rows: readonly Row[]): readonly string[] {
	const facts = factsOf(payments, rows);
	return told(nearSplits(facts.payments, facts.rows));
}

const bill = payment("P1", 0, 3000, { saleRef: REF });
const first = row("1", 1, 1000, { note: REF });

test("what staff wrote beside the other part does not hide it, another sale's reference does", () => {
	expect(anchored([bill], [first, row("2", 2, 2000, { note: "table 4 GRACIAS" })])).toEqual(["P1=1+2 review"]);
	expect(anchored([bill], [first, row("2", 2, 2000, { note: OTHER_REF })])).toEqual([]);
	const nameless = payment("P1", 0, 3000);
	expect(near([nameless], [row("1", 1, 1000), row("2", 2, 2000, { note: "table 4" })])).toEqual(["P1=1+2 review"]);
	expect(near([nameless], [row("1", 1, 1000), row("2", 2, 2000, { note: OTHER_REF })])).toEqual([]);
	expect(near([payment("P1", 0, 1000), payment("P2", 0, 2000)], [row("1", 2, 3000, { note: OTHER_REF })])).toEqual([]);
});

test("a payment that the customer only claims may have been keyed in parts, one that was only shown is nobody's", () => {
	const rows = [row("1", 1, 1000), row("2", 2, 2000)];
	const noted = rows.map((each) => ({ ...each, note: REF }));
	for (const status of ["paid", "claimed", "refunded"] as const) {
		expect(anchored([{ ...bill, status }], noted)).toEqual(["P1=1+2 auto"]);
		expect(near([payment("P1", 0, 3000, { status })], rows)).toEqual(["P1=1+2 review"]);
	}
	for (const status of ["shown", "expired", "cancelled"] as const) {
		expect(anchored([{ ...bill, status }], noted)).toEqual([]);
		expect(near([payment("P1", 0, 3000, { status })], rows)).toEqual([]);
	}
});

test("parts that leave the tip out make the goods, on either side", () => {
	const tipped = { ...bill, amountMinor: 3200, tipMinor: 200 };
	expect(anchored([tipped], [first, row("2", 2, 2000, { note: REF })])).toEqual(["P1=1+2 auto"]);
	expect(near([{ ...tipped, saleRef: null }], [row("1", 1, 1000), row("2", 2, 2000)])).toEqual(["P1=1+2 review"]);
	const halves = [
		payment("P1", 0, 1600, { tipMinor: 100, saleRef: REF }),
		payment("P2", 1, 1600, { tipMinor: 100, saleRef: REF }),
	];
	expect(anchored(halves, [row("1", 2, 3000, { note: REF })])).toEqual(["P1+P2=1 auto"]);
	const nameless = halves.map((each) => ({ ...each, saleRef: null }));
	expect(near(nameless, [row("1", 2, 3000)])).toEqual(["P1+P2=1 review"]);
	expect(near(nameless, [row("1", 2, 3100)])).toEqual([]);
});

test("without a reference only the only sum is told", () => {
	const asked = payment("P1", 0, 3000);
	const pair = [row("1", 1, 1000), row("2", 2, 2000)];
	expect(near([asked], pair)).toEqual(["P1=1+2 review"]);
	expect(near([asked], [...pair, row("3", 3, 2000)])).toEqual([]);
	expect(near([asked], [...pair, row("3", 3, 1400), row("4", 4, 1600)])).toEqual([]);
	expect(anchored([bill], [first, row("2", 2, 2000), row("3", 3, 2000)])).toEqual([]);
});

test("rows that stand apart, or one that is the whole by itself, hide no second sum", () => {
	const asked = payment("P1", 0, 3000);
	const twoWays = [row("a", 4, 1100), row("b", 5, 1900), row("c", 6, 1200), row("d", 7, 1800)];
	expect(near([asked], [row("1", 3, 3000), ...twoWays])).toEqual([]);
	expect(near([asked], [row("1", 0, 1500), row("2", 14, 1500), ...twoWays])).toEqual([]);
	expect(near([asked], [row("1", 0, 1500), row("2", 14, 1500), ...twoWays.slice(0, 2)])).toEqual(["P1=a+b review"]);
});

test("three parts are looked for, four are chance", () => {
	const parts = [row("1", 1, 500), row("2", 2, 700), row("3", 3, 1800)];
	expect(near([payment("P1", 0, 3000)], parts)).toEqual(["P1=1+2+3 review"]);
	expect(near([payment("P1", 0, 3900)], [...parts, row("4", 4, 900)])).toEqual([]);
	const payments = [payment("P1", 0, 500), payment("P2", 1, 700), payment("P3", 2, 1800)];
	expect(near(payments, [row("1", 3, 3000)])).toEqual(["P1+P2+P3=1 review"]);
});

test("parts are of one hand: what another person keyed or took is none, what nobody signed may be", () => {
	const asked = payment("P1", 0, 3000);
	const other = row("2", 2, 2000, { staffId: "jo" });
	expect(near([asked], [row("1", 1, 1000), other])).toEqual([]);
	expect(anchored([bill], [first, other])).toEqual([]);
	expect(near([asked], [row("1", 1, 1000), { ...other, staffId: null }])).toEqual(["P1=1+2 review"]);
	expect(anchored([bill], [first, { ...other, staffId: null }])).toEqual(["P1=1+2 review"]);
	expect(near([{ ...asked, staffId: null }], [row("1", 1, 1000), other])).toEqual([]);
});

test("parts are keyed within six minutes of each other, and no later than a quarter of an hour after the payment", () => {
	const asked = payment("P1", 0, 3000);
	const pair = (one: number, two: number) => [row("1", one, 1000), row("2", two, 2000)];
	expect(near([asked], pair(1, 7))).toHaveLength(1);
	expect(near([asked], pair(1, 7.1))).toEqual([]);
	expect(near([asked], pair(14, 15))).toHaveLength(1);
	expect(near([asked], pair(14, 15.1))).toEqual([]);
	expect(near([asked], pair(-3, 2))).toHaveLength(1);
	expect(near([asked], pair(-3.1, 2))).toEqual([]);
	expect(anchored([bill], [first, row("2", 7, 2000)])).toHaveLength(1);
	expect(anchored([bill], [first, row("2", 7.1, 2000)])).toEqual([]);
});

test("what a link has is no part, and a bank statement is never added up without a reference", () => {
	const rows = [row("1", 1, 1150), row("2", 2, 1950)];
	const splitsOf = (payments: readonly FallbackPayment[], role: "terminal" | "money") =>
		reconcile(payments, [upload(rows, role)]).links.filter(({ kind }) => kind !== "one");
	expect(splitsOf([payment("P1", 0, 3100)], "terminal")).toMatchObject([
		{ kind: "split_rows", payment_ids: ["P1"], row_ids: ["evening/1", "evening/2"], decision: "review" },
	]);
	expect(splitsOf([payment("P1", 0, 3100), payment("P2", 0, 1150)], "terminal")).toEqual([]);
	expect(splitsOf([payment("P1", 0, 3100)], "money")).toEqual([]);
});

test("whatever is split adds up, is in no other split, and is of one merchant", () => {
	const minute = fc.nat({ max: 9 });
	const amount = fc.constantFrom(500, 1000, 1500, 2000, 3000);
	const merchantId = fc.constantFrom("harbour-cafe", "bakery", null);
	const reference = fc.constantFrom(null, null, REF, OTHER_REF);
	const tipMinor = fc.constantFrom(0, 0, 500);
	const item = fc.record({ minute, amount, merchantId, reference, tipMinor });
	fc.assert(
		fc.property(fc.array(item, { maxLength: 7 }), fc.array(item, { maxLength: 9 }), (asked, keyed) => {
			const { payments, rows } = factsOf(
				asked.map(({ minute, amount, reference, ...rest }, i) =>
					payment(`P${i}`, minute, amount, { ...rest, saleRef: reference, tipMinor: Math.min(rest.tipMinor, amount) }),
				),
				// One row that does not say whose it is: all merchants are in one pool.
				[...keyed, { minute: 0, amount: 1, merchantId: null, reference: null, tipMinor: 0 }].map(
					({ minute, amount, reference, ...rest }, i) =>
						row(`${i}`, minute, amount, { ...rest, note: reference ?? "" }),
				),
			);
			for (const splits of [anchoredSplits(payments, rows), nearSplits(payments, rows)]) {
				const items = splits.flatMap((split) => [...split.payments, ...split.rows]);
				expect(new Set(items).size).toBe(items.length);
				for (const split of splits) {
					const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
					const [paid, sold] = [split.payments, split.rows].map((side) => [
						sum(side.map(({ totalMinor }) => totalMinor)),
						sum(side.map(({ baseMinor }) => baseMinor)),
					]);
					expect(paid?.some((minor) => sold?.includes(minor))).toBe(true);
					const merchants = [
						...split.payments.flatMap((each) => each.payment.merchantId ?? []),
						...split.rows.flatMap((each) => each.row.merchantId ?? []),
					];
					expect(new Set(merchants).size).toBeLessThanOrEqual(1);
				}
			}
		}),
		{ numRuns: 300 },
	);
});
