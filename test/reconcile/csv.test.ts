import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCsv } from "../../src/reconcile/csv.ts";
import { isRefusal } from "../../src/text.ts";

const reasonOf = (text: string): string => {
	const table = parseCsv(text);
	return isRefusal(table) ? table.refused.en : "";
};

test("a file is read whole: byte-order mark, CRLF, quoted commas, quotes and line breaks, no newline at the end", () => {
	expect(parseCsv('\uFEFFa,b\r\n1,"x, ""y""\nz"\r\n2,')).toEqual({
		header: ["a", "b"],
		records: [
			{ line: 2, cells: ["1", 'x, "y"\nz'] },
			{ line: 4, cells: ["2", ""] },
		],
	});
});

test("a file with a header only has no rows, and empty lines at the end are no rows", () => {
	expect(parseCsv("a,b\n\n\r\n")).toEqual({ header: ["a", "b"], records: [] });
});

test.each([
	["", "The file is empty"],
	["\uFEFF\n\n", "The file is empty"],
	["a,b\n1,2\n3", "Line 3: it has 1 cells where the header has 2"],
	["a,b\n1,2\n\n3,4", "Line 3: it has 1 cells where the header has 2"],
	["a,b\n1,2,3", "Line 2: it has 3 cells where the header has 2"],
	['a,b\n1,"2\n3,4\n', "Line 2: a quoted cell opens here and never closes"],
	['a,b\n1,2"3\n', "Line 2: a quote stands in the wrong place"],
	['a,b\n1,"2"3\n', "Line 2: a quote stands in the wrong place"],
	["a,b\n1,2\rx,y\n", "Line 2: a carriage return stands alone"],
	["a,b\n1,\0\n", "Line 2: there is a NUL character"],
	["a,b,a\n1,2,3\n", "Line 1: the column “a” occurs twice"],
	[`${"a,".repeat(200)}b\n`, "Line 1: it has more than 200 columns"],
	[`a\n${"x".repeat(32_769)}\n`, "Line 2: a cell is longer than 32768 characters"],
])("a damaged file is refused whole, and the sentence names the line (%#)", (text, reason) => {
	expect(reasonOf(text)).toContain(reason);
});

test("whatever the cells hold, a written table is read back as it was", () => {
	const cell = fc.string({ unit: fc.constantFrom("a", "1", ",", '"', "\n", "\r", " ", "é", "店") });
	const columns = fc.integer({ min: 2, max: 5 });
	fc.assert(
		fc.property(
			columns.chain((n) =>
				fc.array(fc.array(cell, { minLength: n, maxLength: n }), { minLength: 1 }).map((rows) => ({ n, rows })),
			),
			({ n, rows }) => {
				const header = Array.from({ length: n }, (_, i) => `column ${i}`);
				const text = [header, ...rows]
					.map((cells) => cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(","))
					.join("\n");
				const table = parseCsv(text);
				expect(isRefusal(table) ? table : table.records.map(({ cells }) => cells)).toEqual(rows);
			},
		),
	);
});

test("no text whatever crashes the reader", () => {
	const hostile = fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", "\0", "\uFEFF", "a", "\\", ";") });
	fc.assert(
		fc.property(hostile, (text) => {
			expect(parseCsv(text)).toBeTypeOf("object");
		}),
	);
});
