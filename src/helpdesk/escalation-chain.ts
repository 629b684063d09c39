/** CORE. The timers of an escalation: who is called when nobody has it, and what becomes of one whose owner is silent. */

import { type EscalationDraft, end, notify, record, showLine } from "./escalation-draft.ts";
import { addWorkingMinutes, isOpenAt, nextOpening } from "./escalation-hours.ts";
import type { Agent, Chain, Claim, Escalation } from "./escalation-state.ts";
import { acknowledgeMinutes, tierAt } from "./escalation-tiers.ts";
import type { SupportFile } from "./support-file.ts";
import * as texts from "./texts-support.ts";

const MINUTE_MS = 60_000;

/** From the first tier on; when the desk is closed, the moment it opens. */
export function beginChain(draft: EscalationDraft): void {
	const { context, moment } = draft;
	const start: Chain = { tier: 0, reminders: 0, rounds: 0, dueAtMs: null, isCalled: false };
	draft.state = { ...draft.state, state: "open", owner: null, claim: null, snoozedUntilMs: null };
	if (isOpenAt(context.support.hours, moment.nowMs)) call(draft, start);
	else {
		const dueAtMs = nextOpening(context.support.hours, moment.nowMs);
		draft.state = { ...draft.state, chain: { ...start, dueAtMs } };
	}
}

/** The merchant must not wait for nobody: outside the desk's hours they hear at once when it opens, on their clock. */
export function sayWhetherAway(draft: EscalationDraft): void {
	const { context, moment } = draft;
	const { hours, timeZone } = context.support;
	if (isOpenAt(hours, moment.nowMs)) return;
	const opensAtMs = nextOpening(hours, moment.nowMs);
	const opensAt = texts.openingAt(opensAtMs, moment.nowMs, context.storeTimeZone ?? timeZone);
	notify(draft, { did: "away", opensAt });
}

/** To the next tier, now. The last one is called again. Who owns it goes on owning it. */
export function callNextTier(draft: EscalationDraft, by: Agent): void {
	const { state, context } = draft;
	const next = Math.min((state.lastTier ?? 0) + 1, context.support.tiers.length - 1);
	const tier = tierAt(context.support, next);
	if (state.owner === null) {
		draft.state = { ...state, snoozedUntilMs: null };
		call(draft, { tier: next, reminders: 0, rounds: state.chain?.rounds ?? 0, dueAtMs: null, isCalled: true }, by);
		return;
	}
	draft.state = { ...state, lastTier: next };
	record(draft, "escalated", by, tier.name);
	showLine(draft, texts.askedFor(by.name, tier), { alert: { kind: "tier", name: tier.name, call: tier.call } });
}

/** Calls the tier of a chain, which then waits for somebody to claim it. `isCalled` false: the chain begins with it. */
function call(draft: EscalationDraft, chain: Chain, by: Agent | null = null): void {
	const { state, context, moment } = draft;
	const { support } = context;
	const tier = tierAt(support, chain.tier);
	const minutes = acknowledgeMinutes(support, chain.tier, state.severity);
	const dueAtMs = addWorkingMinutes(support.hours, moment.nowMs, minutes);
	draft.state = { ...state, chain: { ...chain, dueAtMs, isCalled: true }, lastTier: chain.tier };
	const alert = { kind: "tier", name: tier.name, call: tier.call } as const;
	if (!chain.isCalled) {
		record(draft, "notified", null, tier.name);
		showLine(draft, texts.callTier(state.severity === "urgent", minutes), { alert });
	} else if (chain.reminders > 0) {
		record(draft, "reminded", null, tier.name);
		showLine(draft, texts.remindTier(minutes), { alert });
	} else {
		record(draft, "escalated", by, tier.name);
		showLine(draft, texts.climbTo(tier, minutes), { alert });
	}
}

/** Nobody has claimed it in time. */
function goOn(draft: EscalationDraft, chain: Chain): void {
	const { support } = draft.context;
	if (!chain.isCalled) call(draft, chain);
	else if (chain.reminders < tierAt(support, chain.tier).reminders)
		call(draft, { ...chain, reminders: chain.reminders + 1 });
	else if (chain.tier + 1 < support.tiers.length) call(draft, { ...chain, tier: chain.tier + 1, reminders: 0 });
	else if (chain.rounds + 1 < support.rounds)
		call(draft, { ...chain, tier: 0, reminders: 0, rounds: chain.rounds + 1 });
	else {
		draft.state = { ...draft.state, chain: { ...chain, rounds: chain.rounds + 1, dueAtMs: null } };
		record(draft, "escalated", null, texts.CALLED_ALL);
		showLine(draft, texts.CALLED_ALL);
		notify(draft, { did: "unanswered" });
	}
}

/** The owner has done nothing for so long: reminded first, then it is open to everybody again. */
function askOwner(draft: EscalationDraft, claim: Claim): void {
	const { state, context, moment } = draft;
	const { owner } = state;
	if (owner === null) return;
	if (!claim.isReminded) {
		// Counted from now and not from when it was due: after a night without power there is still time to answer.
		draft.state = { ...state, claim: { ...claim, sinceMs: moment.nowMs, isReminded: true } };
		record(draft, "reminded", null, owner.name);
		showLine(draft, texts.remindOwner(context.support.claim.releaseMinutes), {
			alert: { kind: "agent", id: owner.id },
		});
		return;
	}
	record(draft, "released-by-itself", null, owner.name);
	showLine(draft, texts.releasedByItself(owner.name));
	notify(draft, { did: "released" });
	beginChain(draft);
}

/** The snooze is over: its owner is called, or the first tier. */
export function wake(draft: EscalationDraft, by: Agent | null): void {
	const { state, moment } = draft;
	if (state.snoozedUntilMs === null) return;
	draft.state = { ...state, snoozedUntilMs: null };
	record(draft, "woken", by, "");
	const { owner } = state;
	if (owner === null) {
		showLine(draft, texts.WOKEN_TIER);
		beginChain(draft);
		return;
	}
	draft.state = { ...draft.state, claim: { ...draft.state.claim, sinceMs: moment.nowMs, isReminded: false } };
	showLine(draft, texts.WOKEN_OWNER, by?.id === owner.id ? {} : { alert: { kind: "agent", id: owner.id } });
}

/** The merchant has not said whether it is back to normal: it is. */
function closeByItself(draft: EscalationDraft): void {
	showLine(draft, texts.SILENT);
	end(draft, null, texts.SILENT);
	notify(draft, { did: "closed", by: null, note: "" });
}

/** The alarm rang: early, in time, late or twice. */
export function lookAtClock(draft: EscalationDraft): void {
	heal(draft);
	const { state, context, moment } = draft;
	const dueAtMs = dueOf(state, context.support);
	if (dueAtMs === null || moment.nowMs < dueAtMs) return;
	if (state.state === "resolved") closeByItself(draft);
	else if (state.snoozedUntilMs !== null) wake(draft, null);
	else if (!isOpenAt(context.support.hours, moment.nowMs)) return;
	else if (state.claim !== null) askOwner(draft, state.claim);
	else if (state.chain !== null) goOn(draft, state.chain);
}

/** One of before these timers, or whose support file has changed since: it gets its timer. */
function heal(draft: EscalationDraft): void {
	const { state, moment } = draft;
	if (state.snoozedUntilMs !== null) return;
	if (state.state === "open" && state.chain === null) beginChain(draft);
	if (state.state === "claimed" && state.claim === null)
		draft.state = { ...state, claim: { sinceMs: moment.nowMs, isReminded: false } };
}

/** When to look again at the latest; null: nothing is waited for. */
export function wakeAtMs(state: Escalation, support: SupportFile, nowMs: number): number | null {
	const dueAtMs = dueOf(state, support);
	const isOfDesk = state.state !== "resolved" && state.snoozedUntilMs === null;
	// Due and still waiting: the desk is closed.
	return dueAtMs !== null && isOfDesk && dueAtMs <= nowMs ? nextOpening(support.hours, nowMs) : dueAtMs;
}

function dueOf(escalation: Escalation, { hours, claim, resolved }: SupportFile): number | null {
	const { state, resolution, snoozedUntilMs, chain } = escalation;
	if (state === "closed") return null;
	if (state === "resolved") return resolution === null ? null : resolution.atMs + resolved.closeMinutes * MINUTE_MS;
	if (snoozedUntilMs !== null) return snoozedUntilMs;
	if (escalation.claim === null) return chain === null ? null : chain.dueAtMs;
	const { isReminded, sinceMs } = escalation.claim;
	return addWorkingMinutes(hours, sinceMs, isReminded ? claim.releaseMinutes : claim.remindMinutes);
}
