/** CORE. The proof of a payment: four digits that the cashier has beforehand and the payer's page shows only once it is paid. */

import { digitsOf } from "../chance.ts";
import { STRIPE } from "./checkout.ts";
import { PRACTICE } from "./rail.ts";

/** The same for the same attempt for ever; unguessable without the merchant's secret. */
export const proofOf = (secret: string, saleId: string, attempt: number): string =>
	digitsOf(secret, `proof/${saleId}/${attempt}`);

/** Only who pays on a page of ours, or through it, sees a proof there; a banking app shows none. */
export const hasProof = (scheme: string): boolean => scheme === STRIPE || scheme === PRACTICE;
