/** CORE. A finding in one sentence, with the evidence a person decides by: what, how much, when. */

import { type Money, showMoney } from "../fallback/money.ts";
import type { Locale, Text } from "../text.ts";
import type { Finding, FindingClass } from "./report.ts";
import { type FallbackPayment, ROLES, type Row, rowName, rowTimeMs, rowTotalMinor, type Upload } from "./row.ts";
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
	return { en: sentence(finding, items, timeZone, "en"), zh: sentence(finding, items, timeZone, "zh") };
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

type Words = { readonly payments: string; readonly rows: string; readonly money: string };

const SENTENCES: Readonly<Record<FindingClass, (words: Words, finding: Finding) => Text>> = {
	double_charge_suspect: ({ payments, rows }, { decision }) =>
		decision === "auto"
			? {
					en: `Charged twice: ${payments}, and the card too: ${rows}. Refund one of them.`,
					zh: `重复收款：${payments}，卡也扣了款：${rows}。请退其中一笔。`,
				}
			: {
					en: `Perhaps charged twice: ${payments}, and a card sale that looks like the same one: ${rows}. Check before you refund.`,
					zh: `可能重复收款：${payments}，另有一笔像是同一销售的刷卡：${rows}。退款前请核实。`,
				},
	declined_on_forward: ({ payments, rows, money }, { proposal }) =>
		proposal === "none"
			? {
					en: `The stored card was declined, but the sale was paid: ${rows}; ${payments}. Nothing is lost.`,
					zh: `离线存储的刷卡被拒，但该销售已付款：${rows}；${payments}。没有损失。`,
				}
			: {
					en: `Lost sale of ${money}: the stored card was declined (or had expired) when it was forwarded: ${rows}. Ask the customer to pay again.`,
					zh: `损失销售 ${money}：离线存储的刷卡上传时未通过：${rows}。请联系顾客重新付款。`,
				},
	missing_in_batch: ({ payments }) => ({
		en: `Paid but not in the batch: ${payments}. Key it into the POS.`,
		zh: `已付款但批次中没有：${payments}。请补录到 POS。`,
	}),
	unpaid: ({ payments, rows }, { proposal }) => {
		const keyed = rows === "" ? "" : `; keyed as ${rows}`;
		const keyedZh = rows === "" ? "" : `；已录入为 ${rows}`;
		if (proposal === "none") {
			return { en: `Given up and never paid: ${payments}.`, zh: `已取消，未付款：${payments}。` };
		}
		return proposal === "check_claim"
			? {
					en: `The customer said it was paid, and nothing arrived: ${payments}${keyed}. Look into the account.`,
					zh: `顾客说已付款，但没有到账：${payments}${keyedZh}。请查看账户。`,
				}
			: {
					en: `Not paid: ${payments}${keyed}. Were the goods handed over?`,
					zh: `未付款：${payments}${keyedZh}。商品是否已交付？`,
				};
	},
	amount_mismatch: ({ payments, rows, money }) => ({
		en: `The amounts differ by ${money}: ${payments} was keyed as ${rows}. Correct the wrong one.`,
		zh: `金额相差 ${money}：${payments} 录入为 ${rows}。请更正错误的一方。`,
	}),
	duplicate_capture: ({ payments, rows, money }) => ({
		en: `The same charge stands there more than once (${money} too much): ${payments}${rows}. Check before you refund.`,
		zh: `同一笔收款出现多次（多收 ${money}）：${payments}${rows}。退款前请核实。`,
	}),
	unexpected_in_batch: ({ rows }) => ({
		en: `Keyed as paid otherwise, but no fallback payment fits: ${rows}. Find out how it was paid.`,
		zh: `按其他方式收款录入，但没有对应的备用付款：${rows}。请查明如何付款。`,
	}),
	ambiguous: ({ payments, rows }) => ({
		en: `Not certain which belongs to which: ${payments} and ${rows}. Confirm or choose.`,
		zh: `无法确定对应关系：${payments} 与 ${rows}。请确认或选择。`,
	}),
	refund: ({ payments, rows, money }, { proposal }) => {
		const what = [rows, payments].filter((part) => part !== "").join("; ");
		if (proposal === "none") return { en: `Given back ${money}: ${what}.`, zh: `已退款 ${money}：${what}。` };
		return proposal === "record_refund"
			? {
					en: `A refund of ${money} stands on one side only: ${what}. Record it on the other.`,
					zh: `退款 ${money} 只在一方有记录：${what}。请在另一方补记。`,
				}
			: {
					en: `A refund of ${money} that fits no payment: ${what}. Find out what was given back.`,
					zh: `退款 ${money} 没有对应付款：${what}。请查明退的是哪一笔。`,
				};
	},
	covered_by_card: ({ payments, rows }, { proposal }) =>
		proposal === "check_claim"
			? {
					en: `The sale is on the card, and the customer also claimed the fallback: ${payments}; ${rows}. Look whether both arrived.`,
					zh: `该销售已刷卡，顾客也说用备用方式付过：${payments}；${rows}。请核实是否两笔都到账。`,
				}
			: {
					en: `Not paid over the fallback, but on the card: ${payments}; ${rows}.`,
					zh: `备用方式未付款，但已刷卡：${payments}；${rows}。`,
				},
	matched_with_tip: ({ payments, rows, money }) => ({
		en: `Matched; the sides differ by the tip (${money}): ${payments}; ${rows}.`,
		zh: `已匹配；双方相差小费（${money}）：${payments}；${rows}。`,
	}),
	duplicate_upload: ({ rows, money }) => ({
		en: `Brought twice and counted once (${money}): ${rows}.`,
		zh: `重复上传，只计一次（${money}）：${rows}。`,
	}),
};

type Clock = (atMs: number) => string;

function clockOf(timeZone: string): Clock {
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

function showPayment(id: string, payment: FallbackPayment | undefined, clock: Clock, locale: Locale): string {
	if (payment === undefined) return id;
	const money: Money = { minor: payment.amountMinor, currency: payment.currency };
	const facts = [showMoney(money, locale), payment.rail, clock(payment.paidAtMs ?? payment.createdAtMs)];
	// People know a sale by its reference; the id is for machines.
	return named(payment.saleRef ?? id, facts, locale);
}

function showRow(name: string, row: Row | undefined, clock: Clock, locale: Locale): string {
	if (row === undefined) return name;
	const atMs = rowTimeMs(row);
	const facts = [
		showMoney({ minor: rowTotalMinor(row), currency: row.currency }, locale),
		TENDERS[row.tender][locale],
		row.cardLast4 === null ? null : `…${row.cardLast4}`,
		row.note === "" ? null : `“${row.note.slice(0, 40)}”`,
		atMs === null ? null : clock(atMs),
	];
	return named(name, facts, locale);
}

const TENDERS: Readonly<Record<Row["tender"], Text>> = {
	card: { en: "card", zh: "刷卡" },
	other: { en: "other tender", zh: "其他方式" },
	cash: { en: "cash", zh: "现金" },
	none: { en: "no tender", zh: "无" },
};

const named = (name: string, facts: readonly (string | null)[], locale: Locale): string => {
	const known = facts.filter((fact) => fact !== null && fact !== "");
	return locale === "zh" ? `${name}（${known.join("，")}）` : `${name} (${known.join(", ")})`;
};

function list(items: readonly string[], locale: Locale): string {
	const shown = items.slice(0, NAMED_LIMIT);
	const more = items.length - shown.length;
	const text = shown.join(locale === "zh" ? "、" : ", ");
	if (more === 0) return text;
	return locale === "zh" ? `${text} 等 ${items.length} 条` : `${text} and ${more} more`;
}
