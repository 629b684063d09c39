/** Waiting for what the runtime makes of a sale that was ordered. */

import { isOpen } from "../fallback/payment.ts";
import type { Database } from "../store/database.ts";
import { type OrderedSale, readOrderedSale } from "../store/ordered-sale.ts";
import { ApiError } from "./api-error.ts";

/** A decision takes milliseconds; a database that is busy longer is told to the caller, who may ask again. */
const DECISION_LIMIT_MS = 8_000;
/** A provider answers in less than a second, or makes the caller wait; the page shows its code as soon as it is there. */
const CODE_LIMIT_MS = 3_000;
const LOOK_MS = 25;

/** With the provider's code, when that comes soon. */
export async function untilCode(
	database: Database,
	merchantId: string,
	saleId: string,
	sale: OrderedSale,
): Promise<OrderedSale> {
	let known = sale;
	for (let waitedMs = 0; waitedMs < CODE_LIMIT_MS && known.payload === "" && isOpenNow(known); waitedMs += LOOK_MS) {
		await new Promise((wake) => setTimeout(wake, LOOK_MS));
		known = (await readOrderedSale(database, merchantId, saleId)) ?? known;
	}
	return known;
}

const isOpenNow = ({ saleState, paymentState }: OrderedSale): boolean =>
	saleState === "open" && isOpen({ state: paymentState });

/** Once there is such a sale. */
export async function untilDecided(database: Database, merchantId: string, saleId: string): Promise<OrderedSale> {
	for (let waitedMs = 0; waitedMs < DECISION_LIMIT_MS; waitedMs += LOOK_MS) {
		const sale = await readOrderedSale(database, merchantId, saleId);
		if (sale !== null) return sale;
		await new Promise((wake) => setTimeout(wake, LOOK_MS));
	}
	throw new ApiError(503, BUSY);
}

const BUSY = {
	en: "The sale is stored and its QR is not there yet; ask again with the same id.",
	zh: "销售已保存，但二维码尚未生成；请用同一 id 再次请求。",
	es: "La venta está guardada y su QR aún no está; pregunte de nuevo con el mismo id.",
};
