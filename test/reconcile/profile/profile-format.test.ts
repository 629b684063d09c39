import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { profileSource } from "../../../src/reconcile/profile/profile.ts";
import { profileFormat } from "../../../src/reconcile/profile/profile-format.ts";
import { readBatch } from "../../../src/reconcile/read-batch.ts";
import { isRefusal } from "../../../src/text.ts";
import { bytesOf } from "../files.ts";

const SHOP = {
	id: "harbour-pos",
	title: "Harbour POS journal",
	role: "terminal",
	delimiter: ";",
	decimal: ",",
	thousands: ".",
	currency: "EUR",
	zone: "Europe/Lisbon",
	time_format: "DD/MM/YYYY HH:mm",
	columns: {
		id: "Nº",
		amount: "Montante",
		time: ["Data", "Hora"],
		kind: "Tipo",
		tender: "Meio",
		terminal: "Terminal",
		note: "Nota",
	},
	words: {
		kind: { sale: ["Compra"], refund: ["Devolução"] },
		tender: { card: ["Cartão"], other: ["Outro"], cash: ["Numerário", ""] },
	},
	digits: { terminal: 7 },
};
const HEADER = "Nº;Data;Hora;Terminal;Tipo;Meio;Montante;Nota";
const LINE = "1;03/10/2026;14:05;0012345;Compra;Outro;12,50;K7M2QX";

function read(profile: object, content: string | Uint8Array, options = {}) {
	const format = profileFormat(profileSource.parse(profile));
	return readBatch("j.csv", typeof content === "string" ? bytesOf(content) : content, {
		profiles: [format],
		...options,
	});
}
function rowsOf(profile: object, content: string | Uint8Array, options = {}) {
	const upload = read(profile, content, options);
	if (isRefusal(upload)) throw new Error(upload.refused.en);
	return upload.rows;
}
const reasonOf = (profile: object, content: string | Uint8Array, options = {}): string => {
	const upload = read(profile, content, options);
	return isRefusal(upload) ? upload.refused.en : "";
};
const journal = (...lines: readonly string[]): string => [HEADER, ...lines, ""].join("\n");

test("a journal is read as its profile says: delimiter, decimal comma, words, time and zone", () => {
	expect(rowsOf(SHOP, journal(LINE))).toMatchObject([
		{
			rowId: "1",
			kind: "sale",
			tender: "other",
			amountMinor: 1250,
			currency: "EUR",
			terminalId: "0012345",
			terminalTime: { atMs: Date.UTC(2026, 9, 3, 13, 5), zone: "known" },
			status: "approved",
			note: "K7M2QX",
		},
	]);
	expect(rowsOf(SHOP, journal(LINE.replace("12,50", "1.250,00"))).map(({ amountMinor }) => amountMinor)).toEqual([
		125_000,
	]);
});

test("a profile is told by its columns alone, and its file by no other format", () => {
	expect(reasonOf(SHOP, "Nº;Data\n1;2\n")).toContain("for harbour-pos the column “Montante” is missing");
	expect(read(SHOP, journal(LINE))).toMatchObject({ format: "harbour-pos", role: "terminal", fileName: "j.csv" });
	expect(reasonOf(SHOP, journal(LINE), { format: "square" })).toContain("for square the column");
});

test("the file is in the profile's encoding", () => {
	const latin = Buffer.from(journal(LINE, "2;03/10/2026;14:06;0012345;Devolução;Cartão;-5,00;"), "latin1");
	expect(rowsOf({ ...SHOP, encoding: "latin-1" }, latin).map(({ kind }) => kind)).toEqual(["sale", "refund"]);
	expect(reasonOf(SHOP, latin)).toContain("Line 1 is not UTF-8 text");
});

test.each([
	[LINE.replace("12,50", "12.50"), "Line 2, column “Montante”: “12.50” is not an amount in EUR"],
	[LINE.replace("12,50", "-12,50"), "Line 2, column “Montante”: a sale cannot be negative"],
	[LINE.replace("Compra", "Devolução"), "a refund is negative; where refunds are written without a minus"],
	[LINE.replace("Compra", "Venda"), "Line 2, column “Tipo”: “Venda” is none of the profile's words"],
	[LINE.replace("14:05", "2:05 PM"), "Line 2, column “Data”: “03/10/2026 2:05 PM” is not a time"],
	[LINE.replace("0012345", "12345"), "Line 2, column “Terminal”: it has fewer than 7 characters"],
	[LINE.replace("0012345", "1,2E+6"), "Line 2, column “Terminal”: a spreadsheet has rewritten this number"],
	[LINE.replace("1;", "4.2E+27;"), "Line 2, column “Nº”: a spreadsheet has rewritten this number"],
	[LINE.replace("1;", "33992337.0;"), "Line 2, column “Nº”: a spreadsheet has rewritten this number"],
	[LINE.replace("1;", ";"), "Line 2, column “Nº”: it must not be empty"],
	[`${LINE};x`, "Line 2: it has 9 cells where the header has 8"],
	[LINE.replace("K7M", '"K7M'), "Line 2: a quoted cell opens here and never closes"],
	[LINE.replace("K7M", "K\0M"), "Line 2: there is a NUL character"],
	[`${LINE}\n${LINE}`, "Lines 2 and 3 are both row “1”"],
])("what cannot be read refuses the whole journal, by line and column (%#)", (line, reason) => {
	expect(reasonOf(SHOP, journal("9;03/10/2026;14:00;0012345;Compra;;1,00;").replace(/9.*\n/, "") + line)).toContain(
		reason,
	);
});

test("refunds written without a minus, and files whose every sign is turned, say so in the profile", () => {
	const back = LINE.replace("Compra", "Devolução");
	expect(rowsOf({ ...SHOP, sign: "refunds_positive" }, journal(back))).toMatchObject([
		{ kind: "refund", amountMinor: -1250 },
	]);
	expect(rowsOf({ ...SHOP, sign: "reversed" }, journal(LINE.replace("12,50", "12,50-")))).toMatchObject([
		{ amountMinor: 1250 },
	]);
});

const TOTALS = { ...SHOP, totals: [{ column: "Nº", equals: "Total", sums: ["Montante"], count: "Nota" }] };
const TWO = [LINE, LINE.replace("1;", "2;").replace("12,50", "7,50")];

test("a totals row is a checksum: right, it is no row; wrong or missing, the whole file is refused", () => {
	const total = (sum: string, count: string) => journal(...TWO, `Total;;;;;;${sum};${count}`);
	expect(rowsOf(TOTALS, total("20,00", "2 linhas"))).toHaveLength(2);
	expect(reasonOf(TOTALS, total("20,01", "2"))).toContain(
		"Line 4, column “Montante”: the rows above add up to 20.00 EUR",
	);
	expect(reasonOf(TOTALS, total("20,00", "3"))).toContain("Line 4, column “Nota”: there are 2 rows above");
	expect(reasonOf(TOTALS, journal(...TWO))).toContain("Line 3: the totals row that should follow is missing");
	expect(reasonOf(TOTALS, journal(...TWO, "Total;;;;;;20,00;2", LINE.replace("1;", "3;")))).toContain(
		"Line 5: the totals row",
	);
});

const BANK = {
	id: "harbour-bank",
	title: "Harbour Bank",
	role: "money",
	currency: "EUR",
	time_format: "DD/MM/YYYY",
	columns: { debit: "Debit", credit: "Credit", time: "Date", note: ["Text"] },
	balance: { column: "Balance" },
};
const bank = (...lines: readonly string[]): string => ["Date,Text,Debit,Credit,Balance", ...lines, ""].join("\n");

test("a bank's debits and credits stand in columns of their own, and its running balance is a checksum", () => {
	const good = bank("03/10/2026,K7M2QX,,12.50,112.50", "03/10/2026,rent,-50.00,,62.50");
	expect(rowsOf(BANK, good).map(({ kind, tender, amountMinor }) => [kind, tender, amountMinor])).toEqual([
		["sale", "other", 1250],
		["refund", "other", -5000],
	]);
	expect(rowsOf(BANK, good)[0]?.processedAt?.atMs).toBe(Date.UTC(2026, 9, 3, 23, 59, 59));
	expect(reasonOf(BANK, good.replace("62.50", "62.40"))).toContain(
		"Line 3, column “Balance”: after the row before this",
	);
	expect(reasonOf(BANK, good.replace("-50.00,,62.50", "50.00,,162.50"))).toContain(
		"column “Debit”: the sign contradicts",
	);
	expect(reasonOf(BANK, good.replace(",,12.50", ",-1.00,12.50"))).toContain("debit and credit are both filled in");
	const unsigned = good.replace("-50.00", "50.00");
	expect(rowsOf({ ...BANK, sign: "refunds_positive" }, unsigned)).toMatchObject([
		{ amountMinor: 1250 },
		{ amountMinor: -5000 },
	]);
	const newest = bank("03/10/2026,rent,-50.00,,62.50", "03/10/2026,K7M2QX,,12.50,112.50");
	expect(rowsOf({ ...BANK, balance: { column: "Balance", order: "newest_first" } }, newest)).toHaveLength(2);
});

test("rows without an id are named by what they say, so that a file brought twice has the same names", () => {
	const text = bank("03/10/2026,tea,,2.00,102.00", "03/10/2026,tea,,2.00,104.00");
	const again = bank("03/10/2026,tea,,2.00,102.00", "03/10/2026,tea,,2.00,104.00", "04/10/2026,tea,,2.00,106.00");
	const names = rowsOf(BANK, text).map(({ rowId }) => rowId);
	expect(new Set(names).size).toBe(2);
	expect(
		rowsOf(BANK, again)
			.slice(0, 2)
			.map(({ rowId }) => rowId),
	).toEqual(names);
});

test("lines above the header and lines that are no rows are passed over as the profile says", () => {
	const text = `Account 123;\nPrinted today;;;\n${journal(LINE, "Saldo;;;;;;99,00;")}`;
	const profile = { ...SHOP, skip_lines: 2, skip_rows: [{ column: "Nº", starts_with: "Saldo" }] };
	expect(rowsOf(profile, text)).toHaveLength(1);
	expect(reasonOf(profile, text.replace("12,50", "x"))).toContain("Line 4, column “Montante”");
});

test.each([
	[{ columns: { amount: "A", time: "T" } }, "write currency here or above"],
	[{ columns: { debit: "D", currency: "C" } }, "write amount, or both debit and credit"],
	[{ columns: { amount: "A", currency: "C", kind: "K" } }, "a column kind needs its words"],
	[{ columns: { amount: "A", currency: "C" }, time_format: "DD/MM" }, "iso, or a pattern such as"],
	[{ columns: { amount: "A", currency: "C" }, zone: "Middle Earth" }, "a time zone such as"],
	[{ columns: { amount: "A", currency: "C" }, thousands: "." }, "another sign than decimal"],
	[{ columns: { amount: "A", currency: "C" }, role: "terminal" }, "write tender here or above"],
	[{ columns: { amount: "A", currency: "C" }, totals: [{ column: "A", equals: "x" }] }, "write sums, count or both"],
])("a profile that leaves something open is refused with what to write (%#)", (part, reason) => {
	const read_ = profileSource.safeParse({ id: "p", title: "P", role: "money", ...part });
	expect(read_.error?.issues.map(({ message }) => message).join()).toContain(reason);
});

const samples = "../shared/samples/settlement";
const sample = (name: string) => readFileSync(`${samples}/${name}`);

test.runIf(existsSync(`${samples}/sibs-pt-terminal-settlement.csv`))(
	"a Portuguese settlement is read, its totals row checked",
	() => {
		const sibs = {
			id: "sibs",
			title: "SIBS",
			role: "terminal",
			delimiter: ";",
			decimal: ",",
			thousands: ".",
			zone: "Europe/Lisbon",
			time_format: "DD/MM/YYYY",
			tender: "card",
			columns: {
				amount: "Montante Bruto",
				currency: "Moeda",
				time: "Data Movimento",
				kind: "Tipo",
				batch: "Nº Lote",
				terminal: "Terminal",
			},
			words: { kind: { sale: ["Compra"], refund: ["Devolução"] } },
			totals: [{ column: "Nº Lote", equals: "Total", sums: ["Montante Bruto", "Comissão", "Montante Líquido"] }],
		};
		expect(rowsOf(sibs, sample("sibs-pt-terminal-settlement.csv")).map(({ amountMinor }) => amountMinor)).toEqual([
			4500, 12_050, 990, 125_000, -2000,
		]);
	},
);

test.runIf(existsSync(`${samples}/oca-debit-credit-amount.csv`))(
	"a statement whose signs contradict each other is refused, one with balances around it is read",
	() => {
		const oca = {
			id: "oca",
			title: "OCA",
			role: "money",
			thousands: ",",
			currency: "EUR",
			time_format: "MM/DD/YYYY",
			columns: { debit: "Debit", credit: "Credit", time: "Date", note: ["Label", "Partner Name"] },
		};
		expect(reasonOf(oca, sample("oca-debit-credit-amount.csv"))).toContain(
			"Line 3, column “Credit”: the sign contradicts",
		);
		const framed = {
			...oca,
			decimal: ",",
			thousands: "",
			time_format: "DD/MM/YY",
			skip_lines: 4,
			columns: { id: "Operation Number", debit: "Debit", credit: "Credit", time: "Date", note: ["Label", "Detail"] },
			skip_rows: [{ column: "Date", starts_with: "Balance at" }],
		};
		expect(rowsOf(framed, sample("oca-meta-rows-debit-credit.csv")).map(({ amountMinor }) => amountMinor)).toEqual([
			-5000, -10_000, -8068, 130_000,
		]);
	},
);
