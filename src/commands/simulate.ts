/** SHELL. A walk through a playbook as a merchant would see it, for whoever wrote it. */

import { showMoney } from "../fallback/money.ts";
import { readShopMoney } from "../helpdesk/around.ts";
import type { Playbook } from "../playbooks/format.ts";
import type { Around } from "../playbooks/vendor.ts";
import { hear, idOf, type Place, startOf } from "../playbooks/walk.ts";
import type { Locale, Text } from "../text.ts";

type Shown = {
	readonly id: string;
	readonly text: string;
	readonly choices: readonly string[];
	/** What was written there; null at the last one. */
	readonly answer: string | null;
};

export type Simulated = {
	readonly playbook: string;
	readonly steps: readonly Shown[];
	/** Null while a step is open. */
	readonly end: { readonly id: string; readonly kind: string; readonly text: string; readonly because: string } | null;
	/** Why the walk stopped before the last answer. */
	readonly refused: Text | null;
};

type Given = Pick<Around, "terminal" | "vendors"> & { readonly locale: Locale; readonly currency: string };

/** Walks until the answers are used up, one fits nothing, or the run ends. */
export function simulate(
	playbook: Playbook,
	answers: readonly string[],
	{ terminal, vendors, locale, currency }: Given,
): Simulated {
	const around: Around = { terminal, vendors, showMoney, readMoney: (text) => readShopMoney(text, currency) };
	const steps: Shown[] = [];
	let place = startOf(playbook, around);
	let refused: Text | null = null;
	for (const said of answers) {
		const next = hear(playbook, place, said === "silence" ? { kind: "silence" } : { kind: "text", text: said }, around);
		if (next === null) {
			refused = place.kind === "step" ? fitsNothing(said, place, locale) : alreadyOver(said, idOf(place));
			break;
		}
		if (place.kind === "step") steps.push(shown(place, locale, said));
		place = next;
	}
	if (place.kind === "step")
		return { playbook: playbook.id, steps: [...steps, shown(place, locale, null)], end: null, refused };
	const id = idOf(place);
	const end =
		place.kind === "end"
			? { id, kind: place.end.end, text: place.end.say[locale], because: place.end.because[locale] }
			: { id, kind: "left", text: "", because: "" };
	return { playbook: playbook.id, steps, end, refused };
}

const shown = ({ question }: Place & { kind: "step" }, locale: Locale, answer: string | null): Shown => ({
	id: question.step,
	text: question.say[locale],
	choices: question.choices.map(({ label }) => label[locale]),
	answer,
});

function fitsNothing(said: string, { question }: Place & { kind: "step" }, locale: Locale): Text {
	const labels = question.choices.map(({ id, label }) => `${id} (${label[locale]})`).join(", ");
	return {
		en: `“${said}” fits no answer at “${question.step}”; there are ${labels}.`,
		zh: `“${said}”不符合“${question.step}”的任何回答；可选：${labels}。`,
		es: `“${said}” no es ninguna respuesta en “${question.step}”; hay ${labels}.`,
	};
}

const alreadyOver = (said: string, id: string): Text => ({
	en: `The run ended at “${id}” before “${said}”; leave the answers after it out.`,
	zh: `在“${said}”之前流程已在“${id}”结束；请去掉后面的回答。`,
	es: `La revisión terminó en “${id}” antes de “${said}”; quite las respuestas siguientes.`,
});
