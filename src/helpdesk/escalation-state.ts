/** CORE. What an escalation remembers: a conversation that a person of the support desk works on; `escalation-event.ts` has what it hears, `escalation-order.ts` what it wants done. All of it is JSON. */

import type { Address } from "../actor.ts";
import type { Money } from "../fallback/money.ts";
import type { Locale } from "../text.ts";
import type { Cause } from "./triage.ts";

/** Who works at the support desk. `id` names the way they came and who they are there: `slack:U0123`, `api:anna`. */
export type Agent = {
	readonly id: string;
	/** The name that the merchant sees. */
	readonly name: string;
};

/** `urgent`: the store can take no payment at all, or an agent says so. */
export const SEVERITIES = ["urgent", "normal", "low"] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * `open`: nobody has it. `claimed`: `owner` has it. `resolved`: an agent says it is solved and the merchant was asked;
 * a no opens it again. `closed`: over.
 */
export type EscalationState = "open" | "claimed" | "resolved" | "closed";

/** What the agent sees, as it was when the merchant asked. Sentences are in the desk's language, English; what the merchant wrote stays as it is. */
export type Card = {
	readonly reason: string;
	readonly merchant: string;
	readonly store: string;
	/** The one whose sticker was scanned first: vendor, model, TID, acquirer. */
	readonly terminals: readonly string[];
	readonly cause: Cause | null;
	/** Of the playbook that was walked, in English; null when none was. */
	readonly playbook: string | null;
	/** The open question last, its answer null. */
	readonly steps: readonly { readonly question: string; readonly answer: string | null }[];
	/** What the merchant last wrote, in their language; null when they only pressed buttons. */
	readonly lastWords: string | null;
	/** Stored offline payments of the terminal as far as the merchant told; null: not known. */
	readonly exposure: { readonly count: number | null; readonly sum: Money | null } | null;
	readonly language: Locale;
	/** Milliseconds since 1970 UTC. */
	readonly sinceMs: number;
	readonly isPractice: boolean;
	/** The store's rails that need no terminal; none: it can take no payment. */
	readonly rails: readonly string[];
	readonly hotline: string | null;
};

/** The store's fallback sales of this outage: how many were paid, and how much, one sum a currency; how many are open. */
export type SalesSoFar = { readonly paid: number; readonly sums: readonly Money[]; readonly open: number };

/** Typed, append-only but for its length. `text` is for people, in English; words of the merchant or an agent as they are. */
export type TimelineEvent = {
	readonly kind: (typeof TIMELINE_KINDS)[number];
	readonly atMs: number;
	/** The agent's name; null: the program, or the merchant. */
	readonly by: string | null;
	readonly text: string;
};
export const TIMELINE_KINDS = [
	"opened",
	"set-aside",
	"notified",
	"reminded",
	"escalated",
	"claimed",
	"released",
	"released-by-itself",
	"snoozed",
	"woken",
	"severity",
	"linked",
	"merchant-wrote",
	"merchant-edited",
	"merchant-deleted",
	"merchant-sent-file",
	"replied",
	"reply-edited",
	"reply-withdrawn",
	"sent-file",
	"not-delivered",
	"noted",
	"restored",
	"handed-back",
	"resolved",
	"back-to-normal",
	"reopened",
	"closed",
] as const;

export type Escalation = {
	readonly id: string;
	/** Null when no conversation stands behind it: a message of ours that could not be handled. */
	readonly conversation: Address | null;
	readonly storeId: string | null;
	readonly state: EscalationState;
	readonly owner: Agent | null;
	readonly severity: Severity;
	readonly openedAtMs: number;
	/** When an agent first wrote to the merchant. */
	readonly firstReplyAtMs: number | null;
	/** When the terminal worked again, as the merchant says. */
	readonly restoredAtMs: number | null;
	readonly resolution: {
		readonly cause: Resolved;
		readonly note: string;
		readonly by: string;
		readonly atMs: number;
	} | null;
	readonly closedAtMs: number | null;
	readonly snoozedUntilMs: number | null;
	/** Of another one with the same cause, whoever's it is. */
	readonly linkedTo: string | null;
	readonly card: Card | null;
	readonly sales: SalesSoFar | null;
	/** The merchant's last words in English, by a machine; null: they wrote English, or no model is there. */
	readonly translation: string | null;
	/** Where the chain stands; null while nobody must be found (claimed, snoozed, resolved, closed). */
	readonly chain: Chain | null;
	/** When the owner is reminded, and then released, at the latest; null while nobody owns it. */
	readonly claim: Claim | null;
	/** Whether its card stands in the support channel. */
	readonly isPosted: boolean;
	readonly timeline: readonly TimelineEvent[];
	/** Index of the tier that was called last. Absent: none yet. */
	readonly lastTier?: number;
	/** Names of what was said to the merchant, newest last: nothing else is ever edited there. Absent: nothing yet. */
	readonly replies?: readonly string[];
	/** What a model is asked to put into English. Absent: nothing. */
	readonly translating?: readonly Translating[];
};

/** `line` is the name of the line in the thread; null: the card's last words. */
export type Translating = { readonly id: string; readonly line: string | null; readonly text: string };

export type Claim = {
	/** When the owner last did anything, or was reminded. */
	readonly sinceMs: number;
	readonly isReminded: boolean;
	/** Absent where it was claimed before this was kept. */
	readonly claimedAtMs?: number;
};

export type Chain = {
	/** Index into the tiers of the support file. */
	readonly tier: number;
	/** Reminders of this tier so far. */
	readonly reminders: number;
	/** How often the whole chain was gone through. */
	readonly rounds: number;
	/** When the next one is due; null: the rounds are used up. */
	readonly dueAtMs: number | null;
	/** Whether its tier was called. Not yet: the desk was closed, and is called when it opens. */
	readonly isCalled: boolean;
};

export const RESOLVED_CAUSES = [
	"network",
	"processor",
	"software",
	"hardware",
	"maintenance",
	"handling",
	"other",
] as const;
/** What it was, as the agent says. */
export type Resolved = (typeof RESOLVED_CAUSES)[number];
