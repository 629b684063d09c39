import { expect, test } from "vitest";
import { makeReference } from "../../src/fallback/sale-reference.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import type { FallbackPayment, Row } from "../../src/reconcile/row.ts";
import { card, payment, row, upload } from "./builders.ts";

const REF = makeReference("sale", "findings");
const paid = (rest: Partial<FallbackPayment> = {}) => payment("P1", 0, 4517, { cardLast4: "4242", ...rest });

/** What is said of the card that was charged `minutes` after the payment. */
function charged(minutes: number, ofPayment: Partial<FallbackPayment>, ofCard: Partial<Row>) {
	const rows = [
		row("1", 1, 4517),
		card("2", minutes, 4517, { cardLast4: "4242", ...ofCard }),
		card("3", 400, 999, { entry: "online" }),
	];
	const found = reconcile([paid(ofPayment)], [upload(rows)]).findings;
	const twice = found.find(({ class: name }) => name === "double_charge_suspect");
	return twice === undefined ? null : [twice.decision, twice.proposal];
}

test("the same card for the same amount within half an hour was surely charged twice: the refund is proposed", () => {
	expect(charged(-2, {}, {})).toEqual(["auto", "refund"]);
	expect(charged(-30, {}, {})).toEqual(["auto", "refund"]);
	expect(charged(30, {}, {})).toEqual(["auto", "refund"]);
});

test("later than that it may be a regular who buys the same again: a person looks first", () => {
	expect(charged(31, {}, {})).toEqual(["review", "check_then_refund"]);
	expect(charged(-31, {}, {})).toEqual(["review", "check_then_refund"]);
});

test("an order or a reference in common is sure at any hour", () => {
	expect(charged(45, { orderId: "A-7" }, { orderId: "A-7" })).toEqual(["auto", "refund"]);
	expect(charged(45, { saleRef: REF }, { note: REF })).toEqual(["auto", "refund"]);
	expect(charged(45, { saleRef: REF }, { note: REF.slice(0, 4) })).toEqual(["review", "check_then_refund"]);
});

test("another amount on the same card is never surely the same sale", () => {
	expect(charged(-2, {}, { amountMinor: 4571 })).toEqual(["review", "check_then_refund"]);
});
