/** CORE. A finding in one sentence, with the evidence a person decides by: what, how much, when. */

import { type Money, showMoney } from "../fallback/money.ts";
import type { Locale, Text } from "../text.ts";
import type { Finding } from "./report.ts";
import { type FallbackPayment, ROLES, type Row, rowName, rowTimeMs, rowTotalMinor, type Upload } from "./row.ts";
import { SENTENCES } from "./sentences.ts";
import { rowsOf } from "./uploads.ts";

/** What the ids of a report stand for. */
export type Items = {
	readonly payments: ReadonlyMap<string, FallbackPayment>;
	readonly rows: ReadonlyMap<string, Row>;
};

/** The items of a reconciliation under the names its report uses. */
export function itemsOf(payments: readonly FallbackPayment[], uploads: readonly Upload[]): Items {
	return {
		payments: new Map(payments.map((payment) => [payment.paymentId, payment])),
		rows: new Map(ROLES.flatMap((role) => rowsOf(role, uploads)).map((row) => [rowName(row), row])),
	};
}

/** In a sentence at most this many items are named, the rest is counted. */
const NAMED_LIMIT = 3;

/** One sentence for a person, times in the IANA zone given. */
export function findingSentence(finding: Finding, items: Items, timeZone = "UTC"): Text {
	return {
		en: sentence(finding, items, timeZone, "en"),
		zh: sentence(finding, items, timeZone, "zh"),
		es: sentence(finding, items, timeZone, "es"),
	};
}

function sentence(finding: Finding, items: Items, timeZone: string, locale: Locale): string {
	const clock = clockOf(timeZone);
	const payments = finding.payment_ids.map((id) => showPayment(id, items.payments.get(id), clock, locale));
	const rows = finding.row_ids.map((name) => showRow(name, items.rows.get(name), clock, locale));
	const words = {
		payments: list(payments, locale),
		rows: list(rows, locale),
		money: showMoney(finding.amount, locale),
	};
	return SENTENCES[finding.class](words, finding)[locale];
}

type Clock = (atMs: number) => string;

const CLOCKS = new Map<string, Clock>();

/** Kept for each zone: making one takes longer than a whole sentence. */
export function clockOf(timeZone: string): Clock {
	const known = CLOCKS.get(timeZone) ?? newClock(timeZone);
	CLOCKS.set(timeZone, known);
	return known;
}

function newClock(timeZone: string): Clock {
	const parts = new Intl.DateTimeFormat("sv-SE", {
		timeZone,
		year: "numeric",
		month: "2-digit",
		day: "2-digit",
		hour: "2-digit",
		minute: "2-digit",
	});
	return (atMs) => parts.format(atMs);
}

export function showPayment(id: string, payment: FallbackPayment | undefined, clock: Clock, locale: Locale): string {
	if (payment === undefined) return id;
	const money: Money = { minor: payment.amountMinor, currency: payment.currency };
	const facts = [showMoney(money, locale), clock(payment.paidAtMs ?? payment.createdAtMs)];
	// People know a sale by its reference; the id is for machines.
	return named(payment.saleRef ?? id, facts, locale);
}

export function showRow(name: string, row: Row | undefined, clock: Clock, locale: Locale): string {
	if (row === undefined) return name;
	const atMs = rowTimeMs(row);
	// People know a row by what was taken, how and when; which upload it came with is for machines.
	const what = [
		showMoney({ minor: rowTotalMinor(row), currency: row.currency }, locale),
		TENDERS[row.tender][locale],
		row.cardLast4 === null ? null : `…${row.cardLast4}`,
		row.note === "" ? null : `“${row.note.slice(0, 40)}”`,
	];
	const facts = [atMs === null ? null : clock(atMs), rowNamed(row.rowId)[locale]];
	return named(what.filter((part) => part !== null).join(" "), facts, locale);
}

const rowNamed = (id: string): Text => ({ en: `row ${id}`, zh: `行号 ${id}`, es: `línea ${id}` });

export const TENDERS: Readonly<Record<Row["tender"], Text>> = {
	card: { en: "card", zh: "刷卡", es: "tarjeta" },
	other: { en: "other tender", zh: "其他方式", es: "otra forma" },
	cash: { en: "cash", zh: "现金", es: "efectivo" },
	none: { en: "no tender", zh: "无", es: "ninguna" },
};

const named = (name: string, facts: readonly (string | null)[], locale: Locale): string => {
	const known = facts.filter((fact) => fact !== null && fact !== "");
	return locale === "zh" ? `${name}（${known.join("，")}）` : `${name} (${known.join(", ")})`;
};

function list(items: readonly string[], locale: Locale): string {
	const shown = items.slice(0, NAMED_LIMIT);
	const more = items.length - shown.length;
	const text = shown.join(locale === "zh" ? "、" : ", ");
	return more === 0 ? text : andMore(text, more)[locale];
}

const andMore = (text: string, more: number): Text => ({
	en: `${text} and ${more} more`,
	zh: `${text} 等 ${more + NAMED_LIMIT} 条`,
	es: `${text} y ${more} más`,
});
