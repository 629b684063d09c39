/**
 * CORE. One entry of a bank statement (ISO 20022, camt.053 and camt.054) as rows: one for each of its details when these
 * add up to it, else one for the whole. Amounts are unsigned, CdtDbtInd is the sign; ids are texts.
 */

import { maskCardNumbers } from "../../card-data.ts";
import { exponentOf, type Money, parseMoney } from "../../fallback/money.ts";
import { isRefusal, type Refusal, type Text } from "../../text.ts";
import type { Instant, Row, RowStatus } from "../row.ts";
import { rowIdOf } from "../upload-id.ts";
import { all, at, elementFault, type XmlElement } from "../xml.ts";
import {
	informs,
	NO_AMOUNT,
	NO_CURRENCY,
	NO_SIGN,
	NO_TIME,
	notAdded,
	notAnAmount,
	otherCount,
	UNKNOWN_STATUS,
} from "./camt-texts.ts";

/** All that is kept of a statement: no names, no addresses, no accounts. */
export const CAMT_KEPT: ReadonlySet<string> = new Set(
	"Document BkToCstmrStmt BkToCstmrDbtCdtNtfctn Stmt Ntfctn Ntry Amt CdtDbtInd Sts Cd RvslInd BookgDt ValDt Dt DtTm AcctSvcrRef NtryDtls Btch NbOfTxs TxDtls Refs EndToEndId AmtDtls TxAmt InstdAmt RmtInf Ustrd Strd CdtrRefInf Ref AddtlRmtInf".split(
		" ",
	),
);

export type CamtReader = {
	readonly currency: string | undefined;
	readonly instant: (written: string) => Instant | null;
	readonly nameOf: (said: string) => string;
	readonly remark: (remark: Text) => void;
};

type Sign = 1 | -1;
type Entry = {
	readonly element: XmlElement;
	readonly money: Money;
	readonly sign: Sign;
	readonly isReversal: boolean;
	readonly status: RowStatus;
	readonly time: Instant | null;
	readonly ref: string;
};
/** A part of an entry that is a row of its own. */
type Part = { readonly minor: number; readonly sign: Sign; readonly note: string; readonly endToEnd: string };

const NOTE_LIMIT_CHARS = 1000;

/** The rows of one entry; none of one that only informs; a refusal of the whole file when it cannot be read. */
export function entryRows(element: XmlElement, reader: CamtReader): readonly Omit<Row, "uploadId">[] | Refusal {
	const entry = readEntry(element, reader);
	if (entry === null) return [];
	if (isRefusal(entry)) return entry;
	const details = all(element, "NtryDtls").flatMap((list) => all(list, "TxDtls"));
	const parts = partsOf(entry, details, reader);
	if (isRefusal(parts)) return parts;
	return parts.map((part, index) => {
		const { currency } = entry.money;
		const said = JSON.stringify([
			entry.time?.atMs,
			entry.status,
			part.minor,
			part.sign,
			currency,
			part.endToEnd,
			part.note,
		]);
		const own = entry.ref === "" ? rowIdOf(said) : parts.length === 1 ? entry.ref : `${entry.ref}/${index + 1}`;
		return rowOf(entry, part, reader.nameOf(own));
	});
}

function rowOf({ money, isReversal, status, time }: Entry, part: Part, rowId: string): Omit<Row, "uploadId"> {
	const kind = part.sign === -1 ? "refund" : isReversal ? "void" : "sale";
	return {
		rowId,
		merchantId: null,
		terminalId: null,
		batchNo: null,
		stan: null,
		// A credit that takes a debit back is no sale, and must not cancel one that happens to share its id.
		rrn: kind === "void" || part.endToEnd === "" ? null : part.endToEnd,
		authCode: null,
		kind,
		tender: "other",
		entry: null,
		amountMinor: part.sign * part.minor + 0,
		tipMinor: 0,
		currency: money.currency,
		terminalTime: null,
		processedAt: time,
		status,
		cardLast4: null,
		staffId: null,
		orderId: null,
		note: part.note,
	};
}

const STATUSES: ReadonlyMap<string, RowStatus | null> = new Map([
	["BOOK", "approved"],
	["PDNG", "pending"],
	["FUTR", "pending"],
	["INFO", null],
]);

function readEntry(element: XmlElement, { currency: asked, instant, remark }: CamtReader): Entry | Refusal | null {
	// Up to version 7 the code is the text of Sts, later a child of it.
	const sts = at(element, "Sts");
	const code = sts === null ? "" : (at(sts, "Cd")?.text ?? sts.text);
	const status = STATUSES.get(code);
	if (status === undefined) return elementFault(sts ?? element, UNKNOWN_STATUS);
	const money = readMoney(element, at(element, "Amt"));
	if (isRefusal(money)) return money;
	if (asked !== undefined && asked !== money.currency) {
		return elementFault(at(element, "Amt") ?? element, {
			en: `this is ${money.currency}, but ${asked} was asked for.`,
			zh: `这里是 ${money.currency}，而要求的是 ${asked}。`,
			es: `esto es ${money.currency}, pero se pidió ${asked}.`,
		});
	}
	const sign = readSign(element, at(element, "CdtDbtInd"));
	if (typeof sign !== "number") return sign;
	const when = at(element, "BookgDt") ?? at(element, "ValDt");
	const written = when === null ? null : (at(when, "DtTm") ?? at(when, "Dt") ?? when);
	const time = written === null ? null : instant(written.text);
	if (written !== null && time === null) return elementFault(written, NO_TIME);
	const ref = maskCardNumbers(at(element, "AcctSvcrRef")?.text ?? "").text;
	if (status === null) {
		remark(informs(element.line));
		return null;
	}
	return { element, money, sign, isReversal: isTrue(at(element, "RvslInd")), status, time, ref };
}

const isTrue = (element: XmlElement | null): boolean => element?.text === "true" || element?.text === "1";

function readSign(element: XmlElement, indicator: XmlElement | null): Sign | Refusal {
	if (indicator?.text === "CRDT") return 1;
	return indicator?.text === "DBIT" ? -1 : elementFault(indicator ?? element, NO_SIGN);
}

/** ISO 20022 allows five decimals: what a currency cannot have must be zeros, or the amount would change. */
function readMoney(element: XmlElement, amount: XmlElement | null): Money | Refusal {
	if (amount === null) return elementFault(element, NO_AMOUNT);
	const currency = amount.attributes.get("Ccy") ?? "";
	const exponent = exponentOf(currency);
	if (exponent === undefined) return elementFault(amount, NO_CURRENCY);
	const parts = /^(\d{1,18})(?:\.(\d{0,17}))?$/.exec(amount.text);
	const fraction = (parts?.[2] ?? "").replace(/0+$/, "");
	const money = parseMoney(fraction === "" ? (parts?.[1] ?? "") : `${parts?.[1]}.${fraction}`, currency);
	return parts === null || isRefusal(money) ? elementFault(amount, notAnAmount(amount.text, currency)) : money;
}

/** The details as parts when each has an amount and all add up to the entry; else the entry as one. */
function partsOf(entry: Entry, details: readonly XmlElement[], { remark }: CamtReader): readonly Part[] | Refusal {
	const { element, money, sign } = entry;
	const endToEnds = details.map(endToEndOf);
	const notes = details.map((detail, index) => noteOf(endToEnds[index] ?? "", detail));
	const amounts: (Money & { readonly sign: Sign })[] = [];
	for (const detail of details) {
		// Version 2 has no amount of its own in the detail, only in AmtDtls.
		const amount =
			at(detail, "Amt") ?? at(detail, "AmtDtls", "TxAmt", "Amt") ?? at(detail, "AmtDtls", "InstdAmt", "Amt");
		if (amount === null) continue;
		const own = readMoney(detail, amount);
		if (isRefusal(own)) return own;
		const indicator = at(detail, "CdtDbtInd");
		const ownSign = indicator === null ? sign : readSign(detail, indicator);
		if (typeof ownSign !== "number") return ownSign;
		amounts.push({ ...own, sign: ownSign });
	}
	const signed = { ...money, minor: sign * money.minor };
	const isWhole = amounts.length === details.length && amounts.every(({ currency }) => currency === money.currency);
	const sum = amounts.reduce((total, each) => total + each.sign * each.minor, 0);
	const said = details.length === 1 ? null : statedCount(element);
	if (said !== null && said !== details.length && details.length > 0)
		remark(otherCount(element.line, signed, details.length, said));
	if (details.length > 1 && isWhole && sum === signed.minor) {
		return amounts.map(({ minor, sign: own }, index) => ({
			minor,
			sign: own,
			note: notes[index] ?? "",
			endToEnd: endToEnds[index] ?? "",
		}));
	}
	const fitsAlone = amounts.length === 0 || (isWhole && sum === signed.minor);
	if (details.length > 1 || !fitsAlone) remark(notAdded(element.line, signed, details.length));
	const endToEnd = endToEnds.length === 1 ? (endToEnds[0] ?? "") : "";
	return [{ minor: money.minor, sign, note: notes.join(" ").slice(0, NOTE_LIMIT_CHARS).trim(), endToEnd }];
}

const statedCount = (element: XmlElement): number | null => {
	const counts = all(element, "NtryDtls").map((list) => at(list, "Btch", "NbOfTxs")?.text ?? "");
	return counts.length > 0 && counts.every((count) => /^\d{1,15}$/.test(count))
		? counts.reduce((total, count) => total + Number(count), 0)
		: null;
};

function endToEndOf(detail: XmlElement): string {
	const id = at(detail, "Refs", "EndToEndId")?.text ?? "";
	return id === "NOTPROVIDED" ? "" : maskCardNumbers(id).text;
}

/** What the payer's bank passed on, where a sale reference lands. */
function noteOf(endToEnd: string, detail: XmlElement): string {
	const remittance = all(detail, "RmtInf");
	const free = remittance.flatMap((info) => all(info, "Ustrd"));
	const strict = remittance.flatMap((info) => all(info, "Strd"));
	const refs = strict.flatMap((info) => [at(info, "CdtrRefInf", "Ref"), at(info, "AddtlRmtInf")]);
	const texts = [endToEnd, ...[...free, ...refs].map((each) => each?.text ?? "")];
	return maskCardNumbers(texts.filter((text) => text !== "").join(" ")).text.slice(0, NOTE_LIMIT_CHARS);
}
