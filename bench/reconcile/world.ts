/**
 * Labelled data with all the noise of reference/reconciliation.md §6, for measuring how well sales are matched. Its
 * parameters were set so that the baselines land near the table there, never by what the product makes of it.
 */

import type { FallbackPayment, Row } from "../../src/reconcile/row.ts";
import { coveringRow, doubleRow, ordinaryRows } from "./cards.ts";
import { type Keyed, keyAll } from "./keying.ts";
import { type Random, randomFrom } from "./random.ts";
import { uploaded } from "./repeats.ts";
import { rowMaker } from "./rows.ts";
import { type Sold, sell, type Unit } from "./sales.ts";
import { type Conditions, DAY_MS, type Shop, shopOf, TYPICAL } from "./shop.ts";
import type { DoubleCharge, World } from "./truth.ts";

export type WorldOptions = Conditions & { readonly seed: number; readonly merchants: number };

const FIRST_DAY_MS = Date.UTC(2026, 2, 2);
const DAYS = 28;
const DOUBLE_SHARE = 0.06;
/** Who sees the stored card in the POS often does not key the sale again: 9 % are missing in all. */
const MISSING_SHARE = 0.072;
const DOUBLE_MISSING_SHARE = 0.37;
const STORED_AND_DECLINED_SHARE = 0.01;

/** The days of many merchants as one world; merchants are spread over four weeks. */
export function inventWorld({ seed, merchants, ...conditions }: WorldOptions): World {
	const days = Array.from({ length: merchants }, (_, nth) =>
		merchantDay(`m${String(nth + 1).padStart(5, "0")}`, seed, FIRST_DAY_MS + (nth % DAYS) * DAY_MS, conditions),
	);
	return {
		payments: days.flatMap(({ payments }) => payments),
		rows: days.flatMap(({ rows }) => rows),
		truth: {
			links: days.flatMap(({ truth }) => truth.links),
			doubles: days.flatMap(({ truth }) => truth.doubles),
			repeats: days.flatMap(({ truth }) => truth.repeats),
		},
	};
}

/** One merchant on the day of its outage; `dayMs` is its midnight in UTC. */
export function merchantDay(id: string, seed: number, dayMs: number, conditions: Conditions = TYPICAL): World {
	const random = randomFrom(`${seed}/${id}`);
	const shop = shopOf(id, dayMs, conditions, random);
	const make = rowMaker(`${id}-u${stamp(shop.closeMs)}`);
	const sold = sell(shop, random);
	const cards = cardsOfSales(shop, sold, make, random);
	const missing = new Set(
		sold.units.filter((unit) => random.chance(cards.doubled.has(unit) ? DOUBLE_MISSING_SHARE : MISSING_SHARE)),
	);
	const keyed = keyAll(
		shop,
		sold.units.filter((unit) => !missing.has(unit)),
		make,
		random,
	);
	const rows = [...keyed.flatMap((each) => each.rows), ...cards.rows, ...ordinaryRows(shop, sold.units, make, random)];
	const files = uploaded(rows, `${id}-u${stamp(shop.closeMs + DAY_MS / 24)}`, random);
	const named = (name: string) => files.renamed.get(name) ?? name;
	return {
		payments: paymentsOf(sold),
		rows: files.rows,
		truth: {
			links: keyed.map(({ link }: Keyed) => ({ ...link, rowNames: link.rowNames.map(named) })),
			doubles: cards.doubles.map((double) => ({ ...double, rowName: named(double.rowName) })),
			repeats: files.repeats,
		},
	};
}

type CardsOfSales = {
	readonly rows: readonly Row[];
	readonly doubles: readonly DoubleCharge[];
	readonly doubled: ReadonlySet<Unit>;
};

/** The card rows of what was sold over the fallback: paid twice, given up and paid by card, stored and declined. */
function cardsOfSales(shop: Shop, sold: Sold, make: ReturnType<typeof rowMaker>, random: Random): CardsOfSales {
	const rows: Row[] = sold.givenUp.map((paid) => coveringRow(shop, paid, "approved", make, random));
	const doubles: DoubleCharge[] = [];
	const doubled = new Set<Unit>();
	for (const unit of sold.units) {
		const [paid] = unit.paid;
		if (paid === undefined || unit.paid.length > 1) continue;
		if (shop.storesCards && random.chance(STORED_AND_DECLINED_SHARE)) {
			rows.push(coveringRow(shop, paid, "declined", make, random));
		} else if (paid.payment.status === "paid" && random.chance(DOUBLE_SHARE)) {
			const { row, double } = doubleRow(shop, paid, make, random);
			rows.push(row);
			doubles.push(double);
			doubled.add(unit);
		}
	}
	return { rows, doubles, doubled };
}

const paymentsOf = ({ units, unpaid }: Sold): readonly FallbackPayment[] =>
	[...units.flatMap(({ paid }) => paid.map(({ payment }) => payment)), ...unpaid].sort(
		(a, b) => a.createdAtMs - b.createdAtMs,
	);

/** `20260302T2115`: when the file was made. */
const stamp = (atMs: number): string => new Date(atMs).toISOString().slice(0, 16).replaceAll(/[-:]/g, "");
