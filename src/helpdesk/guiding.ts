/** CORE. Walking a merchant through a playbook within the conversation. */

import { alarm, answer, back, begin, change, question, restart, trailTexts } from "../playbooks/engine.ts";
import { FORM, type Playbook } from "../playbooks/format.ts";
import type { Ended, Outcome, Question, Run } from "../playbooks/run.ts";
import { takesNumbers } from "../playbooks/understand.ts";
import type { Text } from "../text.ts";
import { waitForAgain } from "./again.ts";
import { aroundOf, isFigure } from "./around.ts";
import { restore } from "./closing.ts";
import { type Draft, type Option, say } from "./draft.ts";
import { escalate } from "./handing-over.ts";
import { walkedOf } from "./handing-over-card.ts";
import { openOutage } from "./outage.ts";
import { noteShown } from "./storing.ts";
import * as texts from "./texts.ts";
import * as guiding from "./texts-guiding.ts";
import { ASKED_FOR_PERSON } from "./texts-handing-over.ts";
import type { Cause } from "./triage.ts";
import { UMBRELLA } from "./triage-playbook.ts";

const PAY: Option = { id: "pay", label: texts.PAY };
const RESTORED: Option = { id: "restored", label: texts.RESTORED };
const PERSON: Option = { id: "person", label: texts.PERSON };
const BACK: Option = { id: "back", label: texts.BACK };
const CHANGE: Option = { id: "change", label: guiding.CHANGE };
const CONTINUE: Option = { id: "continue", label: texts.CONTINUE };
const STEP = "step:";
const CHANGE_THIS = "change:";
/** As many as single digits name, one being the way back. */
const CHANGES_LIMIT = 8;
const LABEL_LIMIT_CHARS = 40;

/** Opens the outage, unless one is open, and asks the first step of its playbook. */
export function beginOutage(draft: Draft, cause: Cause | null, playbookId: string): void {
	const playbook = newest(draft, playbookId) ?? newest(draft, UMBRELLA);
	if (playbook === undefined) {
		escalate(draft, ASKED_FOR_PERSON);
		return;
	}
	openOutage(draft, cause);
	act(draft, playbook, begin(playbook, draft.moment.nowMs, aroundOf(draft)), [texts.SELL_FIRST]);
}

const newest = ({ context }: Draft, id: string): Playbook | undefined =>
	context.playbooks.find((playbook) => playbook.id === id && playbook.form === FORM);

/** An answer to the step that is open: a choice's id, number or words, or a value. False when it answers nothing there. */
export function answerStep(draft: Draft, said: string): boolean {
	return move(draft, ({ playbook, run }) => {
		const outcome = answer(playbook, run, said, draft.moment.nowMs, aroundOf(draft));
		if (outcome.kind !== "not-understood") return outcome;
		// Where a figure is asked for, one that does not fit is no amount to charge.
		const { takes } = outcome.question;
		if (takes === null || takes === "yesno" || !isFigure(said)) return null;
		ask(draft, outcome.question, run, [guiding.typeLike(takes, draft.context.shop.currency)]);
		return "said";
	});
}

/** A pressed button of a step; null for the button of something else. */
export const stepChoice = (choice: string): string | null =>
	choice.startsWith(STEP) ? choice.slice(STEP.length) : null;

export const goBack = (draft: Draft): boolean =>
	move(draft, ({ playbook, run }) => back(playbook, run, draft.moment.nowMs, aroundOf(draft)));

/** A pressed button of the list of answers; null for the button of something else. */
export const changeChoice = (choice: string): number | null =>
	/^change:\d{1,4}$/.test(choice) ? Number(choice.slice(CHANGE_THIS.length)) : null;

/** Asks the answer at a place, counted from 0, anew; a payment that was begun is left. False when there is none to change. */
export function changeAnswer(draft: Draft, place: number): boolean {
	const { nowMs } = draft.moment;
	const isAsked = move(draft, ({ playbook, run }) => change(playbook, run, place, nowMs, aroundOf(draft)), [
		guiding.ANSWER_ANEW,
	]);
	if (isAsked) draft.state = { ...draft.state, asking: null };
	return isAsked;
}

/** “Change 2” while checks are open; a number that no answer has shows the list. False when no checks are open. */
export const changeByNumber = (draft: Draft, number: number): boolean =>
	draft.state.run !== null && (changeAnswer(draft, number - 1) || offerChange(draft));

/** Lists the answers so far, to choose the one that shall be given anew. False when no step is open. */
export function offerChange(draft: Draft): boolean {
	const at = openStep(draft);
	if (at === null || at === "gone" || !isOwn(at) || at.run.trail.length === 0)
		return repeatStep(draft, [guiding.NOTHING_TO_CHANGE]);
	const answers = trailTexts(at.playbook, at.run, aroundOf(draft));
	const listed = answers.map((answered, place) => ({ ...answered, place })).slice(-CHANGES_LIMIT);
	const options = listed.map(
		({ answer: given, place }): Option => ({
			id: `${CHANGE_THIS}${place}`,
			label: shortened(joined(texts.stepNumber(place + 1), given)),
		}),
	);
	const lines = listed.map(({ question: asked, answer: given, place }) =>
		guiding.answerLine(texts.stepNumber(place + 1), lastLine(asked), given),
	);
	say(draft, [guiding.WHICH_ANSWER, ...lines], [...options, CONTINUE]);
	return true;
}

const joined = (number: Text, label: Text): Text => ({
	en: `${number.en}: ${label.en}`,
	zh: `${number.zh}：${label.zh}`,
	es: `${number.es}: ${label.es}`,
});

const eachLocale = (text: Text, form: (words: string) => string): Text => ({
	en: form(text.en),
	zh: form(text.zh),
	es: form(text.es),
});
const shortened = (text: Text): Text =>
	eachLocale(text, (words) => (words.length > LABEL_LIMIT_CHARS ? `${words.slice(0, LABEL_LIMIT_CHARS - 1)}…` : words));
/** The question of a step is its last line. */
const lastLine = (text: Text): Text => eachLocale(text, (words) => words.trim().split("\n").at(-1) ?? "");

/** Says the open step again; `before` says why. False when no step is open. */
export function repeatStep(draft: Draft, before: readonly Text[]): boolean {
	return move(draft, ({ playbook, run }) => {
		const open = question(playbook, run, aroundOf(draft));
		if (open === null) return restart(playbook, draft.moment.nowMs, aroundOf(draft));
		ask(draft, open, run, before);
		return "said";
	});
}

/** Whether a number that is typed now is a value of the open step, and not the place of a choice. */
export function takesNumber(draft: Draft): boolean {
	const at = openStep(draft);
	if (
		at === null ||
		at === "gone" ||
		!isOwn(at) ||
		!draft.state.offered.choices.some((choice) => choice.startsWith(STEP))
	)
		return false;
	const step = at.playbook.steps.find(({ id }) => id === at.run.step);
	return step !== undefined && takesNumbers(step);
}

/** The alarm rang: silence is reminded once and then handed to a person. */
export function listenToSilence(draft: Draft): void {
	move(draft, ({ playbook, run }) => alarm(playbook, run, draft.moment.nowMs, aroundOf(draft)));
}

/** Of the very version that it began with; a run of another form is read no further. */
const isOwn = ({ playbook, run }: Open): boolean => playbook.hash === run.hash;

type Open = { readonly playbook: Playbook; readonly run: Run };

/** The run with its own version of the playbook, else the newest one; `gone` where there is none. */
function openStep(draft: Draft): Open | "gone" | null {
	const { run } = draft.state;
	if (run === null) return null;
	const own = draft.context.playbooks.find(({ hash, form }) => hash === run.hash && form === FORM);
	const playbook = own ?? newest(draft, run.playbook);
	return playbook === undefined ? "gone" : { playbook, run };
}

/** Does something with the open run. False when none is open, or nothing came of it. */
function move(draft: Draft, next: (open: Open) => Outcome | "said" | null, before: readonly Text[] = []): boolean {
	const at = openStep(draft);
	if (at === null) return false;
	if (at === "gone") {
		escalate(draft, guiding.GONE_BECAUSE, [guiding.GONE]);
		return true;
	}
	const outcome = isOwn(at) ? next(at) : restart(at.playbook, draft.moment.nowMs, aroundOf(draft));
	if (outcome === null) return false;
	// What goes before it was said of a question that is no longer asked.
	if (outcome !== "said") act(draft, at.playbook, outcome, outcome.kind === "restarted" ? [] : before);
	return true;
}

function act(draft: Draft, playbook: Playbook, outcome: Outcome, before: readonly Text[]): void {
	draft.state = { ...draft.state, run: outcome.run };
	if (outcome.kind === "waiting") return;
	const changed = outcome.changed === null ? [] : guiding.changedWords(outcome.changed);
	if (outcome.kind === "ended") {
		const walked = walkedOf(playbook, outcome.trail, outcome.slots);
		draft.state = { ...draft.state, walked };
		if (walked.exposure !== null) noteShown(draft, walked.exposure.count, walked.exposure.sum);
		end(draft, outcome, changed);
	} else ask(draft, outcome.question, outcome.run, [...before, ...changed, ...BECAUSE[outcome.kind]]);
}

const BECAUSE: Readonly<Record<Exclude<Outcome["kind"], "waiting" | "ended">, readonly Text[]>> = {
	asked: [],
	"not-understood": [],
	"at-first": [texts.NOTHING_BEFORE],
	reminded: [texts.STILL_THERE],
	restarted: [guiding.RESTARTED],
};

function ask(draft: Draft, open: Question, run: Run, before: readonly Text[]): void {
	const own = open.choices.map(({ id, label }): Option => ({ id: `${STEP}${id}`, label }));
	const more = run.trail.length === 0 ? [BACK] : [BACK, CHANGE];
	say(draft, [...before, joined(texts.stepNumber(open.number), open.say)], [...own, PAY, ...more, RESTORED, PERSON]);
}

function end(draft: Draft, outcome: Ended, before: readonly Text[]): void {
	switch (outcome.end) {
		case "person":
			escalate(draft, outcome.because, [...before, outcome.say]);
			return;
		case "restored":
			say(draft, [...before, outcome.say]);
			restore(draft);
			return;
		case "selling":
			say(draft, [...before, outcome.say], [PAY, RESTORED, PERSON]);
			if (outcome.againMinutes !== null) waitForAgain(draft, outcome.againMinutes);
	}
}
