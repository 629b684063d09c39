import fc from "fast-check";
import { expect, test } from "vitest";
import { indexFiles, repeatedRecords } from "../../src/bulk/index-files.ts";
import { createReportParts } from "../../src/bulk/report-parts.ts";
import { type Fault, type IndexedFiles, indexedShops } from "../../src/bulk/source.ts";
import { doHere, doInThreads } from "../../src/bulk/threads.ts";
import { makeReference } from "../../src/fallback/sale-reference.ts";
import { readPayments } from "../../src/reconcile/payments.ts";
import { readBatch } from "../../src/reconcile/read-batch.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { isRefusal } from "../../src/text.ts";
import { batchCsv, bytesOf, paymentsCsv } from "../reconcile/files.ts";

const merchant = fc.constantFrom("harbour-cafe", "bakery", "码头咖啡", 'the "inn"');
const time = fc.nat({ max: 59 }).map((minute) => `2026-10-03T12:${String(minute).padStart(2, "0")}:00Z`);
const amount = fc.constantFrom("10.00", "10.00", "3.50", "21.05");
const reference = fc.nat({ max: 5 }).map((n) => makeReference(`sale ${n}`, "files"));

const paid = fc
	.array(fc.record({ merchant_id: merchant, created_at: time, amount, sale_ref: reference }), { maxLength: 12 })
	.map((lines) => lines.map((line, i) => ({ ...line, payment_id: `P${i}` })));
const sold = fc
	.array(
		fc.record({
			merchant_id: merchant,
			upload_id: fc.constantFrom("noon", "night"),
			terminal_time: time,
			amount,
			tender: fc.constantFrom("other", "other", "card"),
			note: fc.oneof(reference, fc.constantFrom("", "two,\nlines", 'a "word"', "咖啡")),
		}),
		{ maxLength: 20 },
	)
	.map((lines) => lines.map((line, i) => ({ ...line, row_id: String(i) })));

function shared(text: string): Uint8Array {
	const bytes = bytesOf(text);
	const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
	copy.set(bytes);
	return copy;
}

const indexed = (payments: string, batches: readonly string[]): IndexedFiles | Fault | null =>
	indexFiles(
		{ name: "payments.csv", bytes: shared(payments) },
		batches.map((text, i) => ({ name: `${i}.csv`, bytes: shared(text) })),
		undefined,
	);

/** The report that the indexed files give, or the first thing that is wrong with them. */
async function byIndex(payments: string, batches: readonly string[], threads = 0): Promise<unknown> {
	const files = indexed(payments, batches);
	if (files === null) return null;
	if ("refusal" in files) return files.refusal;
	const parts = createReportParts();
	const faults = [...repeatedRecords(files)];
	const portions = {
		locale: null,
		shownLimit: 0,
		take: (done: Parameters<typeof parts.add>[0]) => {
			faults.push(...done.faults);
			parts.add(done);
		},
	};
	if (threads === 0) doHere(indexedShops(files), portions);
	else await doInThreads(files, threads, portions);
	const [first] = faults.sort((a, b) => a.file - b.file || a.line - b.line);
	const pieces: Uint8Array[] = [];
	parts.write((piece) => pieces.push(piece));
	parts.close();
	return first === undefined ? JSON.parse(Buffer.concat(pieces).toString("utf8")) : first.refusal;
}

function read(payments: string, batches: readonly string[]): unknown {
	const own = readPayments(payments, undefined);
	if (isRefusal(own)) return own;
	const uploads = batches.map((text, i) => readBatch(`${i}.csv`, bytesOf(text), {}));
	const refused = uploads.find((upload) => isRefusal(upload));
	return (
		refused ??
		reconcile(
			own,
			uploads.flatMap((upload) => (isRefusal(upload) ? [] : [upload])),
		)
	);
}

test("files matched record by record out of their index give the report of files read whole", async () => {
	await fc.assert(
		fc.asyncProperty(paid, sold, sold, async (payments, one, two) => {
			const files = [paymentsCsv(payments), [batchCsv(one), batchCsv(two)]] as const;
			expect(await byIndex(...files)).toEqual(read(...files));
			expect(await byIndex(files[0], [files[1][0]])).toEqual(read(files[0], [files[1][0]]));
		}),
	);
});

test("two threads write the report that one writes", async () => {
	const lines = Array.from({ length: 20_000 }, (_, i) => ({
		payment_id: `P${i}`,
		row_id: String(i),
		merchant_id: `shop ${i % 700}`,
		created_at: "2026-10-03T12:00:00Z",
		sale_ref: makeReference(`sale ${i}`, "threads"),
		note: i % 3 === 0 ? "" : makeReference(`sale ${i}`, "threads"),
	}));
	const files = [paymentsCsv(lines), [batchCsv(lines)]] as const;
	expect(JSON.stringify(await byIndex(...files, 2))).toBe(JSON.stringify(await byIndex(...files)));
});

test("a damaged file is refused with the sentence of the reader of whole files, or read as it reads it", async () => {
	const good = batchCsv([
		{ row_id: "1", note: "two,\nlines" },
		{ row_id: "2", amount: "3.50" },
		{ row_id: "3", note: 'a "word"' },
	]);
	const damage = fc.record({
		at: fc.nat({ max: good.length - 1 }),
		cut: fc.nat({ max: 3 }),
		put: fc.constantFrom("", '"', ",", "\n", "\r", "\r\n", "\0", "x", "\n\n"),
	});
	await fc.assert(
		fc.asyncProperty(damage, async ({ at, cut, put }) => {
			const damaged = good.slice(0, at) + put + good.slice(at + cut);
			const own = paymentsCsv([{ payment_id: "P1" }]);
			const answer = await byIndex(own, [damaged]);
			if (answer !== null) expect(answer).toEqual(read(own, [damaged]));
		}),
		{ numRuns: 500 },
	);
});

test("a row that is there twice is refused with both lines, also among thousands", async () => {
	const lines = Array.from({ length: 3_000 }, (_, i) => ({
		row_id: String(i === 2_999 ? 17 : i),
		merchant_id: `m${i % 9}`,
	}));
	const files = [paymentsCsv([{ payment_id: "P1" }]), [batchCsv(lines)]] as const;
	expect(await byIndex(...files)).toEqual(read(...files));
	expect(await byIndex(...files)).toMatchObject({ refused: { en: expect.stringContaining("Lines 19 and 3001") } });
});
