/** PORT. The support desk's place on a chat platform: one channel, and in it a card and its thread for each escalation. */

import type { Money } from "../fallback/money.ts";
import type { AgentAct } from "../helpdesk/escalation-event.ts";
import type { SupportOrder } from "../helpdesk/escalation-order.ts";
import type { Snooze } from "../helpdesk/escalation-snooze.ts";
import type { Agent, Escalation } from "../helpdesk/escalation-state.ts";
import type { Choice, FileType } from "../helpdesk/message.ts";
import type { Refusal, Text } from "../text.ts";

export type SupportDesk = {
	/**
	 * Shows one thing; null where nothing stays that could be called anything. May be called again with the same `key` after
	 * a crash. Throws only `DeliveryError`.
	 */
	show(order: SupportOrder, at: SupportPlace, key: string): Promise<SupportPost | null>;
};

export type SupportPlace = {
	/** What the platform calls the card; null before it stands there. */
	readonly card: string | null;
	/** What the platform calls the line that this one takes the place of; null when there is none, or it was never sent. */
	readonly replaces: string | null;
	/** It was begun before, and may be there. */
	readonly isRepeat: boolean;
	/** The bytes of a file; null when they are forgotten. */
	readFile(id: string): Promise<StoredFile | null>;
};

export type StoredFile = { readonly name: string; readonly type: FileType; readonly bytes: Uint8Array<ArrayBuffer> };

export type SupportPost = {
	/** What the platform calls it. */
	readonly name: string;
	/** The thread below it, where it is a card: what is written there is heard as this escalation's. */
	readonly thread: string | null;
};

export type FoundEscalation = {
	readonly merchantId: string;
	readonly escalation: Escalation;
	/** What the platform calls its card; null: it stands nowhere. */
	readonly card: string | null;
};

/** What a platform's support inbox is handed. Each has stored what it was given when it gives its answer. */
export type SupportTools = {
	/** The escalation whose card begins this thread; null for any other thread. */
	find(thread: string): Promise<FoundEscalation | null>;
	/** Of this whole id; null when there is none. */
	read(id: string): Promise<FoundEscalation | null>;
	/** False when an act of this key is there already. The person was checked before. */
	act(found: FoundEscalation, by: Agent, act: AgentAct, key: string): Promise<boolean>;
	/** A reply with a file; or why the file is not taken, and then nothing is sent. False when it is there already. */
	replyWithFile(
		found: FoundEscalation,
		by: Agent,
		reply: { readonly name: string; readonly text: string },
		file: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> },
		key: string,
	): Promise<boolean | Refusal>;
	/** How long an escalation can be snoozed, from now on. */
	snoozes(): readonly Snooze[];
	/** Other escalations that are open, those of the same cause first. */
	linkable(found: FoundEscalation): Promise<readonly Choice[]>;
	/** The store's open findings that a refund would settle. */
	refundable(found: FoundEscalation): Promise<readonly Choice[]>;
	/** Records that a finance agent refunded it; or why not. The money is moved elsewhere, by a person. */
	refunded(found: FoundEscalation, by: Agent, findingId: string, note: string, key: string): Promise<boolean | Refusal>;
	overview(): Promise<Overview>;
	/** Milliseconds since 1970 UTC, of the runtime's clock. */
	nowMs(): number;
};

/** For an agent's own page. */
export type Overview = {
	/** Not closed, the most urgent first, then the oldest. */
	readonly escalations: readonly FoundEscalation[];
	/** Stores that sell on fallback now. */
	readonly selling: readonly {
		readonly merchant: string;
		readonly store: string;
		readonly sinceMs: number;
		readonly paid: number;
		readonly sums: readonly Money[];
	}[];
	/** When the desk is there, in words; null: always. */
	readonly hours: Text | null;
};
