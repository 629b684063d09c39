/** CORE. What a conversation remembers, hears, writes and wants done. All of it is JSON. */

import type { Address } from "../actor.ts";
import type { ModelAbilities, ModelAsk, ModelSaid } from "../answers/model-ask.ts";
import type { Answers } from "../answers/search.ts";
import type { StoredReport, StoredWrite } from "../fallback/exposure.ts";
import type { Money } from "../fallback/money.ts";
import type { SaleNotice, SaleState } from "../fallback/sale.ts";
import type { Shop } from "../fallback/shop.ts";
import type { Habit } from "../fallback/unusual.ts";
import type { Playbook } from "../playbooks/format.ts";
import type { Run } from "../playbooks/run.ts";
import type { Vendor } from "../playbooks/vendor.ts";
import type { BatchOutcome, BatchProgress } from "../reconcile/batch.ts";
import type { BooksNotice } from "../reconcile/books.ts";
import type { Locale, Text } from "../text.ts";
import type { Asking } from "./asking.ts";
import type { FindingsListed, SalesListed } from "./conversation-order.ts";
import type { Drill, DrillPaid, DrillWrite, HardWrite, Readiness, Remind, RemindedWrite } from "./drill-state.ts";
import type { EscalationNotice } from "./escalation-event.ts";
import type { Card } from "./escalation-state.ts";
import type { FileCard, Inbound, Reply } from "./message.ts";
import type { KitPrinted } from "./preparing.ts";
import type { Reading } from "./reading-batch.ts";
import type { Cause, TriageKnowledge } from "./triage.ts";

export type Conversation = {
	readonly id: string;
	readonly storeId: string;
	/** The terminal whose sticker opened it. */
	readonly terminalId: string | null;
	/** Which bot says what is said. */
	readonly platform: string;
	/** The platform's own name of the thread; null where the reader comes to us. */
	readonly thread: string | null;
	readonly locale: Locale;
	/** The place of the last line. */
	readonly seq: number;
	/** What a number, or a button without an address of its own, means now. */
	readonly offered: { readonly seq: number; readonly choices: readonly string[] };
	/** A question outside the playbook that waits for its answer. */
	readonly asking: Asking | null;
	readonly run: Run | null;
	readonly outage: Outage | null;
	/** Sales of this conversation that may still move; the newest last. */
	readonly sales: readonly OpenSale[];
	readonly escalation: HandedOver | null;
	/** What the merchant last wrote that was no command and no number; for an agent. Absent: nothing yet. */
	readonly lastWords?: string;
	/** The checks that were ended last in this outage, for an agent who comes later. Absent: none. */
	readonly walked?: Walked;
	/** Sent before anybody was asked to help: it is passed on when somebody is. Absent: none waits. */
	readonly fileToPass?: FileCard;
	/** Whether the terminal works again is asked once, after checks that could repair nothing; `seq` is the place of the question. */
	readonly again?:
		| { readonly kind: "waiting"; readonly dueAtMs: number }
		| { readonly kind: "asked"; readonly seq: number };
	/** What was said here of payments that the terminal has stored, the newest last, and when to remind of them. Absent: nothing. */
	readonly stored?: { readonly reports: readonly StoredReport[]; readonly dueAtMs: number | null };
	/** A large file of this chat that is being read. Absent: none is, or not for long yet. */
	readonly reading?: Reading;
	/** Absent unless a payment is being practised. */
	readonly drill?: Drill;
	/** Absent where nobody is reminded. */
	readonly remind?: Remind;
	/** Absent unless a language model is being asked about the last message. */
	readonly pondering?: Pondering;
	/** Absent while its thread takes what is said; else what became of looking for another one, which is done once. */
	readonly moving?: "sought" | "moved" | "nowhere";
};

/** While a person of the support desk works on it, or shall. What is absent was not so, or was stored before it existed. */
export type HandedOver = {
	readonly id: string;
	/** An agent has it: the bot is silent. */
	readonly isOwned: boolean;
	/** The agent's name. */
	readonly by?: string;
	/** What the platform calls the merchant's messages that the desk was told, the newest last. */
	readonly told?: readonly string[];
	/** Where the agents' messages stand here, the newest last. */
	readonly replies?: readonly AgentReply[];
	/** The place of the question whether everything is back to normal. */
	readonly askedSeq?: number;
	/** What the merchant answered to it; the desk does what follows from it. */
	readonly isBack?: boolean;
};

/** `name` is what the desk's platform calls it, so that an edit of it finds it. */
export type AgentReply = { readonly name: string; readonly seq: number; readonly file?: FileCard };

export type Walked = Pick<Card, "playbook" | "steps" | "exposure">;

/** What a model is asked; without its answer in time the conversation goes on as if it had never been asked. */
export type Pondering = {
	readonly id: string;
	readonly dueAtMs: number;
	readonly ask: ModelAsk;
	/** Said before the answer, whatever it is. */
	readonly before: readonly Text[];
};

/** One episode of one store. */
export type Outage = {
	readonly id: string;
	readonly cause: Cause | null;
	readonly startedAtMs: number;
	readonly restoredAtMs: number | null;
};

export type OpenSale = {
	readonly saleId: string;
	readonly ref: string;
	readonly code: string;
	readonly attempt: number;
	/** The reply that shows its QR, edited as its state changes; `NOWHERE` when it stands where nobody can see it. */
	readonly seq: number;
	/** Whether the one guess at its proof is still to come. Absent where the customer's page shows none. */
	readonly proof?: "waiting" | "used";
	/** Shown without a QR: its provider has yet to give the code. */
	readonly isCodeless?: true;
	/** How often it was told to be paid, above once. */
	readonly timesPaid?: number;
};

/** The place of no reply. */
export const NOWHERE = 0;

export type SaleLine = {
	readonly saleId: string;
	readonly ref: string;
	readonly money: Money;
	readonly state: SaleState | "claimed";
	readonly isPractice: boolean;
	readonly atMs: number;
	/** Of the payment that was paid, else of the newest; null before there is one. */
	readonly railId: string | null;
	readonly code: string | null;
	/** Somebody said once that it was paid; the money may still be there after the sale was given up. */
	readonly wasClaimed: boolean;
	/** The proof that the customer's page showed was right; that alone makes nothing paid. Absent: none was typed, or not so. */
	readonly isProven?: boolean;
	/** What the shop wrote beside it. */
	readonly note: string | null;
};

export type ConversationEvent =
	| {
			readonly kind: "opened";
			readonly id: string;
			readonly storeId: string;
			/** The terminal whose sticker opened it. */
			readonly terminalId: string | null;
			readonly platform: string;
			readonly thread: string | null;
			readonly locale: Locale;
			/** False where it begins with a command, which is answered at once. */
			readonly isGreeted?: boolean;
	  }
	| Inbound
	| SaleNotice
	| BatchOutcome
	| BatchProgress
	| BooksNotice
	| EscalationNotice
	| SalesListed
	| FindingsListed
	/** What a language model says to what was asked. */
	| { readonly kind: "model"; readonly id: string; readonly said: ModelSaid }
	| KitPrinted
	| DrillPaid
	/** An event of ours failed again and again and was given up. */
	| { readonly kind: "set-aside" }
	/** What was ordered was given up. `because` is `closed` where nothing can be said any more in that thread. */
	| {
			readonly kind: "not-delivered";
			readonly effect?: string;
			readonly because?: string;
			readonly thread?: string;
			/** Of a `send`: which reply of an agent it was. */
			readonly subject?: string;
	  }
	/** From now on it goes on in this thread. */
	| { readonly kind: "moved"; readonly thread: string; readonly wasDirect: boolean }
	| { readonly kind: "not-moved" };

export type ConversationWrite =
	| {
			readonly kind: "message";
			readonly conversationId: string;
			readonly seq: number;
			readonly direction: "in" | "out";
			readonly body: Inbound | Reply;
			readonly atMs: number;
	  }
	| { readonly kind: "outage"; readonly conversationId: string; readonly storeId: string; readonly outage: Outage }
	| StoredWrite
	| DrillWrite
	| HardWrite
	| RemindedWrite;

export type ConversationContext = {
	readonly shop: Shop;
	/** What the store's last sales were. Absent: nothing is known of them. */
	readonly habit?: Habit;
	/** The store's outage that is not over, whoever reported it. */
	readonly openOutage: Outage | null;
	/** The outage this conversation knows of, where another chat has ended or a manager has closed it since. */
	readonly endedOutageId: string | null;
	/** What any chat of the store said of payments that its terminals have stored. Absent: nothing. */
	readonly stored?: readonly StoredReport[];
	/** Read when a reminder is due. Absent: it is not. */
	readonly readiness?: Readiness;
	readonly publicUrl: string;
	/** The newest of each, and the one a run is pinned to. */
	readonly playbooks: readonly Playbook[];
	/** What is known of the makers of terminals. */
	readonly vendors: readonly Vendor[];
	/** What free text is understood with. */
	readonly knowledge: TriageKnowledge;
	/** What questions are answered with. */
	readonly answers: Answers;
	/** What a language model can be asked now; nothing where there is none. */
	readonly model: ModelAbilities;
};

export const addressOf = (conversation: Pick<Conversation, "id">): Address => `conversation/${conversation.id}`;
