/** What is true of an invented world: the answer sheet that matching is measured by. */

import type { Link } from "../../src/reconcile/report.ts";
import type { FallbackPayment, Row } from "../../src/reconcile/row.ts";

/** This row is this payment; `facts` says what befell it on the way, for the analysis of errors. */
export type TrueLink = {
	readonly kind: Link["kind"];
	readonly paymentIds: readonly string[];
	readonly rowNames: readonly string[];
	readonly facts: readonly string[];
};

/** A paid payment and the approved card row of the same sale. */
export type DoubleCharge = {
	readonly paymentId: string;
	readonly rowName: string;
	/** The payment knows the card or the order, and the row shows the same. */
	readonly isProven: boolean;
};

export type Truth = {
	readonly links: readonly TrueLink[];
	readonly doubles: readonly DoubleCharge[];
	/** A row that was uploaded again, and the row it repeats. */
	readonly repeats: readonly { readonly rowName: string; readonly of: string }[];
};

export type World = {
	readonly payments: readonly FallbackPayment[];
	readonly rows: readonly Row[];
	readonly truth: Truth;
};
