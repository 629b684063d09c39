/** CORE. Exposure: card payments that terminals have stored and not sent yet. What is stored is hoped for, not paid. */

import type { Money } from "./money.ts";

const MS_PER_HOUR = 3_600_000;
/** No maker lets a stored payment wait so long: what was said before is over, one way or the other. */
export const STORED_MEMORY_DAYS = 30;
const SHARE_LIMIT = 1_000_000;
const WARN_SHARE = 800_000;

/**
 * Something that was said about stored payments. `took`: so many more were stored. `shown`: the terminal shows so many
 * now, whatever was said before; zero of them means that all were sent. Nothing is ever changed, only said anew.
 */
export type StoredReport = {
	readonly id: string;
	readonly kind: "took" | "shown";
	/** Null where it is not known which one. */
	readonly terminalId: string | null;
	readonly count: number;
	/** Together; null when nobody said how much. */
	readonly sum: Money | null;
	readonly saidAtMs: number;
	/** The oldest of them cannot have been stored before this. */
	readonly oldestAtMs: number;
};

/** One more row of a store's reports. */
export type StoredWrite = {
	readonly kind: "stored";
	readonly conversationId: string;
	readonly storeId: string;
	/** Null when none was open. */
	readonly outageId: string | null;
	readonly report: StoredReport;
};

/** Of one currency each, in the order of their codes. */
type Sums = readonly Money[];

export type Exposure = {
	readonly count: number;
	readonly sums: Sums;
	/** So many of `count` have no amount, so the sums are at least that much. */
	readonly unpriced: number;
	/** Null when nothing is stored. */
	readonly oldestAtMs: number | null;
};

export const NO_EXPOSURE: Exposure = { count: 0, sums: [], unpriced: 0, oldestAtMs: null };

/** The reports with one more. Said twice is said once; in which order they arrive makes no difference. */
export function add(reports: readonly StoredReport[], report: StoredReport): readonly StoredReport[] {
	if (reports.some(({ id }) => id === report.id)) return reports;
	return [...reports, report].sort(bySaid);
}

const bySaid = (a: StoredReport, b: StoredReport): number =>
	a.saidAtMs - b.saidAtMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** What all reports come to: of each terminal what it showed last and what it took since, added up. */
export function exposureOf(reports: readonly StoredReport[]): Exposure {
	const terminals = new Map<string | null, StoredReport[]>();
	for (const report of [...reports].sort(bySaid)) {
		const own = terminals.get(report.terminalId);
		if (own === undefined) terminals.set(report.terminalId, [report]);
		else own.push(report);
	}
	return [...terminals.values()].map(ofTerminal).reduce(plus, NO_EXPOSURE);
}

function ofTerminal(said: readonly StoredReport[]): Exposure {
	const sent = said.findLastIndex(({ kind, count }) => kind === "shown" && count === 0);
	const since = said.slice(sent + 1);
	const shown = since.findLastIndex(({ kind }) => kind === "shown");
	const held = since.slice(Math.max(0, shown)).map(ofReport).reduce(plus, NO_EXPOSURE);
	// A later reading counts anew, but what it counts may have been stored as early as anything said before.
	const oldestAtMs = since.reduce<number | null>((oldest, one) => earlier(oldest, one.oldestAtMs), null);
	return held.count === 0 ? NO_EXPOSURE : { ...held, oldestAtMs };
}

const ofReport = ({ count, sum, oldestAtMs }: StoredReport): Exposure => ({
	count,
	sums: sum === null ? [] : [sum],
	unpriced: sum === null ? count : 0,
	oldestAtMs: count === 0 ? null : oldestAtMs,
});

const plus = (a: Exposure, b: Exposure): Exposure => ({
	count: a.count + b.count,
	sums: b.sums.reduce(plusMoney, a.sums),
	unpriced: a.unpriced + b.unpriced,
	oldestAtMs: earlier(a.oldestAtMs, b.oldestAtMs),
});

function plusMoney(sums: Sums, money: Money): Sums {
	const before = sumIn(sums, money.currency);
	const others = sums.filter(({ currency }) => currency !== money.currency);
	const sum = { minor: before + money.minor, currency: money.currency };
	return [...others, sum].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

const sumIn = (sums: Sums, currency: string): number => sums.find((sum) => sum.currency === currency)?.minor ?? 0;

function earlier(a: number | null, b: number | null): number | null {
	if (a === null || b === null) return a ?? b;
	return Math.min(a, b);
}

/** A figure of the maker's, with who says so and when it was looked up (ISO 8601 date). */
type Sourced<Value> = { readonly value: Value; readonly source: string; readonly reviewed: string };

/** What the maker of the terminal allows; null is not known, and nothing is refused for it. */
export type Caps = {
	readonly windowHours: Sourced<number> | null;
	readonly capPayment: Sourced<Money> | null;
	readonly capTotal: Sourced<Money> | null;
	readonly capCount: Sourced<number> | null;
};

/** What keeps a terminal from storing more, or soon will. */
export type Bound =
	| { readonly kind: "payment" | "total"; readonly cap: Sourced<Money> }
	| { readonly kind: "count"; readonly cap: Sourced<number> }
	| { readonly kind: "window"; readonly cap: Sourced<number> };

export type Judgement = {
	readonly verdict: "ok" | "warn" | "refuse";
	/** How much of the tightest limit is used, in millionths and rounded down; null when no limit is known. */
	readonly shareMillionths: number | null;
	/** The tightest limit. */
	readonly bound: Bound | null;
	/** Whole hours left of the window, rounded down, 0 when it is over; null when it or its beginning is not known. */
	readonly hoursLeft: number | null;
};

/**
 * Whether the terminal may store more: `warn` from 80 % of a limit, `refuse` from 100 %. A limit in another currency than
 * what is stored is not compared with it. Payments without an amount count as number only.
 */
export function judge(exposure: Exposure, caps: Caps, nowMs: number): Judgement {
	const windowMs = caps.windowHours === null ? null : caps.windowHours.value * MS_PER_HOUR;
	const { oldestAtMs } = exposure;
	const usedMs = oldestAtMs === null ? 0 : Math.max(0, nowMs - oldestAtMs);
	const shares: { readonly share: number; readonly bound: Bound }[] = [];
	if (caps.capTotal !== null) {
		const { minor, currency } = caps.capTotal.value;
		shares.push({
			share: shareOf(sumIn(exposure.sums, currency), minor),
			bound: { kind: "total", cap: caps.capTotal },
		});
	}
	if (caps.capCount !== null)
		shares.push({ share: shareOf(exposure.count, caps.capCount.value), bound: { kind: "count", cap: caps.capCount } });
	if (caps.windowHours !== null && windowMs !== null)
		shares.push({ share: shareOf(usedMs, windowMs), bound: { kind: "window", cap: caps.windowHours } });
	const tightest = shares.reduce<(typeof shares)[number] | null>(
		(most, one) => (most === null || one.share > most.share ? one : most),
		null,
	);
	const left = windowMs === null || oldestAtMs === null ? null : Math.max(0, windowMs - usedMs);
	return {
		verdict: verdictOf(tightest?.share ?? 0),
		shareMillionths: tightest?.share ?? null,
		bound: tightest?.bound ?? null,
		hoursLeft: left === null ? null : Math.floor(left / MS_PER_HOUR),
	};
}

/** Whether one more payment may be stored on top of what is there, and which limit says no; null where nothing does. */
export function keepsFromStoring(exposure: Exposure, money: Money | null, caps: Caps, nowMs: number): Bound | null {
	const cap = caps.capPayment;
	if (cap !== null && money?.currency === cap.value.currency && money.minor > cap.value.minor)
		return { kind: "payment", cap };
	const now = judge(exposure, caps, nowMs);
	if (now.verdict === "refuse") return now.bound;
	const total = caps.capTotal;
	const wouldBe = money === null ? [] : plusMoney(exposure.sums, money);
	if (total !== null && sumIn(wouldBe, total.value.currency) > total.value.minor) return { kind: "total", cap: total };
	return null;
}

const verdictOf = (share: number): Judgement["verdict"] =>
	share >= SHARE_LIMIT ? "refuse" : share >= WARN_SHARE ? "warn" : "ok";

/** In millionths, rounded down: no float decides about money. */
const shareOf = (used: number, limit: number): number =>
	Number((BigInt(Math.max(0, used)) * BigInt(SHARE_LIMIT)) / BigInt(limit));

/** When the shop is reminded to send: at 80 % of the window and two hours before its end, where that is later than now. */
export function remindersOf(
	{ oldestAtMs }: Exposure,
	{ windowHours }: Pick<Caps, "windowHours">,
	nowMs: number,
): readonly number[] {
	if (oldestAtMs === null || windowHours === null) return [];
	const windowMs = windowHours.value * MS_PER_HOUR;
	const due = [oldestAtMs + (windowMs / 5) * 4, oldestAtMs + windowMs - 2 * MS_PER_HOUR];
	return [...new Set(due)].filter((atMs) => atMs > nowMs).sort((a, b) => a - b);
}
