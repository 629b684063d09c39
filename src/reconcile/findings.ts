/** CORE. How links and findings are written into the report. */

import { AUTO_MARGIN, AUTO_SCORE, type PairLink } from "./link-pairs.ts";
import { isProven } from "./matching.ts";
import { compare, type PaymentFacts, type RowFacts } from "./pool.ts";
import type { Decision, Finding, FindingClass, Link, Proposal, Reason } from "./report.ts";
import type { Role } from "./row.ts";
import { total } from "./score.ts";
import type { Split } from "./splits.ts";

type Parts = {
	readonly payments?: readonly PaymentFacts[];
	readonly rows?: readonly RowFacts[];
	readonly minor: number;
	readonly score?: number | null;
	readonly decision?: Decision;
	readonly proposal: Proposal;
	readonly reasons: readonly Reason[];
};

/** A finding with its ids in a fixed order. Without a decision a person makes it. */
export function finding(name: FindingClass, parts: Parts): Finding {
	const { payments = [], rows = [], minor, score = null, decision = "review", proposal, reasons } = parts;
	const currency = payments[0]?.payment.currency ?? rows[0]?.row.currency ?? "";
	return {
		class: name,
		payment_ids: payments.map(({ id }) => id).sort(compare),
		row_ids: rows.map((row) => row.name).sort(compare),
		amount: { minor, currency },
		score,
		decision,
		proposal,
		reasons,
	};
}

const SWAPPABLE: Reason = {
	term: "interchangeable",
	weight: 0,
	text: "its rivals are the same money, so a swap changes nothing",
};

export function asLink(role: Role, pair: PairLink): Link {
	return {
		role,
		payment_ids: [pair.payment.id],
		row_ids: [pair.row.name],
		kind: "one",
		score: pair.scored.score,
		margin: pair.margin,
		decision: decisionOf(pair),
		reasons: [...pair.reasons, ...(pair.isInterchangeable ? [SWAPPABLE] : [])],
	};
}

export function asPinnedLink(role: Role, payment: PaymentFacts, row: RowFacts): Link {
	return {
		role,
		payment_ids: [payment.id],
		row_ids: [row.name],
		kind: "one",
		score: 0,
		margin: null,
		decision: "person",
		reasons: [{ term: "person", weight: 0, text: "a person linked them" }],
	};
}

export function asSplitLink(role: Role, split: Split): Link {
	return {
		role,
		payment_ids: split.payments.map(({ id }) => id).sort(compare),
		row_ids: split.rows.map(({ name }) => name).sort(compare),
		kind: split.kind,
		score: total(split.reasons),
		margin: null,
		decision: split.decision,
		reasons: split.reasons,
	};
}

const TIP_RELATIONS = ["tip_on_row", "tip_on_payment"];
const isMismatch = (pair: PairLink): boolean => !["total", ...TIP_RELATIONS].includes(pair.scored.amount);

/** Amounts that differ are never settled by the program. */
const decisionOf = (pair: PairLink): Decision => (isMismatch(pair) ? "review" : pair.decision);

/** What a link leaves to say: a tip, a difference, a doubt, money that never came. */
export function linkFindings(pair: PairLink): readonly Finding[] {
	const { payment, row, scored } = pair;
	const both = { payments: [payment], rows: [row], score: scored.score };
	const found: Finding[] = [];
	if (isMismatch(pair)) {
		const minor = row.totalMinor - payment.totalMinor;
		found.push(finding("amount_mismatch", { ...both, minor, proposal: "check_amount", reasons: pair.reasons }));
	} else if (pair.decision === "review") {
		found.push(ambiguous(pair));
	}
	if (hasTipToTell(pair)) {
		const minor = row.totalMinor - payment.totalMinor;
		const reasons = pair.reasons.filter(({ term }) => term === "amount");
		found.push(finding("matched_with_tip", { ...both, minor, decision: decisionOf(pair), proposal: "none", reasons }));
	}
	const { status } = payment.payment;
	if (status !== "paid" && status !== "refunded") {
		const proposal = status === "claimed" ? "check_claim" : "collect_payment";
		const reasons = [{ term: "status", weight: 0, text: `keyed into the POS, but the payment is ${status}` }];
		found.push(finding("unpaid", { ...both, minor: payment.totalMinor, proposal, reasons }));
	}
	return found;
}

/** The totals differ by the tip, or only one side shows the tip that both contain. */
function hasTipToTell({ payment, row, scored }: PairLink): boolean {
	if (TIP_RELATIONS.includes(scored.amount)) return true;
	return scored.amount === "total" && row.row.tipMinor !== payment.payment.tipMinor;
}

function ambiguous(pair: PairLink): Finding {
	const { payment, row, scored, rivalPayments, rivalRows } = pair;
	const isWeak = scored.score < AUTO_SCORE;
	const text = isWeak
		? `the evidence is below ${AUTO_SCORE}`
		: scored.isContradicted
			? "the note names another sale"
			: `another way to link them is nearly as good (nearer than ${AUTO_MARGIN})`;
	return finding("ambiguous", {
		payments: [payment, ...rivalPayments],
		rows: [row, ...rivalRows],
		minor: payment.totalMinor,
		score: scored.score,
		proposal: "confirm_link",
		reasons: [{ term: isWeak ? "weak" : "rival", weight: 0, text }, ...pair.reasons],
	});
}

/** A regular buys the same again an hour later with the same card; whoever tapped and then paid by QR did so at once. */
const CARD_NEAR_MS = 1_800_000;
const CARD_SURE_SCORE = 1;

const isNearInTime = ({ payment, row, scored }: PairLink): boolean =>
	scored.isSameOrder ||
	scored.reference === "exact" ||
	Math.abs((row.timeMs ?? payment.timeMs) - payment.timeMs) <= CARD_NEAR_MS;

/** A payment beside an approved card sale: certain only by order, card or reference, and with the amount explained. */
export function cardFinding(name: "double_charge_suspect" | "covered_by_card", pair: PairLink): Finding {
	const { payment, row, scored } = pair;
	const isCertain = isProven(pair) && !isMismatch(pair) && scored.score >= CARD_SURE_SCORE && isNearInTime(pair);
	const isDouble = name === "double_charge_suspect";
	const isOpenClaim = payment.payment.status === "claimed";
	return finding(name, {
		payments: [payment],
		rows: [row],
		minor: payment.totalMinor,
		score: scored.score,
		decision: isCertain ? "auto" : "review",
		proposal: isDouble
			? isCertain
				? "refund"
				: "check_then_refund"
			: isOpenClaim
				? "check_claim"
				: isCertain
					? "none"
					: "confirm_link",
		reasons: pair.reasons,
	});
}
