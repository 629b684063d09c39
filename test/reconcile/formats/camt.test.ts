import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readBatch } from "../../../src/reconcile/read-batch.ts";
import { isRefusal } from "../../../src/text.ts";
import { bytesOf } from "../files.ts";
import { camtXml, detailXml, entryXml } from "./camt-files.ts";

const read = (xml: string, options = {}) => readBatch("statement.xml", bytesOf(xml), options);
function whole(xml: string, options = {}) {
	const upload = read(xml, options);
	if (isRefusal(upload)) throw new Error(upload.refused.en);
	return upload;
}
const reasonOf = (xml: string, options = {}): string => {
	const upload = read(xml, options);
	return isRefusal(upload) ? upload.refused.en : "";
};

test.each([
	["053", "02", "<Sts>BOOK</Sts>"],
	["053", "04", "<Sts>BOOK</Sts>"],
	["054", "04", "<Sts>BOOK</Sts>"],
	["053", "08", "<Sts><Cd>BOOK</Cd></Sts>"],
	["054", "08", "<Sts><Cd>BOOK</Cd></Sts>"],
])("a credit on a camt.%s of version %s is money that arrived, with the payer's words", (kind, version, sts) => {
	const entry = entryXml({ sts, details: detailXml({ endToEnd: "000123450", words: "sale K7M2QX" }) });
	const upload = whole(camtXml([entry], kind, version));
	expect(upload).toMatchObject({ format: `camt.${kind}`, role: "money", remarks: [] });
	expect(upload.rows).toMatchObject([
		{
			kind: "sale",
			amountMinor: 1250,
			currency: "EUR",
			status: "approved",
			note: "000123450 sale K7M2QX",
			rrn: "000123450",
		},
	]);
});

test("the sign of an amount is CdtDbtInd: a debit is negative, and a credit that takes a debit back is no sale", () => {
	const { rows } = whole(
		camtXml([entryXml({ sign: "DBIT" }), entryXml({ more: "<RvslInd>true</RvslInd>" }), entryXml({ sign: "CRDT" })]),
	);
	expect(rows.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
		["refund", -1250],
		["void", 1250],
		["sale", 1250],
	]);
});

test("a batch of payments is a row each when they add up to the entry", () => {
	const details = ["K7M2QX", "3F8RWD"]
		.map((words, i) => detailXml({ words, amount: i === 0 ? "2.50" : "10" }))
		.join("");
	const { rows, remarks } = whole(camtXml([entryXml({ ref: "BANK-1", details })]));
	expect(rows.map(({ rowId, amountMinor, note }) => [rowId, amountMinor, note])).toEqual([
		["BANK-1/1", 250, "K7M2QX"],
		["BANK-1/2", 1000, "3F8RWD"],
	]);
	expect(remarks).toEqual([]);
	// Version 2 has the amount of a detail one level deeper.
	const old = details.replaceAll(
		/<Amt Ccy="EUR">([\d.]+)<\/Amt>/g,
		'<AmtDtls><TxAmt><Amt Ccy="EUR">$1</Amt></TxAmt></AmtDtls>',
	);
	expect(
		whole(camtXml([entryXml({ ref: "BANK-1", details: old })])).rows.map(({ amountMinor }) => amountMinor),
	).toEqual([250, 1000]);
});

test("details that do not add up to their entry are never added up: the entry is one row, and that is said", () => {
	const details = detailXml({ words: "K7M2QX", amount: "2.50" }) + detailXml({ words: "3F8RWD", amount: "1.00" });
	const { rows, remarks } = whole(camtXml([entryXml({ details })]));
	expect(rows).toMatchObject([{ amountMinor: 1250, note: "K7M2QX 3F8RWD" }]);
	expect(remarks[0]?.en).toContain("the 2 details of the entry of 12.50 EUR do not add up to it");
});

test("five decimals are taken when they change nothing, and refused with the element when they do", () => {
	expect(whole(camtXml([entryXml({ amount: "12.50000" })])).rows[0]?.amountMinor).toBe(1250);
	expect(whole(camtXml([entryXml({ amount: "1250.000", currency: "JPY" })])).rows[0]?.amountMinor).toBe(1250);
	expect(reasonOf(camtXml([entryXml({ amount: "12.50001" })]))).toMatch(/^Line \d+, element <Amt>: “12.50001”/);
	expect(reasonOf(camtXml([entryXml({ amount: "12.50", currency: "JPY" })]))).toContain("element <Amt>");
	expect(reasonOf(camtXml([entryXml({ amount: "-12.50" })]))).toContain("is not an unsigned amount in EUR");
});

test("a booking day without a time is the end of that day in the shop's zone, so that no money comes before its sale", () => {
	const at = (xml: string, timeZone?: string) => whole(xml, { timeZone }).rows[0]?.processedAt?.atMs;
	const day = camtXml([entryXml({ booked: "<Dt>2026-10-03</Dt>" })]);
	expect(at(day)).toBe(Date.UTC(2026, 9, 3, 23, 59, 59));
	expect(at(day, "Europe/Berlin")).toBe(Date.UTC(2026, 9, 3, 21, 59, 59));
	expect(at(camtXml([entryXml({ booked: "<DtTm>2026-10-03T14:05:00+02:00</DtTm>" })]))).toBe(
		Date.UTC(2026, 9, 3, 12, 5),
	);
	expect(at(camtXml([entryXml({ booked: "<DtTm>2026-10-03T14:05:00.000000000</DtTm>" })]), "Europe/Berlin")).toBe(
		Date.UTC(2026, 9, 3, 12, 5),
	);
	expect(reasonOf(camtXml([entryXml({ booked: "<Dt>2026-02-30</Dt>" })]))).toContain("element <Dt>: this is no date");
});

test("pending money is pending, an entry that only informs is left out and said, an unknown state is refused", () => {
	expect(whole(camtXml([entryXml({ sts: "<Sts>PDNG</Sts>" })])).rows[0]?.status).toBe("pending");
	const informed = whole(camtXml([entryXml({ sts: "<Sts>INFO</Sts>" })]));
	expect([informed.rows, informed.remarks[0]?.en]).toEqual([[], expect.stringContaining("only informs")]);
	expect(reasonOf(camtXml([entryXml({ sts: "<Sts>MAYB</Sts>" })]))).toContain("element <Sts>");
});

test("an entry has the same name in every statement it stands in, and two equal ones are two", () => {
	const entry = entryXml({ details: detailXml({ words: "tea" }) });
	const one = whole(camtXml([entry])).rows.map(({ rowId }) => rowId);
	const more = whole(camtXml([entryXml({ amount: "3.00" }), entry, entry])).rows.map(({ rowId }) => rowId);
	expect(more[1]).toBe(one[0]);
	expect(more[2]).toBe(`${one[0]}~2`);
});

test("names, addresses and accounts are never kept, and a card number in the payer's words is masked", () => {
	const parties = "<RltdPties><Dbtr><Nm>Ada Example</Nm></Dbtr></RltdPties>";
	const details = detailXml({ words: "4111 1111 1111 1111 K7M2QX", more: parties });
	const said = JSON.stringify(whole(camtXml([entryXml({ details })])));
	expect(said).not.toContain("Ada Example");
	expect(said).not.toContain("4111 1111");
	expect(said).toContain("K7M2QX");
});

test.each([
	["a truncated statement", (xml: string) => xml.slice(0, -30), "is not well-formed XML"],
	["an unclosed element", (xml: string) => xml.replace("</Ntry>", ""), "is not well-formed XML"],
	[
		"entities of its own",
		(xml: string) => xml.replace("<Document", '<!DOCTYPE d [<!ENTITY a "b">]>\n<Document'),
		"a document type declaration is not taken",
	],
	["an entity in the text", (xml: string) => xml.replace("<NtryDtls>", "&lol;<NtryDtls>"), "is not well-formed XML"],
	["bottomless nesting", (xml: string) => xml.replace("<NtryDtls>", "<x>".repeat(100)), "more than 64 deep"],
	["another namespace", (xml: string) => xml.replace("camt.053", "pain.001"), "no known batch format"],
	[
		"no amount",
		(xml: string) => xml.replace(/<Ntry>\n<Amt.*<\/Amt>/, "<Ntry>"),
		"element <Ntry>: the amount (Amt) is missing",
	],
	[
		"no currency",
		(xml: string) => xml.replace('<Ntry>\n<Amt Ccy="EUR"', "<Ntry>\n<Amt"),
		"its Ccy is no currency code",
	],
	[
		"no sign",
		(xml: string) => xml.replace("CRDT</CdtDbtInd>\n", "PLUS</CdtDbtInd>\n"),
		"element <CdtDbtInd>: CdtDbtInd must be CRDT or DBIT",
	],
])("%s is refused whole", (_, damage, reason) => {
	expect(reasonOf(damage(camtXml([entryXml({ details: detailXml({ words: "tea" }) })])))).toContain(reason);
});

test("a doctype behind the first elements is refused too", () => {
	const xml = camtXml([entryXml({})]).replace("<Stmt>", "<Stmt><!DOCTYPE d>");
	expect(reasonOf(xml)).toMatch(/^Line \d+, column \d+: /);
});

test("another currency than the one asked for is refused", () => {
	expect(reasonOf(camtXml([entryXml({})]), { currency: "USD" })).toContain("this is EUR, but USD was asked for");
});

test("a statement in Latin-1 is read as it declares itself", () => {
	const xml = camtXml([entryXml({ details: detailXml({ words: "café K7M2QX" }) })]).replace("UTF-8", "ISO-8859-1");
	const upload = readBatch("statement.xml", Buffer.from(xml, "latin1"), {});
	expect(isRefusal(upload) ? upload.refused.en : upload.rows[0]?.note).toBe("café K7M2QX");
});

const samples = "../shared/samples/settlement";
test.runIf(existsSync(`${samples}/camt053.v8.xml`))(
	"the banks' own examples are read, and what does not add up is said",
	() => {
		const sample = (name: string) => {
			const upload = readBatch(name, readFileSync(`${samples}/${name}`), {});
			if (isRefusal(upload)) throw new Error(upload.refused.en);
			const rows = upload.rows.map(({ kind, amountMinor, currency, rrn }) => [kind, amountMinor, currency, rrn]);
			return { rows, remarks: upload.remarks.length };
		};
		expect(sample("camt053.v2.five.decimals.xml")).toEqual({ rows: [["sale", 885, "EUR", "000000001"]], remarks: 0 });
		expect(sample("camt053.v2.minimal.ultimate.xml")).toEqual({ rows: [["sale", 885, "EUR", null]], remarks: 0 });
		expect(sample("camt053.v8.xml")).toEqual({ rows: [["sale", 885, "EUR", "MUELL/FINP/RA12345"]], remarks: 1 });
		expect(sample("camt053.only-Dt-with-DtTm.xml")).toEqual({ rows: [], remarks: 0 });
		expect(sample("camt054.v4.xml")).toEqual({ rows: [["refund", -20_000_000, "SEK", null]], remarks: 2 });
	},
);
