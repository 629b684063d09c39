/** CORE. One report out of those of several shops: counts and sums added up, findings by class. */

import { groupBy } from "./group-by.ts";
import { FINDING_CLASSES, type Ledger, PLACES, type Report, type Sum } from "./report.ts";

/** What stands at the head and the foot of a report: small, however many links it has. */
export type Head = Pick<Report, "summary" | "totals">;

export const EMPTY_HEAD: Head = {
	summary: { payments: 0, rows: 0, links: { auto: 0, review: 0 }, findings: [], need_person: 0 },
	totals: { payments: [], rows: [], conserved: true },
};

/** The reports come in the order of their shops, which the links keep; findings keep it within their class. */
export function mergeReports(reports: readonly Report[]): Report {
	const byClass = groupBy(
		reports.flatMap(({ findings }) => findings),
		(finding) => finding.class,
	);
	const { summary, totals } = reports.reduce(addHeads, EMPTY_HEAD);
	return {
		summary,
		links: reports.flatMap(({ links }) => links),
		findings: FINDING_CLASSES.flatMap((name) => byClass.get(name) ?? []),
		duplicate_rows: reports.flatMap((report) => report.duplicate_rows),
		totals,
	};
}

/** Counts and ledgers of both together. */
export function addHeads(a: Head, b: Head): Head {
	const countOf = ({ summary }: Head, name: string): number =>
		summary.findings.find((each) => each.class === name)?.count ?? 0;
	return {
		summary: {
			payments: a.summary.payments + b.summary.payments,
			rows: a.summary.rows + b.summary.rows,
			links: {
				auto: a.summary.links.auto + b.summary.links.auto,
				review: a.summary.links.review + b.summary.links.review,
			},
			findings: FINDING_CLASSES.flatMap((name) => {
				const count = countOf(a, name) + countOf(b, name);
				return count === 0 ? [] : [{ class: name, count }];
			}),
			need_person: a.summary.need_person + b.summary.need_person,
		},
		totals: {
			payments: addLedgers(a.totals.payments, b.totals.payments),
			rows: addLedgers(a.totals.rows, b.totals.rows),
			conserved: a.totals.conserved && b.totals.conserved,
		},
	};
}

function addLedgers(a: readonly Ledger[], b: readonly Ledger[]): readonly Ledger[] {
	const books = groupBy([...a, ...b], ({ role, currency }) => `${role}/${currency}`);
	return [...books.entries()]
		.sort(([one], [two]) => (one < two ? -1 : 1))
		.flatMap(([, [first, second]]) => {
			if (first === undefined) return [];
			if (second === undefined) return [first];
			const places = { ...first.places };
			for (const place of PLACES) places[place] = plus(first.places[place], second.places[place]);
			return [{ ...first, all: plus(first.all, second.all), places }];
		});
}

const plus = (a: Sum, b: Sum): Sum => ({ count: a.count + b.count, minor: a.minor + b.minor });
