/** CORE. A question is answered with an article; a language model may put it in other words or say what a message means, and decides nothing. */

import type { Article } from "../answers/article.ts";
import { type ModelAsk, type ModelCommand, type ModelSaid, NOTHING_SAID, type Worded } from "../answers/model-ask.ts";
import { draw } from "../chance.ts";
import type { Text } from "../text.ts";
import { aroundOf } from "./around.ts";
import type { ConversationEvent, Pondering } from "./conversation-state.ts";
import { type Draft, type Option, say } from "./draft.ts";
import { repeatStep } from "./guiding.ts";
import { MENU, menu, WHICH } from "./menu.ts";
import { goOn, PERSON, repeatQuestion } from "./selling.ts";
import * as texts from "./texts.ts";
import * as answering from "./texts-answering.ts";
import { simplified } from "./triage-hanzi.ts";

/** A second more than the model has: the alarm is only for an outcome that was lost. */
const PONDER_LIMIT_MS = 5000;
const OTHERS_LIMIT = 2;
const ARTICLE = "article:";
const PAY: Option = { id: "pay", label: texts.PAY };

/** Answers a question; `before` is what its code means. About anything but our subject there is a kind no. */
export function answerQuestion(draft: Draft, text: string, before: readonly Text[] = []): void {
	const { answers, model } = draft.context;
	const { locale } = draft.state;
	const { ids, isInside } = find(draft, text);
	if (!isInside) sayAndGoOn(draft, before.length > 0 ? before : [answering.OUTSIDE]);
	else if (answers.articles.length > 0 && (model.chat || model.vectors))
		ponder(draft, { kind: "words", text, locale, ids }, before);
	else sayArticle(draft, ids, before, null);
}

/** A kind no, and what we can do instead. */
export const sayOutside = (draft: Draft): void => sayAndGoOn(draft, [answering.OUTSIDE]);

/** How surely the articles answer a message, above zero; for what triage makes nothing of. */
export const surenessOf = (draft: Draft, text: string): number => find(draft, text).sureness;

function find(draft: Draft, text: string) {
	const vendor = aroundOf(draft).terminal?.vendor ?? null;
	return draft.context.answers.search(simplified(text), draft.state.locale, vendor);
}

/** Asks what was meant: a model first, where there is one. */
export function askMeaning(draft: Draft, text: string): void {
	if (draft.context.model.chat && draft.state.run === null)
		ponder(draft, { kind: "command", text, locale: draft.state.locale }, []);
	else sayWhich(draft);
}

function sayWhich(draft: Draft): void {
	if (!repeatStep(draft, [texts.NOT_UNDERSTOOD])) say(draft, [texts.WHICH], WHICH);
}

/** The button of an article; null for the button of something else. */
export const articleChoice = (choice: string): string | null =>
	choice.startsWith(ARTICLE) ? choice.slice(ARTICLE.length) : null;

/** Shows an article that was asked for by its button. */
export function showArticle(draft: Draft, id: string): void {
	const { articles, search } = draft.context.answers;
	const article = articles.find((one) => one.id === id);
	if (article === undefined) {
		menu(draft);
		return;
	}
	const { locale } = draft.state;
	const related = search(article.title[locale], locale).ids.filter((other) => other !== id);
	sayArticle(draft, [id, ...related], [], null, true);
}

function sayArticle(
	draft: Draft,
	ids: readonly string[],
	before: readonly Text[],
	worded: Worded | null,
	isPressed = false,
): void {
	const found = ids.flatMap((id) => articleOf(draft, id) ?? []);
	const [best, ...others] = found;
	if (best === undefined) {
		sayAndGoOn(draft, [...before, answering.OUTSIDE]);
		return;
	}
	const options = others.slice(0, OTHERS_LIMIT).map(({ id, title }): Option => ({ id: ARTICLE + id, label: title }));
	const parts = [...before, ...(worded === null ? [best.text] : wordsOf(draft, worded))];
	const { asking, run } = draft.state;
	if (asking !== null || (run !== null && !isPressed)) {
		say(draft, parts, options);
		if (!repeatQuestion(draft, [])) repeatStep(draft, []);
	} else say(draft, parts, [...options, ...(run === null ? [PAY] : goOn(draft))]);
}

const articleOf = ({ context }: Draft, id: string): Article | null =>
	context.answers.articles.find((one) => one.id === id) ?? null;

function wordsOf(draft: Draft, { text, cites }: Worded): readonly Text[] {
	const titles = cites.flatMap((id) => articleOf(draft, id)?.title ?? []);
	return [{ en: text, zh: text, es: text }, answering.fromArticles(titles)];
}

/** Says it, and asks again what is open. */
function sayAndGoOn(draft: Draft, parts: readonly Text[]): void {
	if (!repeatQuestion(draft, parts) && !repeatStep(draft, parts)) say(draft, parts, MENU);
}

function ponder(draft: Draft, ask: ModelAsk, before: readonly Text[]): void {
	const { state, moment } = draft;
	const id = draw(moment.seed, "model", 12);
	draft.effects.push({ kind: "ask-model", to: state.id, id, ask });
	draft.state = { ...state, pondering: { id, dueAtMs: moment.nowMs + PONDER_LIMIT_MS, ask, before } };
}

/** What the model said. An answer to something that is settled already is nothing any more. */
export function hearModel(draft: Draft, { id, said }: ConversationEvent & { kind: "model" }): void {
	const { pondering } = draft.state;
	if (pondering?.id === id) conclude(draft, pondering, said);
}

/** The merchant goes on, or no answer came: what is being asked about is answered without the model, now. */
export function goOnWithoutModel(draft: Draft): void {
	const { pondering } = draft.state;
	if (pondering !== undefined) conclude(draft, pondering, NOTHING_SAID);
}

/** The alarm rang. */
export function lookAtModel(draft: Draft): void {
	const { pondering } = draft.state;
	if (pondering !== undefined && draft.moment.nowMs >= pondering.dueAtMs) goOnWithoutModel(draft);
}

function conclude(draft: Draft, { ask, before }: Pondering, said: ModelSaid): void {
	const { pondering: _, ...rest } = draft.state;
	draft.state = rest;
	// A person has taken over meanwhile: the bot keeps quiet.
	if (rest.escalation?.isOwned === true) return;
	if (ask.kind === "words") sayArticle(draft, said.ids.length > 0 ? said.ids : ask.ids, before, said.worded);
	else if (said.command === "question") answerProposed(draft, ask.text);
	else {
		const option = said.command === null ? null : optionOf(said.command);
		if (option === null) sayWhich(draft);
		else say(draft, [answering.DID_YOU_MEAN], [option, { id: "menu", label: answering.SOMETHING_ELSE }]);
	}
}

function answerProposed(draft: Draft, text: string): void {
	const { ids, isInside } = find(draft, text);
	if (isInside) sayArticle(draft, ids, [], null);
	else sayWhich(draft);
}

/** The button that a command of the model stands for: it is offered, and a person presses it or not. */
function optionOf(command: ModelCommand): Option | null {
	switch (command) {
		case "outage:network":
		case "outage:processor":
		case "outage:software":
		case "outage:hardware":
		case "outage:maintenance": {
			const cause = command.slice("outage:".length) as keyof typeof answering.TROUBLE;
			return { id: `down:${cause}`, label: answering.TROUBLE[cause] };
		}
		case "outage:unknown":
			return { id: "down", label: texts.TERMINAL_DOWN };
		case "take_payment":
			return PAY;
		case "payment_status":
			return { id: "sales", label: texts.SALES };
		case "reconcile":
			return { id: "reconcile", label: answering.SEND_BATCH };
		case "human":
			return PERSON;
		case "resolved":
			return { id: "restored", label: texts.RESTORED };
		case "question":
		case "other":
			return null;
	}
}
