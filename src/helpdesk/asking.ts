/** CORE. The questions outside a playbook that a conversation may be waiting for an answer to. */

import type { Money } from "../fallback/money.ts";
import type { Paylink } from "./paylink.ts";

/** `seq` is the place of the reply that asks it: its buttons answer it, whatever was said since. */
export type Asking = { readonly seq: number } & (
	| { readonly kind: "amount" }
	| AskingStored
	| AskingProof
	| AskingMoney
);
/** How much the terminal has stored, so many together. */
type AskingStored = { readonly kind: "stored"; readonly count: number };
/** Which digits the customer's page shows. */
type AskingProof = { readonly kind: "proof"; readonly saleId: string };
export type AskingMoney =
	| { readonly kind: "tapped" | "looked"; readonly money: Money }
	/** Whether it can be that much. `order`: of a payment link, which is made at once when it can; null at the counter. */
	| { readonly kind: "unusual"; readonly money: Money; readonly order: Pick<Paylink, "railId" | "note"> | null };
