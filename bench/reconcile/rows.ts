/** Rows of a POS export, with what such files carry and what they leave out. */

import { type Row, rowName } from "../../src/reconcile/row.ts";
import type { Random } from "./random.ts";
import { digits } from "./sales.ts";
import type { Shop, Terminal } from "./shop.ts";

/** Gives each row its id in one upload. */
export type RowMaker = { row(rest: Omit<Row, "rowId" | "uploadId">): Row; name(row: Row): string };

/** Primes, so that ids of one upload are unique and their order tells nothing about the order of sale. */
const ROWS_LIMIT = 99_991;
const MIX = 48_271;

export function rowMaker(uploadId: string): RowMaker {
	let count = 0;
	return {
		row: (rest) => ({ rowId: `r${String((++count * MIX) % ROWS_LIMIT).padStart(5, "0")}`, uploadId, ...rest }),
		name: rowName,
	};
}

/** What every approved sale at this terminal has; `atMs` is the true time. */
export function saleRow(shop: Shop, terminal: Terminal, atMs: number): Omit<Row, "rowId" | "uploadId"> {
	return {
		merchantId: shop.id,
		terminalId: shop.fields.terminal ? terminal.id : null,
		batchNo: null,
		stan: null,
		rrn: null,
		authCode: null,
		kind: "sale",
		tender: "cash",
		entry: null,
		amountMinor: 0,
		tipMinor: 0,
		currency: shop.currency,
		terminalTime: { atMs: Math.round((atMs + terminal.skewMs) / 1000) * 1000, zone: "known" },
		processedAt: null,
		status: "approved",
		cardLast4: null,
		staffId: null,
		orderId: null,
		note: "",
	};
}

/** A card row; a stored card is processed when the terminal is online again, at `processedMs`. */
export function cardRow(
	shop: Shop,
	terminal: Terminal,
	when: { readonly atMs: number; readonly processedMs: number; readonly entry: "online" | "offline" },
	random: Random,
): Omit<Row, "rowId" | "uploadId"> {
	const { fields } = shop;
	return {
		...saleRow(shop, terminal, when.atMs),
		tender: "card",
		entry: when.entry,
		batchNo: "1",
		stan: fields.stan ? digits(6, random) : null,
		rrn: digits(12, random),
		authCode: fields.authCode ? digits(6, random) : null,
		processedAt: fields.processedAt ? { atMs: Math.round(when.processedMs / 1000) * 1000, zone: "known" } : null,
		cardLast4: fields.last4 ? digits(4, random) : null,
		staffId: fields.staff ? random.pick(shop.staff) : null,
		orderId: fields.orderId ? `o${digits(7, random)}` : null,
	};
}
