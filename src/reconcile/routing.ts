/** CORE. Which rows can be a fallback sale at all: what was declined, voided or given back leaves the matching here. */

import type { Pool, RowFacts } from "./pool.ts";

export type Routed = {
	/** Keyed as another tender (or arrived as money): may be a fallback payment. */
	readonly keyed: readonly RowFacts[];
	/** Approved card sales: may be the same sale a second time. */
	readonly cards: readonly RowFacts[];
	/** Cards stored offline that did not go through when forwarded: the goods are gone. */
	readonly lost: readonly RowFacts[];
	readonly refunds: readonly Refund[];
};

/** A refund with the sale it gives back, where a number ties the two. */
export type Refund = { readonly refund: RowFacts; readonly sale: RowFacts | null };

/** Rows in none of the lists concern nobody: cash, voids with what they cancelled, declined online, gift cards. */
export function route(pool: Pool): Routed {
	const cancelled = new Set<RowFacts>();
	const sales = pool.rows.filter(({ row }) => row.kind === "sale");
	const tied = tieIndex(sales, takenBack(pool.rows));
	for (const facts of pool.rows) {
		if (facts.row.kind !== "void") continue;
		const sale = tied(facts, cancelled);
		if (sale !== null) cancelled.add(sale);
	}
	const refunds: Refund[] = [];
	for (const facts of pool.rows) {
		const { kind, status, tender } = facts.row;
		if (kind !== "refund" || status !== "approved" || tender === "cash" || tender === "none") continue;
		const sale = tied(facts, cancelled);
		refunds.push({ refund: facts, sale });
		if (sale !== null && sale.row.tender === "card") cancelled.add(sale);
	}
	const live = sales.filter((facts) => !cancelled.has(facts));
	const isMoney = pool.role === "money";
	return {
		keyed: live.filter(({ row }) => (isMoney || row.tender === "other") && isSold(row.status)),
		cards: live.filter(({ row }) => !isMoney && row.tender === "card" && row.status === "approved"),
		lost: live.filter(({ row }) => {
			const isStored = row.tender === "card" && row.entry === "offline";
			return !isMoney && isStored && (row.status === "declined" || row.status === "expired");
		}),
		refunds,
	};
}

/** The amounts of voids and refunds: no other sale can be the one that is taken back. */
const takenBack = (rows: readonly RowFacts[]): ReadonlySet<number> =>
	new Set(rows.flatMap(({ row, totalMinor }) => (row.kind === "sale" ? [] : [Math.abs(totalMinor)])));

const isSold = (status: string): boolean => status === "approved" || status === "pending";

/** Finds the sale that a void or a full refund takes back: the same retrieval, trace or authorisation number, or order, or card. */
function tieIndex(
	sales: readonly RowFacts[],
	amounts: ReadonlySet<number>,
): (facts: RowFacts, taken: ReadonlySet<RowFacts>) => RowFacts | null {
	const byTie = new Map<string, RowFacts[]>();
	for (const sale of sales) {
		if (!amounts.has(Math.abs(sale.totalMinor))) continue;
		for (const tie of tiesOf(sale, false)) {
			const list = byTie.get(tie);
			if (list === undefined) byTie.set(tie, [sale]);
			else list.push(sale);
		}
	}
	return (facts, taken) => {
		for (const tie of tiesOf(facts, true)) {
			const fitting = (byTie.get(tie) ?? []).filter(
				(sale) => !taken.has(sale) && (sale.timeMs ?? 0) <= (facts.timeMs ?? Number.POSITIVE_INFINITY),
			);
			const latest = fitting.at(-1);
			if (latest !== undefined) return latest;
		}
		return null;
	};
}

/** From the surest to the weakest. An order alone does not tie a void: the sale is often rung up again under it. */
function tiesOf({ row, totalMinor }: RowFacts, isTakingBack: boolean): readonly string[] {
	const amount = String(Math.abs(totalMinor));
	const tie = (name: string, ...parts: readonly (string | null)[]): readonly string[] =>
		parts.includes(null) ? [] : [[name, row.merchantId, row.tender, amount, ...parts].join("\0")];
	const isVoid = isTakingBack && row.kind === "void";
	return [
		...tie("rrn", row.rrn),
		...tie("stan", row.terminalId, row.batchNo, row.stan),
		...tie("auth", row.authCode, row.cardLast4),
		...(isVoid ? [] : tie("order", row.orderId)),
		...(isVoid ? [] : tie("card", row.cardLast4)),
	];
}
