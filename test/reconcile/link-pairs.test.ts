import { expect, test } from "vitest";
import { makeReference } from "../../src/fallback/sale-reference.ts";
import { AUTO_MARGIN, LEFT_OPEN_SCORE, linkPairs } from "../../src/reconcile/link-pairs.ts";
import type { FallbackPayment, Row } from "../../src/reconcile/row.ts";
import { payment, row } from "./builders.ts";
import { factsOf } from "./facts.ts";

const REF = makeReference("sale", "links");

function linksOf(payments: readonly FallbackPayment[], rows: readonly Row[]) {
	const facts = factsOf(payments, rows);
	return linkPairs("keyed", facts.payments, facts.rows, LEFT_OPEN_SCORE, []);
}

// Rows of another hour, so that the amounts in question are not the only ones.
const elsewhere = [row("x", 500, 9999), row("y", 520, 8888)];

/** Mina's sale with its row five minutes later, and the same amount that Jo took a little before. */
const twoSales = (saleRef: string | null): FallbackPayment[] => [
	payment("P1", 0, 320, { saleRef }),
	payment("P2", -5, 320, { saleRef, staffId: "jo" }),
];

test("by amount and time alone the program decides only where the next best is clearly worse than a note would need", () => {
	const [nameless] = linksOf(twoSales(null), [row("1", 5, 320), ...elsewhere]);
	expect(nameless).toMatchObject({ payment: { id: "P1" }, decision: "review" });
	expect(nameless?.margin).toBeGreaterThan(AUTO_MARGIN);
	const [named] = linksOf(twoSales(REF), [row("1", 5, 320, { note: REF }), ...elsewhere]);
	expect(named).toMatchObject({ payment: { id: "P1" }, decision: "auto" });
	expect(named?.margin).toBeCloseTo(nameless?.margin ?? 0, 0);
});

const coffees = [payment("P1", 0, 320), payment("P2", 0, 320)];

test("two equal coffees at one moment are decided as a set, since a swap changes nothing in the books", () => {
	const links = linksOf(coffees, [row("1", 1, 320), row("2", 1, 320), ...elsewhere]);
	expect(links.map(({ decision, isInterchangeable }) => [decision, isInterchangeable])).toEqual([
		["auto", true],
		["auto", true],
	]);
});

test("two rows of one total are not the same money when one of them holds a tip, or was declined", () => {
	for (const other of [{ amountMinor: 300, tipMinor: 20 }, { status: "declined" } as const]) {
		const links = linksOf(coffees, [row("1", 1, 320), row("2", 1, 320, other), ...elsewhere]);
		expect(links.map(({ decision, isInterchangeable }) => [decision, isInterchangeable])).toEqual([
			["review", false],
			["review", false],
		]);
	}
});

test("one row for two equal coffees is not swappable: one customer's money is missing, and a person says whose", () => {
	const links = linksOf(coffees, [row("1", 1, 320), ...elsewhere]);
	expect(links).toMatchObject([{ decision: "review", isInterchangeable: false, margin: 0 }]);
	expect(links[0]?.rivalPayments.map(({ id }) => id)).toEqual(["P2"]);
});

test("a note that names another sale is never decided by the program, however near and rare", () => {
	const other = makeReference("another", "links");
	const asked = payment("P1", 0, 32_017, { orderId: "A-7" });
	const rowOf = (note: string) => row("1", 0, 32_017, { orderId: "A-7", note });
	expect(linksOf([asked], [rowOf("table 4"), ...elsewhere])[0]?.decision).toBe("auto");
	expect(linksOf([asked], [rowOf(other), ...elsewhere])[0]?.decision).toBe("review");
});

test("without a name in common, amounts that have nothing in common make no pair", () => {
	expect(linksOf([payment("P1", 0, 320)], [row("1", 0, 777)])).toEqual([]);
	expect(linksOf([payment("P1", 0, 320, { saleRef: REF })], [row("1", 0, 777, { note: REF })])).toHaveLength(1);
});
