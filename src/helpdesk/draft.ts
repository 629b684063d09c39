/** CORE. A decision while it is being made: what was said and ordered so far. It never leaves the function that made it. */

import type { Moment } from "../actor.ts";
import type { Text } from "../text.ts";
import type { ConversationEffect } from "./conversation-order.ts";
import type { Conversation, ConversationContext, ConversationWrite } from "./conversation-state.ts";
import type { FileCard, Inbound, Qr, Reply, SaleCard } from "./message.ts";

export type Draft = {
	state: Conversation;
	readonly writes: ConversationWrite[];
	readonly effects: ConversationEffect[];
	readonly moment: Moment;
	readonly context: ConversationContext;
	/** Who wrote or pressed, as the platform names them. Absent where it does not say. */
	readonly by?: string;
};

export type Option = { readonly id: string; readonly label: Text };

type Extras = {
	readonly qr?: Qr;
	readonly link?: string;
	/** The place of an earlier reply that this one takes the place of. */
	readonly replaces?: number;
	/** Its buttons stay pressable there; a number still answers the last question. */
	readonly isAside?: boolean;
	readonly sale?: SaleCard;
	readonly file?: FileCard;
	/** Comes back when it cannot be said. */
	readonly subject?: string;
};

/** Says one thing. Its options are what a number means from now on; without options the last ones stay. */
export function say(
	draft: Draft,
	parts: readonly Text[],
	options: readonly Option[] = [],
	extras: Extras = {},
): number {
	const { state, moment } = draft;
	const seq = state.seq + 1;
	const reply: Reply = {
		text: parts.map((part) => part[state.locale]).join("\n"),
		choices: options.map(({ id, label }) => ({ id, label: label[state.locale] })),
		qr: extras.qr ?? null,
		link: extras.link ?? null,
		replaces: extras.replaces ?? null,
		sale: extras.sale ?? null,
		...(extras.file === undefined ? {} : { file: extras.file }),
		...(state.escalation === null || state.escalation.isBack === true ? {} : { isWithDesk: true }),
	};
	draft.writes.push({
		kind: "message",
		conversationId: state.id,
		seq,
		direction: "out",
		body: reply,
		atMs: moment.nowMs,
	});
	draft.effects.push({
		kind: "send",
		to: state.id,
		platform: state.platform,
		thread: state.thread,
		said: { seq, reply },
		...(extras.subject === undefined ? {} : { subject: extras.subject }),
	});
	const isOffer = options.length > 0 && extras.isAside !== true;
	const offered = !isOffer ? state.offered : { seq, choices: options.map(({ id }) => id) };
	draft.state = { ...state, seq, offered };
	return seq;
}

/** A transcript says what was said, and not by whom. */
function nameless(heard: Inbound): Inbound {
	if (!("by" in heard)) return heard;
	const { by: _, ...said } = heard;
	return said;
}

/** Keeps what the merchant did, at its place in the conversation. */
export function hear(draft: Draft, heard: Inbound): void {
	const body = nameless(heard);
	const { state, moment } = draft;
	const seq = state.seq + 1;
	draft.writes.push({ kind: "message", conversationId: state.id, seq, direction: "in", body, atMs: moment.nowMs });
	draft.state = { ...state, seq };
}
