/** CORE. What a conversation wants done: said, looked up, moved, asked, mailed. All of it is JSON. */

import type { Mail } from "../actor.ts";
import type { ModelAsk } from "../answers/model-ask.ts";
import type { Money } from "../fallback/money.ts";
import type { SaleEvent } from "../fallback/sale.ts";
import type { Locale, Text } from "../text.ts";
import type { SaleLine } from "./conversation-state.ts";
import type { EscalationEvent } from "./escalation-event.ts";
import type { Reply } from "./message.ts";
import type { Paper } from "./paper.ts";
import type { ShownFinding } from "./shown-finding.ts";

/** The store's fallback sales since a moment, newest last, at most `SALE_LINES_LIMIT` of them; the outcome is `sales-listed`. */
export type LookUp = {
	readonly kind: "look-up";
	readonly to: string;
	readonly why: "asked" | "restored";
	readonly storeId: string;
	readonly sinceMs: number;
};
export const SALE_LINES_LIMIT = 100;

export type SalesListed = {
	readonly kind: "sales-listed";
	readonly why: LookUp["why"];
	readonly lines: readonly SaleLine[];
	readonly count: number;
	readonly paid: readonly Money[];
};

/** The store's open findings as a chat shows them: the one after that of this id, else the first; the outcome is `findings-listed`. */
export type LookUpFindings = {
	readonly kind: "look-up-findings";
	readonly to: string;
	readonly storeId: string;
	readonly after: string | null;
	readonly locale: Locale;
};

export type FindingsListed = {
	readonly kind: "findings-listed";
	/** Null when none is open. */
	readonly finding: ShownFinding | null;
	/** Its place among the open ones, counted from 1, and how many there are. */
	readonly place: number;
	readonly open: number;
	/** What keeps the outages from being closed. */
	readonly standing: readonly Text[];
	/** Outages that are not closed. */
	readonly outages: number;
};

export type Send = {
	readonly kind: "send";
	readonly to: string;
	readonly platform: string;
	readonly thread: string | null;
	readonly said: { readonly seq: number; readonly reply: Reply };
	/** Comes back when it is given up. Absent unless an agent wants to know. */
	readonly subject?: string;
};

/** Another thread in a channel of the store, for what was said in this one; the outcome is `moved` or `not-moved`. */
export type Move = {
	readonly kind: "move";
	readonly to: string;
	readonly platform: string;
	readonly storeId: string;
	readonly thread: string;
};

/** A language model is asked; the outcome is `model`, within seconds, with or without an answer. */
export type AskModel = {
	readonly kind: "ask-model";
	readonly to: string;
	readonly id: string;
	readonly ask: ModelAsk;
};

/** The store's kit is made a file of this conversation; the outcome is `kit-printed`. */
export type PrintKit = {
	readonly kind: "print-kit";
	readonly to: string;
	readonly storeId: string;
	readonly paper: Paper;
	readonly locale: Locale;
};

export type ConversationEffect =
	| Send
	| Move
	| LookUp
	| LookUpFindings
	| AskModel
	| PrintKit
	| Mail<SaleEvent>
	| Mail<EscalationEvent>;
