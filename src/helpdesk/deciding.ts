/** CORE. Deciding on findings in the chat itself, where the platform has forms that can ask a manager for their PIN. */

import { ACTS, type Act } from "../reconcile/decisions.ts";
import type { Text } from "../text.ts";
import type { ConversationEvent } from "./conversation-state.ts";
import { type Draft, type Option, say } from "./draft.ts";
import { recoveryOf } from "./recovering.ts";
import * as texts from "./texts.ts";
import * as closing from "./texts-closing.ts";
import * as deciding from "./texts-deciding.ts";

/** Where a button may open a form. The web chat has a page of its own for it, a shell has neither. */
const WITH_FORMS: ReadonlySet<string> = new Set(["slack", "discord"]);
export const decidesHere = (platform: string): boolean => WITH_FORMS.has(platform);

/** After an outage: what else may be done. */
export const AFTERWARDS: readonly Option[] = [
	{ id: "sales", label: texts.SALES },
	{ id: "pay", label: texts.PAY },
	{ id: "down", label: texts.TERMINAL_DOWN },
];

/** What a manager wants to do, as a button says it. */
export type Wanted =
	| { readonly kind: "decide"; readonly findingId: string; readonly act: Act }
	| { readonly kind: "confirm"; readonly code: string }
	| { readonly kind: "close" };

/** Null for a button that needs no manager. */
export function readWanted(choice: string): Wanted | null {
	if (choice === "close") return { kind: "close" };
	const code = /^confirm:([1-9A-HJ-NP-Za-km-z]{12})$/.exec(choice)?.[1];
	if (code !== undefined) return { kind: "confirm", code };
	const [, named, findingId] = /^decide:([a-z_]{1,20}):(.{1,64})$/s.exec(choice) ?? [];
	const act = ACTS.find((one) => one === named);
	return act === undefined || findingId === undefined ? null : { kind: "decide", findingId, act };
}

/** Somebody wrote a decision's number or pressed it where no form can open. */
export function sayNeedsForm(draft: Draft): void {
	say(draft, [deciding.NEEDS_FORM]);
}

/** Asks for the open finding after this one; it comes back as an event. */
export function lookUpFindings({ state, effects }: Draft, after: string | null): void {
	effects.push({ kind: "look-up-findings", to: state.id, storeId: state.storeId, after, locale: state.locale });
}

/** One finding with its evidence and what may be decided; when none is open, what is left to do before closing. */
export function showFinding(draft: Draft, listed: ConversationEvent & { kind: "findings-listed" }): void {
	const { finding, place, open, standing, outages } = listed;
	if (finding === null) {
		const { platform } = draft.state;
		if (outages === 0) say(draft, [closing.sendBatch(platform)], AFTERWARDS);
		else if (standing.length > 0) say(draft, [closing.NOT_CLOSED, ...standing], AFTERWARDS);
		else say(draft, [deciding.MAY_CLOSE], [{ id: "close", label: deciding.CLOSE }, ...AFTERWARDS]);
		return;
	}
	const { id, title, sentence, evidence, acts } = finding;
	const options = acts.map(({ act, label }) => ({ id: `decide:${act}:${id}`, label: same(label) }));
	const next = open > 1 ? [{ id: `review:${id}`, label: deciding.NEXT }] : [];
	const because = evidence.length === 0 ? [] : [deciding.EVIDENCE, ...evidence.map((line) => same(`• ${line}`))];
	say(
		draft,
		[deciding.placeOf(place, open, title), same(sentence), ...because],
		[...options, ...recoveryOf(finding), ...next],
	);
}

// It was read in the reader's language already.
const same = (text: string): Text => ({ en: text, zh: text, es: text });
