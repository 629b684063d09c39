/** CORE. An escalation: what a person at the support desk works on, with everything already asked. */

import type { Address, Alarm, Decided, Moment } from "../actor.ts";
import { draw } from "../chance.ts";
import { hearAct } from "./escalation-acts.ts";
import { beginChain, lookAtClock, sayWhetherAway, wakeAtMs } from "./escalation-chain.ts";
import { type EscalationContext, type EscalationDraft, record } from "./escalation-draft.ts";
import type { EscalationEvent } from "./escalation-event.ts";
import {
	askForTranslation,
	hearBackToNormal,
	hearDeletion,
	hearEdit,
	hearFile,
	hearModel,
	hearNotDelivered,
	hearNote,
	hearRestored,
	hearWords,
	lookUpSales,
} from "./escalation-merchant.ts";
import type { EscalationEffect, EscalationWrite } from "./escalation-order.ts";
import { shownOf } from "./escalation-shown.ts";
import type { Card, Escalation } from "./escalation-state.ts";
import { NO_CHANNEL } from "./texts-support.ts";

type EscalationDecided = Decided<Escalation | null, EscalationWrite, EscalationEffect>;

/** A new escalation's id: no character that is misread, and lower case, not to be taken for a sale reference. */
export const escalationId = (seed: string): string => draw(seed, "escalation", 8, "23456789abcdefghjkmnpqrstuvwxyz");

/** What becomes of an escalation by one event. An alarm may ring early, late or twice. */
export function decideEscalation(
	escalation: Escalation | null,
	event: EscalationEvent | Alarm,
	moment: Moment,
	context: EscalationContext,
): EscalationDecided {
	const state = escalation ?? opened(event, moment.nowMs);
	if (state === null) return { state: null, writes: [], effects: [], wakeAtMs: null };
	const draft: EscalationDraft = { state, effects: [], moment, context };
	if (escalation === null) begin(draft, event);
	else if (event.kind === "alarm") lookAtClock(draft);
	else hear(draft, event);
	return decided(escalation, draft);
}

function decided(before: Escalation | null, { state, effects, moment, context }: EscalationDraft): EscalationDecided {
	const { support } = context;
	const isShownAlike =
		before === null || JSON.stringify(shownOf(before, support)) === JSON.stringify(shownOf(state, support));
	if (!isShownAlike) effects.push(cardOrder(state, context, true));
	return {
		state,
		writes: before === state ? [] : [{ kind: "escalation", escalation: state }],
		effects,
		wakeAtMs: wakeAtMs(state, support, moment.nowMs),
	};
}

const cardOrder = (state: Escalation, { support }: EscalationContext, isEdit: boolean): EscalationEffect => ({
	kind: "support",
	to: state.id,
	do: "card",
	isEdit,
	escalation: shownOf(state, support),
});

/** Null for what opens none. */
function opened(event: EscalationEvent | Alarm, nowMs: number): Escalation | null {
	if (event.kind === "open") {
		const { id, conversation, storeId, card } = event;
		return fresh(id, { conversation, storeId, card }, nowMs);
	}
	if (event.kind !== "set-aside" || event.id === undefined) return null;
	return fresh(event.id, { conversation: null, storeId: null, card: null }, nowMs);
}

type Origin = { readonly conversation: Address | null; readonly storeId: string | null; readonly card: Card | null };

const fresh = (id: string, origin: Origin, nowMs: number): Escalation => ({
	id,
	...origin,
	state: "open",
	owner: null,
	severity: origin.card !== null && origin.card.rails.length === 0 ? "urgent" : "normal",
	openedAtMs: nowMs,
	firstReplyAtMs: null,
	restoredAtMs: null,
	resolution: null,
	closedAtMs: null,
	snoozedUntilMs: null,
	linkedTo: null,
	sales: null,
	translation: null,
	chain: null,
	claim: null,
	isPosted: false,
	timeline: [],
});

/** The card first: its thread hangs below it. */
function begin(draft: EscalationDraft, event: EscalationEvent | Alarm): void {
	const { context } = draft;
	record(draft, "opened", null, draft.state.card?.reason ?? "");
	if (event.kind === "set-aside") record(draft, "set-aside", null, `${event.actor ?? ""}: ${event.reason ?? ""}`);
	const at = draft.effects.length;
	beginChain(draft);
	const { card } = draft.state;
	if (card !== null && card.lastWords !== null) askForTranslation(draft, null, card.lastWords);
	draft.effects.splice(at, 0, cardOrder(draft.state, context, false));
	lookUpSales(draft);
	sayWhetherAway(draft);
}

function hear(draft: EscalationDraft, event: EscalationEvent): void {
	switch (event.kind) {
		case "act":
			hearAct(draft, event.by, event.act);
			return;
		case "posted":
			if (!draft.state.isPosted) draft.state = { ...draft.state, isPosted: true };
			return;
		case "not-delivered":
			hearOfDesk(draft, event.effect);
			return;
		case "reply-not-delivered":
			hearNotDelivered(draft);
			return;
		default:
			if (draft.state.state !== "closed") hearConversation(draft, event);
	}
}

/** One word of it is enough: in a channel that is gone every line fails. */
function hearOfDesk(draft: EscalationDraft, effect: string | undefined): void {
	const last = draft.state.timeline.at(-1);
	if (effect === "support" && last?.text !== NO_CHANNEL) record(draft, "not-delivered", null, NO_CHANNEL);
}

function hearConversation(draft: EscalationDraft, event: EscalationEvent): void {
	switch (event.kind) {
		case "merchant-wrote":
			hearWords(draft, event);
			return;
		case "merchant-edited":
			hearEdit(draft, event);
			return;
		case "merchant-deleted":
			hearDeletion(draft, event);
			return;
		case "merchant-sent-file":
			hearFile(draft, event);
			return;
		case "noted":
			hearNote(draft, event.text);
			return;
		case "restored":
			hearRestored(draft);
			return;
		case "back-to-normal":
			hearBackToNormal(draft, event);
			return;
		case "sales-moved":
			lookUpSales(draft);
			return;
		case "sales":
			draft.state = { ...draft.state, sales: event.sales };
			return;
		case "model":
			hearModel(draft, event);
	}
}
