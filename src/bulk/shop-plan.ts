/** Sorts the records of all files by shop, and cuts the shops into portions of work. */

import { compare } from "../reconcile/pool.ts";
import { type Belonging, shopNames } from "../reconcile/shops.ts";
import { type Owners, ownerTexts, type RecordIndex } from "./record-index.ts";

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

/** The plan over the indices of all files, of which the first holds the payments. */
export function planShops(indices: readonly RecordIndex[], owners: Owners): ShopPlan {
	const nameOf = shopNames(belongings(indices, owners));
	const merchants = owners[0];
	const names = Array.from({ length: merchants?.size() ?? 0 }, (_, merchant) =>
		nameOf(merchants?.text(merchant) || null),
	);
	const sortedNames = [...new Set(names)].sort(compare);
	const numberOf = new Map(sortedNames.map((name, shop) => [name, shop]));
	const shopOfMerchant = Int32Array.from(names, (name) => numberOf.get(name) ?? 0);
	const shops = sortedNames.length;
	const files = indices.map((index) => sortByShop(index, shopsOfOwners(index, owners, shopOfMerchant), shops));
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

function* belongings(indices: readonly RecordIndex[], owners: Owners): Generator<Belonging> {
	for (const [file, { count, owners: ownerOf, ownerColumns }] of indices.entries()) {
		const seen = new Uint8Array(owners[ownerColumns - 1]?.size() ?? 0);
		for (let record = 0; record < count; record++) seen[ownerOf[record] ?? 0] = 1;
		for (let owner = 0; owner < seen.length; owner++) {
			if (seen[owner] !== 1) continue;
			const [merchant = "", currency = "", uploadId = null] = ownerTexts(owners, ownerColumns, owner);
			yield { merchantId: merchant || null, currency, uploadId, file };
		}
	}
}

function shopsOfOwners({ ownerColumns }: RecordIndex, owners: Owners, shopOfMerchant: Int32Array): Int32Array {
	return Int32Array.from({ length: owners[ownerColumns - 1]?.size() ?? 0 }, (_, owner) => {
		let merchant = owner;
		for (let level = ownerColumns - 1; level > 0; level--) merchant = owners[level]?.parent(merchant) ?? 0;
		return shopOfMerchant[merchant] ?? 0;
	});
}

/** A counting sort: within a shop the records stay in the order of the file. */
function sortByShop({ count, owners }: RecordIndex, shopOf: Int32Array, shops: number): Sorted {
	const starts = new Uint32Array(new SharedArrayBuffer(4 * (shops + 1)));
	const order = new Uint32Array(new SharedArrayBuffer(4 * count));
	const shopOfRecord = (record: number): number => shopOf[owners[record] ?? 0] ?? 0;
	for (let record = 0; record < count; record++) {
		const after = shopOfRecord(record) + 1;
		starts[after] = (starts[after] ?? 0) + 1;
	}
	for (let shop = 0; shop < shops; shop++) starts[shop + 1] = (starts[shop + 1] ?? 0) + (starts[shop] ?? 0);
	const next = starts.slice(0, shops);
	for (let record = 0; record < count; record++) {
		const shop = shopOfRecord(record);
		order[next[shop] ?? 0] = record;
		next[shop] = (next[shop] ?? 0) + 1;
	}
	return { order, starts };
}
