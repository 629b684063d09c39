/** CORE. Walking a merchant through a playbook within the conversation. */

import { alarm, answer, back, begin, type Outcome, type Question, question, type Run } from "../playbooks/engine.ts";
import type { Playbook } from "../playbooks/format.ts";
import type { Text } from "../text.ts";
import { restore } from "./closing.ts";
import { type Draft, type Option, say } from "./draft.ts";
import { escalate } from "./handing-over.ts";
import { openOutage } from "./outage.ts";
import * as texts from "./texts.ts";
import type { Cause } from "./triage.ts";

const PAY: Option = { id: "pay", label: texts.PAY };
const RESTORED: Option = { id: "restored", label: texts.RESTORED };
const PERSON: Option = { id: "person", label: texts.PERSON };
/** What works at any step, below the step's own choices. */
const ALWAYS: readonly Option[] = [PAY, { id: "back", label: texts.BACK }, RESTORED, PERSON];
const STEP = "step:";

/** Opens the outage, unless one is open, and asks the first step of its playbook. */
export function beginOutage(draft: Draft, cause: Cause | null, playbookId: string): void {
	const playbook = draft.context.playbooks.find(({ id }) => id === playbookId) ?? draft.context.playbooks[0];
	if (playbook === undefined) {
		escalate(draft, texts.ASKED_FOR_PERSON);
		return;
	}
	openOutage(draft, cause);
	act(draft, begin(playbook, draft.moment.nowMs), [texts.SELL_FIRST]);
}

/** An answer to the step that is open: a choice's id, number or words. False when it answers nothing there. */
export function answerStep(draft: Draft, said: string): boolean {
	const at = openStep(draft);
	if (at === null) return false;
	const outcome = answer(at.playbook, at.run, said, draft.moment.nowMs);
	if (outcome.kind === "not-understood") return false;
	act(draft, outcome, []);
	return true;
}

/** A pressed button of a step; null for the button of something else. */
export const stepChoice = (choice: string): string | null =>
	choice.startsWith(STEP) ? choice.slice(STEP.length) : null;

export function goBack(draft: Draft): boolean {
	const at = openStep(draft);
	if (at === null) return false;
	act(draft, back(at.playbook, at.run, draft.moment.nowMs), []);
	return true;
}

/** Says the open step again; `before` says why. False when no step is open. */
export function repeatStep(draft: Draft, before: readonly Text[]): boolean {
	const at = openStep(draft);
	if (at === null) return false;
	const open = question(at.playbook, at.run);
	if (open === null) return false;
	ask(draft, open, before);
	return true;
}

/** The alarm rang: silence is reminded once and then handed to a person. */
export function listenToSilence(draft: Draft): void {
	const at = openStep(draft);
	if (at !== null) act(draft, alarm(at.playbook, at.run, draft.moment.nowMs), []);
	// A run without any playbook would ring for ever.
	else draft.state = { ...draft.state, run: null };
}

function openStep({ state: { run }, context }: Draft): { readonly playbook: Playbook; readonly run: Run } | null {
	if (run === null) return null;
	const playbook =
		context.playbooks.find(({ hash }) => hash === run.hash) ?? context.playbooks.find(({ id }) => id === run.playbook);
	return playbook === undefined ? null : { playbook, run };
}

function act(draft: Draft, outcome: Outcome, before: readonly Text[]): void {
	draft.state = { ...draft.state, run: outcome.run };
	switch (outcome.kind) {
		case "asked":
		case "not-understood":
			ask(draft, outcome.question, before);
			return;
		case "at-first":
			ask(draft, outcome.question, [texts.NOTHING_BEFORE]);
			return;
		case "reminded":
			ask(draft, outcome.question, [texts.STILL_THERE]);
			return;
		case "waiting":
			return;
		case "ended":
			end(draft, outcome);
	}
}

function ask(draft: Draft, open: Question, before: readonly Text[]): void {
	const numbered: Text = {
		en: `${texts.stepNumber(open.number).en}: ${open.say.en}`,
		zh: `${texts.stepNumber(open.number).zh}：${open.say.zh}`,
		es: `${texts.stepNumber(open.number).es}: ${open.say.es}`,
	};
	const own = open.choices.map(({ id, label }): Option => ({ id: `${STEP}${id}`, label }));
	say(draft, [...before, numbered], [...own, ...ALWAYS]);
}

function end(draft: Draft, outcome: Outcome & { kind: "ended" }): void {
	switch (outcome.end) {
		case "person": {
			const steps = outcome.trail.map((step) => ({ question: step.question.en, answer: step.answer.en }));
			escalate(draft, outcome.because, [outcome.say], steps);
			return;
		}
		case "restored":
			say(draft, [outcome.say]);
			restore(draft);
			return;
		case "selling":
			say(draft, [outcome.say], [PAY, RESTORED, PERSON]);
	}
}
