/**
 * CORE. Stripe Terminal's charges (CSV), stored offline or not: what the terminal says was sold. The columns are the fields
 * of the Charge object, written with dots or underscores. A stored charge (`offline.type` deferred) happened at
 * `stored_at`; `created` is when it was forwarded. The intent has no id while offline, so the reference is in metadata.
 */

import { maskCardNumbers } from "../../card-data.ts";
import { exponentOf } from "../../fallback/money.ts";
import { isRefusal, type Refusal } from "../../text.ts";
import { type Cells, cellReader } from "../cells.ts";
import { isoReader } from "../clock-time.ts";
import type { Instant, Row, RowStatus } from "../row.ts";
import { uploadIdOf } from "../upload-id.ts";
import { repeatedName, type TableFormat } from "./format.ts";
import { metadataOf, stripeCurrency } from "./stripe-cells.ts";

const STORED_AT = names("offline", "stored_at");
const DEFERRED = names("offline", "type");
const LAST4 = [...names("last4"), "card_last4"];

/** A field of `card_present` under every name the exports give it. */
function names(...path: readonly string[]): readonly string[] {
	const full = ["payment_method_details", "card_present", ...path];
	return full.slice(0, 3).flatMap((_, from) => [full.slice(from).join("."), full.slice(from).join("_")]);
}

export const stripeTerminal: TableFormat = {
	id: "stripe-terminal",
	role: "terminal",
	title: {
		en: "Stripe Terminal charges with their offline fields (CSV)",
		zh: "Stripe Terminal 收款，含离线字段（CSV）",
		es: "Cobros de Stripe Terminal con sus campos sin conexión (CSV)",
	},
	fingerprint: ["created", "amount", "currency", "status"],
	oneOf: [["id", "charge_id"], STORED_AT, DEFERRED],
	read(table, asked) {
		const cellsOf = cellReader(table);
		const present = new Set(table.header);
		const find = (columns: readonly string[]): string => columns.find((column) => present.has(column)) ?? "";
		const reader: Reader = {
			asked,
			columns: {
				id: find(["id", "charge_id"]),
				storedAt: find(STORED_AT),
				type: find(DEFERRED),
				last4: find(LAST4),
				reader: find(["reader", ...names("reader"), "terminal_id"]),
			},
			metadata: metadataOf(table.header, /^metadata(?:\[(?=.+\]$)|\.)(.+?)\]?$/),
			instant: isoReader("UTC"),
			uploadId: uploadIdOf("stripe-terminal", table),
		};
		const rows: Row[] = [];
		const lines = new Map<string, number>();
		for (const record of table.records) {
			const row = readCharge(cellsOf(record), reader);
			if (isRefusal(row)) return row;
			const before = lines.get(row.rowId);
			if (before !== undefined) return repeatedName("row", row.rowId, before, record.line);
			lines.set(row.rowId, record.line);
			rows.push(row);
		}
		return rows;
	},
};

type Reader = {
	readonly asked: string | undefined;
	readonly columns: {
		readonly id: string;
		readonly storedAt: string;
		readonly type: string;
		readonly last4: string;
		readonly reader: string;
	};
	readonly metadata: (cells: Cells) => { readonly order: string | null; readonly note: string };
	readonly instant: (written: string) => Instant | null;
	readonly uploadId: string;
};

const STATUSES: ReadonlyMap<string, RowStatus> = new Map([
	["succeeded", "approved"],
	["paid", "approved"],
	["pending", "pending"],
	["failed", "declined"],
]);

function readCharge(cells: Cells, { asked, columns, metadata, instant, uploadId }: Reader): Row | Refusal {
	const currency = stripeCurrency(cells, "currency");
	if (asked !== undefined && currency !== asked) {
		cells.fail("currency", {
			en: `this is ${currency}, but ${asked} was asked for.`,
			zh: `这里是 ${currency}，而要求的是 ${asked}。`,
			es: `esto es ${currency}, pero se pidió ${asked}.`,
		});
	}
	const amountMinor = exponentOf(currency) === undefined ? 0 : cells.money("amount", currency, false);
	if (amountMinor < 0) cells.fail("amount", NEGATIVE);
	const time = (column: string, written: string | null): Instant | null => {
		const read = written === null ? null : instant(written);
		if (written !== null && read === null) cells.fail(column, NO_TIME);
		return read;
	};
	const status = STATUSES.get(cells.required("status").toLowerCase());
	if (status === undefined) cells.fail("status", UNKNOWN_STATUS);
	const storedAt = time(columns.storedAt, cells.text(columns.storedAt));
	const type = cells.text(columns.type);
	if (type !== null && type !== "deferred") cells.fail(columns.type, UNKNOWN_TYPE);
	if (type !== null && storedAt === null) cells.fail(columns.storedAt, NOT_STORED);
	const created = time("created", cells.required("created"));
	const { order, note } = metadata(cells);
	const isStored = storedAt !== null || type !== null;
	const row: Row = {
		rowId: cells.required(columns.id) && (cells.id(columns.id) ?? ""),
		uploadId,
		merchantId: null,
		terminalId: cells.id(columns.reader),
		batchNo: null,
		stan: null,
		rrn: cells.id("payment_intent"),
		authCode: null,
		kind: "sale",
		tender: "card",
		entry: isStored ? "offline" : "online",
		amountMinor,
		tipMinor: 0,
		currency,
		terminalTime: storedAt ?? created,
		processedAt: created,
		status: status ?? "pending",
		cardLast4: cells.last4(columns.last4),
		staffId: null,
		orderId: order,
		note: maskCardNumbers(`${note} ${cells.text("description") ?? ""}`.trim()).text,
	};
	return cells.fault() ?? row;
}

const NEGATIVE = {
	en: "a charge cannot be negative.",
	zh: "收款金额不能为负。",
	es: "un cobro no puede ser negativo.",
};
const NO_TIME = {
	en: "this is no time; Stripe writes 2026-11-03 17:45:00, in UTC.",
	zh: "这不是时间；Stripe 的写法是 2026-11-03 17:45:00（UTC）。",
	es: "no es una hora; Stripe escribe 2026-11-03 17:45:00, en UTC.",
};
const UNKNOWN_STATUS = {
	en: "the status is none of succeeded, pending, failed.",
	zh: "状态不是 succeeded、pending、failed 之一。",
	es: "el estado no es succeeded, pending ni failed.",
};
const UNKNOWN_TYPE = {
	en: "the only offline type Stripe has is deferred.",
	zh: "Stripe 的离线类型只有 deferred。",
	es: "el único tipo sin conexión de Stripe es deferred.",
};
const NOT_STORED = {
	en: "a deferred charge must say when it was stored.",
	zh: "离线收款必须写明存储时间。",
	es: "un cobro diferido debe decir cuándo se guardó.",
};
