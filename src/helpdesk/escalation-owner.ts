/** CORE. Whose an escalation is: one agent's, or nobody's. */

import { beginChain, sayWhetherAway } from "./escalation-chain.ts";
import { type EscalationDraft, end, notify, record, tellAgent } from "./escalation-draft.ts";
import type { Agent } from "./escalation-state.ts";
import * as texts from "./texts-support.ts";

/** Compare-and-set: the first one has it, the second is told who does. A resolved one is opened again. */
export function takeOver(draft: EscalationDraft, by: Agent): void {
	const { state, owner } = draft.state;
	if (owner !== null && owner.id !== by.id) {
		tellOwner(draft, by);
		return;
	}
	if (owner !== null && state === "claimed") return;
	draft.state = { ...draft.state, owner: by };
	if (state === "resolved") reopen(draft, by, "");
	else {
		record(draft, "claimed", by, "");
		own(draft, by);
	}
}

function own(draft: EscalationDraft, owner: Agent): void {
	const { nowMs } = draft.moment;
	const claim = { sinceMs: nowMs, isReminded: false, claimedAtMs: nowMs };
	draft.state = { ...draft.state, state: "claimed", owner, claim, chain: null, snoozedUntilMs: null };
	notify(draft, { did: "claimed", by: owner.name });
}

/** It was not solved: whoever had it has it again, or somebody must be found. */
export function reopen(draft: EscalationDraft, by: Agent | null, text: string): void {
	draft.state = { ...draft.state, resolution: null };
	record(draft, "reopened", by, text);
	notify(draft, { did: "reopened" });
	const { owner } = draft.state;
	if (owner !== null) own(draft, owner);
	else {
		beginChain(draft);
		sayWhetherAway(draft);
	}
}

/** Only its owner gives it back: to everybody, or to the bot, and then it is over until the merchant asks again. */
export function giveBack(draft: EscalationDraft, by: Agent, what: "release" | "hand-back"): void {
	const { owner, snoozedUntilMs } = draft.state;
	if (owner !== null && owner.id !== by.id) tellOwner(draft, by);
	else if (what === "hand-back") {
		record(draft, "handed-back", by, "");
		notify(draft, { did: "handed-back", by: by.name });
		end(draft, by, texts.HANDED_BACK);
	} else if (owner === null) tellAgent(draft, by, texts.NOBODY_HAS_IT);
	else {
		record(draft, "released", by, "");
		notify(draft, { did: "released" });
		sayWhetherAway(draft);
		if (snoozedUntilMs === null) beginChain(draft);
		else draft.state = { ...draft.state, state: "open", owner: null, claim: null };
	}
}

/** Who has it, and since when. */
export function tellOwner(draft: EscalationDraft, agent: Agent): void {
	const { state, context, moment } = draft;
	if (state.owner === null) return;
	const sinceMs = state.claim?.claimedAtMs ?? state.claim?.sinceMs ?? state.resolution?.atMs ?? moment.nowMs;
	tellAgent(draft, agent, texts.hasIt(state.owner.name, texts.timeAt(sinceMs, moment.nowMs, context.support.timeZone)));
}
