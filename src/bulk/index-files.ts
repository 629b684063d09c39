/** Indexes the files of a matching where that can be done: the payments, and batches in Standin's own format. */

import { isUtf8 } from "node:buffer";
import { parseHeader, readCells, recordFault } from "../reconcile/csv.ts";
import { repeatedName } from "../reconcile/formats/format.ts";
import { standin } from "../reconcile/formats/standin.ts";
import { PAYMENT_COLUMNS } from "../reconcile/payments.ts";
import { isRefusal, type Refusal } from "../text.ts";
import { type Columns, createOwners, indexRecords, type RecordIndex } from "./record-index.ts";
import type { Place } from "./scan.ts";
import { planShops } from "./shop-plan.ts";
import { decoderOf, type Fault, type IndexedFiles } from "./source.ts";

export type NamedBytes = { readonly name: string; readonly bytes: Uint8Array };

const HEADER_LIMIT_BYTES = 65_536;
const LF = 10;
const OWNER = ["merchant_id", "currency"];

/** A broken record is described from no more than this. */
const BROKEN_LIMIT_BYTES = 1_048_576;

/**
 * The files with all their records found and sorted by shop; a fault where a record is not well formed; or null when one
 * of them is of another format: then all are read whole. `currency` is ISO 4217.
 */
export function indexFiles(
	payments: NamedBytes,
	batches: readonly NamedBytes[],
	currency: string | undefined,
): IndexedFiles | Fault | null {
	// Only an upload that lies in two files ties their merchants together.
	const owner = batches.length === 1 ? OWNER : [...OWNER, "upload_id"];
	const owners = createOwners(owner.length);
	const paid = headerOf(payments.bytes, PAYMENT_COLUMNS);
	const headers = batches.map(({ bytes }) => headerOf(bytes, standin.fingerprint));
	if (paid === null || headers.includes(null)) return null;
	const indices: RecordIndex[] = [];
	for (const [file, { bytes }] of [payments, ...batches].entries()) {
		const header = file === 0 ? paid : headers[file - 1];
		const columns: Columns =
			file === 0 ? { owner: OWNER, name: ["payment_id"] } : { owner, name: ["row_id", "upload_id"] };
		const index = indexRecords(bytes, header?.names ?? [], header?.end ?? 0, columns, owners);
		if ("start" in index) return { file, line: index.line, refusal: brokenRecord(bytes, index, header?.names ?? []) };
		indices.push(index);
	}
	const names = [payments.name, ...batches.map(({ name }) => name)];
	return { names, indices, plan: planShops(indices, owners), currency };
}

type Header = { readonly names: readonly string[]; readonly end: number };

/** The header with all the wanted columns, and where the first record begins; null for a file that has none such. */
function headerOf(bytes: Uint8Array, wanted: readonly string[]): Header | null {
	const end = bytes.subarray(0, HEADER_LIMIT_BYTES).indexOf(LF);
	if (end < 0 || !isUtf8(bytes)) return null;
	const first = Buffer.from(bytes.slice(0, end)).toString("utf8");
	const names = parseHeader(first);
	// A quoted name may go on in the next line: that is for the reader of whole files.
	if (isRefusal(names) || first.includes('"') || new Set(names).size !== names.length) return null;
	return wanted.every((column) => names.includes(column)) ? { names, end: end + 1 } : null;
}

function brokenRecord(bytes: Uint8Array, { start, line }: Place, header: readonly string[]): Refusal {
	const text = Buffer.from(bytes.slice(start, start + BROKEN_LIMIT_BYTES)).toString("utf8");
	return recordFault(text, line, header.length);
}

/** The records that the indices show to carry the name of another one. */
export const repeatedRecords = ({ indices }: IndexedFiles): readonly Fault[] =>
	indices.flatMap((index, file): readonly Fault[] => {
		if (index.repeated === null) return [];
		const { first, second } = index.repeated;
		const text = decoderOf(index);
		const cells = readCells(text(first));
		const cell = (column: string): string => cells[index.header.indexOf(column)]?.trim() ?? "";
		const name = file === 0 ? cell("payment_id") : `${cell("upload_id")}/${cell("row_id")}`;
		const [before, line] = [index.lines[first] ?? 0, index.lines[second] ?? 0];
		return [{ file, line, refusal: repeatedName(file === 0 ? "payment" : "row", name, before, line) }];
	});
