/** CORE. What a file says of itself: totals rows and a running balance. One that does not agree refuses the whole file. */

import { exponentOf } from "../../fallback/money.ts";
import { type Refusal, refuse } from "../../text.ts";
import type { Cells } from "../cells.ts";
import type { Profile } from "./profile.ts";
import { cellMoney, type Money } from "./profile-money.ts";
import { MIXED, notCounted, notTheBalance, notTheSum } from "./profile-texts.ts";

export type Checksum = {
	readonly row: (cells: Cells, money: Money, line: number) => Refusal | null;
	/** A totals row of the rule at this place. */
	readonly total: (rule: number, cells: Cells) => Refusal | null;
	/** All rows of the file must stand above their totals row. */
	readonly end: () => Refusal | null;
};

type Running = { count: number; readonly sums: Map<string, number> };

/** Adds up what a profile's totals and balance are held against. */
export function checksum(profile: Profile): Checksum {
	const read = cellMoney(profile);
	const running: Running[] = profile.totals.map(() => ({ count: 0, sums: new Map() }));
	let currency: string | null = null;
	let balance: { readonly minor: number; readonly moved: number } | null = null;
	let lastLine = 1;
	const balanceFault = (cells: Cells, money: Money): void => {
		if (profile.balance === undefined) return;
		const { column, order } = profile.balance;
		const minor = read(cells, column, money.currency, false);
		if (balance !== null) {
			const expected = order === "oldest_first" ? balance.minor + money.movedMinor : balance.minor - balance.moved;
			if (expected !== minor) cells.fail(column, notTheBalance({ minor: expected, currency: money.currency }));
		}
		balance = { minor, moved: money.movedMinor };
	};
	return {
		row(cells, money, line) {
			lastLine = line;
			if (profile.totals.length > 0 && currency !== null && currency !== money.currency)
				cells.fail(money.column, MIXED);
			currency ??= money.currency;
			profile.totals.forEach(({ sums }, rule) => {
				const sum = running[rule];
				if (sum === undefined) return;
				sum.count++;
				for (const column of sums) {
					sum.sums.set(column, (sum.sums.get(column) ?? 0) + read(cells, column, money.currency, true));
				}
			});
			balanceFault(cells, money);
			return cells.fault();
		},
		total(rule, cells) {
			const { sums = [], count } = profile.totals[rule] ?? {};
			const said = running[rule];
			const unit = currency ?? profile.currency ?? "";
			for (const column of sums) {
				const expected = said?.sums.get(column) ?? 0;
				const total = exponentOf(unit) === undefined ? 0 : read(cells, column, unit, false);
				if (total !== expected) cells.fail(column, notTheSum({ minor: expected, currency: unit }));
			}
			const counted = count === undefined ? null : (/^\D*(\d{1,9})\D*$/.exec(cells.required(count))?.[1] ?? "");
			if (count !== undefined && counted !== String(said?.count ?? 0)) cells.fail(count, notCounted(said?.count ?? 0));
			running[rule] = { count: 0, sums: new Map() };
			return cells.fault();
		},
		end: () => (running.some(({ count }) => count > 0) ? noTotals(lastLine) : null),
	};
}

const noTotals = (line: number): Refusal =>
	refuse({
		en: `Line ${line}: the totals row that should follow is missing (a truncated file). Nothing was read; export it again.`,
		zh: `第 ${line} 行之后缺少合计行（文件不完整）。文件未被读取；请重新导出。`,
		es: `Línea ${line}: falta la fila de totales que debería seguir (archivo cortado). No se leyó nada; expórtelo de nuevo.`,
	});
