/** CORE. What comes from the merchant's conversation: what they write, and how their store goes on. */

import { TRANSLATE_LIMIT_CHARS } from "../answers/model-ask.ts";
import { draw } from "../chance.ts";
import { type EscalationDraft, end, notify, record, showLine } from "./escalation-draft.ts";
import type { EscalationEvent } from "./escalation-event.ts";
import type { Alert } from "./escalation-order.ts";
import { reopen } from "./escalation-owner.ts";
import * as texts from "./texts-support.ts";

/** Answers that never come are forgotten. */
const TRANSLATING_LIMIT = 10;

type Event<Kind> = EscalationEvent & { readonly kind: Kind };

/** It stands in the thread, under the store's name. */
export function hearWords(draft: EscalationDraft, { name, text }: Event<"merchant-wrote">): void {
	record(draft, "merchant-wrote", null, text);
	// A web chat has no names for its messages; what a translation is added to needs one.
	const own = isTranslatable(draft, text) ? `said ${draw(draft.moment.seed, "line", 12)}` : null;
	const line = name === null ? own : lineOf(name);
	showLine(draft, text, { ...fromMerchant(draft), name: line });
	if (line !== null) askForTranslation(draft, line, text);
}

export function hearEdit(draft: EscalationDraft, { name, text }: Event<"merchant-edited">): void {
	record(draft, "merchant-edited", null, text);
	showLine(draft, text, { ...fromMerchant(draft), name: lineOf(name), replaces: lineOf(name) });
	forgetTranslation(draft, lineOf(name));
	askForTranslation(draft, lineOf(name), text);
}

export function hearDeletion(draft: EscalationDraft, { name }: Event<"merchant-deleted">): void {
	record(draft, "merchant-deleted", null, "");
	showLine(draft, texts.DELETED, { ...fromMerchant(draft), name: lineOf(name), replaces: lineOf(name) });
	forgetTranslation(draft, lineOf(name));
}

export function hearFile(draft: EscalationDraft, { file }: Event<"merchant-sent-file">): void {
	record(draft, "merchant-sent-file", null, file.name);
	showLine(draft, "", { ...fromMerchant(draft), file });
}

export function hearNote(draft: EscalationDraft, text: string): void {
	record(draft, "noted", null, text);
	showLine(draft, text);
}

/** The terminal works again; the request stays until an agent, or the merchant's answer, ends it. */
export function hearRestored(draft: EscalationDraft): void {
	const { state, moment } = draft;
	if (state.restoredAtMs !== null) return;
	draft.state = { ...state, restoredAtMs: moment.nowMs };
	record(draft, "restored", null, texts.RESTORED);
	showLine(draft, texts.RESTORED);
}

/** The answer to “back to normal?”. To a question that does not stand any more it is a word like any other. */
export function hearBackToNormal(draft: EscalationDraft, { isBack }: Event<"back-to-normal">): void {
	const { state, moment } = draft;
	const said = isBack ? texts.BACK : texts.NOT_BACK;
	if (state.state !== "resolved") {
		hearNote(draft, said);
		return;
	}
	showLine(draft, said, isBack ? {} : { alert: ownerAlert(draft) });
	draft.state = { ...state, restoredAtMs: isBack ? (state.restoredAtMs ?? moment.nowMs) : null };
	if (!isBack) {
		reopen(draft, null, said);
		return;
	}
	record(draft, "back-to-normal", null, said);
	end(draft, null, "");
	notify(draft, { did: "closed", by: null, note: "" });
}

/** An agent must know that nobody has read it. */
export function hearNotDelivered(draft: EscalationDraft): void {
	record(draft, "not-delivered", null, texts.NOT_DELIVERED);
	showLine(draft, texts.NOT_DELIVERED, { alert: ownerAlert(draft) });
}

/** Counts the store's fallback sales since the terminal failed. */
export function lookUpSales({ state, effects }: EscalationDraft): void {
	const { id, storeId, card } = state;
	if (storeId === null || card === null) return;
	effects.push({ kind: "look-up-sales-so-far", to: id, storeId, sinceMs: card.sinceMs });
}

/** For agents who do not read the merchant's language. `line` null: the card's last words. */
export function askForTranslation(draft: EscalationDraft, line: string | null, text: string): void {
	const { state, moment } = draft;
	if (!isTranslatable(draft, text)) return;
	const from = state.card?.language ?? "en";
	const id = draw(moment.seed, "translate", 12);
	draft.effects.push({ kind: "ask-model", to: state.id, id, ask: { kind: "translate", text, from, to: "en" } });
	const translating = [...(state.translating ?? []), { id, line, text }].slice(-TRANSLATING_LIMIT);
	draft.state = { ...state, translating };
}

/** Half a text in another language misleads: a long one stays as it is. */
const isTranslatable = ({ state, context }: EscalationDraft, text: string): boolean =>
	context.model.chat &&
	(state.card?.language ?? "en") !== "en" &&
	text.trim() !== "" &&
	text.length <= TRANSLATE_LIMIT_CHARS;

/** Late, or without an answer, it changes nothing. */
export function hearModel(draft: EscalationDraft, { id, said }: Event<"model">): void {
	const { state } = draft;
	const asked = state.translating?.find((one) => one.id === id);
	if (asked === undefined) return;
	draft.state = { ...state, translating: (state.translating ?? []).filter((one) => one !== asked) };
	const english = said.translated ?? "";
	if (english === "") return;
	const { line, text } = asked;
	if (line === null) draft.state = { ...draft.state, translation: english };
	else showLine(draft, texts.withTranslation(text, english), { ...fromMerchant(draft), name: line, replaces: line });
}

/** It would say what the merchant has taken back. */
function forgetTranslation(draft: EscalationDraft, line: string): void {
	const { state } = draft;
	if (state.translating === undefined) return;
	draft.state = { ...state, translating: state.translating.filter((one) => one.line !== line) };
}

const lineOf = (name: string): string => `merchant ${name}`;

const fromMerchant = ({ state }: EscalationDraft) => ({ from: "merchant", author: state.card?.store ?? null }) as const;

const ownerAlert = ({ state: { owner } }: EscalationDraft): Alert | null =>
	owner === null ? null : { kind: "agent", id: owner.id };
