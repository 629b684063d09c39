/** One invented shop on the day of its outage: its habits, its clocks, and which fields its files carry. */

import { type Till, type Trade, tillOf } from "./prices.ts";
import type { Random } from "./random.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** How the world is drawn; `TYPICAL` is §6 of the reference. */
export type Conditions = {
	/** How many times as many sales in the same hours. */
	readonly busy: number;
	/** Share of keyed sales whose reference is typed into the note. */
	readonly typedShare: number;
	/** `receipts`: about half of the shops key late sales in the order of their receipts; `shuffled`: none does. */
	readonly keying: "receipts" | "shuffled";
};

export const TYPICAL: Conditions = { busy: 1, typedShare: 0.75, keying: "receipts" };

export type Terminal = { readonly id: string; readonly skewMs: number };

export type Shop = {
	readonly id: string;
	readonly trade: Trade;
	readonly till: Till;
	readonly currency: string;
	readonly staff: readonly string[];
	readonly terminals: readonly Terminal[];
	readonly openMs: number;
	readonly closeMs: number;
	readonly outage: { readonly fromMs: number; readonly untilMs: number };
	readonly fallbackSales: number;
	readonly typedShare: number;
	/** Of the keyed sales: keyed after the outage, and keyed within minutes. The rest is keyed at once. */
	readonly lateShare: number;
	readonly minutesShare: number;
	readonly keepsReceiptOrder: boolean;
	/** The time a late block takes at least: spread over an hour or two by who keys between customers. */
	readonly lateBlockMs: number;
	/** Who keys the late block; null when each keys their own. */
	readonly lateKeyer: string | null;
	/** Whether the terminal stores cards while the network is away. */
	readonly storesCards: boolean;
	/** Whether customers may pay by a card on a page of ours, whose last four digits are then known. */
	readonly takesCardsOnline: boolean;
	/** Whether the till orders its payments over the API, with its own order id. */
	readonly ordersOverApi: boolean;
	readonly fields: {
		readonly staff: boolean;
		readonly paymentStaff: boolean;
		readonly terminal: boolean;
		readonly last4: boolean;
		readonly stan: boolean;
		readonly authCode: boolean;
		readonly orderId: boolean;
		readonly processedAt: boolean;
		readonly keyedProcessedAt: boolean;
	};
};

const TRADES: readonly (readonly [Trade, number])[] = [
	["cafe", 60],
	["restaurant", 25],
	["retail", 15],
];
const SALES: Readonly<Record<Trade, number>> = { cafe: 60, restaurant: 39, retail: 39 };
const OPENING_HOURS: Readonly<Record<Trade, readonly [number, number]>> = {
	cafe: [7, 19],
	restaurant: [11, 23],
	retail: [9, 20],
};
const CURRENCIES = [
	["EUR", 50],
	["USD", 25],
	["BRL", 8],
	["CNY", 8],
	["GBP", 5],
	["JPY", 4],
] as const;
const NAMES = ["ana", "ben", "chen", "dara", "eva", "finn", "gao", "hugo"];
const SKEW_MS = 2 * MINUTE_MS;
const WRONG_HOUR_SHARE = 0.04;

/** `dayMs` is midnight UTC of the day of the outage. */
export function shopOf(id: string, dayMs: number, conditions: Conditions, random: Random): Shop {
	const trade = random.weighted(TRADES);
	const [opens, closes] = OPENING_HOURS[trade];
	const zoneMs = (random.below(4) - 2) * HOUR_MS;
	const openMs = dayMs + opens * HOUR_MS - zoneMs;
	const closeMs = dayMs + closes * HOUR_MS - zoneMs;
	const lastsMs = HOUR_MS * Math.min(9.5, Math.max(2, Math.exp(random.normal(Math.log(6.5), 0.35))));
	const fromMs = random.between(openMs + HOUR_MS / 2, closeMs - lastsMs - HOUR_MS / 2);
	const staff = random.shuffled(NAMES).slice(0, trade === "retail" ? 1 + random.below(3) : 2 + random.below(4));
	const sales = Math.max(6, SALES[trade] * Math.exp(random.normal(-0.045, 0.3)) * conditions.busy);
	const spread = Math.min(0.2, conditions.typedShare * 0.9, (1 - conditions.typedShare) * 0.9);
	const lateKeyer = random.chance(0.35) ? random.pick(staff) : null;
	return {
		id,
		trade,
		till: tillOf(trade, random),
		currency: random.weighted(CURRENCIES),
		staff,
		terminals: Array.from({ length: 1 + random.below(3) }, (_, nth) => terminalOf(`${id}-t${nth + 1}`, random)),
		openMs,
		closeMs,
		outage: { fromMs, untilMs: fromMs + lastsMs },
		fallbackSales: Math.round(sales),
		typedShare: random.between(conditions.typedShare - spread, conditions.typedShare + spread),
		lateShare: random.weighted([
			[0.04, 35],
			[0.15, 30],
			[0.35, 25],
			[0.7, 10],
		] as const),
		minutesShare: random.between(0.1, 0.5),
		keepsReceiptOrder: conditions.keying === "receipts" && random.chance(0.5),
		lateBlockMs: MINUTE_MS * random.between(30, 90),
		lateKeyer,
		storesCards: random.chance(0.85),
		takesCardsOnline: random.chance(0.5),
		ordersOverApi: random.chance(0.06),
		fields: {
			staff: random.chance(0.8),
			paymentStaff: random.chance(0.85),
			terminal: random.chance(0.9),
			last4: random.chance(0.85),
			stan: random.chance(0.5),
			authCode: random.chance(0.7),
			orderId: random.chance(0.4),
			processedAt: random.chance(0.8),
			keyedProcessedAt: random.chance(0.15),
		},
	};
}

function terminalOf(id: string, random: Random): Terminal {
	const hours = random.chance(WRONG_HOUR_SHARE) ? random.pick([-1, 1]) : 0;
	return { id, skewMs: Math.round(random.normal(0, SKEW_MS) + hours * HOUR_MS) };
}
