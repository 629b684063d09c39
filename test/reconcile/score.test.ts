import { expect, test } from "vitest";
import { makeReference } from "../../src/fallback/sale-reference.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import type { Reason, Report } from "../../src/reconcile/report.ts";
import type { FallbackPayment, Row } from "../../src/reconcile/row.ts";
import { scorer } from "../../src/reconcile/score.ts";
import { payment, row, upload } from "./builders.ts";
import { factsOf } from "./facts.ts";

const ref = (n: number): string => makeReference(`sale ${n}`, "score");
const weightOf = (reasons: readonly Reason[] | undefined, term: string): number =>
	reasons?.find((reason) => reason.term === term)?.weight ?? Number.NaN;
const reasonsFor = ({ links }: Report, id: string): readonly Reason[] | undefined =>
	links.find(({ payment_ids }) => payment_ids[0] === id)?.reasons;

/** Sales that `taker` sold and `keyer` keyed, an hour apart, each of an amount of its own. */
function sales(count: number, keyer: string, isNoted: boolean) {
	const indices = Array.from({ length: count }, (_, i) => i);
	return {
		payments: indices.map((i): FallbackPayment => payment(`P${i}`, 60 * i, 1000 + 137 * i, { saleRef: ref(i) })),
		rows: indices.map((i): Row => {
			const note = isNoted ? ref(i) : "";
			return row(`r${i}`, 60 * i + 1, 1000 + 137 * i, { staffId: i % 2 === 0 ? keyer : "mina", note });
		}),
	};
}

test("where the day's sales are keyed by whoever is at the till, another staff weighs less than usual", () => {
	const told = sales(40, "jo", true);
	const { rows, payments } = factsOf(told.payments, told.rows);
	const weights = scorer("keyed", payments, rows, []).reasons(0, 0);
	expect(weights.find(({ term }) => term === "staff")?.text).toBe("another staff");
	expect(weightOf(weights, "staff")).toBeGreaterThan(Math.log(0.15 / 0.5));
});

test("what people linked by hand teaches who keys for whom", () => {
	const quiet = sales(40, "jo", false);
	const { rows, payments } = factsOf(quiet.payments, quiet.rows);
	const known = payments.flatMap((paid, i) => {
		const keyed = rows[i];
		return keyed === undefined || i < 20 ? [] : [{ payment: paid, row: keyed }];
	});
	const untaught = weightOf(scorer("keyed", payments, rows, []).reasons(0, 0), "staff");
	const taught = weightOf(scorer("keyed", payments, rows, known).reasons(0, 0), "staff");
	expect(taught).toBeGreaterThan(untaught);
	const pins = quiet.rows.slice(20).map(({ rowId }, i) => ({ paymentId: `P${20 + i}`, row: `evening/${rowId}` }));
	const pinned = reconcile(quiet.payments, [upload(quiet.rows)], pins);
	expect(weightOf(reasonsFor(pinned, "P0"), "staff")).toBeGreaterThan(untaught);
});

test("where few references were typed, the surest links teach the others", () => {
	const quiet = sales(40, "jo", false);
	const { rows, payments } = factsOf(quiet.payments, quiet.rows);
	const first = weightOf(scorer("keyed", payments, rows, []).reasons(0, 0), "staff");
	const second = reasonsFor(reconcile(quiet.payments, [upload(quiet.rows)]), "P0");
	expect(weightOf(second, "staff")).toBeGreaterThan(first);
});

test("in a shop where one person keys everything, another one's row is never taken for a sale because of that", () => {
	const alone = sales(40, "mina", true);
	const odd = row("odd", 1, 1000, { staffId: "jo" });
	const { rows, payments } = factsOf(alone.payments, [...alone.rows, odd]);
	const right = rows.findIndex((each) => each.row.rowId === "odd");
	const weights = scorer("keyed", payments, rows, []).reasons(0, right);
	expect(weights.find(({ term }) => term === "staff")?.text).toBe("another staff");
	expect(weightOf(weights, "staff")).toBeLessThanOrEqual(0);
	expect(Math.abs(weightOf(scorer("keyed", payments, rows, []).reasons(0, 0), "staff"))).toBeLessThan(0.2);
});

test("the same and another terminal are learnt as staff are", () => {
	const told = sales(40, "mina", true);
	const other = told.rows.map((each, i) => ({ ...each, terminalId: i % 2 === 0 ? "T2" : "T1" }));
	const { rows, payments } = factsOf(told.payments, other);
	const weights = scorer("keyed", payments, rows, []).reasons(0, 0);
	expect(weights.find(({ term }) => term === "terminal")?.text).toBe("another terminal");
	expect(weightOf(weights, "terminal")).toBeGreaterThan(Math.log(0.05 / 0.5));
});

test("the reasons told are the terms of the score", () => {
	const told = sales(6, "jo", true);
	const { rows, payments } = factsOf(told.payments, told.rows);
	const { score, reasons } = scorer("keyed", payments, rows, []);
	for (const left of payments.keys()) {
		for (const right of rows.keys()) {
			const sum = reasons(left, right).reduce((all, { weight }) => all + weight, 0);
			expect(score(left, right).score).toBeCloseTo(sum, 6);
		}
	}
});
