import { expect, test } from "vitest";
import { profileSource } from "../../../src/reconcile/profile/profile.ts";
import { profileFormat } from "../../../src/reconcile/profile/profile-format.ts";
import { FORMATS, readBatch } from "../../../src/reconcile/read-batch.ts";
import { reconcile } from "../../../src/reconcile/reconcile.ts";
import { type Row, rowName, rowTotalMinor } from "../../../src/reconcile/row.ts";
import { isRefusal } from "../../../src/text.ts";
import { batchCsv, chargesCsv, squareCsv, stripeCsv } from "../files.ts";
import { camtXml, detailXml, entryXml } from "./camt-files.ts";

const MUTATIONS = Number(process.env["CHAOS_MUTATIONS"] ?? 315);
const SEED = Number(process.env["CHAOS_SEED"] ?? Date.now() % 1_000_000);

const journal = profileFormat(
	profileSource.parse({
		id: "journal",
		title: "Journal",
		role: "terminal",
		delimiter: ";",
		encoding: "gb18030",
		decimal: ",",
		thousands: ".",
		currency: "EUR",
		zone: "Europe/Lisbon",
		time_format: "DD/MM/YYYY h:mm A",
		tender: "card",
		columns: { id: "Nº", amount: "Montante", time: "Data", kind: "Tipo", note: "Nota" },
		words: { kind: { sale: ["Compra"], refund: ["Devolução"] } },
		totals: [{ column: "Nº", equals: "Total", sums: ["Montante"], count: "Tipo" }],
	}),
);
const LINES = [
	"1;03/10/2026 2:05 PM;Compra;1.250,00;K7M2QX",
	"2;04/10/2026 9:15 AM;Devolução;-50,00;",
	"Total;;2;1.200,00;",
];

/** One whole file of each format, in the ways each may be written. */
const FILES: readonly (readonly [format: string, bytes: Uint8Array])[] = [
	["standin", Buffer.from(batchCsv([{ note: 'say "hi", K7M2QX' }, { row_id: "2", kind: "refund", amount: "-1.00" }]))],
	["square", Buffer.from(`\uFEFF${squareCsv([{ "Other Tender Note": "K7M2QX" }, { "Payment ID": "2", Card: "" }])}`)],
	[
		"stripe",
		Buffer.from(stripeCsv([{}, { balance_transaction_id: "2", gross: "-5.00", reporting_category: "refund" }])),
	],
	["stripe-terminal", Buffer.from(chargesCsv([{}, { id: "ch_2", status: "failed", "metadata[note]": "3F8RWD" }]))],
	[
		"camt.053",
		Buffer.from(
			`\uFEFF${camtXml([entryXml({ ref: "R1" }), entryXml({ details: detailXml({ words: "café" }) })])}`,
			"utf16le",
		),
	],
	[
		"camt.054",
		Buffer.from(
			camtXml([entryXml({ details: detailXml({ amount: "2.50" }) + detailXml({ amount: "10" }) })], "054", "08"),
		),
	],
	["journal", Buffer.from(["Nº;Data;Tipo;Montante;Nota", ...LINES, ""].join("\r\n"))],
];

const PIECES = [
	'"',
	",",
	";",
	"\n",
	"\r\n",
	"\r",
	"\0",
	"-",
	"(",
	"9",
	"0",
	"$",
	"€",
	"é",
	"E+",
	" ",
	"Z",
	"<",
	"</Ntry>",
	"&amp;",
	"&x;",
	"]]>",
	"<!DOCTYPE a>",
	"<![CDATA[",
	".",
	"'",
	"\uFEFF",
	"−",
];

/** Whole numbers below n, the same for the same seed (mulberry32). */
function drawer(seed: number): (n: number) => number {
	let state = seed >>> 0;
	return (n) => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
	};
}

/** One to four cuts, insertions, repetitions, swaps, changed bytes or truncations. */
function damage(bytes: Uint8Array, below: (n: number) => number): Uint8Array {
	let damaged = Buffer.from(bytes);
	for (let left = 1 + below(4); left > 0 && damaged.length > 0; left--) {
		const at = below(damaged.length + 1);
		const length = below(1 + below(80));
		const [head, piece, tail] = [
			damaged.subarray(0, at),
			damaged.subarray(at, at + length),
			damaged.subarray(at + length),
		];
		switch (below(7)) {
			case 0:
				damaged = Buffer.concat([head, tail]);
				break;
			case 1:
				damaged = Buffer.concat([head, Buffer.from(PIECES[below(PIECES.length)] ?? ""), piece, tail]);
				break;
			case 2:
				damaged = Buffer.concat([head, piece, piece, tail]);
				break;
			case 3:
				damaged = Buffer.from(head);
				break;
			case 4:
				damaged = Buffer.concat([tail, piece, head]);
				break;
			case 5: {
				const line = Buffer.from(damaged.toString("latin1").split("\n")[below(4)] ?? "", "latin1");
				damaged = Buffer.concat([damaged, line, Buffer.from("\n")]);
				break;
			}
			default:
				damaged = Buffer.from(damaged);
				if (at < damaged.length) damaged[at] = below(256);
		}
	}
	return damaged;
}

const isSound = (row: Row): boolean =>
	row.rowId !== "" &&
	row.uploadId !== "" &&
	Number.isSafeInteger(row.amountMinor) &&
	Number.isSafeInteger(row.tipMinor) &&
	/^[A-Z]{3}$/.test(row.currency) &&
	[row.terminalTime, row.processedAt].every((at) => at === null || Number.isSafeInteger(at.atMs));

test("every format's own file is read", () => {
	expect(FILES.map(([id]) => id).sort()).toEqual([...FORMATS.map(({ id }) => id), "journal"].sort());
	for (const [format, bytes] of FILES) {
		const upload = readBatch("b", bytes, { profiles: [journal] });
		expect(isRefusal(upload) ? upload.refused.en : [upload.format, upload.rows.length]).toEqual([format, 2]);
	}
});

test(`a damaged file is read whole or refused whole, never crashes and loses no money (seed ${SEED}, ${MUTATIONS} files)`, () => {
	const below = drawer(SEED);
	const read = new Map<string, number>();
	for (let turn = 0; turn < MUTATIONS; turn++) {
		const [format, bytes] = FILES[turn % FILES.length] ?? ["", new Uint8Array()];
		const upload = readBatch("b", damage(bytes, below), { profiles: [journal] });
		if (isRefusal(upload)) {
			// A sentence in every language, of a length a person reads: none repeats what the file holds.
			for (const sentence of Object.values(upload.refused)) expect(sentence.length).toBeLessThan(600);
			continue;
		}
		read.set(format, (read.get(format) ?? 0) + 1);
		const { rows } = upload;
		const unsound = rows.filter((row) => !isSound(row));
		expect({ turn, format, unsound }).toEqual({ turn, format, unsound: [] });
		expect(new Set(rows.map(rowName)).size).toBe(rows.length);
		const { totals, summary } = reconcile([], [upload]);
		expect({ turn, conserved: totals.conserved, rows: summary.rows }).toEqual({
			turn,
			conserved: true,
			rows: rows.length,
		});
		const all = totals.rows.reduce((sum, ledger) => sum + ledger.all.minor, 0);
		expect(all).toBe(rows.reduce((sum, row) => sum + rowTotalMinor(row), 0));
	}
	// The damage is neither always deadly nor never.
	expect(read.size).toBeGreaterThan(2);
});

test("the work grows with the size of the file only, whatever it is full of", () => {
	const size = 400_000;
	const startOf = (format: string, chars: number) =>
		(FILES.find(([id]) => id === format)?.[1] ?? new Uint8Array()).subarray(0, chars);
	for (const piece of ['"', ",", "\n", "<a>", "<a/>", "&amp;", "<Ntry>", " ", "(", "1", "<a b='", "]]>", "<!--"]) {
		for (const start of [startOf("standin", 10_000), startOf("camt.054", 300), startOf("journal", 60)]) {
			const flood = Buffer.concat([start, Buffer.from(piece.repeat(size / piece.length))]);
			expect(readBatch("b", flood, { profiles: [journal] })).toBeTypeOf("object");
		}
	}
});
