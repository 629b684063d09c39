/** CORE. What a payer reads below the shop's own QR where it hangs at the till: whom the money goes to, and where. */

import type { Text } from "../text.ts";
import { decodeQr } from "./qr/decode.ts";
import type { Shop } from "./shop.ts";
import { STATIC, staticFault } from "./static-qr.ts";

/** Where the schemes write the payee, and an account that a payer can read. */
const PAYEE = ["59", "name", "RN", "pn"];
const ACCOUNT = ["iban", "ACC", "pa"];

export type OwnCode = { readonly payload: string; readonly lines: readonly Text[] };

/** The shop's own QR as it is; null where it has none. A code that has become faulty is told instead. */
export function ownCode({ rails }: Pick<Shop, "rails">): OwnCode | { readonly fault: Text } | null {
	const payload = rails.find(({ scheme }) => scheme === STATIC)?.settings["payload"];
	if (payload === undefined) return null;
	const fault = staticFault(payload);
	return fault === null ? { payload, lines: linesOf(payload) } : { fault };
}

function linesOf(payload: string): readonly Text[] {
	const { fields, currency } = decodeQr(payload);
	const values = new Map(fields);
	const first = (places: readonly string[]) => places.map((place) => values.get(place)).find((value) => value);
	const payee = first(PAYEE);
	const account = first(ACCOUNT);
	return [
		...(payee === undefined ? [] : [{ en: `To: ${payee}`, zh: `收款方：${payee}`, es: `A: ${payee}` }]),
		...(account === undefined ? [] : [{ en: account, zh: account, es: account }]),
		...(currency === null ? [] : [{ en: `Currency: ${currency}`, zh: `币种：${currency}`, es: `Moneda: ${currency}` }]),
	];
}
