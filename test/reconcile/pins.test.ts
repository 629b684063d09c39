import { expect, test } from "vitest";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { card, payment, row, upload } from "./builders.ts";

test("a payment that a person linked with a row is that row's, whatever the amounts say, and both are off the list", () => {
	const payments = [payment("P1", 0, 4500), payment("P2", 5, 1200)];
	const rows = [row("1", 2, 4500), row("2", 300, 999)];
	const before = reconcile(payments, [upload(rows)]);
	expect(before.findings.map((finding) => finding.class)).toEqual(["missing_in_batch", "unexpected_in_batch"]);
	const after = reconcile(payments, [upload(rows)], [{ paymentId: "P2", row: "evening/2" }]);
	expect(after.findings).toEqual([]);
	expect(after.links.map(({ payment_ids, row_ids, decision }) => [...payment_ids, ...row_ids, decision])).toEqual([
		["P1", "evening/1", "auto"],
		["P2", "evening/2", "person"],
	]);
});

test("a pin takes a row from the payment that had it, which is then looked for elsewhere", () => {
	const payments = [payment("P1", 0, 4500), payment("P2", 1, 4500)];
	const report = reconcile(payments, [upload([row("1", 0, 4500)])], [{ paymentId: "P2", row: "evening/1" }]);
	expect(report.links.map(({ payment_ids }) => payment_ids)).toEqual([["P2"]]);
	expect(report.findings).toMatchObject([{ class: "missing_in_batch", payment_ids: ["P1"] }]);
});

test("of two pins for one row the newer one holds, and one that names nothing here is passed over", () => {
	const payments = [payment("P1", 0, 4500), payment("P2", 1, 4500)];
	const pins = [
		{ paymentId: "P1", row: "evening/1" },
		{ paymentId: "P2", row: "evening/1" },
		{ paymentId: "P9", row: "evening/1" },
		{ paymentId: "P1", row: "morning/4" },
	];
	const report = reconcile(payments, [upload([row("1", 0, 4500)])], pins);
	expect(report.links.map(({ payment_ids, decision }) => [payment_ids[0], decision])).toEqual([["P2", "person"]]);
});

test("a linked payment that stands on a card as well is still told as charged twice", () => {
	const payments = [payment("P1", 0, 4500, { cardLast4: "4242" })];
	const rows = [row("1", 9, 999), card("2", -1, 4500, { cardLast4: "4242" })];
	const report = reconcile(payments, [upload(rows)], [{ paymentId: "P1", row: "evening/1" }]);
	expect(report.findings).toMatchObject([{ class: "double_charge_suspect", payment_ids: ["P1"] }]);
});
