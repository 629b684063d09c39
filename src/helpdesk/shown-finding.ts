/** CORE. A finding as it reaches a chat. */

import type { Money } from "../fallback/money.ts";
import type { Act } from "../reconcile/decisions.ts";

/** A finding as a chat shows it, in the reader's language. */
export type ShownFinding = {
	readonly id: string;
	readonly title: string;
	readonly sentence: string;
	readonly evidence: readonly string[];
	readonly acts: readonly { readonly act: Act; readonly label: string }[];
	/** What a stored card that was declined has cost; absent on any other finding. */
	readonly lost?: Money;
};
