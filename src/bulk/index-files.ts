/** Indexes the files of a matching where that can be done: the payments, and batches in Standin's own format. */

import { isUtf8 } from "node:buffer";
import { parseHeader, readCells } from "../reconcile/csv.ts";
import { repeatedName } from "../reconcile/formats/format.ts";
import { standin } from "../reconcile/formats/standin.ts";
import { PAYMENT_COLUMNS } from "../reconcile/payments.ts";
import { isRefusal } from "../text.ts";
import { type Columns, createOwners, indexRecords, type Owners, type RecordIndex } from "./record-index.ts";
import { planShops } from "./shop-plan.ts";
import { decoderOf, type Fault, type IndexedFiles } from "./source.ts";

export type NamedBytes = { readonly name: string; readonly bytes: Uint8Array };

const HEADER_LIMIT_BYTES = 65_536;
const LF = 10;
const OWNER = ["merchant_id", "currency"];

/**
 * The files with all their records found and sorted by shop, or null when one of them is of another format or not
 * plainly well formed: then each is read whole by its careful reader, which says what is wrong. `currency` is ISO 4217.
 */
export function indexFiles(
	payments: NamedBytes,
	batches: readonly NamedBytes[],
	currency: string | undefined,
): IndexedFiles | null {
	// Only an upload that lies in two files ties their merchants together.
	const owner = batches.length === 1 ? OWNER : [...OWNER, "upload_id"];
	const owners = createOwners(owner.length);
	const paid = indexFile(payments.bytes, PAYMENT_COLUMNS, { owner: OWNER, name: ["payment_id"] }, owners);
	if (paid === null) return null;
	const indices = [paid];
	for (const { bytes } of batches) {
		const index = indexFile(bytes, standin.fingerprint, { owner, name: ["row_id", "upload_id"] }, owners);
		if (index === null) return null;
		indices.push(index);
	}
	const names = [payments.name, ...batches.map(({ name }) => name)];
	return { names, indices, plan: planShops(indices, owners), currency };
}

function indexFile(bytes: Uint8Array, wanted: readonly string[], columns: Columns, owners: Owners): RecordIndex | null {
	const end = bytes.subarray(0, HEADER_LIMIT_BYTES).indexOf(LF);
	if (end < 0 || !isUtf8(bytes)) return null;
	const first = Buffer.from(bytes.slice(0, end)).toString("utf8");
	const header = parseHeader(first);
	// A quoted name may go on in the next line: that is for the careful reader.
	if (isRefusal(header) || first.includes('"') || new Set(header).size !== header.length) return null;
	return wanted.every((column) => header.includes(column))
		? indexRecords(bytes, header, end + 1, columns, owners)
		: null;
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
