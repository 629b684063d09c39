import fc from "fast-check";
import { expect, test } from "vitest";
import { addHeads, EMPTY_HEAD, type Head, mergeReports } from "../../src/reconcile/merge-reports.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { FINDING_CLASSES, needsPerson, type Report } from "../../src/reconcile/report.ts";
import { card, payment, row, upload } from "./builders.ts";

const item = fc.record({
	minute: fc.nat({ max: 20 }),
	minor: fc.constantFrom(320, 350, 900),
	currency: fc.constantFrom("EUR", "USD"),
	kind: fc.constantFrom("payment", "row", "card", "money"),
});

/** The report on an invented shop. */
const reports = fc.array(item, { maxLength: 10 }).map((items): Report => {
	const of = (wanted: string) => items.filter(({ kind }) => kind === wanted);
	const rowsOf = (wanted: string, make: typeof row) =>
		of(wanted).map(({ minute, minor, currency }, i) => make(`${wanted}${i}`, minute, minor, { currency }));
	return reconcile(
		of("payment").map(({ minute, minor, currency }, i) => payment(`P${i}`, minute, minor, { currency })),
		[upload([...rowsOf("row", row), ...rowsOf("card", card)]), upload(rowsOf("money", row), "money")],
	);
});

test("it does not matter in which order shops are added up, nor which of them together first", () => {
	fc.assert(
		fc.property(reports, reports, reports, (a, b, c) => {
			expect(addHeads(addHeads(a, b), c)).toEqual(addHeads(a, addHeads(b, c)));
			expect(addHeads(a, b)).toEqual(addHeads(b, a));
			const head: Head = { summary: a.summary, totals: a.totals };
			expect(addHeads(EMPTY_HEAD, a)).toEqual(head);
			expect(addHeads(a, EMPTY_HEAD)).toEqual(head);
		}),
	);
});

test("the head of several shops counts what stands below it, and their sums are added up by role and currency", () => {
	fc.assert(
		fc.property(fc.array(reports, { maxLength: 4 }), (parts) => {
			const { summary, totals, links, findings } = mergeReports(parts);
			expect(summary.links.auto + summary.links.review).toBe(links.length);
			expect(summary.findings.map(({ class: name, count }) => [name, count])).toEqual(
				FINDING_CLASSES.flatMap((name) => {
					const count = findings.filter((finding) => finding.class === name).length;
					return count === 0 ? [] : [[name, count]];
				}),
			);
			expect(summary.need_person).toBe(findings.filter(needsPerson).length);
			for (const side of ["payments", "rows"] as const) {
				const read = (books: Report["totals"]["rows"], key: string) =>
					books.filter(({ role, currency }) => `${role}/${currency}` === key).map(({ all }) => all);
				const keys = totals[side].map(({ role, currency }) => `${role}/${currency}`);
				expect(keys).toEqual([...new Set(keys)].sort());
				for (const key of keys) {
					const each = parts.flatMap((part) => read(part.totals[side], key));
					expect(read(totals[side], key)).toEqual([
						{
							count: each.reduce((sum, { count }) => sum + count, 0),
							minor: each.reduce((sum, { minor }) => sum + minor, 0),
						},
					]);
				}
			}
			expect(totals.conserved).toBe(true);
		}),
	);
});

test("one shop whose sums do not add up spoils the whole", () => {
	const broken: Head = { ...EMPTY_HEAD, totals: { ...EMPTY_HEAD.totals, conserved: false } };
	expect(addHeads(broken, EMPTY_HEAD).totals.conserved).toBe(false);
	expect(addHeads(EMPTY_HEAD, broken).totals.conserved).toBe(false);
});
