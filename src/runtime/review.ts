/** A store's findings as people review them, read from the tables. */

import { railName, railRefunds } from "../fallback/rail.ts";
import { NO_REFUNDS, type Refundable } from "../fallback/refund.ts";
import type { Shop } from "../fallback/shop.ts";
import type { LookUpFindings } from "../helpdesk/conversation-order.ts";
import type { ShownFinding } from "../helpdesk/shown-finding.ts";
import { needsPerson } from "../reconcile/report.ts";
import { type FindingView, reviewOf } from "../reconcile/review.ts";
import { inTheWay } from "../reconcile/standing.ts";
import { readStanding } from "../store/books.ts";
import type { Database } from "../store/database.ts";
import { readFindings, readItems } from "../store/finding.ts";
import { booksSince, readOutages } from "../store/outage.ts";
import { readPeople } from "../store/person.ts";
import { readShop } from "../store/shop.ts";
import type { Locale } from "../text.ts";
import type { Carrier } from "./deliver.ts";
import type { Effect } from "./kind.ts";

/** Of a long evidence the strongest. */
const EVIDENCE_LIMIT = 6;

/** What a person decided about, or must; open ones first. `personName` names who decided. */
export async function readReview(
	database: Database,
	shop: Shop,
	sinceMs: number,
	locale: Locale,
	refunds: Refundable = NO_REFUNDS,
): Promise<{ readonly findings: readonly FindingView[]; readonly personName: (id: string) => string }> {
	const { merchantId, storeId, timeZone } = shop;
	const people = new Map((await readPeople(database, merchantId)).map(({ id, name }) => [id, name]));
	const personName = (id: string): string => people.get(id) ?? id;
	const found = (await readFindings(database, merchantId, storeId, { sinceMs })).filter(
		({ finding, decided }) => needsPerson(finding) || decided !== null,
	);
	const items = await readItems(
		database,
		merchantId,
		storeId,
		found.map(({ finding }) => finding),
	);
	const named = { railName: (id: string) => railName(shop, id, locale), personName };
	const reading = { locale, timeZone, ...named, canRefund: railRefunds(shop, refunds) };
	return { findings: reviewOf(found, items, reading), personName };
}

/** The findings of the store's outages that are not settled, the most urgent first. */
export async function readOpenReview(
	database: Database,
	shop: Shop,
	nowMs: number,
	locale: Locale,
	refunds: Refundable = NO_REFUNDS,
): Promise<readonly FindingView[]> {
	const sinceMs = booksSince(await readOutages(database, shop.merchantId, shop.storeId), nowMs);
	const { findings } = await readReview(database, shop, sinceMs, locale, refunds);
	return findings.filter(({ isSettled }) => !isSettled);
}

/** Carries out a conversation's wish to see the next open finding. */
export const findingsLister =
	(database: Database, nowMs: () => number, refunds: Refundable = NO_REFUNDS): Carrier =>
	async (merchantId, effect) => {
		const { storeId, after, locale } = effect as Effect & LookUpFindings;
		const shop = await readShop(database, merchantId, storeId);
		if (shop === null) return {};
		const open = await readOpenReview(database, shop, nowMs(), locale, refunds);
		const standing = await readStanding(database, merchantId, storeId, nowMs());
		// The one after the last is the first again; so is the one after a finding that is decided meanwhile.
		const index = open.length === 0 ? 0 : (open.findIndex(({ id }) => id === after) + 1) % open.length;
		const finding = open[index];
		return {
			event: {
				kind: "findings-listed",
				finding: finding === undefined ? null : shown(finding),
				place: index + 1,
				open: open.length,
				standing: inTheWay(standing),
				outages: standing.outages,
			},
		};
	};

const shown = ({ id, class: kind, money, title, sentence, evidence, acts }: FindingView): ShownFinding => ({
	id,
	title,
	sentence,
	evidence: [...evidence]
		.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
		.slice(0, EVIDENCE_LIMIT)
		.map(({ label, text, weight }) => `${weight < 0 ? "−" : "+"} ${label}: ${text}`),
	acts: acts.map(({ act, label }) => ({ act, label })),
	...(kind === "declined_on_forward" ? { lost: money } : {}),
});
