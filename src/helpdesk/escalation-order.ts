/** CORE. What an escalation wants done: shown at the support desk, looked up, asked, mailed. All of it is JSON. */

import type { Mail } from "../actor.ts";
import type { AskModel } from "./conversation-order.ts";
import type { EscalationNotice } from "./escalation-event.ts";
import type { Escalation } from "./escalation-state.ts";
import type { FileCard } from "./message.ts";

/** Whom a line in the support channel calls. */
export type Alert =
	| { readonly kind: "agent"; readonly id: string }
	/** `agents`, `channel`, or a group or person of the platform, as the support file says. */
	| { readonly kind: "tier"; readonly name: string; readonly call: string };

/**
 * What is to be shown at the support desk, in order; a no-op where none is configured. Each is JSON and whole in itself:
 * it is carried out minutes later, or again. `to` is the escalation's id.
 */
export type SupportOrder = SupportCard | SupportLine | SupportTell | SupportTranscript;
type ToSupport = { readonly kind: "support"; readonly to: string };

/** The card; its thread hangs below it. With `isEdit` it is brought up to date; of several that wait only the newest goes out. */
export type SupportCard = ToSupport & { readonly do: "card"; readonly isEdit: boolean; readonly escalation: Shown };

/** A line in the thread. */
export type SupportLine = ToSupport & {
	readonly do: "line";
	/** Under which it can be edited later; null: never. */
	readonly name: string | null;
	/** It takes the place of the line of this name. */
	readonly replaces: string | null;
	readonly from: "merchant" | "program";
	/** Who speaks: the store's name; null: the program. */
	readonly author: string | null;
	readonly text: string;
	readonly file: FileCard | null;
	readonly alert: Alert | null;
};

/** What only one agent sees, such as why their act did nothing. */
export type SupportTell = ToSupport & { readonly do: "tell"; readonly agent: string; readonly text: string };

/** The timeline as a file in the thread. */
export type SupportTranscript = ToSupport & { readonly do: "transcript"; readonly markdown: string };

/** An escalation as its card shows it: without the timeline, with what follows from the clock. */
export type Shown = Omit<Escalation, "timeline" | "chain" | "claim" | "isPosted" | Inner> & {
	/** When somebody must have claimed it; null: nobody must. */
	readonly claimDueAtMs: number | null;
	/** The name of the tier that was called last. */
	readonly tier: string | null;
};

type Inner = "lastTier" | "replies" | "translating";

export type EscalationWrite = { readonly kind: "escalation"; readonly escalation: Escalation };
export type EscalationEffect = Mail<EscalationNotice> | SupportOrder | AskModel | LookUpSalesSoFar;
/** The store's fallback sales since a moment, counted; the outcome is `sales`. */
export type LookUpSalesSoFar = {
	readonly kind: "look-up-sales-so-far";
	readonly to: string;
	readonly storeId: string;
	readonly sinceMs: number;
};
