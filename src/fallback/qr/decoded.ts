/** CORE. What a code that was read says and everything that is wrong with it, whatever scheme it is of. */

import type { Text } from "../../text.ts";

/** `field` is the place as the scheme names it (`54`, `26-01`, a field's name), or empty for the code as a whole. */
export type CodeFault = { readonly field: string; readonly text: Text };

/** What is readable is given, also of a faulty code. `amount` is as written in the code, `currency` by ISO 4217. */
export type Decoded = {
	/** One of ours, or one that is only recognised; null when nobody knows it. */
	readonly scheme: string | null;
	readonly faults: readonly CodeFault[];
	readonly warnings: readonly Text[];
	readonly amount: string | null;
	readonly currency: string | null;
	readonly reference: string | null;
	/** Place → value, in the order of the code. */
	readonly fields: readonly (readonly [string, string])[];
};
