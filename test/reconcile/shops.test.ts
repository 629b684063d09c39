import fc from "fast-check";
import { expect, test } from "vitest";
import { shopsOf } from "../../src/reconcile/shops.ts";
import { payment, row, upload } from "./builders.ts";

const namesOf = (...given: Parameters<typeof shopsOf>): readonly string[] => shopsOf(...given).map(({ name }) => name);
const cafe = { merchantId: "harbour-cafe" };
const bakery = { merchantId: "bakery" };
const nobody = { merchantId: null };

test("each merchant is matched apart from the others, in the order of their names", () => {
	const payments = [payment("P1", 0, 500, cafe), payment("P2", 0, 500, bakery)];
	const shops = shopsOf(payments, [upload([row("1", 0, 500, cafe), row("2", 0, 500, bakery)])]);
	expect(shops.map(({ name }) => name)).toEqual(["bakery", "harbour-cafe"]);
	expect(shops.map((shop) => shop.payments.map(({ paymentId }) => paymentId))).toEqual([["P2"], ["P1"]]);
	expect(shops.map(({ uploads }) => uploads.map(({ rows }) => rows.map(({ rowId }) => rowId)))).toEqual([
		[["2"]],
		[["1"]],
	]);
});

test("rows that do not say whose they are tie the merchants of their currency together, and no others", () => {
	const payments = [payment("P1", 0, 500, cafe), payment("P2", 0, 500, bakery)];
	const abroad = payment("P3", 0, 500, { merchantId: "diner", currency: "USD" });
	expect(namesOf([...payments, abroad], [upload([row("1", 0, 500, nobody)])])).toEqual(["", "diner"]);
});

test("an upload that lies in two files ties its merchants together; two uploads in one file do not", () => {
	const one = upload([row("1", 0, 500, cafe)]);
	const again = upload([row("1", 0, 500, bakery)]);
	expect(namesOf([], [one, again])).toEqual(["bakery"]);
	expect(namesOf([], [one, upload([row("1", 0, 500, { ...bakery, uploadId: "noon" })])])).toEqual([
		"bakery",
		"harbour-cafe",
	]);
	expect(namesOf([], [upload([...one.rows, ...again.rows])])).toEqual(["bakery", "harbour-cafe"]);
});

test("every payment and every row is in one shop, in the order it came in, and so are all of a merchant", () => {
	const merchantId = fc.constantFrom("harbour-cafe", "bakery", "diner", "~currency EUR", "", null);
	const currency = fc.constantFrom("EUR", "USD", "JPY");
	const sold = fc.array(fc.record({ merchantId, currency, uploadId: fc.constantFrom("noon", "night") }), {
		maxLength: 8,
	});
	fc.assert(
		fc.property(fc.array(fc.record({ merchantId, currency }), { maxLength: 6 }), sold, sold, (paid, one, two) => {
			const payments = paid.map((each, i) => payment(`P${i}`, 0, 500, each));
			const uploads = [one, two].map((rows) => upload(rows.map((each, i) => row(String(i), 0, 500, each))));
			const shops = shopsOf(payments, uploads);
			const shopOf = new Map<string | null, string>();
			for (const { name, payments: mine, uploads: parts } of shops) {
				for (const each of [...mine, ...parts.flatMap(({ rows }) => rows)]) {
					expect(shopOf.get(each.merchantId) ?? name).toBe(name);
					shopOf.set(each.merchantId, name);
				}
				expect(mine).toEqual(payments.filter((each) => mine.includes(each)));
				for (const [file, { rows }] of parts.entries())
					expect(rows).toEqual(uploads[file]?.rows.filter((each) => rows.includes(each)));
			}
			expect(shops.flatMap((shop) => shop.payments)).toHaveLength(payments.length);
			expect(shops.flatMap((shop) => shop.uploads.flatMap(({ rows }) => rows))).toHaveLength(one.length + two.length);
			expect(new Set(shops.map(({ name }) => name)).size).toBe(shops.length);
		}),
	);
});
