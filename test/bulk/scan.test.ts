import fc from "fast-check";
import { expect, test } from "vitest";
import { type Place, scanRecords } from "../../src/bulk/scan.ts";
import { parseCsv, readCells } from "../../src/reconcile/csv.ts";
import { isRefusal } from "../../src/text.ts";

const HEADER = "a,b,c\n";

type Scanned = { readonly line: number; readonly text: string; readonly middle: string };

/** Every record with its line and its middle cell as written, and where the first broken one is. */
function scanned(body: string): { readonly records: readonly Scanned[]; readonly broken: Place | null } {
	const bytes = Buffer.from(HEADER + body, "utf8");
	const bounds = new Int32Array(2);
	const records: Scanned[] = [];
	const slotOf = Int8Array.from([-1, 0, -1]);
	const broken = scanRecords({ bytes, from: HEADER.length, columns: 3, slotOf }, bounds, (start, end, line) => {
		const text = (from: number | undefined, to: number | undefined) => bytes.subarray(from, to).toString("utf8");
		records.push({ line, text: text(start, end), middle: text(bounds[0], bounds[1]) });
	});
	return { records, broken };
}

const cell = fc.oneof(
	fc.constantFrom("", "1.00", "咖啡", " x "),
	fc.string({ unit: fc.constantFrom("a", "é", ",", '"', "\n", "\r\n", " "), maxLength: 6 }),
);
const written = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

test("records of a well-formed file are found where the reader of whole files finds them, with their lines", () => {
	const table = fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 });
	fc.assert(
		fc.property(table, fc.constantFrom("\n", "\r\n"), fc.boolean(), (rows, end, isEnded) => {
			const body =
				rows.map((cells) => cells.map(written).join(",")).join(end) + (isEnded && rows.length > 0 ? end : "");
			const { records, broken } = scanned(body);
			expect(broken).toBeNull();
			const whole = parseCsv(HEADER + body);
			if (isRefusal(whole)) throw new Error(whole.refused.en);
			expect(records.map(({ line, text }) => ({ line, cells: readCells(text) }))).toEqual(
				whole.records.map(({ line, cells }) => ({ line, cells })),
			);
			expect(records.map(({ middle }) => readCells(`${middle},`)[0])).toEqual(
				whole.records.map(({ cells }) => cells[1]),
			);
		}),
	);
});

test.each([
	["a cell too few", "1,2,3\n4,5\n6,7,8\n"],
	["a cell too many", "1,2,3\n4,5,6,7\n"],
	["a quote in an open cell", '1,2,3\n4,5"6,7\n'],
	["something behind a closing quote", '1,2,3\n4,"5"6,7\n'],
	["a quote that is never closed", '1,2,3\n4,"5,6\n7,8,9\n'],
	["a NUL", "1,2,3\n4,\0,6\n"],
	["a NUL between quotes", '1,2,3\n4,"\0",6\n'],
	["a carriage return alone", "1,2,3\n4,5,6\r7,8,9\n"],
	["a blank line between records", "1,2,3\n\n4,5,6\n"],
	["a cell larger than any bank writes", `1,2,3\n4,${"x".repeat(32_769)},6\n`],
])("%s is shown by its line, and nothing behind it is read", (_, body) => {
	const { records, broken } = scanned(body);
	expect(records.map(({ text }) => text)).toEqual(["1,2,3"]);
	expect(broken).toEqual({ start: HEADER.length + "1,2,3\n".length, line: 3 });
	expect(isRefusal(parseCsv(HEADER + body))).toBe(true);
});

test("blank lines at the end are no records", () => {
	expect(scanned("1,2,3\n\n\r\n")).toMatchObject({ records: [{ line: 2, text: "1,2,3" }], broken: null });
});
