/** Sorts the records of all files by shop, and cuts the shops into portions of work. */

import { compare } from "../reconcile/pool.ts";
import { type Belonging, shopNames } from "../reconcile/shops.ts";
import type { Owners, RecordIndex } from "./record-index.ts";

/** The records of one file by shop: those of shop s are `order[starts[s]]` up to `order[starts[s + 1]]`. */
export type Sorted = { readonly order: Uint32Array; readonly starts: Uint32Array };

export type ShopPlan = {
	readonly shops: number;
	/** One for each file. */
	readonly files: readonly Sorted[];
	/** The first shop of each portion, and the number of shops at the end. */
	readonly portions: readonly number[];
	readonly records: number;
};

/** About this many records a portion: some ten milliseconds of work, so that two threads end together. */
const PORTION_RECORDS = 5_000;
const [MERCHANT, CURRENCY, UPLOAD] = [0, 1, 2];

/** The plan over the indices of all files, of which the first holds the payments. */
export function planShops(indices: readonly RecordIndex[], owners: Owners): ShopPlan {
	const merchantOf = (owner: number): string | null => owners.names.text(owners.parts[owner]?.[MERCHANT] ?? 0) || null;
	const nameOf = shopNames(belongings(indices, owners, merchantOf));
	const shopNameOf = owners.parts.map((_, owner) => nameOf(merchantOf(owner)));
	const sortedNames = [...new Set(shopNameOf)].sort(compare);
	const numberOf = new Map(sortedNames.map((name, shop) => [name, shop]));
	const shopOf = Int32Array.from(shopNameOf, (name) => numberOf.get(name) ?? 0);
	const shops = sortedNames.length;
	const files = indices.map((index) => sortByShop(index, shopOf, shops));
	const sizeOf = (shop: number): number =>
		files.reduce((sum, { starts }) => sum + (starts[shop + 1] ?? 0) - (starts[shop] ?? 0), 0);
	const portions = [0];
	let held = 0;
	for (let shop = 0; shop < shops; shop++) {
		held += sizeOf(shop);
		if (held < PORTION_RECORDS && shop < shops - 1) continue;
		portions.push(shop + 1);
		held = 0;
	}
	return { shops, files, portions, records: indices.reduce((sum, { count }) => sum + count, 0) };
}

function* belongings(
	indices: readonly RecordIndex[],
	owners: Owners,
	merchantOf: (owner: number) => string | null,
): Generator<Belonging> {
	for (const [file, index] of indices.entries()) {
		const seen = new Uint8Array(owners.parts.length);
		for (let record = 0; record < index.count; record++) seen[index.owners[record] ?? 0] = 1;
		for (const [owner, parts] of owners.parts.entries()) {
			if (seen[owner] !== 1) continue;
			const text = (part: number): string => owners.names.text(parts[part] ?? 0);
			const uploadId = parts.length > UPLOAD ? text(UPLOAD) : null;
			yield { merchantId: merchantOf(owner), currency: text(CURRENCY), uploadId, file };
		}
	}
}

/** A counting sort: within a shop the records stay in the order of the file. */
function sortByShop(index: RecordIndex, shopOf: Int32Array, shops: number): Sorted {
	const starts = new Uint32Array(new SharedArrayBuffer(4 * (shops + 1)));
	const order = new Uint32Array(new SharedArrayBuffer(4 * index.count));
	const shopOfRecord = (record: number): number => shopOf[index.owners[record] ?? 0] ?? 0;
	for (let record = 0; record < index.count; record++) {
		const after = shopOfRecord(record) + 1;
		starts[after] = (starts[after] ?? 0) + 1;
	}
	for (let shop = 0; shop < shops; shop++) starts[shop + 1] = (starts[shop + 1] ?? 0) + (starts[shop] ?? 0);
	const next = starts.slice(0, shops);
	for (let record = 0; record < index.count; record++) {
		const shop = shopOfRecord(record);
		order[next[shop] ?? 0] = record;
		next[shop] = (next[shop] ?? 0) + 1;
	}
	return { order, starts };
}
