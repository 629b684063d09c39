/** Every situation that a merchant can get into in a playbook, bounded. */

import { answer, begin } from "../../src/playbooks/engine.ts";
import type { Playbook, Step } from "../../src/playbooks/format.ts";
import { type Ended, type Outcome, type Run, slotsOf } from "../../src/playbooks/run.ts";
import type { Around } from "../../src/playbooks/vendor.ts";
import type { Locale } from "../../src/text.ts";

const SITUATIONS_LIMIT = 20_000;

export const stepAt = (playbook: Playbook, run: Run): Step => {
	const step = playbook.steps.find(({ id }) => id === run.step);
	if (step === undefined) throw new Error(`no step ${run.step}`);
	return step;
};

/** What may be said at a step: its labels in one language, and values of each kind that it takes. */
export function sayable(step: Step, locale: Locale): readonly string[] {
	const labels = step.choices.map(({ label }) => label[locale]);
	switch (step.fills?.type) {
		case "count":
			return [...labels, "0", "3", "10000"];
		case "money":
			return [...labels, "45.50", "1250"];
		case "code":
			return [...labels, "91", "E-104"];
		case "yesno":
			return [...labels, "sí", "不是"];
		default:
			return labels;
	}
}

/** Whether the merchant has said that nothing is stored, or the vendor's restart is known to keep it. */
export function isSafe(playbook: Playbook, run: Run): boolean {
	const { risk } = stepAt(playbook, run);
	if (risk === null) return true;
	const restart = slotsOf(run).findLast(({ slot }) => slot === "restart")?.value;
	if (risk === "restart" && restart === "keeps") return true;
	return run.trail.some((answered) => {
		const step = playbook.steps.find(({ id }) => id === answered.step);
		return step?.choices.find(({ id }) => id === answered.choice)?.clears === "stored-payments";
	});
}

export type Explored = { readonly situations: number; readonly ends: readonly Ended[] };

/** Goes every way from every situation; two are the same when the step, the slots that routes look at, and the gate are. `visit` sees each once. */
export function explore(
	playbook: Playbook,
	locale: Locale,
	around: Around,
	visit: (outcome: Outcome & { readonly run: Run }) => void,
): Explored {
	const first = begin(playbook, 0, around);
	if (first.run === null) throw new Error("a playbook begins with a step");
	const seen = new Map<string, Outcome & { readonly run: Run }>();
	const ends: Ended[] = [];
	const decisive = new Set(playbook.routes.map(({ slot }) => slot));
	const add = (outcome: Outcome): void => {
		if (outcome.kind === "ended") {
			ends.push(outcome);
			return;
		}
		const known = slotsOf(outcome.run).filter(({ slot }) => decisive.has(slot) || slot === "restart");
		const last = new Map(known.map(({ slot, value }) => [slot, value]));
		const isCleared = outcome.run.trail.some(({ step, choice }) =>
			playbook.steps.some(
				({ id, choices }) => id === step && choices.some((one) => one.id === choice && one.clears !== null),
			),
		);
		const key = JSON.stringify([outcome.run.step, [...last].sort(), isCleared]);
		if (!seen.has(key)) seen.set(key, outcome);
	};
	add(first);
	// A Map walks over what is added while it walks.
	for (const outcome of seen.values()) {
		if (seen.size > SITUATIONS_LIMIT) throw new Error(`${playbook.id} has more than ${SITUATIONS_LIMIT} situations`);
		visit(outcome);
		for (const said of sayable(stepAt(playbook, outcome.run), locale)) {
			const next = answer(playbook, outcome.run, said, 0, around);
			if (next.kind === "not-understood")
				throw new Error(`${playbook.id}, ${outcome.run.step}: “${said}” is not understood`);
			add(next);
		}
	}
	return { situations: seen.size, ends };
}
