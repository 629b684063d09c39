/** CORE. Which scheme a payload is of, and what its reader says. */

import type { Decoded } from "./decoded.ts";
import { readEmv } from "./emv-reader.ts";
import { readEpc } from "./epc-reader.ts";
import { looksLikePayBySquare, readPayBySquare } from "./paybysquare-reader.ts";
import { readSpayd } from "./spayd-reader.ts";
import { readSwiss } from "./swiss-reader.ts";
import { readUpi } from "./upi-reader.ts";

/** A QR holds 7,089 digits at most; what is longer was not read from one. */
const PAYLOAD_LIMIT_CHARS = 7_089;

const UNKNOWN: Decoded = {
	scheme: null,
	faults: [
		{
			field: "",
			text: {
				en: "This is no payment code that Standin knows; scan the QR with which the shop is paid.",
				zh: "这不是 Standin 认识的收款码；请扫描店铺的收款二维码。",
				es: "No es un código de pago que Standin conozca; escanee el QR con el que cobra la tienda.",
			},
		},
	],
	warnings: [],
	amount: null,
	currency: null,
	reference: null,
	fields: [],
};

/** What a payload says and everything that is wrong with it. `today` (YYYY-MM-DD) lets passed days be told. */
export function decodeQr(payload: string, today: string | null = null): Decoded {
	if (payload.length > PAYLOAD_LIMIT_CHARS) return UNKNOWN;
	if (/^BCD\r?\n/.test(payload)) return readEpc(payload);
	if (/^SPC\r?\n/.test(payload)) return readSwiss(payload);
	if (payload.startsWith("SPD*")) return readSpayd(payload, today);
	if (/^upi:/i.test(payload)) return readUpi(payload);
	// Both begin with zeros, and only one ends with a check sum in 63; a code whose sum is cut off has its format first.
	if (/6304[0-9A-Fa-f]{4}$/.test(payload) || /^00020[12]/.test(payload)) return readEmv(payload, today);
	return looksLikePayBySquare(payload) ? readPayBySquare(payload, today) : UNKNOWN;
}
