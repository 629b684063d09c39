/** Which store an operator means: by a sticker's code, by its id, or without a word where there is only one. */

import type { Database } from "../store/database.ts";
import { findPlace, listStores } from "../store/shop.ts";
import { ApiError } from "./api-error.ts";

const STORES_LIMIT = 1_000;

export type Target = { readonly merchantId: string; readonly storeId: string; readonly terminalId: string | null };

/** Throws a refusal that names the stores when not exactly one fits. */
export async function storeForOperator(database: Database, name: string | undefined): Promise<Target> {
	const place = name === undefined ? null : await findPlace(database, name);
	if (place !== null) return { merchantId: place.merchantId, storeId: place.storeId, terminalId: place.terminalId };
	const stores = await listStores(database, STORES_LIMIT);
	const fitting = stores.filter(({ merchantId, storeId }) =>
		name === undefined ? true : [storeId, `${merchantId}/${storeId}`].includes(name),
	);
	const [store] = fitting;
	if (store !== undefined && fitting.length === 1)
		return { merchantId: store.merchantId, storeId: store.storeId, terminalId: null };
	const names = stores.slice(0, 10).map(({ merchantId, storeId }) => `${merchantId}/${storeId}`);
	const known = names.join(", ") || "none yet: run `standin setup shops.yaml`";
	throw new ApiError(400, {
		en: `Name one of the stores: ${known}.`,
		zh: `请指定其中一个门店：${known}。`,
		es: `Indique una de las tiendas: ${known}.`,
	});
}
