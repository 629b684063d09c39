/** CORE. Where a run gets from one step, and what is said when it gets nowhere. */

import type { Text } from "../text.ts";
import type { Playbook, Step } from "./format.ts";
import {
	type Asked,
	type Changed,
	type Ended,
	endedAt,
	type Outcome,
	questionOf,
	type Run,
	slotsOf,
	stepNamed,
	type Way,
	wording,
} from "./run.ts";
import type { Around } from "./vendor.ts";

/** A playbook may offer a step again ("try once more"), but not for ever: after this many answers to one step a person helps. */
const ANSWERS_LIMIT_PER_STEP = 3;
const MINUTE_MS = 60_000;

/** Where a choice of a step leads; a typed value where there is none. */
export const nextOf = (step: Step, choice: string | null): string =>
	step.choices.find(({ id }) => id === choice)?.next ?? step.fills?.next ?? "";

/** Where one arrives who is sent to `id`: routes choose by what is known, and ask nothing. */
export function arrival(playbook: Playbook, way: Way, id: string): string {
	const slots = slotsOf(way);
	let at = id;
	// Lint refuses circles of routes; of others each is passed once at the most.
	for (const _pass of playbook.routes) {
		const route = playbook.routes.find((candidate) => candidate.id === at);
		if (route === undefined) return at;
		const value = slots.findLast(({ slot }) => slot === route.slot)?.value;
		const holds =
			value !== undefined &&
			typeof value !== "object" &&
			(route.is.includes(value) || (route.atLeast !== null && Number(value) >= route.atLeast));
		at = holds ? route.next : route.otherwise;
	}
	return at;
}

/** Goes to a step or an end, and asks or ends there. */
export function enter(
	playbook: Playbook,
	way: Way,
	target: string,
	nowMs: number,
	around: Around,
	changed: Changed | null = null,
): Outcome {
	const at = arrival(playbook, way, target);
	const end = playbook.ends.find((candidate) => candidate.id === at);
	if (end !== undefined) return endedAt(playbook, way, end, around, changed);
	const step = stepNamed(playbook, at);
	if (step === undefined) return toPerson(playbook, way, NOWHERE, NOWHERE_BECAUSE, around, changed);
	const answers = way.trail.filter((answered) => answered.step === at).length;
	if (answers < ANSWERS_LIMIT_PER_STEP) return { ...ask("asked", playbook, way, step, nowMs, around), changed };
	return toPerson(playbook, way, IN_CIRCLES, triedOften(wording(step.say, way, around)), around, changed);
}

/** Asks a step; the silence begins anew. */
export function ask(
	kind: Asked["kind"],
	playbook: Playbook,
	{ facts, trail, redo = null }: Way & Partial<Pick<Run, "redo">>,
	step: Step,
	nowMs: number,
	around: Around,
): Asked {
	const run: Run = {
		playbook: playbook.id,
		hash: playbook.hash,
		step: step.id,
		facts,
		trail,
		redo,
		reminded: kind === "reminded",
		dueAtMs: nowMs + step.waitMinutes * MINUTE_MS,
	};
	return { kind, run, question: questionOf(step, run, around), changed: null };
}

/** A person takes over where no end of the playbook says so. */
export function toPerson(
	playbook: Playbook,
	way: Way,
	say: Text,
	because: Text,
	around: Around,
	changed: Changed | null = null,
): Ended {
	const end = { id: "", kind: "person", againMinutes: null, say, because } as const;
	return { ...endedAt(playbook, way, end, around, changed), id: null };
}

export const SILENT: Text = {
	en: "I have heard nothing, so I stop the checks here. Write at any time to go on selling.",
	zh: "一直没有收到回复，检查先到这里。您随时可以发消息继续收款。",
	es: "No he recibido respuesta, así que dejo aquí la revisión. Escriba cuando quiera para seguir cobrando.",
};
export const noAnswerTo = (asked: Text): Text => ({
	en: `No answer to: ${asked.en}`,
	zh: `未回答：${asked.zh}`,
	es: `Sin respuesta a: ${asked.es}`,
});
const IN_CIRCLES: Text = {
	en: "We have tried this several times. Leave the terminal as it is now and go on selling another way.",
	zh: "这一步已经试过几次了。请先不要再动终端，用其他方式继续收款。",
	es: "Ya lo intentamos varias veces. Deje la terminal como está y siga cobrando de otra forma.",
};
const triedOften = (asked: Text): Text => ({
	en: `Tried ${ANSWERS_LIMIT_PER_STEP} times without success: ${asked.en}`,
	zh: `已试 ${ANSWERS_LIMIT_PER_STEP} 次未成功：${asked.zh}`,
	es: `Se intentó ${ANSWERS_LIMIT_PER_STEP} veces sin éxito: ${asked.es}`,
});
// Lint refuses what leads nowhere; a run that gets there all the same must not hang.
const NOWHERE: Text = {
	en: "I do not know what comes next here. Leave the terminal as it is now and go on selling another way.",
	zh: "后面的步骤暂时没有。请先不要再动刷卡机，用其他方式继续收款。",
	es: "No sé qué sigue aquí. Deje la terminal como está y siga cobrando de otra forma.",
};
const NOWHERE_BECAUSE: Text = {
	en: "The playbook leads to a step that does not exist.",
	zh: "检查步骤指向一个不存在的步骤。",
	es: "La guía lleva a un paso que no existe.",
};
