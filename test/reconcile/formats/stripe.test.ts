import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readPayments } from "../../../src/reconcile/payments.ts";
import { readBatch } from "../../../src/reconcile/read-batch.ts";
import { reconcile } from "../../../src/reconcile/reconcile.ts";
import { isRefusal } from "../../../src/text.ts";
import { bytesOf, chargesCsv, paymentsCsv, stripeCsv } from "../files.ts";

type Line = Record<string, string>;

function whole(text: string, options = {}) {
	const upload = readBatch("stripe.csv", bytesOf(text), options);
	if (isRefusal(upload)) throw new Error(upload.refused.en);
	return upload;
}
const reasonOf = (text: string, options = {}): string => {
	const upload = readBatch("stripe.csv", bytesOf(text), options);
	return isRefusal(upload) ? upload.refused.en : "";
};

test("a charge on Stripe's report is money that arrived, under the sale reference in its metadata", () => {
	const upload = whole(stripeCsv([{ "payment_metadata[sale_reference]": "K7M2QX", description: "Harbour Café" }]));
	expect(upload).toMatchObject({ format: "stripe", role: "money" });
	expect(upload.rows).toMatchObject([
		{
			rowId: "txn_1",
			kind: "sale",
			amountMinor: 1000,
			currency: "EUR",
			orderId: "K7M2QX",
			note: "K7M2QX Harbour Café",
			batchNo: "po_1",
			processedAt: { atMs: Date.UTC(2026, 9, 3, 12, 1) },
		},
	]);
});

test("a payment over Stripe and its line of the report are one sale for certain", () => {
	const payments = readPayments(paymentsCsv([{ sale_ref: "K7M2QX", rail: "stripe" }]), undefined);
	if (isRefusal(payments)) throw new Error(payments.refused.en);
	const report = reconcile(payments, [whole(stripeCsv([{ "payment_metadata[sale_reference]": "K7M2QX" }]))]);
	expect(report.links).toMatchObject([{ role: "money", payment_ids: ["P1"], decision: "auto" }]);
	expect(report.findings).toEqual([]);
});

test("usd and USD are one currency, and none, one or two decimals are one amount", () => {
	const lines = ["10", "10.0", "10.00"].map((gross, i) => ({
		gross,
		currency: i === 0 ? "usd" : "USD",
		balance_transaction_id: `txn_${i}`,
	}));
	expect(whole(stripeCsv(lines)).rows.map(({ currency, amountMinor }) => [currency, amountMinor])).toEqual([
		["USD", 1000],
		["USD", 1000],
		["USD", 1000],
	]);
});

test("what the customer paid counts where Stripe changed the currency", () => {
	const exchanged = { customer_facing_amount: "12.50", customer_facing_currency: "chf", gross: "13.10" };
	expect(whole(stripeCsv([exchanged])).rows).toMatchObject([{ amountMinor: 1250, currency: "CHF" }]);
});

test("refunds and disputes are negative; a dispute that is won is no further sale", () => {
	const line = (id: string, reporting_category: string, gross: string): Line => ({
		balance_transaction_id: id,
		reporting_category,
		gross,
	});
	const { rows } = whole(
		stripeCsv([line("1", "refund", "-5.00"), line("2", "dispute", "-20.00"), line("3", "dispute_reversal", "20.00")]),
	);
	expect(rows.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
		["refund", -500],
		["refund", -2000],
		["void", 2000],
	]);
});

test("fees and payouts are no rows, or they would double every sum; how many is said", () => {
	const { rows, remarks } = whole(
		stripeCsv([
			{},
			{ balance_transaction_id: "2", reporting_category: "fee", gross: "-0.50" },
			{ balance_transaction_id: "3", reporting_category: "payout", gross: "-9.50" },
		]),
	);
	expect(rows).toHaveLength(1);
	expect(remarks[0]?.en).toContain("2 lines are fees, payouts or transfers");
});

test.each([
	[{ reporting_category: "moonbeam" }, "Line 2, column “reporting_category”: the category “moonbeam” is not known"],
	[{ gross: "-10.00" }, "Line 2, column “gross”: a charge is positive"],
	[{ gross: "10,00" }, "Line 2, column “gross”"],
	[{ currency: "euro" }, "Line 2, column “currency”"],
	[{ created_utc: "03/10/2026" }, "Line 2, column “created_utc”"],
	[{ automatic_payout_id: "4.2E+27" }, "Line 2, column “automatic_payout_id”: a spreadsheet has rewritten"],
	[{ balance_transaction_id: "" }, "Line 2, column “balance_transaction_id”"],
])("what cannot be read refuses the whole report: %j", (line, reason) => {
	expect(reasonOf(stripeCsv([line]))).toContain(reason);
});

test("a report in another currency than the shop's is refused, and so is a line that stands there twice", () => {
	expect(reasonOf(stripeCsv([{}]), { currency: "USD" })).toContain("this is EUR, but USD was asked for");
	expect(reasonOf(stripeCsv([{}, {}]))).toContain("Lines 2 and 3 are both row “txn_1”");
});

const STORED = "payment_method_details.card_present.offline.stored_at";
const TYPE = "payment_method_details.card_present.offline.type";

test("a charge that the terminal stored happened when it was stored, and its reference is in the metadata", () => {
	const upload = whole(
		chargesCsv([{ [STORED]: "2026-10-03 12:00:00", [TYPE]: "deferred", "metadata[note]": "K7M2QX" }]),
	);
	expect(upload).toMatchObject({ format: "stripe-terminal", role: "terminal" });
	expect(upload.rows).toMatchObject([
		{
			rowId: "ch_1",
			tender: "card",
			entry: "offline",
			terminalTime: { atMs: Date.UTC(2026, 9, 3, 12) },
			processedAt: { atMs: Date.UTC(2026, 9, 3, 18, 30) },
			cardLast4: "0042",
			note: "K7M2QX",
		},
	]);
	expect(whole(chargesCsv([{}])).rows).toMatchObject([
		{ entry: "online", terminalTime: { atMs: Date.UTC(2026, 9, 3, 18, 30) } },
	]);
});

test("a stored charge that failed when it was forwarded is a lost sale", () => {
	const upload = whole(chargesCsv([{ [STORED]: "2026-10-03 12:00:00", [TYPE]: "deferred", status: "failed" }]));
	expect(reconcile([], [upload]).findings).toMatchObject([
		{ class: "declined_on_forward", row_ids: [`${upload.rows[0]?.uploadId}/ch_1`] },
	]);
});

test("the same fields with underscores, as a warehouse exports them, are the same", () => {
	const csv = chargesCsv([{ [STORED]: "2026-10-03 12:00:00", [TYPE]: "deferred" }]);
	const [header = "", ...lines] = csv.split("\n");
	const renamed = header.replaceAll("payment_method_details.card_present.offline.", "card_present_offline_");
	expect(whole([renamed, ...lines].join("\n")).rows).toMatchObject([{ entry: "offline" }]);
});

test.each([
	[{ [TYPE]: "deferred" }, `column “${STORED}”: a deferred charge must say when it was stored`],
	[{ [TYPE]: "later", [STORED]: "2026-10-03 12:00:00" }, "the only offline type Stripe has is deferred"],
	[{ status: "maybe" }, "Line 2, column “status”"],
	[{ created: "1790000000" }, "Line 2, column “created”"],
	[{ amount: "-1.00" }, "a charge cannot be negative"],
	[{ "payment_method_details.card_present.last4": "42" }, "these are not the last four digits of a card"],
])("a charge that cannot be read refuses the whole file: %j", (line, reason) => {
	expect(reasonOf(chargesCsv([line as Line]))).toContain(reason);
});

const samples = "../shared/samples/settlement";
test.runIf(existsSync(`${samples}/stripe-settlement-report.csv`))("Stripe's real reports are read whole", () => {
	const sample = (name: string) => {
		const upload = readBatch(name, readFileSync(`${samples}/${name}`), {});
		return isRefusal(upload) ? upload.refused.en : upload.rows.map(({ kind, amountMinor }) => [kind, amountMinor]);
	};
	expect(sample("stripe-settlement-report.csv")).toEqual([
		["sale", 2500],
		["refund", -1000],
		["sale", 1000],
		["void", 335],
	]);
	expect(sample("stripe-payout-reconciliation.csv")).toEqual([
		["sale", 4599],
		["refund", -500],
		["refund", -2000],
		["void", 2000],
	]);
});
