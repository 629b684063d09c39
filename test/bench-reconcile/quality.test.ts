import { expect, test } from "vitest";
import { answersOf, countsOf, f1, precision, qualityOf, recall } from "../../bench/reconcile/quality.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import type { Link, Report } from "../../src/reconcile/report.ts";
import { payment, row } from "../reconcile/builders.ts";

const world = {
	payments: [payment("p1", 0, 450), payment("p2", 5, 450), payment("p3", 9, 700)],
	rows: [row("r1", 1, 450), row("r2", 6, 450), row("r3", 10, 700), row("r1", 1, 450, { uploadId: "again" })],
	truth: {
		links: [
			{ kind: "one" as const, paymentIds: ["p1"], rowNames: ["evening/r1"], facts: [] },
			{ kind: "one" as const, paymentIds: ["p2"], rowNames: ["evening/r2"], facts: [] },
			{ kind: "one" as const, paymentIds: ["p3"], rowNames: ["evening/r3"], facts: [] },
		],
		doubles: [],
		repeats: [{ rowName: "again/r1", of: "evening/r1" }],
	},
};
const nothing = reconcile([], []);
const link = (paymentId: string, name: string, decision: Link["decision"] = "auto"): Link => ({
	role: "terminal",
	payment_ids: [paymentId],
	row_ids: [name],
	kind: "one",
	score: 5,
	margin: null,
	decision,
	reasons: [],
});
const said = (links: readonly Link[], rest: Partial<Report> = {}) =>
	qualityOf({ ...nothing, links, ...rest }, answersOf(world));

test("a link to the repeat of a row is a link to the row", () => {
	expect(said([link("p1", "again/r1")]).links).toEqual({ said: 1, right: 1, all: 3 });
});

test("two equal coffees swapped are wrong, but right in money; another amount is wrong either way", () => {
	const swapped = said([link("p1", "evening/r2"), link("p2", "evening/r1"), link("p3", "evening/r3")]);
	expect([swapped.automatic.right, swapped.automaticMoney.right]).toEqual([1, 3]);
	const other = said([link("p1", "evening/r3")]);
	expect([other.automatic.right, other.automaticMoney.right]).toEqual([0, 0]);
});

test("what a person has to confirm counts among the links, not among those decided by machine", () => {
	const quality = said([link("p1", "evening/r1", "review"), link("p3", "evening/r3")]);
	expect([quality.links.said, quality.automatic.said]).toEqual([2, 1]);
});

test("which of two equal rows is called the repeat makes no difference, a wrong pair does", () => {
	const repeat = (row_id: string, of: string) => said([], { duplicate_rows: [{ row_id, of }] }).repeats.right;
	expect([
		repeat("again/r1", "evening/r1"),
		repeat("evening/r1", "again/r1"),
		repeat("again/r1", "evening/r2"),
	]).toEqual([1, 1, 0]);
});

test("a pair that is said twice is said once, and F1 lies between precision and recall", () => {
	const pair = { paymentId: "p1", rowName: "evening/r1" };
	const counts = countsOf([pair, pair, { ...pair, rowName: "again/r1" }], "links", answersOf(world));
	expect(counts).toEqual({ said: 1, right: 1, all: 3 });
	expect([precision(counts), recall(counts), f1(counts)]).toEqual([100, 100 / 3, 50]);
});
