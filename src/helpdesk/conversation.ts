/** CORE. A conversation: one chat with one store. This file says which part answers what; the parts stand beside it. */

import type { Alarm, Decided, Moment } from "../actor.ts";
import { changeNumber } from "../playbooks/words.ts";
import { answerAgain, askWhetherAgain, wakeAt } from "./again.ts";
import { goOnWithoutModel, hearModel, lookAtModel } from "./answering.ts";
import { hintsOf } from "./around.ts";
import { answerNormalInWords } from "./back-to-normal.ts";
import { hearBatch, hearBooks, listSales } from "./closing.ts";
import { act, obey, sayWhereWeAre } from "./commands.ts";
import type { ConversationEffect } from "./conversation-order.ts";
import type { Conversation, ConversationContext, ConversationEvent, ConversationWrite } from "./conversation-state.ts";
import { readWanted, showFinding } from "./deciding.ts";
import { type Draft, hear, say } from "./draft.ts";
import { endDrill } from "./drill.ts";
import { beginOutage, changeByNumber, listenToSilence, repeatStep, takesNumber } from "./guiding.ts";
import { hearChange, hearFile, isOwned, sayWithAgent, tellAgent, tellOfSale } from "./handing-over.ts";
import { lastWords } from "./handing-over-card.ts";
import { hearAgent } from "./hearing-agent.ts";
import { MENU, menu } from "./menu.ts";
import type { Inbound } from "./message.ts";
import { giveUpMoving, goOnThere, seekChannel } from "./moving.ts";
import { answerOpenQuestion } from "./open-question.ts";
import { hearPreparing, sayNoKit, showKit } from "./preparing.ts";
import { hearProof } from "./proving.ts";
import { hearProgress } from "./reading-batch.ts";
import { beginReminding, remindToPrepare } from "./reminding.ts";
import { orderPaylink, repeatQuestion } from "./selling.ts";
import { languageOf, numberOf, yesOrNo } from "./short-answer.ts";
import { hearSale } from "./showing.ts";
import { hearStored, remindOfStored } from "./storing.ts";
import * as texts from "./texts.ts";
import { globalWord, triage } from "./triage.ts";
import { UMBRELLA } from "./triage-playbook.ts";
import { CLEAR_CONFIDENCE, understand } from "./understanding.ts";

/** As `maskCardNumbers` leaves it: bullets, and the last four digits. */
const MASKED_NUMBER = /[•\s-]*•[•\s-]*\d{0,4}/gu;

type ConversationDecided = Decided<Conversation | null, ConversationWrite, ConversationEffect>;

/** What a conversation does about one event. */
export function decideConversation(
	state: Conversation | null,
	event: ConversationEvent | Alarm,
	moment: Moment,
	context: ConversationContext,
): ConversationDecided {
	if (state === null && event.kind !== "opened") return { state: null, writes: [], effects: [], wakeAtMs: null };
	const before = state ?? (event.kind === "opened" ? opened(event) : null);
	if (before === null) return { state: null, writes: [], effects: [], wakeAtMs: null };
	const by = event.kind === "choice" || event.kind === "message" ? event.by : undefined;
	const draft: Draft = {
		...{ state: before, writes: [], effects: [], moment, context },
		...(by === undefined ? {} : { by }),
	};
	if (event.kind !== "opened" || state === null) take(draft, event);
	beginReminding(draft, state === null);
	return {
		state: draft.state,
		writes: draft.writes,
		effects: draft.effects,
		wakeAtMs: wakeAt(draft.state),
	};
}

const opened = ({
	id,
	storeId,
	terminalId,
	platform,
	thread,
	locale,
}: ConversationEvent & { kind: "opened" }): Conversation => ({
	id,
	storeId,
	terminalId,
	platform,
	thread,
	locale,
	seq: 0,
	offered: { seq: 0, choices: [] },
	asking: null,
	run: null,
	outage: null,
	sales: [],
	escalation: null,
});

function take(draft: Draft, event: ConversationEvent | Alarm): void {
	switch (event.kind) {
		case "opened":
			if (event.isGreeted !== false) say(draft, [texts.WELCOME], MENU);
			return;
		case "message":
			goOnWithoutModel(draft);
			hear(draft, event);
			hearMessage(draft, event);
			return;
		case "choice":
			goOnWithoutModel(draft);
			hear(draft, event);
			hearChoice(draft, event);
			return;
		case "paylink":
			goOnWithoutModel(draft);
			hear(draft, event);
			if (event.masked === true) say(draft, [texts.CARD_DATA]);
			orderPaylink(draft, event);
			return;
		case "language":
			goOnWithoutModel(draft);
			hear(draft, event);
			draft.state = { ...draft.state, locale: event.locale };
			if (!askAgain(draft)) menu(draft);
			return;
		case "edited":
		case "deleted":
			hearChange(draft, event);
			return;
		case "file":
			goOnWithoutModel(draft);
			hear(draft, { kind: "file", file: event.file });
			hearFile(draft, event);
			return;
		case "sale":
			hearSale(draft, event);
			tellOfSale(draft, event);
			return;
		case "sale-refused":
			hearSale(draft, event);
			return;
		case "sales-listed":
			listSales(draft, event);
			return;
		case "findings-listed":
			showFinding(draft, event);
			return;
		case "batch-progress":
			hearProgress(draft, event);
			return;
		case "batch-read":
		case "batch-refused":
			hearBatch(draft, event);
			return;
		case "books":
			hearBooks(draft, event);
			return;
		case "escalation":
			hearAgent(draft, event);
			return;
		case "set-aside":
			say(draft, [texts.SET_ASIDE], MENU);
			return;
		case "kit-printed":
			showKit(draft, event);
			return;
		case "drill-paid":
			endDrill(draft, event);
			return;
		case "model":
			hearModel(draft, event);
			return;
		case "not-delivered":
			if (event.effect === "ask-model") goOnWithoutModel(draft);
			else if (event.effect === "print-kit") sayNoKit(draft);
			else seekChannel(draft, event);
			return;
		case "moved":
			goOnThere(draft, event);
			return;
		case "not-moved":
			giveUpMoving(draft);
			return;
		case "alarm":
			lookAtModel(draft);
			listenToSilence(draft);
			askWhetherAgain(draft);
			remindOfStored(draft);
			remindToPrepare(draft);
	}
}

function hearMessage(draft: Draft, message: Inbound & { kind: "message" }): void {
	const { text, masked, isReport } = message;
	draft.state = { ...draft.state, locale: languageOf(text) ?? draft.state.locale };
	const { offered, asking } = draft.state;
	tellAgent(draft, message);
	keepWords(draft, text);
	if (masked === true) {
		say(draft, [texts.CARD_DATA]);
		// What is left of a card number is no amount.
		const rest = text.replaceAll(MASKED_NUMBER, " ").trim();
		if (rest !== "") hearWords(draft, rest);
		else if (!askAgain(draft)) menu(draft);
		return;
	}
	if (isReport === true && asking === null && report(draft, text)) return;
	// There a number is money, or the value of a step.
	const number = asking?.kind === "amount" || asking?.kind === "stored" || takesNumber(draft) ? null : numberOf(text);
	const choice = number === null ? undefined : offered.choices[number - 1];
	if (choice !== undefined) {
		act(draft, choice);
		return;
	}
	hearWords(draft, text);
}

/** What an agent would want to read later: no number, no yes or no, and no command. */
function keepWords(draft: Draft, text: string): void {
	if (numberOf(text) !== null || yesOrNo(text) !== null || globalWord(text) !== null) return;
	draft.state = { ...draft.state, lastWords: lastWords(text) };
}

/** What was sent as a report is one, unless it surely is something else. */
function report(draft: Draft, text: string): boolean {
	if (isOwned(draft)) {
		sayWithAgent(draft);
		return true;
	}
	const { intent, cause, playbook, confidence } = triage(text, hintsOf(draft));
	const isOther = intent !== "outage" && intent !== "other" && intent !== "question";
	if (isOther && confidence >= CLEAR_CONFIDENCE) return false;
	if (draft.state.run === null) beginOutage(draft, cause === "card" ? null : cause, playbook ?? UMBRELLA);
	else repeatStep(draft, []);
	return true;
}

function hearWords(draft: Draft, text: string): void {
	const word = globalWord(text);
	const place = changeNumber(text);
	if (word !== null) obey(draft, word);
	else if (hearPreparing(draft, text)) return;
	else if (place !== null && changeByNumber(draft, place)) return;
	else if (answerNormalInWords(draft, text) || answerAgain(draft, text)) return;
	else if (hearProof(draft, text)) return;
	// Where a step asks for a figure, the terminal's own count is what it means.
	else if (!takesNumber(draft) && hearStored(draft, text)) return;
	else if (!answerOpenQuestion(draft, text)) understand(draft, text);
}

/** What was asked last is asked again. False when nothing is open. */
function askAgain(draft: Draft): boolean {
	const { asking, offered } = draft.state;
	// Of a payment that was begun and a check that came after it, the later one is where we are.
	const isPayment = asking !== null && asking.seq === offered.seq;
	return isPayment ? repeatQuestion(draft, []) : repeatStep(draft, []) || repeatQuestion(draft, []);
}

function hearChoice(draft: Draft, { of, choice }: Inbound & { kind: "choice" }): void {
	const { offered, asking } = draft.state;
	const isCurrent = of === offered.seq && offered.choices.includes(choice);
	// News of another sale may have come below an open question: its buttons still answer it.
	const isAsked = of === asking?.seq && /^(?:(?:unusual|tapped|looked):.+|menu)$/.test(choice);
	// A payment's button names its sale, so it means the same however old it is; any other old button says where we are.
	if (isCurrent || isAsked || isTimeless(choice)) act(draft, choice);
	else sayWhereWeAre(draft, texts.OLD_BUTTON);
}

const isTimeless = (choice: string): boolean =>
	/^(?:pay|pay:\d+|stored|all-sent|down|person|restored|sales|question|review|reconcile|prepare|kit|drill|later|(?:kit|drill|claimed|proof|cancel|rail|review|article|down|normal|recover):.+)$/.test(
		choice,
	) || readWanted(choice) !== null;
