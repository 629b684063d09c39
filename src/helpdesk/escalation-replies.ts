/** CORE. What agents say to the merchant. Nothing else of an agent ever reaches one, but the notes of resolving and closing. */

import { type EscalationDraft, notify, record, showLine, tellAgent } from "./escalation-draft.ts";
import { type AgentAct, FORM_REPLY } from "./escalation-event.ts";
import { takeOver } from "./escalation-owner.ts";
import type { Agent } from "./escalation-state.ts";
import { TEXT_LIMIT_CHARACTERS } from "./message.ts";
import * as texts from "./texts-support.ts";

/** Edits of older replies are not passed on. */
const REPLIES_KEPT = 200;
/** Agents who are not in the support channel: their words would not stand there. */
const ELSEWHERE = "api:";

type ReplyAct = AgentAct & { readonly kind: "reply" | "edit-reply" | "withdraw-reply" };

/** A reply, an edit of one, or its end. What was never said is never edited into being said. */
export function actOnReply(draft: EscalationDraft, by: Agent, act: ReplyAct): void {
	const isSaid = draft.state.replies?.includes(act.name) === true;
	if (isSaid === (act.kind === "reply")) return;
	if (act.kind === "withdraw-reply") {
		withdraw(draft, by, act.name);
		return;
	}
	const refused = refusalOf(draft, act);
	if (refused !== null) tellAgent(draft, by, refused);
	else if (act.kind === "reply") reply(draft, by, act);
	else edit(draft, by, act);
}

function refusalOf(
	{ state }: EscalationDraft,
	act: Exclude<ReplyAct, { readonly kind: "withdraw-reply" }>,
): string | null {
	if (state.conversation === null) return texts.NOBODY_THERE;
	if (act.text.length > TEXT_LIMIT_CHARACTERS) return texts.tooLong(TEXT_LIMIT_CHARACTERS);
	const isEmpty = act.text.trim() === "" && (act.kind === "edit-reply" || act.file === null);
	return isEmpty ? texts.NOTHING_TO_SEND : null;
}

/** Whoever replies first has claimed it; several may help. */
function reply(draft: EscalationDraft, by: Agent, { name, text, file }: ReplyAct & { readonly kind: "reply" }): void {
	if (draft.state.state === "open") takeOver(draft, by);
	const { state, moment } = draft;
	const replies = [...(state.replies ?? []), name].slice(-REPLIES_KEPT);
	draft.state = { ...state, replies, firstReplyAtMs: state.firstReplyAtMs ?? moment.nowMs };
	if (text !== "") record(draft, "replied", by, text);
	if (file !== null) record(draft, "sent-file", by, file.name);
	notify(draft, { did: "answered", by: by.name, name, text, file });
	if (isElsewhere(by, name)) showLine(draft, texts.replied(by.name, text), { name: lineOf(name), file });
}

function edit(draft: EscalationDraft, by: Agent, { name, text }: ReplyAct & { readonly kind: "edit-reply" }): void {
	record(draft, "reply-edited", by, text);
	notify(draft, { did: "edited", by: by.name, name, text });
	if (isElsewhere(by, name)) showLine(draft, texts.replied(by.name, text), replacing(name));
}

function withdraw(draft: EscalationDraft, by: Agent, name: string): void {
	const { state } = draft;
	draft.state = { ...state, replies: (state.replies ?? []).filter((said) => said !== name) };
	record(draft, "reply-withdrawn", by, "");
	notify(draft, { did: "withdrawn", by: by.name, name });
	if (isElsewhere(by, name)) showLine(draft, texts.replied(by.name, texts.WITHDRAWN), replacing(name));
}

const isElsewhere = ({ id }: Agent, name: string): boolean => id.startsWith(ELSEWHERE) || name.startsWith(FORM_REPLY);
const lineOf = (name: string): string => `reply ${name}`;
const replacing = (name: string) => ({ name: lineOf(name), replaces: lineOf(name) });
