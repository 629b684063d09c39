/** CORE. The report a reconciliation gives (contract: design, "Files of reconcile") and its books: nothing is lost, nothing counted twice. */

import type { Role } from "./row.ts";

/** One named part of a score: `weight` in natural-log odds, rounded to three decimals; `text` in English for the file. */
export type Reason = { readonly term: string; readonly weight: number; readonly text: string };

/** `auto`: certain enough for the program; `review`: a person decides. */
export type Decision = "auto" | "review";

/** Says: this row is this payment, keyed into the POS as another tender or arrived as money. */
export type Link = {
	readonly role: Role;
	readonly payment_ids: readonly string[];
	readonly row_ids: readonly string[];
	readonly kind: "one" | "split_rows" | "split_payments";
	readonly score: number;
	/** Distance to the best assignment without this link; null when it has no rival. */
	readonly margin: number | null;
	/** `person`: somebody with the right to it said so. */
	readonly decision: Decision | "person";
	readonly reasons: readonly Reason[];
};

export const FINDING_CLASSES = [
	"double_charge_suspect",
	"declined_on_forward",
	"missing_in_batch",
	"unpaid",
	"amount_mismatch",
	"duplicate_capture",
	"unexpected_in_batch",
	"ambiguous",
	"refund",
	"covered_by_card",
	"matched_with_tip",
	"duplicate_upload",
] as const;
export type FindingClass = (typeof FINDING_CLASSES)[number];

/** What a person is asked to do; `none` where nothing is left to do. docs/reconcile.md says which class proposes what. */
export type Proposal =
	| "none"
	| "check_amount"
	| "check_then_refund"
	| "refund"
	| "recover_payment"
	| "key_into_pos"
	| "find_payment"
	| "collect_payment"
	| "check_claim"
	| "record_refund"
	| "confirm_link";

export type Finding = {
	readonly class: FindingClass;
	readonly payment_ids: readonly string[];
	readonly row_ids: readonly string[];
	readonly amount: { readonly minor: number; readonly currency: string };
	/** The score of the pair it rests on; null where it rests on no pair. */
	readonly score: number | null;
	readonly decision: Decision;
	readonly proposal: Proposal;
	readonly reasons: readonly Reason[];
};

type DuplicateRow = { readonly row_id: string; readonly of: string };

/** Where an item ends: in a link, as a duplicate, in a finding only, or unrelated to the fallback. */
export const PLACES = ["link", "duplicate", "finding", "unrelated"] as const;
export type Place = (typeof PLACES)[number];

/** How many, and how much in minor units (tips included, refunds negative). */
export type Sum = { readonly count: number; readonly minor: number };

/** The items of one kind, role and currency: `all` was read, `places` is where they ended. */
export type Ledger = {
	readonly role: Role;
	readonly currency: string;
	readonly all: Sum;
	readonly places: Readonly<Record<Place, Sum>>;
};

type Totals = {
	readonly payments: readonly Ledger[];
	readonly rows: readonly Ledger[];
	/** True when in every ledger the places add up to `all`. */
	readonly conserved: boolean;
};

export type Summary = {
	readonly payments: number;
	readonly rows: number;
	readonly links: { readonly auto: number; readonly review: number };
	readonly findings: readonly { readonly class: FindingClass; readonly count: number }[];
	/** Findings that leave something to do for a person; above zero the command line exits with 1. */
	readonly need_person: number;
};

export type Report = {
	readonly summary: Summary;
	readonly links: readonly Link[];
	readonly findings: readonly Finding[];
	readonly duplicate_rows: readonly DuplicateRow[];
	readonly totals: Totals;
};

/** A finding needs a person as long as it proposes something. */
export const needsPerson = (finding: Finding): boolean => finding.proposal !== "none";

export type Placed = { readonly role: Role; readonly currency: string; readonly minor: number; readonly place: Place };

type OpenSum = { count: number; minor: number };
type Book = {
	readonly role: Role;
	readonly currency: string;
	readonly all: OpenSum;
	readonly places: Record<Place, OpenSum>;
};

/** The ledgers of one kind of item, by role and currency. `read` is counted before the matching, `placed` after it. */
export function ledgers(read: readonly Omit<Placed, "place">[], placed: readonly Placed[]): readonly Ledger[] {
	const books = new Map<string, Book>();
	let last: Book | null = null;
	const bookOf = ({ role, currency }: Omit<Placed, "place">): Book => {
		// Items of one currency stand together.
		if (last !== null && last.role === role && last.currency === currency) return last;
		const key = `${role}/${currency}`;
		last = books.get(key) ?? { role, currency, all: noSum(), places: noPlaces() };
		books.set(key, last);
		return last;
	};
	for (const item of read) add(bookOf(item).all, item.minor);
	for (const item of placed) add(bookOf(item).places[item.place], item.minor);
	return [...books.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, book]) => book);
}

/** True when nothing was lost on the way and nothing counted twice. */
export const isConserved = (books: readonly Ledger[]): boolean =>
	books.every(({ all, places }) => {
		const ended = PLACES.map((place) => places[place]);
		return (
			all.count === ended.reduce((sum, { count }) => sum + count, 0) &&
			all.minor === ended.reduce((sum, { minor }) => sum + minor, 0)
		);
	});

const noSum = (): OpenSum => ({ count: 0, minor: 0 });
const noPlaces = (): Record<Place, OpenSum> => ({
	link: noSum(),
	duplicate: noSum(),
	finding: noSum(),
	unrelated: noSum(),
});

function add(sum: OpenSum, minor: number): void {
	sum.count++;
	sum.minor += minor;
}

/** Counts for the head of the report. */
export function summarise(
	payments: number,
	rows: number,
	links: readonly Link[],
	findings: readonly Finding[],
): Summary {
	const counted = (decision: Decision) => links.filter((link) => link.decision === decision).length;
	return {
		payments,
		rows,
		links: { auto: counted("auto"), review: counted("review") },
		findings: FINDING_CLASSES.flatMap((name) => {
			const count = findings.filter((finding) => finding.class === name).length;
			return count === 0 ? [] : [{ class: name, count }];
		}),
		need_person: findings.filter(needsPerson).length,
	};
}
