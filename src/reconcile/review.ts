/** CORE. A finding as a person reviews it: both sides, the evidence, what may be decided, and what else could be linked. */

import type { Money } from "../fallback/money.ts";
import type { Locale } from "../text.ts";
import { CLASS_TITLES, offerOf } from "./decision-texts.ts";
import { type Act, actsOn, isSettling } from "./decisions.ts";
import { reasonText, STATUS_TEXTS, termLabel } from "./evidence-texts.ts";
import { FINDING_CLASSES, type Finding, needsPerson } from "./report.ts";
import { type FallbackPayment, type Row, rowName, rowTimeMs, rowTotalMinor } from "./row.ts";
import { clockOf, findingSentence, type Items, showPayment, showRow, TENDERS } from "./wording.ts";

const ALTERNATIVES_LIMIT = 5;

/** What was decided, and by whom. */
export type DecisionView = {
	readonly act: Act;
	readonly label: string;
	readonly by: string;
	readonly atMs: number;
	readonly note: string | null;
};

export type FindingView = {
	readonly id: string;
	readonly class: Finding["class"];
	readonly title: string;
	readonly sentence: string;
	readonly money: Money;
	/** Natural-log odds: above zero it speaks for the finding's pair, below against it. */
	readonly evidence: readonly { readonly label: string; readonly text: string; readonly weight: number }[];
	readonly payments: readonly PaymentView[];
	readonly rows: readonly RowView[];
	readonly acts: readonly { readonly act: Act; readonly label: string; readonly explains: string }[];
	readonly alternatives: readonly { readonly paymentId: string; readonly row: string; readonly text: string }[];
	readonly decided: DecisionView | null;
	/** Nothing is left to do about it. */
	readonly isSettled: boolean;
};

type PaymentView = {
	readonly id: string;
	readonly ref: string;
	readonly money: Money;
	readonly atMs: number;
	readonly rail: string;
	readonly status: string;
	/** This server can give it back. */
	readonly canRefund: boolean;
};

type RowView = {
	readonly name: string;
	readonly money: Money;
	readonly atMs: number | null;
	readonly tender: string;
	readonly last4: string | null;
	readonly note: string;
	readonly status: string;
};

/** How a review is read: by whom, where, and what rails are called. */
export type Reading = {
	readonly locale: Locale;
	readonly timeZone: string;
	readonly railName: (railId: string) => string;
	readonly personName: (personId: string) => string;
	/** Whether this server can give back what that rail took. */
	readonly canRefund: (railId: string) => boolean;
};

export type ToReview = {
	readonly id: string;
	readonly finding: Finding;
	readonly decided: {
		readonly act: Act;
		readonly personId: string;
		readonly note: string | null;
		readonly atMs: number;
	} | null;
};

/** Everything a person needs to decide on these findings: open ones first, the most urgent class first, else as given. */
export function reviewOf(findings: readonly ToReview[], items: Items, reading: Reading): readonly FindingView[] {
	const open = findings.filter(({ finding, decided }) => needsPerson(finding) && decided === null);
	const urgent = [...findings].sort((a, b) => urgency(a) - urgency(b));
	const views = urgent.map((one) => viewOf(one, open, items, reading));
	return [...views.filter(({ isSettled }) => !isSettled), ...views.filter(({ isSettled }) => isSettled)];
}

const urgency = ({ finding }: ToReview): number => FINDING_CLASSES.indexOf(finding.class);

function viewOf(one: ToReview, open: readonly ToReview[], items: Items, reading: Reading): FindingView {
	const { id, finding, decided } = one;
	const { locale, timeZone, personName } = reading;
	const payments = finding.payment_ids.flatMap((name) => paymentView(items.payments.get(name), reading) ?? []);
	const canRefund = payments.some((payment) => payment.canRefund);
	const acts = actsOn({ class: finding.class, needsPerson: needsPerson(finding), canRefund }, decided?.act ?? null);
	const alternatives = acts.includes("other_link") ? alternativesTo(one, open, items, reading) : [];
	const offered = acts.filter((act) => act !== "other_link" || alternatives.length > 0);
	return {
		id,
		class: finding.class,
		title: CLASS_TITLES[finding.class][locale],
		sentence: findingSentence(finding, items, timeZone)[locale],
		money: finding.amount,
		evidence: finding.reasons.map((reason) => ({
			label: termLabel(reason.term, locale),
			text: reasonText(reason, locale),
			weight: reason.weight,
		})),
		payments,
		rows: finding.row_ids.flatMap((name) => rowView(items.rows.get(name), locale) ?? []),
		acts: offered.map((act) => {
			const offer = offerOf(finding.class, act);
			return { act, label: offer.label[locale], explains: offer.explains[locale] };
		}),
		alternatives,
		decided:
			decided === null
				? null
				: {
						act: decided.act,
						label: offerOf(finding.class, decided.act).label[locale],
						by: personName(decided.personId),
						atMs: decided.atMs,
						note: decided.note,
					},
		isSettled: decided === null ? !needsPerson(finding) : isSettling(decided.act),
	};
}

function paymentView(
	payment: FallbackPayment | undefined,
	{ locale, railName, canRefund }: Reading,
): PaymentView | undefined {
	if (payment === undefined) return undefined;
	return {
		id: payment.paymentId,
		ref: payment.saleRef ?? payment.paymentId,
		money: { minor: payment.amountMinor, currency: payment.currency },
		atMs: payment.paidAtMs ?? payment.createdAtMs,
		rail: payment.rail === null ? "" : railName(payment.rail),
		status: STATUS_TEXTS.get(payment.status)?.[locale] ?? payment.status,
		canRefund: isRefundable(payment, canRefund),
	};
}

/** Only what is paid, and on a rail that can. */
export const isRefundable = ({ status, rail }: FallbackPayment, canRefund: Reading["canRefund"]): boolean =>
	status === "paid" && rail !== null && canRefund(rail);

function rowView(row: Row | undefined, locale: Locale): RowView | undefined {
	if (row === undefined) return undefined;
	return {
		name: rowName(row),
		money: { minor: rowTotalMinor(row), currency: row.currency },
		atMs: rowTimeMs(row),
		tender: TENDERS[row.tender][locale],
		last4: row.cardLast4,
		note: row.note,
		status: STATUS_TEXTS.get(row.status)?.[locale] ?? row.status,
	};
}

/** The payments and rows of other open findings that could be the same sale, the nearest amount first, then the nearest time. */
function alternativesTo(one: ToReview, open: readonly ToReview[], items: Items, reading: Reading) {
	const { finding } = one;
	const others = open.filter(({ id }) => id !== one.id).map((other) => other.finding);
	const own = finding.payment_ids.flatMap((id) => items.payments.get(id) ?? []);
	const ownRows = finding.row_ids.flatMap((name) => items.rows.get(name) ?? []);
	const payments = own.length > 0 ? own : paymentsOf(others, items);
	const rows = own.length > 0 ? [...rowsWithoutPayment(others, items), ...(own.length > 1 ? ownRows : [])] : ownRows;
	const pairs = payments.flatMap((payment) => rows.map((row) => ({ payment, row })));
	return pairs
		.filter(({ payment, row }) => payment.currency === row.currency)
		.sort((a, b) => distance(a) - distance(b) || minutes(a) - minutes(b))
		.slice(0, ALTERNATIVES_LIMIT)
		.map(({ payment, row }) => ({
			paymentId: payment.paymentId,
			row: rowName(row),
			text: pairText(payment, row, reading),
		}));
}

type Pair = { readonly payment: FallbackPayment; readonly row: Row };
const distance = ({ payment, row }: Pair): number => Math.abs(payment.amountMinor - rowTotalMinor(row));
const minutes = ({ payment, row }: Pair): number =>
	Math.abs((payment.paidAtMs ?? payment.createdAtMs) - (rowTimeMs(row) ?? 0));

const paymentsOf = (findings: readonly Finding[], items: Items): readonly FallbackPayment[] =>
	findings
		.filter(({ class: name }) => name === "missing_in_batch" || name === "unpaid")
		.flatMap(({ payment_ids }) => payment_ids.flatMap((id) => items.payments.get(id) ?? []));

const rowsWithoutPayment = (findings: readonly Finding[], items: Items): readonly Row[] =>
	findings
		.filter(({ class: name }) => name === "unexpected_in_batch")
		.flatMap(({ row_ids }) => row_ids.flatMap((name) => items.rows.get(name) ?? []));

/** Both sides in the words of a finding's sentence. */
function pairText(payment: FallbackPayment, row: Row, { locale, timeZone }: Reading): string {
	const clock = clockOf(timeZone);
	const sides = [showPayment(payment.paymentId, payment, clock, locale), showRow(rowName(row), row, clock, locale)];
	return sides.join(" ↔ ");
}
