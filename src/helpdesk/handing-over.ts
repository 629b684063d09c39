/** CORE. Handing a conversation over to a person, and what that person hears of it from then on. */

import type { SaleNotice } from "../fallback/sale.ts";
import type { Text } from "../text.ts";
import { addressOf } from "./conversation-state.ts";
import { type Draft, type Option, say } from "./draft.ts";
import { escalationId } from "./escalation.ts";
import type { EscalationEvent } from "./escalation-event.ts";
import { cardOf, tidOf } from "./handing-over-card.ts";
import type { Inbound } from "./message.ts";
import { codeLines } from "./seeing.ts";
import * as texts from "./texts.ts";
import * as handing from "./texts-handing-over.ts";
import { PERSON_FOR_THE_REST } from "./texts-pictures.ts";

/** What always works, whoever answers. */
export const MEANWHILE: readonly Option[] = [
	{ id: "pay", label: texts.PAY },
	{ id: "restored", label: texts.RESTORED },
];
/** Edits of older messages of the merchant go no further. */
const TOLD_LIMIT = 100;
const PERSON: Option = { id: "person", label: texts.PERSON };

/** While a person has it the bot keeps quiet: it answers only about payments and to a command that is one. */
export const isOwned = ({ state }: Draft): boolean => state.escalation?.isOwned === true;

/** Puts the conversation on the support desk's list, once; `before` is said first, `because` is for the agent. */
export function escalate(draft: Draft, because: Text, before: readonly Text[] = []): void {
	const { escalation } = draft.state;
	if (escalation !== null) {
		draft.state = { ...draft.state, run: null };
		// Whoever has it knows that a person is wanted; that checks came to an end they do not.
		if (because !== handing.ASKED_FOR_PERSON) mailDesk(draft, { kind: "noted", text: because.en });
		say(draft, [...before, handing.ESCALATED_ALREADY], MEANWHILE);
		return;
	}
	const id = open(draft, because);
	draft.state = { ...draft.state, run: null };
	say(draft, [...before, handing.escalated(id, draft.context.shop.hotline, tidOf(draft))], MEANWHILE);
}

function open(draft: Draft, because: Text): string {
	const { state, moment } = draft;
	const id = escalationId(moment.seed);
	const card = cardOf(draft, because);
	const { fileToPass, ...rest } = state;
	draft.state = { ...rest, escalation: { id, isOwned: false } };
	mailDesk(draft, { kind: "open", id, conversation: addressOf(state), storeId: state.storeId, card });
	if (fileToPass !== undefined) mailDesk(draft, { kind: "merchant-sent-file", file: fileToPass });
	return id;
}

/** Tells the escalation of this conversation, if there is one. */
export function mailDesk(draft: Draft, event: EscalationEvent): void {
	const { escalation } = draft.state;
	if (escalation !== null) draft.effects.push({ kind: "mail", to: `escalation/${escalation.id}`, event });
}

/** Tells the support desk of a merchant who cannot be told anything. */
export function raise(draft: Draft, because: Text): void {
	if (draft.state.escalation === null) open(draft, because);
	else mailDesk(draft, { kind: "noted", text: because.en });
}

/** Passes on to the agent what the merchant wrote. */
export function tellAgent(draft: Draft, { text, name }: Inbound & { kind: "message" }): void {
	mailDesk(draft, { kind: "merchant-wrote", name: name ?? null, text });
	const { escalation } = draft.state;
	if (escalation === null || name === undefined) return;
	const told = [...(escalation.told ?? []), name].slice(-TOLD_LIMIT);
	draft.state = { ...draft.state, escalation: { ...escalation, told } };
}

/** Who pressed a button that is the agent's business now is told who has it, and the agent what was pressed. */
export function sayWithAgent(draft: Draft, pressed: Text | null = null): void {
	if (pressed !== null) mailDesk(draft, { kind: "noted", text: `The merchant pressed “${pressed.en}”.` });
	say(draft, [handing.withAgent(draft.state.escalation?.by ?? null)]);
}

/** What the merchant did to a message of theirs changes nothing here; the agent reads along. */
export function hearChange(draft: Draft, event: Inbound & { kind: "edited" | "deleted" }): void {
	// Of what the desk was never told, such as people's talk beside us, it hears no end either.
	const isTold = draft.state.escalation?.told?.includes(event.name) === true;
	if (event.kind === "edited" && event.masked === true) say(draft, [texts.CARD_DATA]);
	if (!isTold) return;
	if (event.kind === "deleted") mailDesk(draft, { kind: "merchant-deleted", name: event.name });
	else mailDesk(draft, { kind: "merchant-edited", name: event.name, text: event.text });
}

/** A picture or a document is for a person; without one it waits until one is asked for. What a QR in it says is said at once. */
export function hearFile(draft: Draft, { file, code }: Inbound & { kind: "file" }): void {
	const lines = code === undefined ? [] : codeLines(code, draft.context);
	if (draft.state.escalation === null) {
		draft.state = { ...draft.state, fileToPass: file };
		const rest = lines.length === 0 ? handing.FILE_NEEDS_PERSON : PERSON_FOR_THE_REST;
		say(draft, [...lines, rest], [PERSON, { id: "pay", label: texts.PAY }], { isAside: isAsking(draft) });
		return;
	}
	mailDesk(draft, { kind: "merchant-sent-file", file });
	// The agent hears what the merchant is told, or would be.
	if (lines.length > 0) mailDesk(draft, { kind: "noted", text: lines.map(({ en }) => en).join(" ") });
	if (!isOwned(draft)) say(draft, [...lines, handing.FILE_PASSED_ON]);
}

/** A question is open: its numbers stay what they mean. */
const isAsking = ({ state }: Draft): boolean => state.asking !== null || state.run !== null;

/** Tells the agent that the store's fallback sales are others now; what is only shown or claimed changes none of them. */
export function tellOfSale(draft: Draft, { payment }: SaleNotice & { kind: "sale" }): void {
	if (payment.state !== "shown" && payment.state !== "claimed") mailDesk(draft, { kind: "sales-moved" });
}

const REPLY = "reply ";
export const replySubject = (name: string): string => `${REPLY}${name}`;

/** An agent's message that was given up; false for anything else. */
export function tellNotDelivered(draft: Draft, subject: string | undefined): void {
	if (subject?.startsWith(REPLY) === true)
		mailDesk(draft, { kind: "reply-not-delivered", name: subject.slice(REPLY.length) });
}
