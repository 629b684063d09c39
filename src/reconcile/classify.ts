/** CORE. From matches to what a person must know: one class a finding, with its proposal (docs/reconcile.md lists them). */

import { repeatedCaptures, repeatedPayments, saleOf, salesPaid } from "./captures.ts";
import { duplicateFindings, refundFindings } from "./classify-rows.ts";
import { PAID_TWICE } from "./double-payment.ts";
import { asLink, asPinnedLink, asSplitLink, cardFinding, finding, linkFindings } from "./findings.ts";
import type { PairLink } from "./link-pairs.ts";
import { isProven, type Matched, type RoleMatches } from "./matching.ts";
import type { PaymentFacts, RowFacts } from "./pool.ts";
import type { Finding, Link } from "./report.ts";

export type Classified = { readonly links: readonly Link[]; readonly findings: readonly Finding[] };

/** The links and findings of one role. */
export function classify({ role, duplicates, pools }: RoleMatches): Classified {
	const findings = [...duplicateFindings(duplicates)];
	const links: Link[] = [];
	for (const matched of pools) {
		links.push(
			...matched.pinned.map(({ payment, row }) => asPinnedLink(role, payment, row)),
			...matched.links.map((pair) => asLink(role, pair)),
			...matched.splits.map((split) => asSplitLink(role, split)),
		);
		findings.push(...findingsOf(matched));
	}
	return { links, findings };
}

function findingsOf(matched: Matched): readonly Finding[] {
	const { pool, pinned, links, splits, routed } = matched;
	const isTerminal = pool.role === "terminal";
	const linked = new Set<PaymentFacts | RowFacts>([
		...pinned.flatMap(({ payment, row }) => [payment, row]),
		...links.flatMap(({ payment, row }) => [payment, row]),
		...splits.flatMap((split) => [...split.payments, ...split.rows]),
	]);
	const captures = isTerminal ? repeatedCaptures(routed.cards) : [];
	const paidTwice = isTerminal ? repeatedPayments(pool.payments) : [];
	const inSplits = new Set(splits.flatMap((split) => split.payments));
	// Two halves of a bill share their sale's reference and amount; a split explains them.
	const twice = paidTwice.filter((group) => !group.every((payment) => linked.has(payment) || inSplits.has(payment)));
	const explained = new Set<PaymentFacts>(twice.flat().filter((payment) => !linked.has(payment)));
	const salePaid = salesPaid(pool.payments);
	const charged = new Map(matched.charged.map((pair) => [pair.payment, pair]));
	return [
		...links.flatMap(linkFindings),
		...splits.flatMap((split) => linkFindingsOfSplit(split)),
		...pool.payments.flatMap((payment) =>
			isTerminal
				? paymentFindings(payment, charged.get(payment), linked.has(payment), explained.has(payment), salePaid)
				: arrivalFindings(payment, linked.has(payment)),
		),
		...routed.keyed.filter((row) => !linked.has(row)).map(unexpected),
		...lostSales(matched),
		...refundFindings(matched, linked),
		...captures.map((group) =>
			finding("duplicate_capture", {
				rows: group,
				minor: extraOf(group),
				proposal: "check_then_refund",
				reasons: [{ term: "capture", weight: 0, text: "the same order, amount and card within a minute" }],
			}),
		),
		...twice.map((group) =>
			finding("duplicate_capture", {
				payments: group,
				minor: extraOf(group),
				proposal: "check_then_refund",
				reasons: [PAID_TWICE],
			}),
		),
	];
}

/** What was taken beyond the first time. */
const extraOf = (group: readonly { readonly totalMinor: number }[]): number =>
	group.slice(1).reduce((sum, { totalMinor }) => sum + totalMinor, 0);

const linkFindingsOfSplit = (split: Matched["splits"][number]): readonly Finding[] =>
	split.decision === "auto"
		? []
		: [
				finding("ambiguous", {
					payments: split.payments,
					rows: split.rows,
					minor: split.payments.reduce((sum, { totalMinor }) => sum + totalMinor, 0),
					proposal: "confirm_link",
					reasons: split.reasons,
				}),
			];

/** What is to say of one payment beside its link: charged twice, missing, covered by a card, never paid. */
function paymentFindings(
	payment: PaymentFacts,
	charge: PairLink | undefined,
	isLinked: boolean,
	isExplained: boolean,
	salePaid: ReadonlySet<string>,
): readonly Finding[] {
	const { status } = payment.payment;
	if (status === "paid") {
		const suspect = charge === undefined ? [] : [cardFinding("double_charge_suspect", charge)];
		const isCertain = suspect.some(({ decision }) => decision === "auto");
		if (isLinked || isExplained || isCertain) return suspect;
		return [...suspect, missing(payment, "no row of another tender carries this payment")];
	}
	if (status === "refunded") return [];
	if (charge !== undefined) return [cardFinding("covered_by_card", charge)];
	// A linked one is told with its link; another attempt of a sale that was paid after all is no news.
	if (isLinked || salePaid.has(saleOf(payment) ?? "")) return [];
	const isGivenUp = status === "cancelled";
	return [
		finding("unpaid", {
			payments: [payment],
			minor: payment.totalMinor,
			decision: isGivenUp ? "auto" : "review",
			proposal: isGivenUp ? "none" : status === "claimed" ? "check_claim" : "collect_payment",
			reasons: [{ term: "status", weight: 0, text: `the payment is ${status}, and no row carries it` }],
		}),
	];
}

const missing = (payment: PaymentFacts, why: string): Finding =>
	finding("missing_in_batch", {
		payments: [payment],
		minor: payment.totalMinor,
		proposal: "key_into_pos",
		reasons: [{ term: "missing", weight: 0, text: why }],
	});

const arrivalFindings = (payment: PaymentFacts, isLinked: boolean): readonly Finding[] =>
	isLinked || payment.payment.status !== "paid" ? [] : [missing(payment, "no money has arrived for this payment")];

const unexpected = (row: RowFacts): Finding =>
	finding("unexpected_in_batch", {
		rows: [row],
		minor: row.totalMinor,
		proposal: "find_payment",
		reasons: [{ term: "unexpected", weight: 0, text: "no payment fits this row" }],
	});

/** Stored cards that failed when forwarded; not lost where the same customer also paid over a fallback rail. */
function lostSales({ routed, rescued }: Matched): readonly Finding[] {
	const rescue = new Map(rescued.filter(isProven).map((pair) => [pair.row, pair]));
	return routed.lost.map((row) => {
		const pair = rescue.get(row);
		const isPaid = pair?.payment.payment.status === "paid";
		const text =
			row.row.status === "expired"
				? "the stored card expired before it was forwarded"
				: "the stored card was declined when forwarded";
		return finding("declined_on_forward", {
			payments: pair === undefined ? [] : [pair.payment],
			rows: [row],
			minor: row.totalMinor,
			score: pair?.scored.score ?? null,
			decision: "auto",
			proposal: isPaid ? "none" : "recover_payment",
			reasons: [{ term: "declined", weight: 0, text }, ...(pair === undefined ? [] : pair.reasons)],
		});
	});
}
