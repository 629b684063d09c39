/** CORE. The one entry: payments and uploads in, the report out. The same input in any order gives the same report, byte for byte. */

import { type Classified, classify } from "./classify.ts";
import { groupBy } from "./group-by.ts";
import type { RoleMatches } from "./matching.ts";
import { matchRole, type Pinned } from "./matching.ts";
import { mergeReports } from "./merge-reports.ts";
import { sortedBy } from "./pool.ts";
import {
	FINDING_CLASSES,
	type Finding,
	isConserved,
	type Link,
	ledgers,
	type Place,
	type Placed,
	type Report,
	summarise,
} from "./report.ts";
import { type FallbackPayment, ROLES, type Role, rowName, rowTotalMinor, type Upload } from "./row.ts";
import { type Shop, shopsOf } from "./shops.ts";

/**
 * Matches payments with the rows of all uploads, one to one within each role (one payment rightly has a row in each).
 * Payment ids must be unique, as must `uploadId/rowId` within one upload: the readers see to it. `pins` are links that
 * people made, oldest first: a newer one for the same payment or row takes its place.
 */
export function reconcile(
	payments: readonly FallbackPayment[],
	uploads: readonly Upload[],
	pins: readonly Pinned[] = [],
): Report {
	const roles = rolesOf(uploads);
	return mergeReports(shopsOf(payments, uploads).map((shop) => reconcileShop(shop, roles, pins)));
}

/** The roles to be matched. Without any upload the terminal has said nothing, and everything that was paid is missing there. */
export function rolesOf(uploads: readonly { readonly role: Role }[]): readonly Role[] {
	const given = ROLES.filter((role) => uploads.some((upload) => upload.role === role));
	return given.length === 0 ? [ROLES[0]] : given;
}

/** The report on one shop; its links in the order of their ids, its findings by class and then ids. */
export function reconcileShop({ payments, uploads }: Shop, roles: readonly Role[], pins: readonly Pinned[]): Report {
	const sorted = sortedBy(payments, ({ paymentId }) => paymentId);
	const matches = roles.map((role) => matchRole(role, sorted, uploads, pins));
	const classified = matches.map((match) => ({ match, ...classify(match) }));
	const links = classified.flatMap((each) => sortedBy(each.links, idsOf));
	const findings = byClass(classified.flatMap((each) => sortedBy(each.findings, idsOf)));
	const rowCount = matches.reduce((count, { rows }) => count + rows.length, 0);
	const paymentBooks = ledgers(...paymentPlaces(sorted, classified));
	const rowBooks = ledgers(...rowPlaces(uploads, classified));
	return {
		summary: summarise(sorted.length, rowCount, links, findings),
		links,
		findings,
		duplicate_rows: matches.flatMap(({ duplicates }) =>
			duplicates.map(({ row, of }) => ({ row_id: rowName(row), of: rowName(of) })),
		),
		totals: {
			payments: paymentBooks,
			rows: rowBooks,
			conserved: isConserved(paymentBooks) && isConserved(rowBooks),
		},
	};
}

type Done = Classified & { readonly match: RoleMatches };
type Books = readonly [read: readonly Omit<Placed, "place">[], placed: readonly Placed[]];

/** What was read is taken from the input and what was placed from the matching, so that a loss in between shows. */
function paymentPlaces(payments: readonly FallbackPayment[], done: readonly Done[]): Books {
	const read = done.flatMap(({ match: { role } }) =>
		payments.map(({ currency, amountMinor }) => ({ role, currency, minor: amountMinor })),
	);
	const placed = done.flatMap(({ match: { role, pools }, links, findings }) => {
		const placeOf = places(links, findings, "payment_ids");
		return pools.flatMap(({ pool }) =>
			pool.payments.map(({ id, totalMinor }) => ({
				role,
				currency: pool.currency,
				minor: totalMinor,
				place: placeOf(id),
			})),
		);
	});
	return [read, placed];
}

function rowPlaces(uploads: readonly Upload[], done: readonly Done[]): Books {
	const read = uploads.flatMap(({ role, rows }) =>
		rows.map((row) => ({ role, currency: row.currency, minor: rowTotalMinor(row) })),
	);
	const placed = done.flatMap(({ match: { role, pools, duplicates }, links, findings }) => {
		const placeOf = places(links, findings, "row_ids");
		const live = pools.flatMap(({ pool }) =>
			pool.rows.map(({ name, row, totalMinor }) => ({
				role,
				currency: row.currency,
				minor: totalMinor,
				place: placeOf(name),
			})),
		);
		const repeated = duplicates.map(({ row }) => ({
			role,
			currency: row.currency,
			minor: rowTotalMinor(row),
			place: "duplicate" as const,
		}));
		return [...live, ...repeated];
	});
	return [read, placed];
}

/** The one place of each id that is no duplicate; a link comes before a finding that points at a linked item. */
function places(
	links: readonly Link[],
	findings: readonly Finding[],
	ids: "payment_ids" | "row_ids",
): (id: string) => Place {
	const linked = new Set(links.flatMap((link) => link[ids]));
	const found = new Set(findings.flatMap((finding) => finding[ids]));
	return (id) => (linked.has(id) ? "link" : found.has(id) ? "finding" : "unrelated");
}

const idsOf = (item: { readonly payment_ids: readonly string[]; readonly row_ids: readonly string[] }): string =>
	`${item.payment_ids.join("\0")}\0\0${item.row_ids.join("\0")}`;

/** The most urgent class first, as FINDING_CLASSES has them; within a class the order stays. */
const byClass = (findings: readonly Finding[]): readonly Finding[] => {
	const classes = groupBy(findings, (finding) => finding.class);
	return FINDING_CLASSES.flatMap((name) => classes.get(name) ?? []);
};
