import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readBatch } from "../../../src/reconcile/read-batch.ts";
import type { Row } from "../../../src/reconcile/row.ts";
import { isRefusal } from "../../../src/text.ts";
import { bytesOf, squareCsv } from "../files.ts";

type Line = Record<string, string>;

function rowsOf(lines: readonly Line[], currency?: string): readonly Row[] {
	const upload = readBatch("square.csv", bytesOf(squareCsv(lines)), { currency });
	if (isRefusal(upload)) throw new Error(upload.refused.en);
	return upload.rows;
}
function reasonOf(line: Line, currency?: string): string {
	const upload = readBatch("square.csv", bytesOf(squareCsv([line])), { currency });
	return isRefusal(upload) ? upload.refused.en : "";
}

test("a fallback sale is the other tender, and its note carries the reference", () => {
	const [row] = rowsOf([{ "Other Tender Note": "K7M2QX", "Staff Name": "Mina" }]);
	expect(row).toMatchObject({
		rowId: "SQ1",
		tender: "other",
		kind: "sale",
		amountMinor: 1000,
		currency: "USD",
		note: "K7M2QX",
		staffId: "Mina",
		terminalTime: { atMs: Date.UTC(2026, 9, 3, 12), zone: "known" },
	});
});

test("card and cash are amounts, the tip is inside the total", () => {
	const [row] = rowsOf([
		{ Card: "$1,234.50", "Other Tender": "$0.00", "Total Collected": "$1,234.50", Tip: "$34.50", "PAN Suffix": "0042" },
	]);
	expect(row).toMatchObject({ tender: "card", amountMinor: 120_000, tipMinor: 3450, cardLast4: "0042" });
});

test("a transaction paid in two ways is two rows that add up to it", () => {
	const rows = rowsOf([
		{ Card: "$6.00", Cash: "$5.00", "Other Tender": "", "Total Collected": "$11.00", Tip: "$1.00" },
	]);
	expect(rows.map(({ rowId, tender, amountMinor, tipMinor }) => [rowId, tender, amountMinor, tipMinor])).toEqual([
		["SQ1:card0", "card", 500, 100],
		["SQ1:cash1", "cash", 500, 0],
	]);
});

test.each(["-$5.00", "($5.00)", "\u2212$5.00", "$-5.00"])(
	"a refund is negative, however the minus is written: %s",
	(written) => {
		const refund = { "Event Type": "Refund", Card: written, "Other Tender": "", "Total Collected": written };
		expect(rowsOf([refund])[0]).toMatchObject({ kind: "refund", amountMinor: -500 });
	},
);

test("American dates with a 12-hour clock and ISO dates with 24 hours are read alike", () => {
	const times = [
		{ Date: "10/03/2026", Time: "2:30:00 PM" },
		{ Date: "2026-10-03", Time: "14:30:00" },
		{ Date: "10/3/2026", Time: "12:05 AM" },
	].map((clock, i) => rowsOf([{ ...clock, "Payment ID": String(i) }])[0]?.terminalTime?.atMs);
	expect(times).toEqual([Date.UTC(2026, 9, 3, 18, 30), Date.UTC(2026, 9, 3, 18, 30), Date.UTC(2026, 9, 3, 4, 5)]);
});

test("the hour that November shows twice is flagged", () => {
	expect(rowsOf([{ Date: "2026-11-01", Time: "01:30:00" }])[0]?.terminalTime?.zone).toBe("repeated");
});

test.each([
	["Complete", "sale", "approved"],
	["Pending", "sale", "pending"],
	["Declined", "sale", "declined"],
	["Canceled", "void", "approved"],
])("the transaction status %s is a %s that is %s", (written, kind, status) => {
	expect(rowsOf([{ "Transaction Status": written }])[0]).toMatchObject({ kind, status });
});

test("a bare dollar is American unless another dollar is asked for; another currency than the symbol's is refused", () => {
	expect(rowsOf([{}])[0]?.currency).toBe("USD");
	expect(rowsOf([{}], "CAD")[0]?.currency).toBe("CAD");
	expect(rowsOf([{ "Total Collected": "£10.00", "Other Tender": "£10.00", Card: "", Cash: "" }])[0]?.currency).toBe(
		"GBP",
	);
	expect(reasonOf({}, "EUR")).toContain("USD or CAD or AUD, but EUR was asked for");
	expect(reasonOf({ "Total Collected": "10.00", "Other Tender": "10.00" })).toContain("does not say its currency");
	const mixed = readBatch("s.csv", bytesOf(squareCsv([{}, { "Total Collected": "€1.00", "Payment ID": "2" }])), {});
	expect(isRefusal(mixed) ? mixed.refused.en : "").toContain(
		"Line 3, column “Total Collected”: the currency symbol differs",
	);
});

test.each([
	[{ "Time Zone": "Middle Earth" }, "Line 2, column “Time Zone”"],
	[{ Date: "31/12/2026" }, "Line 2, column “Date”"],
	[{ Time: "14:30 PM" }, "Line 2, column “Date”"],
	[{ "Other Tender": "$1,00.00" }, "Line 2, column “Other Tender”"],
	[{ "Other Tender": "€10.00" }, "Line 2, column “Other Tender”"],
	[{ "Event Type": "Dispute" }, "Line 2, column “Event Type”"],
	[{ "Transaction Status": "Maybe" }, "Line 2, column “Transaction Status”"],
	[{ "Payment ID": "" }, "Line 2, column “Payment ID”"],
])("what cannot be read refuses the whole file, by line and column: %j", (line, reason) => {
	expect(reasonOf(line)).toContain(reason);
});

test("the upload has the same name whatever the order of its lines, and another one for other lines", () => {
	const lines = [{ "Payment ID": "A" }, { "Payment ID": "B" }];
	const [one] = rowsOf(lines);
	const [two] = rowsOf([...lines].reverse());
	const [three] = rowsOf([...lines, { "Payment ID": "C" }]);
	expect(two?.uploadId).toBe(one?.uploadId);
	expect(three?.uploadId).not.toBe(one?.uploadId);
});

const samples = "../shared/samples/settlement";
const read = (name: string) => readBatch(name, readFileSync(`${samples}/${name}`), {});

test.runIf(existsSync(`${samples}/square-transactions.csv`))("Square's real exports are read whole", () => {
	const iso = read("square-transactions.csv");
	expect(isRefusal(iso) ? iso : iso.rows.map((row) => [row.kind, row.tender, row.amountMinor, row.tipMinor])).toEqual([
		["sale", "card", 2916, 200],
		["refund", "card", -1296, 0],
	]);
	const american = read("square-transactions-us-dates.csv");
	expect(isRefusal(american) ? american : american.rows[0]).toMatchObject({
		rowId: "PM900",
		amountMinor: 6000,
		tipMinor: 1000,
		cardLast4: "1234",
		staffId: "S1",
		terminalTime: { atMs: Date.UTC(2026, 9, 5, 18, 30) },
	});
});
