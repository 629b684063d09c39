/** CORE. A batch such as a terminal would give after an evening of practice: something to balance the books with, and to decide on. */

import { toMajor } from "../fallback/money.ts";
import { STANDIN_COLUMNS } from "./formats/standin.ts";
import type { FallbackPayment } from "./row.ts";

const DECLINED_MINOR = 6100;

type Cells = Readonly<Record<string, string>>;

/**
 * A file in our own format: the paid sales keyed with their reference, but for the last one, which was forgotten; the first
 * one on a card as well; and a stored card that was declined.
 */
export function practiceBatch(payments: readonly FallbackPayment[], currency: string, nowMs: number): string {
	const paid = payments.filter(({ status }) => status === "paid");
	const keyed = paid.length > 1 ? paid.slice(0, -1) : paid;
	const [first] = paid.length > 1 ? paid : [];
	const rows: Cells[] = [
		...keyed.map((payment) => ({ ...rung(payment), tender: "other", entry: "keyed" })),
		...(first === undefined ? [] : [{ ...rung(first), tender: "card", entry: "offline", card_last4: "4242" }]),
		{
			tender: "card",
			entry: "offline",
			amount: toMajor({ minor: DECLINED_MINOR, currency }),
			currency,
			terminal_time: time(nowMs),
			status: "declined",
			card_last4: "0002",
		},
	];
	const uploadId = `practice-${nowMs}`;
	const lines = rows.map((row, index) => {
		const cells: Cells = {
			kind: "sale",
			status: "approved",
			tip: "0",
			...row,
			row_id: `${index + 1}`,
			upload_id: uploadId,
		};
		return STANDIN_COLUMNS.map((column) => cells[column] ?? "").join(",");
	});
	return `${[STANDIN_COLUMNS.join(","), ...lines].join("\n")}\n`;
}

const rung = ({ amountMinor, currency, saleRef, paidAtMs, createdAtMs }: FallbackPayment): Cells => ({
	amount: toMajor({ minor: amountMinor, currency }),
	currency,
	terminal_time: time(paidAtMs ?? createdAtMs),
	note: saleRef ?? "",
});

const time = (atMs: number): string => new Date(atMs).toISOString();
