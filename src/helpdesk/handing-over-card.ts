/** CORE. What an agent sees of a conversation that is handed over: everything that was already asked. */

import { PRACTICE, railTitle } from "../fallback/rail.ts";
import type { Terminal } from "../fallback/shop.ts";
import { question, trailTexts } from "../playbooks/engine.ts";
import { FORM, type Playbook } from "../playbooks/format.ts";
import { type Answered, slotsOf } from "../playbooks/run.ts";
import type { SlotValue } from "../playbooks/slots.ts";
import type { Text } from "../text.ts";
import { aroundOf } from "./around.ts";
import type { Walked } from "./conversation-state.ts";
import type { Draft } from "./draft.ts";
import type { Card } from "./escalation-state.ts";
import { exposureOfStore } from "./storing.ts";

const LAST_WORDS_LIMIT_CHARACTERS = 500;
/** Declared in `knowledge/playbooks/stored-payments.yaml`, which most others use. */
const STORED_COUNT = "stored_count";
const STORED_SUM = "stored_sum";
const NOTHING_WALKED: Walked = { playbook: null, steps: [], exposure: null };

export function cardOf(draft: Draft, because: Text): Card {
	const { state, moment, context } = draft;
	const { shop } = context;
	const { playbook, steps, exposure } = underWay(draft) ?? state.walked ?? NOTHING_WALKED;
	return {
		reason: because.en,
		merchant: shop.merchantName,
		store: shop.storeName,
		terminals: ownFirst(shop.terminals, state.terminalId).map(({ vendor, model, tid, acquirer }) =>
			[`${vendor} ${model}`, `TID ${tid}`, acquirer ?? "acquirer unknown"].join(", "),
		),
		cause: state.outage?.cause ?? null,
		playbook,
		steps,
		lastWords: state.lastWords ?? null,
		exposure: counted(draft) ?? exposure,
		language: state.locale,
		sinceMs: state.outage?.startedAtMs ?? moment.nowMs,
		isPractice: shop.isDemo,
		// As in `railPayload`: practice and money never mix.
		rails: shop.rails.filter(({ scheme }) => shop.isDemo === (scheme === PRACTICE)).map((rail) => railTitle(rail).en),
		hotline: shop.hotline,
	};
}

/** What was counted in all chats of the store; null where nothing is stored. An agent sees one currency, the store's. */
function counted(draft: Draft): Card["exposure"] {
	const { count, sums } = exposureOfStore(draft);
	const { currency } = draft.context.shop;
	return count === 0 ? null : { count, sum: sums.find((sum) => sum.currency === currency) ?? null };
}

/** The run under way, the open question included: for an agent who takes over in the middle. */
function underWay(draft: Draft): Walked | null {
	const { state, context } = draft;
	const { run } = state;
	const playbook = context.playbooks.find(({ hash, form }) => hash === run?.hash && form === FORM);
	if (run === null || playbook === undefined) return null;
	const around = aroundOf(draft);
	const walked = walkedOf(playbook, trailTexts(playbook, run, around), slotsOf(run));
	const open = question(playbook, run, around);
	return open === null ? walked : { ...walked, steps: [...walked.steps, { question: open.say.en, answer: null }] };
}

/** What a run has come to, in the desk's language. */
export const walkedOf = (
	playbook: Pick<Playbook, "title">,
	trail: readonly Answered[],
	slots: readonly SlotValue[],
): Walked => ({
	playbook: playbook.title.en,
	steps: trail.map((step) => ({ question: step.question.en, answer: step.answer.en })),
	exposure: exposureOf(slots),
});

function exposureOf(slots: readonly SlotValue[]): Card["exposure"] {
	const count = slots.findLast(({ slot }) => slot === STORED_COUNT)?.value;
	const sum = slots.findLast(({ slot }) => slot === STORED_SUM)?.value;
	if (count === undefined && sum === undefined) return null;
	return { count: typeof count === "number" ? count : null, sum: typeof sum === "object" ? sum : null };
}

/** Of the terminal whose sticker was scanned, or of the store's only one. */
export function tidOf({ state, context: { shop } }: Draft): string | null {
	const [first, ...others] = ownFirst(shop.terminals, state.terminalId);
	return first !== undefined && (first.id === state.terminalId || others.length === 0) ? first.tid : null;
}

/** The terminal whose sticker was scanned is the one that is down, for all we know. */
const ownFirst = (terminals: readonly Terminal[], id: string | null): readonly Terminal[] =>
	[...terminals].sort((a, b) => Number(b.id === id) - Number(a.id === id));

/** As much of it as a card has room for. */
export const lastWords = (text: string): string => [...text].slice(0, LAST_WORDS_LIMIT_CHARACTERS).join("");
