/** CORE. One decision about an escalation under way: what has changed, and what is to be done. */

import type { Moment } from "../actor.ts";
import type { ModelAbilities } from "../answers/model-ask.ts";
import type { EscalationNotice } from "./escalation-event.ts";
import type { EscalationEffect, SupportLine } from "./escalation-order.ts";
import type { Agent, Escalation, TimelineEvent } from "./escalation-state.ts";
import type { SupportFile } from "./support-file.ts";

/** What the decision may know beside state and event. */
export type EscalationContext = {
	readonly support: SupportFile;
	/** What a language model can be asked now; nothing where there is none. */
	readonly model: ModelAbilities;
	/** IANA, of the store: in its time the merchant hears when the desk opens. Null: not known, and the desk's is used. */
	readonly storeTimeZone: string | null;
};

export type EscalationDraft = {
	state: Escalation;
	readonly effects: EscalationEffect[];
	readonly moment: Moment;
	readonly context: EscalationContext;
};

/** How it began stays, however much is written afterwards. */
const FIRST_EVENTS_KEPT = 20;
const LAST_EVENTS_KEPT = 300;
const EVENT_LIMIT_CHARS = 2_000;

/** Writes it into the timeline. `by` null: the program, or the merchant. */
export function record(draft: EscalationDraft, kind: TimelineEvent["kind"], by: Agent | null, text: string): void {
	const { state, moment } = draft;
	const short = text.length > EVENT_LIMIT_CHARS ? `${text.slice(0, EVENT_LIMIT_CHARS)}…` : text;
	const event = { kind, atMs: moment.nowMs, by: by?.name ?? null, text: short };
	const timeline = [...state.timeline, event];
	const isFull = timeline.length > FIRST_EVENTS_KEPT + LAST_EVENTS_KEPT;
	const kept = [...timeline.slice(0, FIRST_EVENTS_KEPT), ...timeline.slice(-LAST_EVENTS_KEPT)];
	draft.state = { ...state, timeline: isFull ? kept : timeline };
}

/** A line in the thread. */
export function showLine(
	draft: EscalationDraft,
	text: string,
	more: Partial<Omit<SupportLine, "kind" | "to" | "do" | "text">> = {},
): void {
	const plain = { name: null, replaces: null, from: "program", author: null, file: null, alert: null } as const;
	draft.effects.push({ kind: "support", to: draft.state.id, do: "line", ...plain, ...more, text });
}

/** Only this agent sees it. */
export function tellAgent(draft: EscalationDraft, agent: Agent, text: string): void {
	draft.effects.push({ kind: "support", to: draft.state.id, do: "tell", agent: agent.id, text });
}

export type Did = EscalationNotice extends infer Notice
	? Notice extends unknown
		? Omit<Notice, "kind" | "id">
		: never
	: never;

/** The merchant's conversation hears it; nobody does where none stands behind it. */
export function notify(draft: EscalationDraft, did: Did): void {
	const { conversation, id } = draft.state;
	if (conversation === null) return;
	const event = { kind: "escalation", id, ...did } as EscalationNotice;
	draft.effects.push({ kind: "mail", to: conversation, event });
}

/** Over: nobody is called any more. */
export function end(draft: EscalationDraft, by: Agent | null, text: string): void {
	const over = { chain: null, claim: null, snoozedUntilMs: null, closedAtMs: draft.moment.nowMs };
	draft.state = { ...draft.state, ...over, state: "closed" };
	record(draft, "closed", by, text);
}
