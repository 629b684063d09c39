/** CORE. What the support desk did about this conversation's escalation, as the merchant hears it. */

import type { AgentReply, HandedOver } from "./conversation-state.ts";
import { type Draft, say } from "./draft.ts";
import type { EscalationNotice } from "./escalation-event.ts";
import { MEANWHILE, replySubject } from "./handing-over.ts";
import { tidOf } from "./handing-over-card.ts";
import { MENU } from "./menu.ts";
import type { FileCard } from "./message.ts";
import * as texts from "./texts.ts";
import * as handing from "./texts-handing-over.ts";

/** Edits of older messages are said anew. */
const REPLIES_LIMIT = 50;

/** Of an earlier request it says nothing. */
export function hearAgent(draft: Draft, notice: EscalationNotice): void {
	const { escalation } = draft.state;
	if (escalation?.id !== notice.id) return;
	const { hotline } = draft.context.shop;
	switch (notice.did) {
		case "claimed":
			draft.state = { ...draft.state, escalation: { ...escalation, isOwned: true, by: notice.by }, run: null };
			say(draft, [handing.agentClaimed(notice.by)]);
			leaveNumbers(draft);
			return;
		case "released":
			release(draft, escalation);
			say(draft, [handing.RELEASED], MENU);
			return;
		case "handed-back": {
			const { lastWords: _, ...rest } = draft.state;
			draft.state = { ...rest, escalation: null };
			say(draft, [handing.handedBack(notice.by)], MENU);
			return;
		}
		case "answered":
		case "edited":
		case "withdrawn":
			hearReply(draft, notice);
			return;
		case "resolved":
			askWhetherNormal(draft, escalation, notice);
			return;
		case "reopened":
			draft.state = { ...draft.state, escalation: unasked(escalation) };
			// Whoever said no was told at once.
			if (escalation.isBack !== false) say(draft, [handing.reopened(escalation.id)], MEANWHILE);
			return;
		case "closed":
			close(draft, escalation, notice);
			return;
		case "away":
			say(draft, [handing.away(notice.opensAt, hotline, tidOf(draft))], MEANWHILE);
			return;
		case "unanswered":
			say(draft, [handing.unanswered(escalation.id, hotline, tidOf(draft))], MEANWHILE);
	}
}

function release(draft: Draft, { by: _, ...escalation }: HandedOver): void {
	draft.state = { ...draft.state, escalation: { ...escalation, isOwned: false } };
}

/** From here a number answers the agent, unless a payment's question waits for it. */
function leaveNumbers(draft: Draft): void {
	const { state } = draft;
	if (state.asking === null) draft.state = { ...state, offered: { seq: state.seq, choices: [] } };
}

type Notice<Did> = EscalationNotice & { readonly did: Did };

function hearReply(draft: Draft, notice: Notice<"answered" | "edited" | "withdrawn">): void {
	const { by, name } = notice;
	const subject = replySubject(name);
	const earlier = draft.state.escalation?.replies?.findLast((reply) => reply.name === name);
	if (notice.did === "answered") {
		const { text, file } = notice;
		const said = text === "" && file !== null ? handing.agentSendsFile(by) : handing.agentSays(by, text);
		const seq = say(draft, [said], [], { subject, ...withFile(file) });
		remember(draft, { name, seq, ...withFile(file) });
		leaveNumbers(draft);
	} else if (notice.did === "edited") {
		const { text } = notice;
		if (earlier === undefined) {
			remember(draft, { name, seq: say(draft, [handing.agentCorrects(by, text)], [], { subject }) });
			return;
		}
		const said = text === "" && earlier.file ? handing.agentSendsFile(by) : handing.agentSays(by, text);
		say(draft, [said], [], { subject, replaces: earlier.seq, ...withFile(earlier.file ?? null) });
	} else if (earlier !== undefined) {
		say(draft, [handing.WITHDRAWN], [], { subject, replaces: earlier.seq });
	}
}

const withFile = (file: FileCard | null): { readonly file?: FileCard } => (file === null ? {} : { file });

function remember(draft: Draft, reply: AgentReply): void {
	const { escalation } = draft.state;
	if (escalation === null) return;
	const replies = [...(escalation.replies ?? []), reply].slice(-REPLIES_LIMIT);
	draft.state = { ...draft.state, escalation: { ...escalation, replies } };
}

function askWhetherNormal(draft: Draft, escalation: HandedOver, { by, note }: Notice<"resolved">): void {
	const { id } = escalation;
	const seq = say(
		draft,
		[handing.agentSolved(by, note), handing.BACK_TO_NORMAL],
		[
			{ id: `normal:yes:${id}`, label: handing.YES_NORMAL },
			{ id: `normal:no:${id}`, label: handing.NOT_NORMAL },
			{ id: "pay", label: texts.PAY },
		],
	);
	draft.state = { ...draft.state, escalation: { ...unasked(escalation), askedSeq: seq } };
}

const unasked = ({ askedSeq: _asked, isBack: _back, ...escalation }: HandedOver): HandedOver => escalation;

function close(draft: Draft, { id, isBack }: HandedOver, { by, note }: Notice<"closed">): void {
	// What was said before this request is of no use to the next one.
	const { lastWords: _, ...rest } = draft.state;
	draft.state = { ...rest, escalation: null };
	if (isBack === true) return; // they said so themselves, and were answered
	const said = by === null ? handing.closedByItself(id) : handing.agentClosed(by, note);
	say(draft, [said], [...MEANWHILE, { id: "person", label: texts.PERSON }]);
}
