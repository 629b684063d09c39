/** A conversation that the support desk works on, for tests. */

import type { EscalationNotice } from "../../src/helpdesk/escalation-event.ts";
import type { Card } from "../../src/helpdesk/escalation-state.ts";
import type { FileCard } from "../../src/helpdesk/message.ts";
import type { Locale } from "../../src/text.ts";
import { bakery } from "../fallback/shops.ts";
import { type Heard, openChat } from "./chat.ts";

export type Chat = ReturnType<typeof openChat>;
type Did<Notice> = Notice extends EscalationNotice ? Omit<Notice, "kind" | "id"> : never;

export const PHOTO: FileCard = { id: "f1", name: "screen.jpg", type: "image/jpeg", bytes: 1_000 };
export const MANUAL: FileCard = { id: "f2", name: "manual.pdf", type: "application/pdf", bytes: 2_000 };

export const idOf = (chat: Chat): string => chat.state().escalation?.id ?? "";
/** The desk did something about this conversation's escalation. */
export const desk = (chat: Chat, did: Did<EscalationNotice>): Heard =>
	chat.tell({ kind: "escalation", id: idOf(chat), ...did } as EscalationNotice);
export const claim = (chat: Chat) => desk(chat, { did: "claimed", by: "Mara" });
export const answer = (chat: Chat, text: string, name = "1.1", file: FileCard | null = null) =>
	desk(chat, { did: "answered", by: "Mara", name, text, file });

export function withPerson(locale: Locale = "en", shop = bakery): Chat {
	const chat = openChat(shop, locale);
	chat.press("person", 1);
	return chat;
}
export function owned(locale: Locale = "en"): Chat {
	const chat = withPerson(locale);
	claim(chat);
	return chat;
}
export const cardIn = ({ toDesk }: Heard): Card | null =>
	toDesk.flatMap((event) => (event.kind === "open" ? [event.card] : []))[0] ?? null;
