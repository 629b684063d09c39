import { expect, test } from "vitest";
import { indexFiles } from "../../src/bulk/index-files.ts";
import { type Fault, type IndexedFiles, indexedShops } from "../../src/bulk/source.ts";
import { doHere, doInThreads } from "../../src/bulk/threads.ts";
import { FINDING_CLASSES } from "../../src/reconcile/report.ts";
import { batchCsv, bytesOf, paymentsCsv } from "../reconcile/files.ts";

function indexed(payments: string, batch: string): IndexedFiles {
	const shared = (text: string): Uint8Array => {
		const bytes = bytesOf(text);
		const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
		copy.set(bytes);
		return copy;
	};
	const files = indexFiles(
		{ name: "p.csv", bytes: shared(payments) },
		[{ name: "b.csv", bytes: shared(batch) }],
		undefined,
	);
	if (files === null || "refusal" in files) throw new Error("the files of this test cannot be indexed");
	return files;
}

const SHOPS = 5;
/** Shops large enough that each is a portion of its own. */
const lines = Array.from({ length: SHOPS * 5_000 }, (_, i) => ({
	payment_id: `P${i}`,
	row_id: String(i),
	merchant_id: `shop ${String(i % SHOPS).padStart(2, "0")}`,
	created_at: "2026-10-03T12:00:00Z",
	amount: `${Math.floor(i / SHOPS) + 1}.00`,
	order_id: `A-${i}`,
}));
const unpaid = { ...lines[0], row_id: "0", amount: "oops" };

test("a worker thread that dies fails the matching instead of leaving a part of the report out", async () => {
	const files = indexed(paymentsCsv([{ payment_id: "P1" }]), batchCsv([{ row_id: "1" }]));
	const broken: IndexedFiles = { ...files, indices: [] };
	await expect(doInThreads(broken, 2, { locale: null, shownLimit: 0, take: () => {} })).rejects.toThrow(RangeError);
});

test("findings are put into the same words in two threads as in one", async () => {
	const files = indexed(paymentsCsv(lines.slice(0, 30)), batchCsv([{ row_id: "0", merchant_id: "nobody else" }]));
	const shownBy = async (work: (take: (done: { shown: readonly (readonly string[])[] }) => void) => unknown) => {
		const shown: string[][] = FINDING_CLASSES.map(() => []);
		await work(({ shown: some }) => {
			for (const [index, list] of some.entries()) shown[index]?.push(...list);
		});
		return shown;
	};
	const asked = { locale: "es", shownLimit: 3 } as const;
	const here = await shownBy((take) => doHere(indexedShops(files), { ...asked, take }));
	expect(await shownBy((take) => doInThreads(files, 2, { ...asked, take }))).toEqual(here);
	const missing = here[FINDING_CLASSES.indexOf("missing_in_batch")] ?? [];
	expect(missing.length).toBeGreaterThanOrEqual(3);
});

test("portions are handed on in their order, whichever thread was quicker; after a broken record nothing is matched", async () => {
	const files = indexed(paymentsCsv(lines), batchCsv([{ row_id: "0", merchant_id: "shop 00" }]));
	expect(files.plan.portions).toHaveLength(SHOPS + 1);
	const first: string[] = [];
	await doInThreads(files, 2, {
		locale: null,
		shownLimit: 0,
		take: ({ parts }) =>
			first.push(
				parts
					.map((part) => Buffer.from(part).toString())
					.join()
					.match(/"payment_ids":\["P(\d+)/)?.[1] ?? "",
			),
	});
	expect(first.map((id) => Number(id) % SHOPS)).toEqual(Array.from({ length: SHOPS }, (_, i) => i));

	const broken = indexed(paymentsCsv(lines), batchCsv([unpaid, { row_id: "1", merchant_id: "shop 03", amount: "x" }]));
	const faults: Fault[] = [];
	let matched = 0;
	doHere(indexedShops(broken), {
		locale: null,
		shownLimit: 0,
		take: (done) => {
			faults.push(...done.faults);
			matched += done.head.summary.payments;
		},
	});
	expect(faults.map(({ file, line }) => [file, line])).toEqual([
		[1, 2],
		[1, 3],
	]);
	expect(matched).toBe(0);
});
