/** CORE. What can be read off a message before anybody decides what it means. */

import type { FoundAmount } from "./triage-amount.ts";
import type { FoundCode } from "./triage-codes.ts";
import type { Topics } from "./triage-phrases.ts";

export type Reading = {
	/** As written, at most 2,000 characters, traditional characters as simplified ones. */
	readonly text: string;
	readonly topics: Topics;
	readonly code: FoundCode | null;
	readonly amount: FoundAmount | null;
	/** The message is nothing but a number, give or take a "please". */
	readonly isBareAmount: boolean;
	readonly isQuestion: boolean;
};
