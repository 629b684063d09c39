import fc from "fast-check";
import { expect, test } from "vitest";
import { makeReference } from "../../src/fallback/sale-reference.ts";
import { readPayments } from "../../src/reconcile/payments.ts";
import { readBatch } from "../../src/reconcile/read-batch.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { type FallbackPayment, PAYMENT_STATUSES, type Row, rowName, rowTotalMinor } from "../../src/reconcile/row.ts";
import { isRefusal } from "../../src/text.ts";
import { payment, row, upload } from "./builders.ts";
import { batchCsv, bytesOf, paymentsCsv, squareCsv } from "./files.ts";

// Few amounts, minutes, staff and references, so that everything has rivals.
const amount = fc.constantFrom(320, 320, 350, 420, 1000, 2000, 3000);
const minute = fc.nat({ max: 40 });
const reference = fc.nat({ max: 6 }).map((n) => makeReference(`sale ${n}`, "laws"));
const last4 = fc.constantFrom(null, "4242", "0042");
const staff = fc.constantFrom(null, "mina", "jo");

const payments = fc
	.array(
		fc.record({
			minutes: minute,
			amountMinor: amount,
			tipMinor: fc.constantFrom(0, 0, 20),
			saleRef: fc.option(reference),
			cardLast4: last4,
			staffId: staff,
			status: fc.constantFrom(...PAYMENT_STATUSES, "paid", "paid", "paid"),
			currency: fc.constantFrom("EUR", "EUR", "USD"),
			merchantId: fc.constantFrom("harbour-cafe", "harbour-cafe", "bakery"),
		}),
		{ maxLength: 9 },
	)
	.map((all): FallbackPayment[] =>
		all.map(({ minutes, amountMinor, ...rest }, i) => payment(`P${i}`, minutes, amountMinor, rest)),
	);

const rows = fc
	.array(
		fc.record({
			minutes: minute,
			amountMinor: amount,
			tipMinor: fc.constantFrom(0, 0, 20),
			note: fc.oneof(
				fc.constant(""),
				reference,
				reference.map((ref) => ref.slice(0, 4)),
				fc.string({ maxLength: 12 }),
			),
			cardLast4: last4,
			staffId: staff,
			tender: fc.constantFrom("other", "other", "card", "cash", "none"),
			kind: fc.constantFrom("sale", "sale", "sale", "refund", "void"),
			entry: fc.constantFrom("keyed", "offline", "online", null),
			status: fc.constantFrom("approved", "approved", "approved", "declined", "pending", "expired"),
			currency: fc.constantFrom("EUR", "EUR", "USD"),
			merchantId: fc.constantFrom("harbour-cafe", "harbour-cafe", "bakery", null),
			uploadId: fc.constantFrom("noon", "night"),
			rrn: fc.constantFrom(null, null, "618"),
		}),
		{ maxLength: 14 },
	)
	.map((all): Row[] =>
		all.map(({ minutes, amountMinor, ...rest }, i) => {
			const minor = rest.kind === "refund" ? -amountMinor : amountMinor;
			return row(String(i), minutes, minor, {
				...rest,
				tipMinor: rest.kind === "refund" ? 0 : rest.tipMinor,
			} as Partial<Row>);
		}),
	);

test("every payment and every row is counted exactly once, and the sums of the report are those of the input", () => {
	fc.assert(
		fc.property(payments, rows, (paid, sold) => {
			const { totals } = reconcile(paid, [upload(sold)]);
			expect(totals.conserved).toBe(true);
			for (const currency of ["EUR", "USD"]) {
				const mine = sold.filter((each) => each.currency === currency);
				const ledger = totals.rows.find((each) => each.currency === currency);
				expect(ledger?.all ?? { count: 0, minor: 0 }).toEqual({
					count: mine.length,
					minor: mine.reduce((sum, each) => sum + rowTotalMinor(each), 0),
				});
			}
		}),
	);
});

test("the order of files, rows and payments changes not one byte of the report", () => {
	const shuffled = fc.tuple(payments, rows).chain(([paid, sold]) =>
		fc.record({
			paid: fc.constant(paid),
			sold: fc.constant(sold),
			otherPaid: fc.shuffledSubarray(paid, { minLength: paid.length }),
			otherSold: fc.shuffledSubarray(sold, { minLength: sold.length }),
		}),
	);
	fc.assert(
		fc.property(shuffled, ({ paid, sold, otherPaid, otherSold }) => {
			const part = (all: readonly Row[], id: string) => upload(all.filter(({ uploadId }) => uploadId === id));
			const one = reconcile(paid, [part(sold, "noon"), part(sold, "night")]);
			const two = reconcile(otherPaid, [part(otherSold, "night"), part(otherSold, "noon")]);
			const three = reconcile(otherPaid, [upload(otherSold)]);
			expect(JSON.stringify(two)).toBe(JSON.stringify(one));
			expect(JSON.stringify(three)).toBe(JSON.stringify(one));
		}),
	);
});

test("no payment and no row is in two links of a role, every id exists, and a score is the sum of its terms", () => {
	fc.assert(
		fc.property(payments, rows, (paid, sold) => {
			const { links, findings } = reconcile(paid, [upload(sold)]);
			const linkedPayments = links.flatMap((link) => link.payment_ids);
			const linkedRows = links.flatMap((link) => link.row_ids);
			expect(new Set(linkedPayments).size).toBe(linkedPayments.length);
			expect(new Set(linkedRows).size).toBe(linkedRows.length);
			const names = new Set(sold.map(rowName));
			for (const { payment_ids, row_ids } of [...links, ...findings]) {
				expect(payment_ids.every((id) => paid.some(({ paymentId }) => paymentId === id))).toBe(true);
				expect(row_ids.every((id) => names.has(id))).toBe(true);
			}
			for (const { score, reasons } of links) {
				expect(score).toBeCloseTo(
					reasons.reduce((sum, { weight }) => sum + weight, 0),
					6,
				);
			}
		}),
	);
});

test("whatever people link by hand, every item is still counted once and in one link of a role", () => {
	const pinned = fc.array(fc.record({ paymentId: fc.nat(9).map((n) => `P${n}`), row: fc.nat(14).map(String) }), {
		maxLength: 6,
	});
	fc.assert(
		fc.property(payments, rows, pinned, (paid, sold, wanted) => {
			const pins = wanted.flatMap(({ paymentId, row: id }) => {
				const own = sold.find(({ rowId }) => rowId === id);
				return own === undefined ? [] : [{ paymentId, row: rowName(own) }];
			});
			const { links, totals } = reconcile(paid, [upload(sold)], pins);
			expect(totals.conserved).toBe(true);
			for (const ids of [links.flatMap((link) => link.payment_ids), links.flatMap((link) => link.row_ids)])
				expect(new Set(ids).size).toBe(ids.length);
			const byHand = links.filter(({ decision }) => decision === "person");
			for (const { payment_ids, row_ids } of byHand)
				expect(pins).toContainEqual({ paymentId: payment_ids[0], row: row_ids[0] });
		}),
	);
});

test("currencies and merchants are never mixed in a link", () => {
	fc.assert(
		fc.property(payments, rows, (paid, sold) => {
			const byName = new Map(sold.map((each) => [rowName(each), each]));
			const everyPair = sold.flatMap((each) => paid.map(({ paymentId }) => ({ paymentId, row: rowName(each) })));
			const links = [[], everyPair].flatMap((pins) => reconcile(paid, [upload(sold)], pins).links);
			for (const link of links) {
				const sides = [
					...link.payment_ids.map((id) => paid.find(({ paymentId }) => paymentId === id)),
					...link.row_ids.map((id) => byName.get(id)),
				];
				// A row that does not say whose it is may belong to either, but never ties two merchants together.
				const merchants = sides.flatMap((side) => side?.merchantId ?? []);
				expect(new Set(sides.map((side) => side?.currency)).size).toBe(1);
				expect(new Set(merchants).size).toBe(1);
			}
		}),
	);
});

test("a file brought twice changes no link and no finding but the one that says so", () => {
	fc.assert(
		fc.property(payments, rows, (paid, sold) => {
			const own = sold.filter(({ uploadId }) => uploadId === "noon");
			const once = reconcile(paid, [upload(own)]);
			const twice = reconcile(paid, [upload(own), upload(own)]);
			// Merchants that share an upload brought twice stand together in the report; what it says of each stays.
			const sorted = (items: readonly object[]) => items.map((item) => JSON.stringify(item)).sort();
			expect(sorted(twice.links)).toEqual(sorted(once.links));
			const others = twice.findings.filter((finding) => finding.class !== "duplicate_upload");
			expect(sorted(others)).toEqual(sorted(once.findings));
			expect(twice.duplicate_rows.map(({ row_id }) => row_id).sort()).toEqual(
				own.map(({ rowId }) => `noon~2/${rowId}`).sort(),
			);
		}),
	);
});

test("the report survives JSON unchanged", () => {
	fc.assert(
		fc.property(payments, rows, (paid, sold) => {
			const report = reconcile(paid, [upload(sold)]);
			expect(JSON.parse(JSON.stringify(report))).toStrictEqual(report);
		}),
	);
});

test("a damaged file is read whole or refused whole, and never crashes", () => {
	const good = fc.constantFrom(
		paymentsCsv([{ sale_ref: "K7M2QX" }, { payment_id: "P2", status: "shown" }]),
		batchCsv([{ note: 'say "hi", K7M2QX' }, { row_id: "2", kind: "refund", amount: "-1.00" }]),
		squareCsv([{ "Other Tender Note": "K7M2QX" }, { "Payment ID": "SQ2", Card: "$1.00" }]),
	);
	const noise = fc.string({
		unit: fc.constantFrom('"', ",", "\n", "\r", "\0", "-", "9", "$", "é", "E+", " ", "Z"),
		maxLength: 3,
	});
	const damaged = fc
		.tuple(good, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat({ max: 12 }), noise)
		.map(([text, where, cut, put]) => {
			const at = Math.floor(where * text.length);
			return text.slice(0, at) + put + text.slice(at + cut);
		});
	fc.assert(
		fc.property(damaged, (text) => {
			const upload_ = readBatch("b.csv", bytesOf(text), {});
			const paid = readPayments(text, undefined);
			for (const read of [upload_, paid]) {
				if (isRefusal(read)) expect(read.refused.en.length * read.refused.zh.length).toBeGreaterThan(0);
			}
			if (!isRefusal(upload_)) expect(reconcile([], [upload_]).totals.conserved).toBe(true);
		}),
		{ numRuns: 2000 },
	);
});

test("the report on many shops is that on each of them, put together", () => {
	fc.assert(
		fc.property(payments, rows, (paid, sold) => {
			const named = sold.filter(({ merchantId }) => merchantId !== null);
			const whole = reconcile(paid, [upload(named)]);
			const parts = ["bakery", "harbour-cafe"].map((merchant) =>
				reconcile(
					paid.filter(({ merchantId }) => merchantId === merchant),
					[upload(named.filter(({ merchantId }) => merchantId === merchant))],
				),
			);
			expect(whole.links).toEqual(parts.flatMap(({ links }) => links));
			expect(whole.summary.need_person).toBe(parts.reduce((sum, { summary }) => sum + summary.need_person, 0));
			expect(new Set(whole.findings.map((each) => JSON.stringify(each)))).toEqual(
				new Set(parts.flatMap(({ findings }) => findings.map((each) => JSON.stringify(each)))),
			);
		}),
	);
});
