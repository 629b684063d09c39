/**
 * CORE. Bank statements in XML (ISO 20022): camt.053, a day's statement, and camt.054, single credits and debits. Versions
 * differ in shape only where `camt-entry.ts` says so. Their role is money: a credit is money that arrived.
 */

import { isRefusal, type Refusal, refuse, type Text } from "../../text.ts";
import type { BatchFile, Encoding } from "../batch-file.ts";
import { isoReader } from "../clock-time.ts";
import type { Row } from "../row.ts";
import { rowNamer, uploadIdOfLines } from "../upload-id.ts";
import { readXml, xmlRoot } from "../xml.ts";
import { CAMT_KEPT, type CamtReader, entryRows } from "./camt-entry.ts";
import type { Format, Reading, ReadOptions, Recognition } from "./format.ts";

const NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:";
const HEAD_LIMIT_CHARS = 65_536;
const ROWS_LIMIT = 5_000_000;
/** More are counted, not shown. */
const REMARKS_LIMIT = 20;

export const camt053 = camt("camt.053", "BkToCstmrStmt", {
	en: "bank statement (camt.053, XML)",
	zh: "银行对账单（camt.053，XML）",
	es: "extracto bancario (camt.053, XML)",
});

export const camt054 = camt("camt.054", "BkToCstmrDbtCdtNtfctn", {
	en: "bank notice of credits and debits (camt.054, XML)",
	zh: "银行收付通知（camt.054，XML）",
	es: "aviso bancario de abonos y cargos (camt.054, XML)",
});

function camt(id: string, element: string, title: Text): Format {
	return {
		id,
		role: "money",
		title,
		text: declaredText,
		recognise: (file) => recognise(id, element, file),
		read: (file, options) => read(id, file, options),
	};
}

function recognise(id: string, element: string, file: BatchFile): Recognition {
	const text = declaredText(file);
	const root = typeof text === "string" ? xmlRoot(text.slice(0, HEAD_LIMIT_CHARS)) : null;
	const version = root?.namespace.startsWith(`${NAMESPACE}${id}.001.`) === true;
	const facts: readonly (readonly [string, boolean])[] = [
		["Document", root?.name === "Document"],
		[version ? root.namespace : `${NAMESPACE}${id}.001.*`, version],
		[element, root?.first === element],
	];
	const names = (wanted: boolean) => facts.filter(([, is]) => is === wanted).map(([name]) => name);
	return { by: "elements", has: names(true), lacks: names(false) };
}

function declaredText(file: BatchFile): string | Refusal {
	return file.text(declared(file));
}

/** What the XML declaration says, which is plain ASCII whatever follows. */
function declared({ bytes }: BatchFile): Encoding {
	const head = String.fromCharCode(...bytes.subarray(0, 200));
	const name = /^\s*<\?xml[^>]*\sencoding=["']([A-Za-z0-9._-]{1,40})["']/.exec(head)?.[1]?.toLowerCase() ?? "utf-8";
	if (["iso-8859-1", "latin1", "windows-1252"].includes(name)) return "latin-1";
	return ["gb18030", "gbk", "gb2312"].includes(name) ? "gb18030" : "utf-8";
}

function read(id: string, file: BatchFile, { currency, timeZone }: ReadOptions): Reading | Refusal {
	const text = declaredText(file);
	if (typeof text !== "string") return text;
	const entries: Omit<Row, "uploadId">[] = [];
	const remarks: Text[] = [];
	let unsaid = 0;
	const reader: CamtReader = {
		currency,
		instant: isoReader(timeZone),
		nameOf: rowNamer(),
		remark: (remark) => {
			if (remarks.length < REMARKS_LIMIT) remarks.push(remark);
			else unsaid++;
		},
	};
	const fault = readXml(text, {
		keep: CAMT_KEPT,
		each: "Ntry",
		take: (entry) => {
			const rows = entryRows(entry, reader);
			if (isRefusal(rows)) return rows;
			for (const row of rows) entries.push(row);
			return entries.length > ROWS_LIMIT ? refuse(TOO_MANY_ROWS) : null;
		},
	});
	if (fault !== null) return fault;
	if (unsaid > 0) remarks.push(more(unsaid));
	const uploadId = uploadIdOfLines(
		id,
		"",
		entries.map((row) => JSON.stringify(row)),
	);
	return { rows: entries.map((row) => ({ ...row, uploadId })), remarks };
}

const TOO_MANY_ROWS: Text = {
	en: `The file has more than ${ROWS_LIMIT} entries; split it by day.`,
	zh: `文件超过 ${ROWS_LIMIT} 条；请按日期拆分。`,
	es: `El archivo tiene más de ${ROWS_LIMIT} asientos; divídalo por día.`,
};
const more = (count: number): Text => ({
	en: `And ${count} more entries of these kinds.`,
	zh: `另有 ${count} 条类似情况。`,
	es: `Y ${count} asientos más de estos tipos.`,
});
