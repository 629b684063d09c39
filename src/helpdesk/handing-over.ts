/** CORE. Handing a conversation over to a person, and back. */

import type { Terminal } from "../fallback/shop.ts";
import { question, trailTexts } from "../playbooks/engine.ts";
import { FORM } from "../playbooks/format.ts";
import type { Text } from "../text.ts";
import { aroundOf } from "./around.ts";
import { addressOf } from "./conversation-state.ts";
import { type Draft, type Option, say } from "./draft.ts";
import { type Card, type EscalationNotice, escalationId } from "./escalation.ts";
import * as texts from "./texts.ts";

const AFTERWARDS: readonly Option[] = [
	{ id: "pay", label: texts.PAY },
	{ id: "restored", label: texts.RESTORED },
];

/** Puts the conversation on the support desk's list, once; `before` is said first, `because` is for the agent. */
export function escalate(draft: Draft, because: Text, before: readonly Text[] = [], steps: Card["steps"] = []): void {
	const { state, context } = draft;
	if (state.escalation !== null) {
		draft.state = { ...state, run: null };
		say(draft, [...before, texts.ESCALATED_ALREADY], AFTERWARDS);
		return;
	}
	const id = open(draft, because, steps);
	draft.state = { ...draft.state, run: null };
	say(draft, [...before, texts.escalated(id, context.shop.hotline, tidOf(draft))], AFTERWARDS);
}

function open(draft: Draft, because: Text, steps: Card["steps"]): string {
	const { state, moment } = draft;
	const id = escalationId(moment.seed);
	const card = cardOf(draft, because, steps.length > 0 ? steps : stepsSoFar(draft));
	const event = { kind: "open", id, conversation: addressOf(state), card } as const;
	draft.effects.push({ kind: "mail", to: `escalation/${id}`, event });
	draft.state = { ...state, escalation: { id, isOwned: false } };
	return id;
}

/** Tells the support desk of a merchant who cannot be told anything. */
export function raise(draft: Draft, because: Text): void {
	const { escalation } = draft.state;
	if (escalation === null) open(draft, because, []);
	else {
		const event = { kind: "noted", text: because.en } as const;
		draft.effects.push({ kind: "mail", to: `escalation/${escalation.id}`, event });
	}
}

/** The steps of the run under way, the open question included: for an agent who takes over in the middle. */
function stepsSoFar(draft: Draft): Card["steps"] {
	const { state, context } = draft;
	const { run } = state;
	const playbook = context.playbooks.find(({ hash, form }) => hash === run?.hash && form === FORM);
	if (run === null || playbook === undefined) return [];
	const around = aroundOf(draft);
	const answered = trailTexts(playbook, run, around).map((step) => ({
		question: step.question.en,
		answer: step.answer.en,
	}));
	const open = question(playbook, run, around);
	return open === null ? answered : [...answered, { question: open.say.en, answer: "(not answered)" }];
}

function cardOf({ state, moment, context: { shop } }: Draft, because: Text, steps: Card["steps"]): Card {
	return {
		reason: because.en,
		merchant: shop.merchantName,
		store: shop.storeName,
		terminals: ownFirst(shop.terminals, state.terminalId).map(({ vendor, model, tid, acquirer }) =>
			[`${vendor} ${model}`, `TID ${tid}`, acquirer ?? "acquirer unknown"].join(", "),
		),
		cause: state.outage?.cause ?? null,
		language: state.locale,
		sinceMs: state.outage?.startedAtMs ?? moment.nowMs,
		steps,
		openSales: state.sales.map(({ ref }) => ref),
		isPractice: shop.isDemo,
	};
}

/** Of the terminal whose sticker was scanned, or of the store's only one. */
function tidOf({ state, context: { shop } }: Draft): string | null {
	const [first, ...others] = ownFirst(shop.terminals, state.terminalId);
	return first !== undefined && (first.id === state.terminalId || others.length === 0) ? first.tid : null;
}

/** The terminal whose sticker was scanned is the one that is down, for all we know. */
const ownFirst = (terminals: readonly Terminal[], id: string | null): readonly Terminal[] =>
	[...terminals].sort((a, b) => Number(b.id === id) - Number(a.id === id));

/** Passes on to the agent what the merchant wrote. */
export function tellAgent(draft: Draft, text: string): void {
	const { escalation } = draft.state;
	if (escalation === null) return;
	draft.effects.push({ kind: "mail", to: `escalation/${escalation.id}`, event: { kind: "merchant-wrote", text } });
}

/** What an agent did about this conversation's escalation. */
export function hearAgent(draft: Draft, notice: EscalationNotice): void {
	const { state } = draft;
	if (state.escalation?.id !== notice.id) return;
	switch (notice.did) {
		case "claimed":
			draft.state = { ...state, escalation: { id: notice.id, isOwned: true }, run: null };
			say(draft, [texts.agentClaimed(notice.by)]);
			return;
		case "answered":
			say(draft, [texts.agentSays(notice.by, notice.text)]);
			// From here a number answers the agent, unless a payment's question waits for it.
			if (state.asking === null) draft.state = { ...draft.state, offered: { seq: draft.state.seq, choices: [] } };
			return;
		case "closed":
			draft.state = { ...state, escalation: null };
			say(draft, [texts.agentClosed(notice.by, notice.text)], [...AFTERWARDS, { id: "person", label: texts.PERSON }]);
	}
}
