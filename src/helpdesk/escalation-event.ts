/** CORE. What an escalation hears, from an agent, from the merchant's conversation and from the runtime; and what that conversation hears of it. All of it is JSON. */

import type { Address } from "../actor.ts";
import type { ModelSaid } from "../answers/model-ask.ts";
import type { Text } from "../text.ts";
import type { Agent, Card, Resolved, SalesSoFar, Severity } from "./escalation-state.ts";
import type { FileCard } from "./message.ts";

/** A reply whose name begins so was typed into a form: it stands nowhere in the thread yet, and is shown there. */
export const FORM_REPLY = "form ";

/** What an agent does; the same from Slack, the API and the shell. */
export type AgentAct =
	| { readonly kind: "claim" }
	| { readonly kind: "release" }
	/** To the merchant. `name` is what the platform calls the agent's message, so that an edit of it finds it. Whoever replies first has claimed it. */
	| { readonly kind: "reply"; readonly name: string; readonly text: string; readonly file: FileCard | null }
	| { readonly kind: "edit-reply"; readonly name: string; readonly text: string }
	| { readonly kind: "withdraw-reply"; readonly name: string }
	| { readonly kind: "snooze"; readonly untilMs: number }
	| { readonly kind: "wake" }
	/** To the next tier, now. */
	| { readonly kind: "escalate" }
	| { readonly kind: "severity"; readonly severity: Severity }
	| { readonly kind: "link"; readonly linkedTo: string }
	| { readonly kind: "hand-back" }
	| { readonly kind: "resolve"; readonly cause: Resolved; readonly note: string }
	/** At once, without asking the merchant: a mistake, a drill, a message of ours that failed. */
	| { readonly kind: "close"; readonly note: string }
	| { readonly kind: "transcript" };

export type EscalationEvent =
	| {
			readonly kind: "open";
			readonly id: string;
			readonly conversation: Address;
			readonly storeId: string;
			readonly card: Card;
	  }
	/** From the runtime: an event failed again and again. */
	| { readonly kind: "set-aside"; readonly id?: string; readonly actor?: string; readonly reason?: string }
	/** `name` is what the platform calls the merchant's message; null where nothing is edited. */
	| { readonly kind: "merchant-wrote"; readonly name: string | null; readonly text: string }
	| { readonly kind: "merchant-edited"; readonly name: string; readonly text: string }
	| { readonly kind: "merchant-deleted"; readonly name: string }
	| { readonly kind: "merchant-sent-file"; readonly file: FileCard }
	/** From the conversation: what the agent must know of it. */
	| { readonly kind: "noted"; readonly text: string }
	/** The terminal works again, as the merchant says. */
	| { readonly kind: "restored" }
	/** The merchant's answer to “back to normal?”. */
	| { readonly kind: "back-to-normal"; readonly isBack: boolean }
	/** A reply of this name did not reach the merchant. */
	| { readonly kind: "reply-not-delivered"; readonly name: string }
	/** From an agent; `by` was checked where it came in. */
	| { readonly kind: "act"; readonly by: Agent; readonly act: AgentAct }
	/** The outcome of a `support` order that posted something. */
	| { readonly kind: "posted" }
	/** From the conversation: one of the store's fallback sales has moved. */
	| { readonly kind: "sales-moved" }
	/** What the store's fallback sales are now. */
	| { readonly kind: "sales"; readonly sales: SalesSoFar }
	| { readonly kind: "model"; readonly id: string; readonly said: ModelSaid }
	/** An order was given up. */
	| { readonly kind: "not-delivered"; readonly effect?: string; readonly because?: string };

/** What the merchant's conversation hears. Nothing else of an escalation reaches the merchant. */
export type EscalationNotice = { readonly kind: "escalation"; readonly id: string } & (
	| { readonly did: "claimed"; readonly by: string }
	| { readonly did: "released" }
	/** By an agent's explicit act only. */
	| {
			readonly did: "answered";
			readonly by: string;
			readonly name: string;
			readonly text: string;
			readonly file: FileCard | null;
	  }
	| { readonly did: "edited"; readonly by: string; readonly name: string; readonly text: string }
	| { readonly did: "withdrawn"; readonly by: string; readonly name: string }
	/** The bot answers again, and the request is over: who wants a person after all asks anew. */
	| { readonly did: "handed-back"; readonly by: string }
	/** The merchant is asked whether everything is back to normal. */
	| { readonly did: "resolved"; readonly by: string; readonly note: string }
	| { readonly did: "reopened" }
	/** Over; `by` null: by itself, after the merchant's yes or their silence. */
	| { readonly did: "closed"; readonly by: string | null; readonly note: string }
	/** Nobody is there now; when they are again, in the store's words, or null where no hours are known. */
	| { readonly did: "away"; readonly opensAt: Text | null }
	/** Everybody was called and nobody has come: the merchant must not count on the desk. */
	| { readonly did: "unanswered" }
);
