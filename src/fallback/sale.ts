/** CORE. A sale: what a customer owes once. Its words, and its state, which follows from its payments. */

import type { Address } from "../actor.ts";
import type { Text } from "../text.ts";
import type { Standing } from "./checkout.ts";
import type { Money } from "./money.ts";
import type { Payment } from "./payment.ts";
import type { PaymentRefund, RefundSeen, RefundWish } from "./refund.ts";

export type SaleState = "open" | "part-paid" | "paid" | "overpaid" | "refunded" | "written-off" | "cancelled";

export type Sale = {
	readonly id: string;
	/** Six characters that travel on every rail and into the POS; unique per merchant. */
	readonly ref: string;
	readonly storeId: string;
	/** Its price; a payment may ask for some satang more. */
	readonly money: Money;
	/** Practice is never money: it is marked wherever it shows and left out of every sum. */
	readonly isPractice: boolean;
	readonly askedBy: Address | null;
	/** What the shop wrote beside it, for itself. */
	readonly note?: string | null;
	readonly createdAtMs: number;
	readonly isCancelled: boolean;
	/** A person has given its money up. */
	readonly isWrittenOff: boolean;
	readonly payments: readonly Payment[];
};

export type SaleEvent =
	| {
			readonly kind: "open";
			readonly id: string;
			readonly storeId: string;
			readonly money: Money;
			readonly askedBy: Address | null;
			/** Tried first. */
			readonly railId?: string | null;
			readonly note?: string | null;
	  }
	/** Paid over the link that hangs at the till: nobody has opened this sale. */
	| {
			readonly kind: "arrived";
			readonly id: string;
			readonly storeId: string;
			readonly money: Money;
			readonly session: { readonly id: string; readonly url: string };
			readonly paidAtMs: number;
			readonly note: string;
			/** A chat of the store. */
			readonly tell: Address | null;
	  }
	/** The QR is in front of the customer, or the pay page was opened. */
	| { readonly kind: "shown"; readonly code: string }
	/** Somebody says it is paid. `customer` pressed the button of the pay page, `cashier` was told at the counter. */
	| { readonly kind: "claimed"; readonly code: string; readonly by: "customer" | "cashier" }
	/** The digits that the customer's page is said to show. Right or wrong, they make nothing paid. */
	| { readonly kind: "proof"; readonly code: string; readonly digits: string }
	/** A person with the right to say so has seen the money in the bank's app. */
	| { readonly kind: "confirmed"; readonly code: string; readonly personId: string }
	/** Such a person gives the money of an unpaid sale up. */
	| { readonly kind: "written-off"; readonly personId: string }
	/** Such a person says that they gave the money of a payment back. */
	| { readonly kind: "refunded"; readonly paymentId: string; readonly personId: string }
	/** Such a person wants the money of a payment given back through the rail that took it. */
	| { readonly kind: "refund"; readonly paymentId: string; readonly wish: RefundWish }
	| { readonly kind: "refund-seen"; readonly number: string; readonly seen: RefundSeen }
	| { readonly kind: "switch"; readonly railId: string }
	/** Something hints that a payment at Stripe was paid; the session itself must say so. */
	| { readonly kind: "look"; readonly code: string }
	| {
			readonly kind: "checkout-opened";
			readonly paymentId: string;
			readonly session: { readonly id: string; readonly url: string };
	  }
	| { readonly kind: "checkout-seen"; readonly paymentId: string; readonly standing: Standing }
	/** An order to a provider was given up; `subject` is the payment. */
	| { readonly kind: "not-delivered"; readonly effect?: string; readonly subject?: string }
	/** An event of ours failed again and again and was given up. */
	| { readonly kind: "set-aside" }
	| { readonly kind: "cancel" }
	/** Whoever asked for it wants to hear where it stands. */
	| { readonly kind: "tell" };

/** What others may know of a sale. */
export type SaleNotice =
	| {
			readonly kind: "sale";
			readonly saleId: string;
			readonly ref: string;
			/** What the customer is asked for. */
			readonly money: Money;
			readonly state: SaleState;
			readonly isPractice: boolean;
			readonly note?: string | null;
			readonly payment: Pick<
				Payment,
				"code" | "railId" | "scheme" | "state" | "payload" | "attempt" | "proof" | "raisedMinor"
			> & {
				/** The customer's bank has or had to confirm it. */
				readonly isAtBank?: true;
			};
			/** Of a new payment whose page will show it once it is paid. */
			readonly proof?: string;
			/** The rails that it was paid on, where it was paid on more than one. */
			readonly paidOn?: readonly string[];
			/** Present: the answer to digits that were typed. */
			readonly guess?: "right" | "wrong";
	  }
	| { readonly kind: "sale-refused"; readonly saleId: string; readonly money: Money; readonly because: Text };

export type SaleWrite =
	| { readonly kind: "sale"; readonly sale: Sale; readonly state: SaleState }
	| { readonly kind: "payment"; readonly sale: Sale; readonly payment: Payment }
	/** How often it was paid is new, and twice was or is among it. */
	| { readonly kind: "times-paid"; readonly sale: Sale }
	| { readonly kind: "address"; readonly code: string; readonly targetId: string }
	| {
			readonly kind: "decision";
			readonly sale: Sale;
			readonly paymentId: string;
			readonly act: "confirm" | "write-off" | "refund" | "refund-failed";
			readonly personId: string;
	  }
	| { readonly kind: "refund"; readonly sale: Sale; readonly paymentId: string; readonly refund: PaymentRefund };

/**
 * A sale's state follows from its payments. Practice payments count here like others, which is why `isPractice` goes
 * along with the state everywhere. Money that came counts, whatever was decided before. (*part-paid* comes with rails
 * that take a part, which there are none of yet.)
 */
export function saleState(sale: Pick<Sale, "payments" | "isCancelled" | "isWrittenOff">): SaleState {
	const paid = sale.payments.filter((payment) => payment.state === "paid").length;
	if (paid > 1) return "overpaid"; // each payment asks for the whole sale
	if (paid === 1) return "paid";
	if (sale.payments.some((payment) => payment.state === "refunded")) return "refunded";
	if (sale.isWrittenOff) return "written-off";
	return sale.isCancelled ? "cancelled" : "open";
}
