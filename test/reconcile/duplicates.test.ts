import { expect, test } from "vitest";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import type { Row } from "../../src/reconcile/row.ts";
import { at, card, payment, row, upload } from "./builders.ts";

const lunch: readonly Row[] = [
	row("1", 0, 320, { note: "K7M2QX" }),
	row("2", 4, 450),
	card("3", 9, 1200, { cardLast4: "4242" }),
	row("4", 15, 320),
	row("5", 31, 780),
];

/** The same batch brought again: other ids, another upload, its clock shifted. */
const again = (rows: readonly Row[], shiftMinutes: number): readonly Row[] =>
	rows.map((each, i) => ({
		...each,
		rowId: `new ${i}`,
		uploadId: "later",
		terminalTime: { atMs: (each.terminalTime?.atMs ?? 0) + shiftMinutes * 60_000, zone: "known" as const },
		processedAt: { atMs: at(900), zone: "known" as const },
	}));

const duplicatesOf = (rows: readonly Row[]): readonly string[] =>
	reconcile([], [upload(rows)]).duplicate_rows.map(({ row_id, of }) => `${row_id} of ${of}`);

test.each([0, 60, -60])("a batch brought again under new ids and shifted by %i minutes is counted once", (shift) => {
	const paid = payment("P1", 0, 320, { saleRef: "K7M2QX" });
	const report = reconcile([paid], [upload(lunch), upload(again(lunch, shift))]);
	expect(report.duplicate_rows).toHaveLength(5);
	expect(report.duplicate_rows[0]).toEqual({ row_id: "later/new 0", of: "evening/1" });
	expect(report.links).toMatchObject([{ payment_ids: ["P1"], row_ids: ["evening/1"] }]);
	expect(report.totals.rows[0]?.places.duplicate).toEqual({ count: 5, minor: 3070 });
	expect(report.findings.find((finding) => finding.class === "duplicate_upload")).toMatchObject({
		proposal: "none",
		amount: { minor: 3070, currency: "EUR" },
	});
});

test("the same coffees on the next day are genuine sales", () => {
	expect(duplicatesOf([...lunch, ...again(lunch, 24 * 60)])).toEqual([]);
});

test("a shift of minutes is no clock, and a few equal coffees an hour apart are no batch", () => {
	expect(duplicatesOf([...lunch, ...again(lunch, 17)])).toEqual([]);
	const coffees = [row("1", 0, 320), row("2", 60, 320), row("3", 120, 320)];
	expect(duplicatesOf([...coffees, ...again(coffees, 60)])).toEqual([]);
});

test("equal sales within one upload are never duplicates", () => {
	expect(duplicatesOf([row("1", 0, 320), row("2", 0, 320), row("3", 0, 320)])).toEqual([]);
});

test("two exports that overlap share the rows with the same id, and only those", () => {
	const second = [row("5", 31, 780, { uploadId: "later" }), row("6", 50, 320, { uploadId: "later" })];
	expect(duplicatesOf([...lunch, ...second])).toEqual(["later/5 of evening/5"]);
});

test("line numbers used as ids are no proof: row 1 of another batch is another sale", () => {
	expect(duplicatesOf([...lunch, row("1", 200, 999, { uploadId: "later" })])).toEqual([]);
});

test("a row exported as pending and again as approved counts as approved", () => {
	const pending = card("9", 0, 1200, { status: "pending" });
	const approved = { ...pending, uploadId: "later", status: "approved" as const };
	expect(duplicatesOf([pending, approved])).toEqual(["evening/9 of later/9"]);
});
