/** What a link or a finding is called: it follows from what it says, so that a decision about it finds it again. */

import { createHash } from "node:crypto";

const HASH_CHARS = 24;

export type Members = { readonly payment_ids: readonly string[]; readonly row_ids: readonly string[] };

/** `what` is the class of a finding, or `link` with its role. */
export const derivedId = (what: string, { payment_ids, row_ids }: Members): string =>
	createHash("sha256")
		.update(JSON.stringify([what, payment_ids, row_ids]))
		.digest("hex")
		.slice(0, HASH_CHARS);
