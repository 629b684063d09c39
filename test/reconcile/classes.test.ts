import { expect, test } from "vitest";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import type { FindingClass } from "../../src/reconcile/report.ts";
import type { FallbackPayment, Row } from "../../src/reconcile/row.ts";
import { findingSentence, itemsOf } from "../../src/reconcile/wording.ts";
import { card, payment, row, upload } from "./builders.ts";

const match = (payments: readonly FallbackPayment[], rows: readonly Row[]) => reconcile(payments, [upload(rows)]);
const classesOf = (report: ReturnType<typeof reconcile>): readonly FindingClass[] =>
	report.findings.map((f) => f.class);

/** Payments and rows as they link, in short. */
const linksOf = (report: ReturnType<typeof reconcile>): readonly string[] =>
	report.links.map((link) => `${link.payment_ids.join("+")}=${link.row_ids.join("+")} ${link.decision}`);

test("a sale keyed with its reference is the payment, for certain, and nothing is left to do", () => {
	const report = match([payment("P1", 0, 4500, { saleRef: "K7M2QX" })], [row("1", 25, 4500, { note: "qr k7m2qx" })]);
	expect(linksOf(report)).toEqual(["P1=evening/1 auto"]);
	expect(report.findings).toEqual([]);
	expect(report.links[0]?.margin).toBeNull();
	expect(report.links[0]?.reasons.map(({ term }) => term)).toContain("reference");
	const sum = report.links[0]?.reasons.reduce((total, { weight }) => total + weight, 0);
	expect(report.links[0]?.score).toBeCloseTo(sum ?? Number.NaN, 9);
});

test("two lattes, one keyed late: each payment gets its own row, and nobody is asked, because a swap is the same money", () => {
	const payments = [payment("P1", 0, 320), payment("P2", 6, 320)];
	const report = match(payments, [row("1", 7, 320), row("2", 13, 320)]);
	expect(linksOf(report)).toEqual(["P1=evening/1 auto", "P2=evening/2 auto"]);
	expect(report.links.flatMap(({ reasons }) => reasons.map(({ term }) => term))).toContain("interchangeable");
	expect(report.findings).toEqual([]);
});

test("a reference beats a nearer row of the same amount", () => {
	const payments = [payment("P1", 0, 320, { saleRef: "K7M2QX" }), payment("P2", 1, 320, { saleRef: "3F8RWD" })];
	const report = match(payments, [row("1", 1, 320, { note: "3F8RWD" }), row("2", 40, 320, { note: "K7M2QX" })]);
	expect(linksOf(report)).toEqual(["P1=evening/2 auto", "P2=evening/1 auto"]);
});

test("a row that carries another sale's reference is not decided by its amount and time", () => {
	const rows = (note: string) =>
		match([payment("P1", 0, 4500, { saleRef: "K7M2QX" }), other], [row("1", 1, 4500, { note })]);
	const other = payment("P2", -300, 900, { saleRef: "3F8RWD" });
	expect(linksOf(rows("thanks"))).toEqual(["P1=evening/1 auto"]);
	const report = rows("3F8RWD");
	expect(report.links.flatMap(({ payment_ids, decision }) => (payment_ids[0] === "P1" ? decision : []))).not.toContain(
		"auto",
	);
});

test("money that was paid and never keyed is missing, and a tender that nobody paid is unexpected", () => {
	const report = match([payment("P1", 0, 4500)], [row("1", 2, 1200)]);
	expect(report.links).toEqual([]);
	expect(report.findings).toMatchObject([
		{
			class: "missing_in_batch",
			payment_ids: ["P1"],
			row_ids: [],
			proposal: "key_into_pos",
			amount: { minor: 4500, currency: "EUR" },
		},
		{ class: "unexpected_in_batch", payment_ids: [], row_ids: ["evening/1"], proposal: "find_payment" },
	]);
	expect(report.summary.need_person).toBe(2);
});

test("other currencies and other merchants are never matched", () => {
	const twin = { saleRef: "K7M2QX" };
	const dollars = match([payment("P1", 0, 4500, twin)], [row("1", 0, 4500, { note: "K7M2QX", currency: "USD" })]);
	const neighbour = match(
		[payment("P1", 0, 4500, twin)],
		[row("1", 0, 4500, { note: "K7M2QX", merchantId: "bakery" })],
	);
	expect([dollars.links, neighbour.links]).toEqual([[], []]);
});

test("the same card on the fallback and in the batch is a double charge, for certain", () => {
	const report = match([payment("P1", 0, 4500, { cardLast4: "4242" })], [card("1", -2, 4500, { cardLast4: "4242" })]);
	expect(report.findings).toMatchObject([
		{
			class: "double_charge_suspect",
			payment_ids: ["P1"],
			row_ids: ["evening/1"],
			decision: "auto",
			proposal: "refund",
		},
	]);
});

test("the same amount at the same time on some stored card is only a suspicion", () => {
	const report = match([payment("P1", 0, 4500)], [row("1", 1, 4500), card("2", -2, 4500)]);
	expect(linksOf(report)).toEqual(["P1=evening/1 auto"]);
	expect(report.findings).toMatchObject([
		{ class: "double_charge_suspect", row_ids: ["evening/2"], decision: "review", proposal: "check_then_refund" },
	]);
});

test("another card, or hours in between, is an ordinary card sale and no finding", () => {
	const other = match(
		[payment("P1", 0, 4500, { cardLast4: "4242" })],
		[row("1", 1, 4500), card("2", -2, 4500, { cardLast4: "1111" })],
	);
	const later = match([payment("P1", 0, 4500)], [row("1", 1, 4500), card("2", 150, 4500)]);
	expect([other.findings, later.findings]).toEqual([[], []]);
	expect(other.totals.rows[0]?.places.unrelated).toEqual({ count: 1, minor: 4500 });
});

test("a card sale that was given back already is a refund, and no double charge", () => {
	const report = match(
		[payment("P1", 0, 4500, { cardLast4: "4242" })],
		[
			row("1", 1, 4500),
			card("2", -2, 4500, { cardLast4: "4242", rrn: "618" }),
			card("3", 90, -4500, { kind: "refund", cardLast4: "4242", rrn: "618" }),
		],
	);
	expect(classesOf(report)).toEqual(["refund"]);
	expect(report.findings[0]?.row_ids).toEqual(["evening/2", "evening/3"]);
});

test("a stored card that was declined when forwarded is a lost sale, one declined at the counter is not", () => {
	const report = match(
		[],
		[card("1", 0, 1800, { status: "declined" }), card("2", 3, 900, { status: "declined", entry: "online" })],
	);
	expect(report.findings).toMatchObject([
		{ class: "declined_on_forward", row_ids: ["evening/1"], payment_ids: [], proposal: "recover_payment" },
	]);
});

test("a stored card that expired is lost too, unless the same customer also paid by the fallback", () => {
	const paid = payment("P1", 0, 1800, { cardLast4: "4242" });
	const report = match([paid], [row("1", 1, 1800), card("2", -2, 1800, { status: "expired", cardLast4: "4242" })]);
	expect(report.findings).toMatchObject([{ class: "declined_on_forward", payment_ids: ["P1"], proposal: "none" }]);
	expect(report.summary.need_person).toBe(0);
});

test("a QR that was never paid is unpaid, unless the card has the sale or another attempt was paid", () => {
	const shown = payment("P1", 0, 4500, { status: "shown", paidAtMs: null, saleRef: "K7M2QX" });
	expect(match([shown], []).findings).toMatchObject([{ class: "unpaid", proposal: "collect_payment" }]);
	expect(match([shown], [card("1", 1, 4500)]).findings).toMatchObject([
		{ class: "covered_by_card", row_ids: ["evening/1"] },
	]);
	const again = payment("P2", 2, 4500, { saleRef: "K7M2QX" });
	expect(match([shown, again], [row("1", 3, 4500, { note: "K7M2QX" })]).findings).toEqual([]);
});

test("an attempt given up on purpose is told but leaves nothing to do, a claim does", () => {
	const state = (status: "cancelled" | "claimed") => match([payment("P1", 0, 4500, { status, paidAtMs: null })], []);
	expect(state("cancelled").findings).toMatchObject([{ class: "unpaid", decision: "auto", proposal: "none" }]);
	expect(state("claimed").findings).toMatchObject([{ class: "unpaid", decision: "review", proposal: "check_claim" }]);
});

test("a sale keyed as paid whose payment never came is unpaid, with its row", () => {
	const shown = payment("P1", 0, 4500, { status: "expired", paidAtMs: null, saleRef: "K7M2QX" });
	const report = match([shown], [row("1", 1, 4500, { note: "K7M2QX" })]);
	expect(report.findings).toMatchObject([{ class: "unpaid", payment_ids: ["P1"], row_ids: ["evening/1"] }]);
});

test("a tip on one side only is matched and told, the same tip on both sides is nothing", () => {
	const asked = payment("P1", 0, 4500, { saleRef: "K7M2QX" });
	const report = match([asked], [row("1", 1, 4500, { tipMinor: 500, note: "K7M2QX" })]);
	expect(report.findings).toMatchObject([
		{
			class: "matched_with_tip",
			payment_ids: ["P1"],
			row_ids: ["evening/1"],
			amount: { minor: 500 },
			proposal: "none",
		},
	]);
	const both = payment("P1", 0, 5000, { tipMinor: 500, saleRef: "K7M2QX" });
	expect(match([both], [row("1", 1, 4500, { tipMinor: 500, note: "K7M2QX" })]).findings).toEqual([]);
});

test("a sale keyed with another amount is linked by its reference and goes to a person", () => {
	const report = match([payment("P1", 0, 4500, { saleRef: "K7M2QX" })], [row("1", 1, 5400, { note: "K7M2QX" })]);
	expect(linksOf(report)).toEqual(["P1=evening/1 review"]);
	expect(report.findings).toMatchObject([
		{ class: "amount_mismatch", amount: { minor: 900 }, proposal: "check_amount" },
	]);
});

test("one row for two customers who might each be it goes to a person, with both", () => {
	const report = match([payment("P1", 0, 320), payment("P2", 0, 320)], [row("1", 1, 320)]);
	const ambiguous = report.findings.find((finding) => finding.class === "ambiguous");
	expect(ambiguous).toMatchObject({ payment_ids: ["P1", "P2"], row_ids: ["evening/1"], proposal: "confirm_link" });
	expect(report.links[0]).toMatchObject({ decision: "review", margin: 0 });
});

test("a bill keyed as two rows with its reference, and two payments keyed as one row, are splits", () => {
	const asked = payment("P1", 0, 3000, { saleRef: "K7M2QX" });
	const rows = [row("1", 1, 1000, { note: "K7M2QX" }), row("2", 2, 2000, { note: "K7M2QX" })];
	expect(match([asked], rows).links).toMatchObject([
		{ kind: "split_rows", payment_ids: ["P1"], row_ids: ["evening/1", "evening/2"], decision: "auto" },
	]);
	const halves = [payment("P1", 0, 1500, { saleRef: "K7M2QX" }), payment("P2", 1, 1500, { saleRef: "K7M2QX" })];
	const report = match(halves, [row("1", 2, 3000, { note: "K7M2QX" })]);
	expect(report.links).toMatchObject([{ kind: "split_payments", payment_ids: ["P1", "P2"], decision: "auto" }]);
	expect(report.findings).toEqual([]);
});

test("a row that is the whole payment comes before parts that add up to it", () => {
	const asked = payment("P1", 0, 3000, { saleRef: "K7M2QX" });
	const note = { note: "K7M2QX" };
	const report = match([asked], [row("1", 1, 1000, note), row("2", 2, 2000, note), row("3", 3, 3000, note)]);
	expect(linksOf(report)).toEqual(["P1=evening/3 auto"]);
});

test("a split whose other part only stands close by is for a person", () => {
	const asked = payment("P1", 0, 3000, { saleRef: "K7M2QX" });
	const report = match([asked], [row("1", 1, 1000, { note: "K7M2QX" }), row("2", 2, 2000)]);
	expect(linksOf(report)).toEqual(["P1=evening/1+evening/2 review"]);
	expect(classesOf(report)).toEqual(["ambiguous"]);
});

test("a sale paid twice over the fallback, or one charge captured twice, is a duplicate capture", () => {
	const twice = [payment("P1", 0, 4500, { saleRef: "K7M2QX" }), payment("P2", 1, 4500, { saleRef: "K7M2QX" })];
	expect(match(twice, [row("1", 2, 4500, { note: "K7M2QX" })]).findings).toMatchObject([
		{ class: "duplicate_capture", payment_ids: ["P1", "P2"], amount: { minor: 4500 } },
	]);
	const captured = [
		card("1", 0, 900, { orderId: "A-7" }),
		card("2", 0.1, 900, { orderId: "A-7" }),
		card("3", 30, 900, { orderId: "A-7" }),
	];
	expect(match([], captured).findings).toMatchObject([
		{ class: "duplicate_capture", row_ids: ["evening/1", "evening/2"] },
	]);
});

test("a refund in the POS is tied to its payment; one that our books do not know is for a person", () => {
	const back = row("1", 60, -4500, { kind: "refund", note: "K7M2QX" });
	const paid = payment("P1", 0, 4500, { saleRef: "K7M2QX" });
	const sale = row("2", 1, 4500, { note: "K7M2QX" });
	expect(match([paid], [back, sale]).findings).toMatchObject([
		{ class: "refund", payment_ids: ["P1"], proposal: "record_refund" },
	]);
	expect(match([{ ...paid, status: "refunded" }], [back, sale]).findings).toMatchObject([
		{ class: "refund", proposal: "none" },
	]);
});

test("a refunded payment whose sale still stands in the POS is to be recorded there", () => {
	const given = payment("P1", 0, 4500, { saleRef: "K7M2QX", status: "refunded" });
	const report = match([given], [row("1", 1, 4500, { note: "K7M2QX" })]);
	expect(report.findings).toMatchObject([{ class: "refund", payment_ids: ["P1"], proposal: "record_refund" }]);
});

test("a sale that was voided and rung up again counts once", () => {
	const paid = payment("P1", 0, 4500, { saleRef: "K7M2QX" });
	const rows = [
		row("1", 1, 4500, { note: "K7M2QX", rrn: "9" }),
		row("2", 2, 4500, { kind: "void", rrn: "9" }),
		row("3", 3, 4500, { note: "K7M2QX", rrn: "10" }),
	];
	const report = match([paid], rows);
	expect(linksOf(report)).toEqual(["P1=evening/3 auto"]);
	expect(report.findings).toEqual([]);
	expect(report.totals.rows[0]?.places.unrelated.count).toBe(2);
});

test("a clock an hour fast is set right by the processor's own times", () => {
	const fast = (id: string, minutes: number, minor: number) =>
		row(id, minutes + 60, minor, {
			processedAt: { atMs: row(id, minutes, minor).terminalTime?.atMs ?? 0, zone: "known" },
		});
	const report = match([payment("P1", 0, 320)], [fast("1", 1, 320), fast("2", 20, 700), fast("3", 40, 800)]);
	expect(report.links[0]?.reasons).toContainEqual(
		expect.objectContaining({ term: "time", text: "keyed at the time of the payment" }),
	);
});

test("every finding has a sentence in every language with what, how much and when", () => {
	const payments = [
		payment("P1", 0, 4500, { cardLast4: "4242" }),
		payment("P2", 5, 700, { status: "shown", paidAtMs: null }),
	];
	const uploads = [upload([card("1", -2, 4500, { cardLast4: "4242" }), row("2", 9, 1200)])];
	const items = itemsOf(payments, uploads);
	const texts = reconcile(payments, uploads).findings.map((finding) =>
		findingSentence(finding, items, "Europe/Berlin"),
	);
	expect(texts[0]).toEqual({
		en: "Charged twice: P1 (45.00 EUR, 2026-10-03 14:00), and the card too: 45.00 EUR card …4242 (2026-10-03 13:58, row 1). Refund one of them.",
		zh: "重复收款：P1（EUR 45.00，2026-10-03 14:00），卡也扣了款：EUR 45.00 刷卡 …4242（2026-10-03 13:58，行号 1）。请退其中一笔。",
		es: "Cobrado dos veces: P1 (45,00 EUR, 2026-10-03 14:00), y también la tarjeta: 45,00 EUR tarjeta …4242 (2026-10-03 13:58, línea 1). Reembolse uno de los dos.",
	});
	expect(texts).toHaveLength(3);
});
