/** CORE. What an agent does about an escalation. Each act is whole in itself: pressed late or twice it harms nothing. */

import { callNextTier, wake } from "./escalation-chain.ts";
import { type EscalationDraft, end, notify, record, tellAgent } from "./escalation-draft.ts";
import type { AgentAct } from "./escalation-event.ts";
import { addWorkingMinutes } from "./escalation-hours.ts";
import { giveBack, takeOver, tellOwner } from "./escalation-owner.ts";
import { actOnReply } from "./escalation-replies.ts";
import type { Agent, Severity } from "./escalation-state.ts";
import { acknowledgeMinutes } from "./escalation-tiers.ts";
import { timelineMarkdown } from "./escalation-timeline.ts";
import * as texts from "./texts-support.ts";

const DAY_MS = 86_400_000;
const SNOOZE_LIMIT_DAYS = 7;
const LINK = /^[2-9a-hj-km-np-z]{8}$/;

/** A closed one only gives its timeline. */
export function hearAct(draft: EscalationDraft, by: Agent, act: AgentAct): void {
	const { state, effects } = draft;
	const shown = effects.length;
	if (act.kind === "transcript") {
		const markdown = timelineMarkdown(state, draft.context.support);
		effects.push({ kind: "support", to: state.id, do: "transcript", markdown });
	} else if (state.state === "closed") tellAgent(draft, by, texts.isClosed(state.id));
	else carryOut(draft, by, act);
	// Whatever its owner does shows that they are there; an edit of what nobody was sent is nothing at all.
	if (draft.state !== state || effects.length > shown) touch(draft, by);
}

function carryOut(draft: EscalationDraft, by: Agent, act: Exclude<AgentAct, { readonly kind: "transcript" }>): void {
	const isResolved = draft.state.state === "resolved";
	switch (act.kind) {
		case "reply":
		case "edit-reply":
		case "withdraw-reply":
			actOnReply(draft, by, act);
			return;
		case "claim":
			takeOver(draft, by);
			return;
		case "severity":
			rate(draft, by, act.severity);
			return;
		case "link":
			link(draft, by, act.linkedTo);
			return;
		case "close":
			close(draft, by, act.note);
			return;
	}
	if (isResolved) {
		tellAgent(draft, by, texts.IS_RESOLVED);
		return;
	}
	switch (act.kind) {
		case "release":
		case "hand-back":
			giveBack(draft, by, act.kind);
			return;
		case "escalate":
			callNextTier(draft, by);
			return;
		case "snooze":
			snooze(draft, by, act.untilMs);
			return;
		case "wake":
			wake(draft, by);
			return;
		case "resolve":
			resolve(draft, by, act);
	}
}

function touch(draft: EscalationDraft, by: Agent): void {
	const { state, moment } = draft;
	if (state.owner?.id !== by.id || state.claim === null) return;
	draft.state = { ...state, claim: { ...state.claim, sinceMs: moment.nowMs, isReminded: false } };
}

function rate(draft: EscalationDraft, by: Agent, severity: Severity): void {
	const { state, context, moment } = draft;
	if (state.severity === severity) return;
	draft.state = { ...state, severity };
	record(draft, "severity", by, severity);
	const { chain } = draft.state;
	if (chain === null || chain.dueAtMs === null || !chain.isCalled) return;
	// Whoever is called now has less time, never more.
	const minutes = acknowledgeMinutes(context.support, chain.tier, severity);
	const soonMs = addWorkingMinutes(context.support.hours, moment.nowMs, minutes);
	draft.state = { ...draft.state, chain: { ...chain, dueAtMs: Math.min(chain.dueAtMs, soonMs) } };
}

function link(draft: EscalationDraft, by: Agent, linkedTo: string): void {
	const { state } = draft;
	if (!LINK.test(linkedTo) || linkedTo === state.id) {
		tellAgent(draft, by, texts.NO_SUCH_LINK);
		return;
	}
	if (state.linkedTo === linkedTo) return;
	draft.state = { ...state, linkedTo };
	record(draft, "linked", by, linkedTo);
}

function snooze(draft: EscalationDraft, by: Agent, untilMs: number): void {
	const { state, context, moment } = draft;
	const { owner } = state;
	if (owner !== null && owner.id !== by.id) {
		tellOwner(draft, by);
		return;
	}
	if (untilMs <= moment.nowMs || untilMs > moment.nowMs + SNOOZE_LIMIT_DAYS * DAY_MS) {
		const isPast = untilMs <= moment.nowMs;
		tellAgent(draft, by, isPast ? texts.SNOOZE_IS_PAST : texts.snoozeTooLong(SNOOZE_LIMIT_DAYS));
		return;
	}
	draft.state = { ...state, snoozedUntilMs: untilMs, chain: null };
	record(draft, "snoozed", by, `until ${texts.timeAt(untilMs, moment.nowMs, context.support.timeZone)}`);
}

/** The merchant is asked whether they see it so. Where there is no merchant it is over. */
function resolve(draft: EscalationDraft, by: Agent, { cause, note }: AgentAct & { kind: "resolve" }): void {
	const { state, moment } = draft;
	const resolution = { cause, note, by: by.name, atMs: moment.nowMs };
	const over = { chain: null, claim: null, snoozedUntilMs: null };
	draft.state = { ...state, ...over, state: "resolved", resolution };
	record(draft, "resolved", by, note === "" ? cause : `${cause}: ${note}`);
	if (state.conversation === null) end(draft, by, "");
	else notify(draft, { did: "resolved", by: by.name, note });
}

function close(draft: EscalationDraft, by: Agent, note: string): void {
	end(draft, by, note);
	notify(draft, { did: "closed", by: by.name, note });
}
