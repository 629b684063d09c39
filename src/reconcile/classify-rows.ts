/** CORE. The findings that start from rows alone: repeated uploads and refunds. */

import type { Duplicate } from "./duplicates.ts";
import { finding } from "./findings.ts";
import type { Matched } from "./matching.ts";
import { compare, isOneMerchant, type PaymentFacts, type RowFacts } from "./pool.ts";
import { referenceRelation } from "./reference.ts";
import type { Finding } from "./report.ts";
import type { Refund } from "./routing.ts";
import { rowName, rowTotalMinor } from "./row.ts";

/** One finding for each upload that repeats another, in each currency. */
export function duplicateFindings(duplicates: readonly Duplicate[]): readonly Finding[] {
	const groups = new Map<string, Duplicate[]>();
	for (const duplicate of duplicates) {
		const { row, of } = duplicate;
		const key = JSON.stringify([row.uploadId, of.uploadId, row.currency]);
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [duplicate]);
		else group.push(duplicate);
	}
	return [...groups.entries()]
		.sort(([a], [b]) => compare(a, b))
		.map(([, group]): Finding => {
			const of = group[0]?.of.uploadId ?? "";
			return {
				class: "duplicate_upload",
				payment_ids: [],
				row_ids: group.map(({ row }) => rowName(row)),
				amount: {
					minor: group.reduce((sum, { row }) => sum + rowTotalMinor(row), 0),
					currency: group[0]?.row.currency ?? "",
				},
				score: null,
				decision: "auto",
				proposal: "none",
				reasons: [{ term: "duplicate", weight: 0, text: `these rows were in upload ${of} before` }],
			};
		});
}

/** Every refund of a card or another tender, and every refunded payment whose sale still stands in the POS. */
export function refundFindings(
	{ pool, routed }: Matched,
	linked: ReadonlySet<PaymentFacts | RowFacts>,
): readonly Finding[] {
	if (pool.role !== "terminal") return [];
	const paymentOf = refundedPayments(pool.payments);
	const given = new Set<PaymentFacts>();
	const fromRows = routed.refunds.map((refund) => {
		const payment = paymentOf(refund);
		if (payment !== null) given.add(payment);
		return refundRow(refund, payment);
	});
	const fromPayments = pool.payments
		.filter((payment) => payment.payment.status === "refunded" && !given.has(payment))
		.map((payment) =>
			finding("refund", {
				payments: [payment],
				minor: -payment.totalMinor,
				decision: linked.has(payment) ? "review" : "auto",
				proposal: linked.has(payment) ? "record_refund" : "none",
				reasons: [{ term: "refund", weight: 0, text: "the payment was refunded, and the POS shows no refund" }],
			}),
		);
	return [...fromRows, ...fromPayments];
}

function refundRow({ refund, sale }: Refund, payment: PaymentFacts | null): Finding {
	const isFallback = refund.row.tender === "other";
	const isKnown = payment === null ? !isFallback : payment.payment.status === "refunded";
	return finding("refund", {
		payments: payment === null ? [] : [payment],
		rows: sale === null ? [refund] : [refund, sale],
		minor: refund.totalMinor,
		decision: isKnown ? "auto" : "review",
		proposal: isKnown ? "none" : payment === null ? "find_payment" : "record_refund",
		reasons: [
			{
				term: "refund",
				weight: 0,
				text:
					payment === null
						? "a refund that names no fallback payment"
						: "the refund carries the payment's reference, order or card",
			},
		],
	});
}

/** Finds the payment a refund row gives back: by order, by reference, or by card and amount after the payment. */
function refundedPayments(payments: readonly PaymentFacts[]): (refund: Refund) => PaymentFacts | null {
	return ({ refund }) => {
		const { key, words, row, totalMinor, timeMs } = refund;
		const own = payments.filter(({ payment }) => isOneMerchant(payment.merchantId, row.merchantId));
		const byName = own.find(
			({ keys, reference }) =>
				(key !== null && keys.includes(key)) ||
				(reference !== null && words.length > 0 && referenceRelation(words, reference) !== "none"),
		);
		const byCard = own.find(
			(payment) =>
				payment.payment.cardLast4 !== null &&
				payment.payment.cardLast4 === row.cardLast4 &&
				payment.totalMinor === -totalMinor &&
				(timeMs ?? 0) >= payment.timeMs,
		);
		return byName ?? byCard ?? null;
	};
}
