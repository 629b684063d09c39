/** Puts the books of a store together for a reader. */

import type { z } from "@hono/zod-openapi";
import type { Refundable } from "../fallback/refund.ts";
import type { Shop } from "../fallback/shop.ts";
import { declinedSentence, storedLines, storedSentence } from "../helpdesk/exposure-report.ts";
import { HARD_LABELS } from "../helpdesk/texts-preparing.ts";
import type { Vendor } from "../playbooks/vendor.ts";
import { ACT_NAMES, type Act } from "../reconcile/decisions.ts";
import type { FindingView } from "../reconcile/review.ts";
import { inTheWay } from "../reconcile/standing.ts";
import { readReview } from "../runtime/review.ts";
import { readStanding } from "../store/books.ts";
import { type PaidSum, readFiles, readPaidSums } from "../store/books-view.ts";
import type { Database } from "../store/database.ts";
import { listDrills } from "../store/drill.ts";
import { booksSince, readOutages } from "../store/outage.ts";
import { listSales } from "../store/sale-list.ts";
import { readStoredReports } from "../store/stored-payment.ts";
import type { Locale } from "../text.ts";
import type { books } from "./books-schemas.ts";
import { lineView } from "./sale-lines.ts";

const DRILLS_LIMIT = 5;

type Books = z.infer<typeof books>;

/** The books as they stand at `nowMs`, with at most `salesLimit` sales. */
export async function booksView(
	database: Database,
	merchantId: string,
	shop: Shop,
	nowMs: number,
	locale: Locale,
	salesLimit: number,
	vendors: readonly Vendor[],
	refunds: Refundable,
): Promise<Books> {
	const { storeId } = shop;
	const outages = await readOutages(database, merchantId, storeId);
	const sinceMs = booksSince(outages, nowMs);
	const { findings, personName } = await readReview(database, shop, sinceMs, locale, refunds);
	const sales = await listSales(database, merchantId, storeId, sinceMs, salesLimit);
	const reports = await readStoredReports(database, merchantId, storeId, nowMs);
	const paid = await readPaidSums(database, merchantId, storeId, sinceMs, shop.isDemo);
	const isClosed = outages.length > 0 && outages.every(({ closedAtMs }) => closedAtMs !== null);
	return {
		store: {
			name: shop.storeName,
			merchant: shop.merchantName,
			currency: shop.currency,
			timeZone: shop.timeZone,
			isPractice: shop.isDemo,
		},
		nowMs,
		sinceMs,
		outages: outages.map(({ conversationId: _, closedBy, ...outage }) => ({
			...outage,
			closedBy: closedBy === null ? null : personName(closedBy),
		})),
		sales: sales.lines.map((line) => lineView(line, shop, locale)),
		batches: (await readFiles(database, merchantId, storeId, sinceMs)).map(({ because, ...file }) => ({
			...file,
			because: because?.[locale] ?? null,
		})),
		totals: totalsOf(paid, findings, shop.currency, locale),
		exposure: {
			lines: storedLines(shop, vendors, reports, sinceMs, nowMs).map((line) => ({
				tid: line.tid,
				mostCount: line.most.count,
				mostSums: [...line.most.sums],
				count: line.now.count,
				sums: [...line.now.sums],
				windowHours: line.windowHours,
				hoursLeft: line.hoursLeft,
				capTotal: line.capTotal,
				text: storedSentence(line)[locale],
			})),
			declined: declinedOf(findings, locale),
		},
		findings: findings as Books["findings"],
		standing: isClosed
			? []
			: inTheWay(await readStanding(database, merchantId, storeId, nowMs)).map((text) => text[locale]),
		isClosed,
		drills: (await listDrills(database, merchantId, storeId, DRILLS_LIMIT)).map((drill) => ({
			who: [drill.platform ?? "", drill.person ?? ""].join(" ").trim(),
			startedAtMs: drill.startedAtMs,
			tookMs: drill.tookMs,
			hard: drill.hard === null ? null : HARD_LABELS[drill.hard][locale],
		})),
	};
}

function declinedOf(findings: readonly FindingView[], locale: Locale): Books["exposure"]["declined"] {
	const declined = findings.filter((finding) => finding.class === "declined_on_forward");
	if (declined.length === 0) return null;
	const currencies = [...new Set(declined.map(({ money }) => money.currency))].sort();
	const sums = currencies.map((currency) => ({
		minor: sumOf(declined.filter(({ money }) => money.currency === currency)),
		currency,
	}));
	return { count: declined.length, sums, text: declinedSentence(declined.length, sums)[locale] };
}

/** By currency: what was paid and matched, what is still open, and what decisions it came to. */
function totalsOf(
	paid: readonly PaidSum[],
	findings: readonly FindingView[],
	ownCurrency: string,
	locale: Locale,
): Books["totals"] {
	const currencies = new Set([ownCurrency, ...paid.map(({ currency }) => currency)]);
	for (const { money } of findings) currencies.add(money.currency);
	return [...currencies].sort().map((currency) => {
		const none = { currency, paidMinor: 0, paidCount: 0, matchedMinor: 0, matchedCount: 0 };
		const here = findings.filter(({ money }) => money.currency === currency);
		const open = here.filter(({ isSettled }) => !isSettled);
		const acts = new Set(here.flatMap(({ decided }) => (decided === null ? [] : [decided.act])));
		return {
			...(paid.find((sum) => sum.currency === currency) ?? none),
			openMinor: sumOf(open),
			openCount: open.length,
			decided: [...acts].map((act: Act) => {
				const those = here.filter(({ decided }) => decided?.act === act);
				return { act, label: ACT_NAMES[act][locale], count: those.length, minor: sumOf(those) };
			}),
		};
	});
}

const sumOf = (findings: readonly FindingView[]): number => findings.reduce((sum, { money }) => sum + money.minor, 0);
