/** A batch of Standin's own format of any length, as a till that is never closed exports it. */

import { STANDIN_COLUMNS } from "../../src/reconcile/formats/standin.ts";

const MINUTE_MS = 60_000;

/** Rows a minute apart until `endMs`; every tenth is no card, and what the shop sold otherwise is looked for among those. */
export function largeBatch(rows: number, endMs: number): string {
	const lines = Array.from({ length: rows }, (_, index) => {
		const isCard = index % 10 !== 0;
		const cells = new Map([
			["row_id", `row-${index}`],
			["upload_id", `till-${Math.floor(index / 1_000)}`],
			["kind", "sale"],
			["tender", isCard ? "card" : "other"],
			["entry", isCard ? "online" : "keyed"],
			["amount", (5 + ((index * 7_919) % 9_000) / 100).toFixed(2)],
			["tip", "0"],
			["currency", "EUR"],
			["terminal_time", new Date(endMs - (rows - index) * MINUTE_MS).toISOString()],
			["status", "approved"],
			["card_last4", isCard ? "4242" : ""],
		]);
		return STANDIN_COLUMNS.map((column) => cells.get(column) ?? "").join(",");
	});
	return `${[STANDIN_COLUMNS.join(","), ...lines].join("\n")}\n`;
}
