/** How long one shop's day takes: what a cashier waits for after sending the batch. */

import { reconcile } from "../../src/reconcile/reconcile.ts";
import type { Trade } from "./prices.ts";
import { randomFrom } from "./random.ts";
import { DAY_MS, shopOf, TYPICAL } from "./shop.ts";
import type { World } from "./truth.ts";
import { merchantDay } from "./world.ts";

const FIRST_DAY_MS = Date.UTC(2026, 2, 2);
const DAYS = 28;
/** A day of 450 rows counts as one of 500, and one of 550. */
const NEAR_SHARE = 0.1;
/** So many times as many sales as usual: what small and large shops need to come to the same rows. */
const BUSY = [2, 3, 4, 5, 6] as const;
const WARM_UP_DAYS_LIMIT = 40;

type Day = World & { readonly trade: Trade };
type Took = { readonly trade: Trade; readonly rows: number; readonly payments: number; readonly ms: number };

export type DayFigures = {
	readonly name: string;
	readonly days: number;
	/** Medians. */
	readonly rows: number;
	readonly payments: number;
	readonly p50Ms: number;
	readonly p99Ms: number;
};

/** Each of that many days is matched once, in this thread, after others that warm the code up: all, then by trade. */
export function measureShopDays(days: number, rows: number, seed: number): readonly DayFigures[] {
	const warmUp = Math.min(WARM_UP_DAYS_LIMIT, days);
	const took = shopDays(warmUp + days, rows, seed)
		.map(matched)
		.slice(warmUp);
	const trades = [...new Set(took.map(({ trade }) => trade))].sort();
	return [
		figures("all", took),
		...trades.map((name) =>
			figures(
				name,
				took.filter(({ trade }) => trade === name),
			),
		),
	];
}

/** The first that many invented days of about `rows` rows. */
function shopDays(days: number, rows: number, seed: number): readonly Day[] {
	const found: Day[] = [];
	for (let nth = 0; found.length < days; nth++) {
		const conditions = { ...TYPICAL, busy: BUSY[nth % BUSY.length] ?? 1 };
		const id = `d${nth}`;
		const dayMs = FIRST_DAY_MS + (nth % DAYS) * DAY_MS;
		const day = merchantDay(id, seed, dayMs, conditions);
		if (Math.abs(day.rows.length - rows) > rows * NEAR_SHARE) continue;
		// The same draw as the day's own.
		const { trade } = shopOf(id, dayMs, conditions, randomFrom(`${seed}/${id}`));
		found.push({ ...day, trade });
	}
	return found;
}

function matched({ payments, rows, trade }: Day): Took {
	const upload = { fileName: "batch.csv", format: "standin", role: "terminal" as const, rows };
	const startedMs = performance.now();
	reconcile(payments, [upload]);
	return { trade, rows: rows.length, payments: payments.length, ms: performance.now() - startedMs };
}

const figures = (name: string, took: readonly Took[]): DayFigures => ({
	name,
	days: took.length,
	rows: at(
		took.map(({ rows }) => rows),
		0.5,
	),
	payments: at(
		took.map(({ payments }) => payments),
		0.5,
	),
	p50Ms: at(
		took.map(({ ms }) => ms),
		0.5,
	),
	p99Ms: at(
		took.map(({ ms }) => ms),
		0.99,
	),
});

/** The value that this share of them lies below. */
function at(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
