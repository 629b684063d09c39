/** What the variables of providers that sign with keys have in common. */

import { readFileSync, statSync } from "node:fs";
import { z } from "zod";

export const KEY_LIMIT_BYTES = 16_384;
export const KEY_LEAST_BITS = 2_048;

/** The text of a file with a key. */
export const keyFile = z.string().transform((path, context) => {
	try {
		if (statSync(path).size <= KEY_LIMIT_BYTES) return readFileSync(path, "utf8");
	} catch {
		// It cannot be read: the same fault as one that is no key.
	}
	context.addIssue({ code: "custom" });
	return z.NEVER;
});

/** What is signed cannot be forged there, but the amounts can be read on the way: TLS, or this machine. */
export const providerUrl = z
	.url({ protocol: /^https?$/ })
	.refine((url) => url.startsWith("https:") || new URL(url).hostname === "127.0.0.1");
