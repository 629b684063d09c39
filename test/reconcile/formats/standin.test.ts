import { expect, test } from "vitest";
import { readBatch } from "../../../src/reconcile/read-batch.ts";
import { isRefusal } from "../../../src/text.ts";
import { batchCsv, bytesOf } from "../files.ts";

const read = (cells: Record<string, string>, options = {}) =>
	readBatch("batch.csv", bytesOf(batchCsv([cells])), options);
const reasonOf = (cells: Record<string, string>, options = {}): string => {
	const upload = read(cells, options);
	return isRefusal(upload) ? upload.refused.en : "";
};

test("a line becomes a row: minor units, moments, and null for what is empty", () => {
	const upload = read({ row_id: "7", upload_id: "U1", amount: "12.50", tip: "1.5", note: "QR K7M2QX", stan: "000042" });
	expect(upload).toEqual({
		fileName: "batch.csv",
		format: "standin",
		remarks: [],
		role: "terminal",
		rows: [
			{
				rowId: "7",
				uploadId: "U1",
				merchantId: "harbour-cafe",
				terminalId: "T1",
				batchNo: null,
				stan: "000042",
				rrn: null,
				authCode: null,
				kind: "sale",
				tender: "other",
				entry: "keyed",
				amountMinor: 1250,
				tipMinor: 150,
				currency: "EUR",
				terminalTime: { atMs: Date.UTC(2026, 9, 3, 12), zone: "known" },
				processedAt: null,
				status: "approved",
				cardLast4: null,
				staffId: "mina",
				orderId: null,
				note: "QR K7M2QX",
			},
		],
	});
	expect(JSON.parse(JSON.stringify(upload))).toEqual(upload);
});

test("columns are found by name, in any order", () => {
	const [header = "", line = ""] = batchCsv([{ row_id: "7" }]).split("\n");
	const turned = (cells: string) => cells.split(",").reverse().join(",");
	const upload = readBatch("b.csv", bytesOf(`${turned(header)}\n${turned(line)}\n`), {});
	expect(isRefusal(upload) ? upload : upload.rows[0]?.rowId).toBe("7");
});

test("a full card number never gets further than its last four digits", () => {
	const upload = read({ card_last4: "4111111111111111", note: "card 4111 1111 1111 1111" });
	const text = JSON.stringify(upload);
	expect(text).toContain('"cardLast4":"1111"');
	expect(text).not.toMatch(/4111.?1111/);
	expect(reasonOf({ amount: "4111111111111111" })).not.toContain("4111111111");
});

test.each([
	[{ amount: "" }, "Line 2, column “amount”: it must not be empty"],
	[{ amount: "12,50" }, "Line 2, column “amount”"],
	[{ amount: "1e3" }, "Line 2, column “amount”"],
	[{ amount: "-5.00" }, "a sale cannot be negative"],
	[{ kind: "refund", amount: "5.00" }, "a refund carries a negative amount"],
	[{ kind: "chargeback" }, "“chargeback” is none of sale, refund, void"],
	[{ status: "" }, "column “status”: it must not be empty"],
	[{ currency: "EURO" }, "“EURO” is not a currency code"],
	[{ terminal_time: "2026-10-03 12:00" }, "is not a time with its zone"],
	[{ card_last4: "42" }, "not the last four digits"],
	[{ rrn: "4.2E+11" }, "a spreadsheet has rewritten this number"],
	[{ row_id: "" }, "column “row_id”: it must not be empty"],
])("a cell that cannot be read refuses the whole file, by line and column: %j", (cells, reason) => {
	expect(reasonOf(cells)).toContain(reason);
});

test("a row named twice is refused with both lines", () => {
	const twice = readBatch("b.csv", bytesOf(batchCsv([{ row_id: "7" }, { row_id: "8" }, { row_id: "7" }])), {});
	expect(isRefusal(twice) ? twice.refused.en : "").toContain("Lines 2 and 4 are both row “U1/7”");
});

test("a file in another currency than asked for is refused, and so is a currency that does not exist", () => {
	expect(reasonOf({ currency: "USD" }, { currency: "EUR" })).toContain("this is USD, but EUR was asked for");
	expect(reasonOf({}, { currency: "EURO" })).toContain("“EURO” is not a currency code");
});

test("an unknown file or format is refused with what is missing or known", () => {
	const stranger = readBatch("x.csv", bytesOf("name,price\nlatte,3\n"), {});
	expect(isRefusal(stranger) ? stranger.refused.en : "").toContain("is in no known batch format");
	expect(reasonOf({}, { format: "adyen" })).toContain("known are standin, square");
	expect(reasonOf({}, { format: "square" })).toContain("for square the column “Date” is missing");
});
