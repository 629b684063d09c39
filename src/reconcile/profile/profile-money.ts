/** CORE. The money of a row by a profile's rules: which columns, how written, what a minus means. */

import { exponentOf, parseMoney } from "../../fallback/money.ts";
import { isRefusal } from "../../text.ts";
import { type Cells, quoteCell } from "../cells.ts";
import type { Profile } from "./profile.ts";
import { BOTH_SIDES, NO_SIDE, notAnAmount, notCurrency, otherCurrency, WRONG_SIDE } from "./profile-texts.ts";
import { amountReader } from "./written-amount.ts";

export type Money = {
	/** As rows have it: without the tip, a refund negative. */
	readonly amountMinor: number;
	readonly tipMinor: number;
	readonly currency: string;
	/** What the file's own balance moves by. */
	readonly movedMinor: number;
	/** The column to name when the amount contradicts something. */
	readonly column: string;
};

/** A reader of one cell; 0 with a fault for what is no amount of the currency. An empty cell is 0 when it may be. */
export function cellMoney(
	profile: Profile,
): (cells: Cells, column: string, currency: string, mayBeEmpty: boolean) => number {
	const plain = amountReader({ decimal: profile.decimal, thousands: profile.thousands, symbol: profile.symbol });
	return (cells, column, currency, mayBeEmpty) => {
		const written = mayBeEmpty ? cells.text(column) : cells.required(column);
		if (written === null || written === "" || exponentOf(currency) === undefined) return 0;
		const read = plain(written);
		const money = read === null ? null : parseMoney(read, currency);
		if (money !== null && !isRefusal(money)) return money.minor;
		cells.fail(column, notAnAmount(quoteCell(written), currency, profile.decimal));
		return 0;
	};
}

/** A reader of a row's money. */
export function moneyReader(profile: Profile, asked: string | undefined): (cells: Cells) => Money {
	const { columns: of, sign } = profile;
	const read = cellMoney(profile);
	const currencyOf = (cells: Cells): string => {
		const column = of.currency;
		const currency = profile.currency ?? (column === undefined ? "" : cells.required(column));
		if (column !== undefined && currency !== "" && exponentOf(currency) === undefined) {
			cells.fail(column, notCurrency(quoteCell(currency)));
		} else if (asked !== undefined && currency !== asked) {
			cells.fail(column ?? of.amount ?? of.credit ?? "", otherCurrency(currency, asked));
		}
		return currency;
	};
	return (cells) => {
		const currency = currencyOf(cells);
		const column = of.amount ?? of.credit ?? "";
		const moved =
			of.amount === undefined ? ofSides(profile, read, cells, currency) : read(cells, of.amount, currency, false);
		const tip = of.tip === undefined ? 0 : read(cells, of.tip, currency, true);
		const signed = sign === "reversed" && of.amount !== undefined ? -moved : moved;
		// Written without a minus, a refund is told by its word only.
		const isRefund = of.kind !== undefined && profile.words.kind?.refund.includes(cells.text(of.kind) ?? "") === true;
		const turn = sign === "refunds_positive" && isRefund ? -1 : 1;
		const base = profile.amount_includes_tip ? signed - tip : signed;
		return { amountMinor: turn * base + 0, tipMinor: turn * tip + 0, currency, movedMinor: moved, column };
	};
}

/** What came in less what went out, each in a column of its own. */
function ofSides(profile: Profile, read: ReturnType<typeof cellMoney>, cells: Cells, currency: string): number {
	const { debit = "", credit = "" } = profile.columns;
	const out = read(cells, debit, currency, true);
	const into = read(cells, credit, currency, true);
	if (cells.text(debit) === null && cells.text(credit) === null) cells.fail(credit, NO_SIDE);
	if (out !== 0 && into !== 0) cells.fail(credit, BOTH_SIDES);
	// As written, what went out carries its minus; otherwise neither side carries one.
	const isSigned = profile.sign === "as_written";
	if (isSigned ? out > 0 : out < 0) cells.fail(debit, WRONG_SIDE);
	if (into < 0) cells.fail(credit, WRONG_SIDE);
	return isSigned ? into + out : into - out;
}
