/** CORE. The proof of a payment: four digits that the cashier has beforehand and the payer's page shows only once it is paid. */

import { digitsOf } from "../chance.ts";
import { STRIPE } from "./checkout.ts";
import { PRACTICE } from "./rail.ts";

/** The same for the same attempt for ever; unguessable without the merchant's secret. */
export const proofOf = (secret: string, saleId: string, attempt: number): string =>
	digitsOf(secret, `proof/${saleId}/${attempt}`);

/** Whether these are its digits; how long that takes tells nothing of them. */
export function isProof(secret: string, saleId: string, attempt: number, digits: string): boolean {
	const own = proofOf(secret, saleId, attempt);
	let difference = digits.length ^ own.length;
	for (let place = 0; place < own.length; place++) difference |= own.charCodeAt(place) ^ digits.charCodeAt(place);
	return difference === 0;
}

/** Only who pays on a page of ours, or through it, sees a proof there; a banking app shows none. */
export const hasProof = (scheme: string): boolean => scheme === STRIPE || scheme === PRACTICE;
