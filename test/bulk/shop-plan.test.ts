import fc from "fast-check";
import { expect, test } from "vitest";
import { indexFiles } from "../../src/bulk/index-files.ts";
import { indexedShops, memoryShops } from "../../src/bulk/source.ts";
import { readPayments } from "../../src/reconcile/payments.ts";
import { readBatch } from "../../src/reconcile/read-batch.ts";
import { isRefusal } from "../../src/text.ts";
import { batchCsv, bytesOf, paymentsCsv } from "../reconcile/files.ts";

type Line = Readonly<Record<string, string>>;

function indexed(payments: string, batches: readonly string[]) {
	const named = (text: string, i: number) => ({ name: `${i}.csv`, bytes: bytesOf(text) });
	const files = indexFiles(named(payments, 0), batches.map(named), undefined);
	if (files === null || "refusal" in files) throw new Error("the files of this test cannot be indexed");
	return files;
}

const merchant_id = fc.constantFrom("harbour-cafe", "bakery", " bakery ", '"diner"', "码头", "");
const currency = fc.constantFrom("EUR", "USD");
const upload_id = fc.constantFrom("noon", "night");
const lines = <T extends Line>(line: fc.Arbitrary<T>, name: string) =>
	fc.array(line, { maxLength: 10 }).map((all): Line[] => all.map((each, i) => ({ ...each, [name]: `${i}` })));

test("shops out of the index are those of files read whole: the same merchants together, each record once, in its order", () => {
	const paid = lines(fc.record({ merchant_id, currency }), "payment_id");
	const sold = lines(fc.record({ merchant_id, currency, upload_id }), "row_id");
	fc.assert(
		fc.property(paid, fc.array(sold, { minLength: 1, maxLength: 2 }), (payments, batches) => {
			const files = [paymentsCsv(payments), batches.map((batch) => batchCsv(batch))] as const;
			const byIndex = indexedShops(indexed(...files));
			const own = readPayments(files[0], undefined);
			const uploads = files[1].map((text, i) => readBatch(`${i}.csv`, bytesOf(text), {}));
			if (isRefusal(own)) throw new Error(own.refused.en);
			const whole = memoryShops(
				own,
				uploads.flatMap((upload) => (isRefusal(upload) ? [] : [upload])),
				byIndex.roles,
			);
			const shopsOf = ({ portions, shop }: typeof whole) =>
				Array.from({ length: portions.at(-1) ?? 0 }, (_, at) => {
					const each = shop(at);
					if ("refusal" in each) throw new Error(each.refusal.refused.en);
					return { payments: each.payments, rows: each.uploads.map(({ rows }) => rows) };
				});
			expect(shopsOf(byIndex)).toEqual(shopsOf(whole));
			expect(byIndex.records).toBe(whole.records);
		}),
	);
});

test("portions hold whole shops, one after the other, and none holds much more than it must", () => {
	const rows = Array.from({ length: 12_000 }, (_, i) => ({
		row_id: String(i),
		merchant_id: i < 7_000 ? "a large one" : `shop ${i % 100}`,
	}));
	const { plan } = indexed(paymentsCsv([{ merchant_id: "a large one" }]), [batchCsv(rows)]);
	expect(plan.shops).toBe(101);
	expect(plan.records).toBe(12_001);
	expect(plan.portions).toEqual([0, 1, 101]);
});
