/** CORE. The creditor reference (ISO 11649): `RF`, two check digits and up to 21 characters. */

import { mod97 } from "../../iban.ts";

/** What an RF reference may hold beside `RF` and its check digits. */
const BODY = /^[0-9A-Z]{1,21}$/;

/** Whether this is an RF reference with right check digits. */
export const isCreditorReference = (text: string): boolean =>
	/^RF[0-9]{2}/.test(text) && BODY.test(text.slice(4)) && mod97(text) === 1;

/** The RF reference of a shop's own reference, or null when that has no room in one. `539007547034` is RF18539007547034. */
export function creditorReference(body: string): string | null {
	if (!BODY.test(body)) return null;
	return `RF${String(98 - mod97(`RF00${body}`)).padStart(2, "0")}${body}`;
}
