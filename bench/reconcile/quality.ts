/** How much of what a report says is true, as counts that add up over seeds. */

import type { Report } from "../../src/reconcile/report.ts";
import { rowName, rowTotalMinor } from "../../src/reconcile/row.ts";
import type { Pair } from "./baselines.ts";
import type { World } from "./truth.ts";

/** `said`: how many were claimed; `right`: of them true; `all`: how many there are. */
export type Counts = { readonly said: number; readonly right: number; readonly all: number };

export type Quality = {
	readonly links: Counts;
	readonly automatic: Counts;
	/** As `automatic`, but which of two equal amounts of one merchant a row stands for counts as the same. */
	readonly automaticMoney: Counts;
	readonly doubles: Counts;
	readonly automaticDoubles: Counts;
	readonly repeats: Counts;
};

/** Answers that are looked up again and again. A row and its repeat are one: either may stand for it. */
export type Answers = {
	readonly nameOf: (rowName: string) => string;
	readonly links: ReadonlySet<string>;
	readonly doubles: ReadonlySet<string>;
	readonly repeats: ReadonlySet<string>;
	/** The amounts of the payments that a row truly stands for, with their merchant; null for a row that stands for none. */
	readonly moneyOf: (rowName: string) => string | null;
	readonly paidMoneyOf: (paymentId: string) => string | null;
};

const keyOf = (paymentId: string, row: string): string => `${paymentId}|${row}`;

export function answersOf({ payments, rows, truth }: World): Answers {
	const first = new Map(truth.repeats.map(({ rowName: name, of }) => [name, of]));
	const nameOf = (name: string) => first.get(name) ?? name;
	const paid = new Map(payments.map((payment) => [payment.paymentId, `${payment.merchantId}/${payment.amountMinor}`]));
	const totals = new Map(rows.map((row) => [rowName(row), `${row.merchantId}/${rowTotalMinor(row)}`]));
	const owners = new Map(
		truth.links
			.filter(({ kind }) => kind === "one")
			.flatMap(({ paymentIds, rowNames }) => rowNames.map((name) => [name, paymentIds[0] ?? ""] as const)),
	);
	return {
		nameOf,
		links: new Set(
			truth.links.flatMap((link) => link.paymentIds.flatMap((id) => link.rowNames.map((row) => keyOf(id, row)))),
		),
		doubles: new Set(truth.doubles.map((double) => keyOf(double.paymentId, double.rowName))),
		repeats: new Set(truth.repeats.map(({ rowName: name, of }) => pairKey(name, of))),
		moneyOf: (name) => {
			const owned = paid.get(owners.get(name) ?? "");
			return owned === undefined || owned !== totals.get(name) ? null : owned;
		},
		paidMoneyOf: (paymentId) => paid.get(paymentId) ?? null,
	};
}

export function qualityOf(report: Report, answers: Answers): Quality {
	const linked = report.links.filter(({ role }) => role === "terminal");
	const automatic = linked.filter(({ decision }) => decision === "auto");
	const suspects = report.findings.filter((finding) => finding.class === "double_charge_suspect");
	const sure = suspects.filter(({ decision }) => decision === "auto");
	const strict = pairsOf(automatic);
	return {
		links: judge(pairsOf(linked), answers.links, answers),
		automatic: judge(strict, answers.links, answers),
		automaticMoney: judge(strict, answers.links, answers, (pair) => isSameMoney(pair, answers)),
		doubles: judge(pairsOf(suspects), answers.doubles, answers),
		automaticDoubles: judge(pairsOf(sure), answers.doubles, answers),
		repeats: judgeRepeats(report, answers),
	};
}

/** How a baseline does, by the same rules. */
export const countsOf = (pairs: readonly Pair[], layer: "links" | "doubles", answers: Answers): Counts =>
	judge(pairs, answers[layer], answers);

type Named = { readonly payment_ids: readonly string[]; readonly row_ids: readonly string[] };

/** A link of several is each pair in it. */
const pairsOf = (items: readonly Named[]): readonly Pair[] =>
	items.flatMap(({ payment_ids, row_ids }) =>
		payment_ids.flatMap((paymentId) => row_ids.map((name) => ({ paymentId, rowName: name }))),
	);

function judge(
	pairs: readonly Pair[],
	truth: ReadonlySet<string>,
	answers: Answers,
	isAsGood: (pair: Pair) => boolean = () => false,
): Counts {
	const said = new Map(pairs.map((pair) => [keyOf(pair.paymentId, answers.nameOf(pair.rowName)), pair]));
	const right = [...said].filter(([key, pair]) => truth.has(key) || isAsGood(pair)).length;
	return { said: said.size, right, all: truth.size };
}

/** The row stands for another payment of the same merchant and amount: the books are the same either way. */
function isSameMoney({ paymentId, rowName: name }: Pair, answers: Answers): boolean {
	const money = answers.moneyOf(answers.nameOf(name));
	return money !== null && money === answers.paidMoneyOf(paymentId);
}

/** Which of two equal rows is called the repeat is a matter of order only. */
function judgeRepeats(report: Report, answers: Answers): Counts {
	const said = new Set(report.duplicate_rows.map(({ row_id, of }) => pairKey(row_id, of)));
	const right = [...said].filter((key) => answers.repeats.has(key)).length;
	return { said: said.size, right, all: answers.repeats.size };
}

const pairKey = (a: string, b: string): string => (a < b ? `${a}|${b}` : `${b}|${a}`);

export const addCounts = (a: Counts, b: Counts): Counts => ({
	said: a.said + b.said,
	right: a.right + b.right,
	all: a.all + b.all,
});

/** In per cent; nothing said is never wrong, and nothing there is never missed. */
export const precision = ({ said, right }: Counts): number => (said === 0 ? 100 : (100 * right) / said);
export const recall = ({ right, all }: Counts): number => (all === 0 ? 100 : (100 * right) / all);
export const f1 = (counts: Counts): number =>
	counts.said + counts.all === 0 ? 100 : (200 * counts.right) / (counts.said + counts.all);
