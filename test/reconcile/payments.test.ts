import { expect, test } from "vitest";
import { readPayments } from "../../src/reconcile/payments.ts";
import { isRefusal } from "../../src/text.ts";
import { batchCsv, paymentsCsv } from "./files.ts";

const reasonOf = (text: string, currency?: string): string => {
	const payments = readPayments(text, currency);
	return isRefusal(payments) ? payments.refused.en : "";
};

test("a line becomes a payment, and what is empty is null", () => {
	const payments = readPayments(
		paymentsCsv([{ amount: "47.50", tip: "2.5", sale_ref: "K7M2QX", paid_at: "2026-10-03T12:01:00Z" }]),
		"EUR",
	);
	expect(payments).toEqual([
		{
			paymentId: "P1",
			merchantId: "harbour-cafe",
			storeId: "quay",
			terminalId: "T1",
			staffId: "mina",
			saleRef: "K7M2QX",
			orderId: null,
			rail: "epc",
			amountMinor: 4750,
			tipMinor: 250,
			currency: "EUR",
			createdAtMs: Date.UTC(2026, 9, 3, 12),
			paidAtMs: Date.UTC(2026, 9, 3, 12, 1),
			status: "paid",
			cardLast4: null,
		},
	]);
});

test.each([
	[{ amount: "-1.00" }, "a payment cannot be negative"],
	[{ amount: "10.00", tip: "11.00" }, "the tip is part of the amount"],
	[{ amount: "9999999999999.00" }, "more than one sale can be"],
	[{ created_at: "" }, "column “created_at”: it must not be empty"],
	[{ status: "lost" }, "“lost” is none of paid, shown"],
	[{ payment_id: "" }, "column “payment_id”: it must not be empty"],
])("a payment that cannot be is refused with its line: %j", (cells, reason) => {
	expect(reasonOf(paymentsCsv([cells]))).toContain(reason);
});

test("a payment that stands there twice is refused with both lines", () => {
	expect(reasonOf(paymentsCsv([{}, { payment_id: "P2" }, {}]))).toContain("Lines 2 and 4 are both payment “P1”");
});

test("a batch given as payments is refused with the column that is missing", () => {
	expect(reasonOf(batchCsv([{}]))).toContain("This is not a payments file: the column “payment_id” is missing");
});

test("payments in another currency than asked for are refused", () => {
	expect(reasonOf(paymentsCsv([{}]), "USD")).toContain("this is EUR, but USD was asked for");
});
