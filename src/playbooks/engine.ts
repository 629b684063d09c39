/** CORE. Moves one merchant through one playbook. What comes out is data; the conversation words it and sets the alarm. */

import type { Text } from "../text.ts";
import type { Choice, EndKind, Playbook, Step } from "./format.ts";
import { understand } from "./understand.ts";

/** One merchant's way through one playbook; survives JSON. */
export type Run = {
	readonly playbook: string;
	readonly hash: string;
	readonly step: string;
	/** What was answered so far, oldest first. */
	readonly trail: readonly { readonly step: string; readonly choice: string }[];
	/** Whether the step was asked a second time because of silence. */
	readonly reminded: boolean;
	/** When silence becomes a reminder, and after that a person. */
	readonly dueAtMs: number;
};

/** A step as the merchant is asked it. */
export type Question = {
	readonly step: string;
	/** 1 for the first question of the run, then one more for each answer. */
	readonly number: number;
	readonly say: Text;
	readonly choices: readonly { readonly id: string; readonly label: Text }[];
};

/** A question with its answer, for people. */
export type Answered = { readonly question: Text; readonly answer: Text };

export type Outcome =
	/**
	 * `asked`: a step to say. `not-understood`: the same step again, the answer was none of its choices. `reminded`: the same
	 * step after silence. `at-first`: there is nothing to go back to, the first step again.
	 */
	| {
			readonly kind: "asked" | "not-understood" | "reminded" | "at-first";
			readonly run: Run;
			readonly question: Question;
	  }
	/** An alarm that rang early: nothing to say, look again at `run.dueAtMs`. */
	| { readonly kind: "waiting"; readonly run: Run }
	| {
			readonly kind: "ended";
			readonly run: null;
			readonly end: EndKind;
			/** Last words to the merchant. */
			readonly say: Text;
			/** Why, for the support agent. */
			readonly because: Text;
			readonly trail: readonly Answered[];
	  };

/** A playbook may offer a step again ("try once more"), but not for ever: after this many answers to one step a person helps. */
const ANSWERS_LIMIT_PER_STEP = 3;
const MINUTE_MS = 60_000;

/** Asks the first step. `nowMs` is milliseconds since 1970-01-01 UTC, here and below. */
export function begin(playbook: Playbook, nowMs: number): Outcome {
	return enter(playbook, [], playbook.first, nowMs);
}

/** Goes on with an answer: a choice's id, its number, its label or words for it. What is no choice asks the step again. */
export function answer(playbook: Playbook, run: Run, said: string, nowMs: number): Outcome {
	const step = stepOf(playbook, run);
	if (step === undefined) return lost(playbook, run);
	const choice = understand(step, said);
	if (choice === null) return ask("not-understood", playbook, run.trail, step, nowMs);
	return enter(playbook, [...run.trail, { step: step.id, choice: choice.id }], choice.next, nowMs);
}

/** Takes the last answer back and asks its step again. */
export function back(playbook: Playbook, run: Run, nowMs: number): Outcome {
	const last = run.trail.at(-1);
	const step = stepOf(playbook, last === undefined ? run : { ...run, step: last.step });
	if (step === undefined) return lost(playbook, run);
	return ask(last === undefined ? "at-first" : "asked", playbook, run.trail.slice(0, -1), step, nowMs);
}

/** Silence: the step is asked once more, then a person takes over. An alarm before `run.dueAtMs` changes nothing. */
export function alarm(playbook: Playbook, run: Run, nowMs: number): Outcome {
	if (nowMs < run.dueAtMs) return { kind: "waiting", run };
	const step = stepOf(playbook, run);
	if (step === undefined) return lost(playbook, run);
	return run.reminded ? silent(playbook, run, step) : ask("reminded", playbook, run.trail, step, nowMs);
}

/** The step that a run stands at, to be said again; null when the playbook is not the one of the run. */
export function question(playbook: Playbook, run: Run): Question | null {
	const step = stepOf(playbook, run);
	return step === undefined ? null : questionOf(step, run.trail.length);
}

/** The steps of a run with their answers, oldest first. */
export function trailTexts(playbook: Playbook, run: Pick<Run, "trail">): readonly Answered[] {
	return run.trail.flatMap((answered) => {
		const step = playbook.steps.find((candidate) => candidate.id === answered.step);
		const choice = step?.choices.find((candidate) => candidate.id === answered.choice);
		return step === undefined || choice === undefined ? [] : [{ question: step.say, answer: choice.label }];
	});
}

function enter(playbook: Playbook, trail: Run["trail"], next: string, nowMs: number): Outcome {
	const end = playbook.ends.find((candidate) => candidate.id === next);
	if (end !== undefined) {
		return {
			kind: "ended",
			run: null,
			end: end.kind,
			say: end.say,
			because: end.because,
			trail: trailTexts(playbook, { trail }),
		};
	}
	const step = playbook.steps.find((candidate) => candidate.id === next);
	if (step === undefined) return lost(playbook, { trail });
	const answers = trail.filter((answered) => answered.step === next).length;
	if (answers >= ANSWERS_LIMIT_PER_STEP) return inCircles(playbook, trail, step);
	return ask("asked", playbook, trail, step, nowMs);
}

function ask(
	kind: "asked" | "not-understood" | "reminded" | "at-first",
	playbook: Playbook,
	trail: Run["trail"],
	step: Step,
	nowMs: number,
): Outcome {
	const run: Run = {
		playbook: playbook.id,
		hash: playbook.hash,
		step: step.id,
		trail,
		reminded: kind === "reminded",
		dueAtMs: nowMs + step.waitMinutes * MINUTE_MS,
	};
	return { kind, run, question: questionOf(step, trail.length) };
}

const questionOf = (step: Step, answers: number): Question => ({
	step: step.id,
	number: answers + 1,
	say: step.say,
	choices: step.choices.map((choice: Choice) => ({ id: choice.id, label: choice.label })),
});

const stepOf = (playbook: Playbook, run: Run): Step | undefined =>
	run.hash === playbook.hash ? playbook.steps.find((step) => step.id === run.step) : undefined;

const toPerson = (playbook: Playbook, run: Pick<Run, "trail">, say: Text, because: Text): Outcome => ({
	kind: "ended",
	run: null,
	end: "person",
	say,
	because,
	trail: trailTexts(playbook, run),
});

const silent = (playbook: Playbook, run: Run, step: Step): Outcome =>
	toPerson(
		playbook,
		run,
		{
			en: "I have heard nothing, so I stop the checks here. Write at any time to go on selling.",
			zh: "一直没有收到回复，检查先到这里。您随时可以发消息继续收款。",
			es: "No he recibido respuesta, así que dejo aquí la revisión. Escriba cuando quiera para seguir cobrando.",
		},
		{ en: `No answer to: ${step.say.en}`, zh: `未回答：${step.say.zh}`, es: `Sin respuesta a: ${step.say.es}` },
	);

const inCircles = (playbook: Playbook, trail: Run["trail"], step: Step): Outcome =>
	toPerson(
		playbook,
		{ trail },
		{
			en: "We have tried this several times. Leave the terminal as it is now and go on selling another way.",
			zh: "这一步已经试过几次了。请先不要再动终端，用其他方式继续收款。",
			es: "Ya lo intentamos varias veces. Deje la terminal como está y siga cobrando de otra forma.",
		},
		{
			en: `Tried ${ANSWERS_LIMIT_PER_STEP} times without success: ${step.say.en}`,
			zh: `已试 ${ANSWERS_LIMIT_PER_STEP} 次未成功：${step.say.zh}`,
			es: `Se intentó ${ANSWERS_LIMIT_PER_STEP} veces sin éxito: ${step.say.es}`,
		},
	);

// The playbook of the run's hash is gone, or was edited while this merchant slept: an outcome, not a bug.
const lost = (playbook: Playbook, run: Pick<Run, "trail">): Outcome =>
	toPerson(
		playbook,
		run,
		{
			en: "These instructions were changed meanwhile, so I stop here. Leave the terminal as it is now and do not restart it.",
			zh: "检查步骤刚刚有更新，先到这里。请不要再动终端，也不要重启。",
			es: "Estas instrucciones cambiaron mientras tanto, así que paro aquí. Deje la terminal como está y no la reinicie.",
		},
		{
			en: "The playbook was changed during the run.",
			zh: "检查过程中步骤被修改。",
			es: "La guía cambió durante la revisión.",
		},
	);
