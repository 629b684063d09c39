/**
 * Forms: how they are drawn, and what one that was sent says. What a form is about travels in its private metadata, and is
 * read like anything from outside when it comes back. Source: docs.slack.dev/surfaces/modals and …/reference/views.
 */

import type { types } from "@slack/bolt";
import { z } from "zod";
import { railTitle } from "../../fallback/rail.ts";
import type { Shop } from "../../fallback/shop.ts";
import { NOTE_LIMIT_CHARACTERS, type PaylinkFields } from "../../helpdesk/paylink.ts";
import type { Locale } from "../../text.ts";
import type { DecisionForm, DecisionGiven } from "../bot.ts";
import * as texts from "../form-texts.ts";
import {
	answersOf,
	CANCEL,
	LABEL_LIMIT_CHARACTERS,
	line,
	modal,
	optionsOf,
	parsed,
	select,
	TITLE_LIMIT_CHARACTERS,
	titled,
	type viewBody,
} from "./form-parts.ts";
import { slackId } from "./origin.ts";
import { bounded, sections } from "./render.ts";

const AMOUNT_LIMIT_CHARACTERS = 40;
const CURRENCY_LIMIT_CHARACTERS = 12;
const DECISION_NOTE_LIMIT_CHARACTERS = 500;
const PIN_LIMIT_CHARACTERS = 12;

const PAYLINK = "paylink";
const DECISION = "decision";
/** The choice of no rail in particular. */
const ANY_RAIL = "*";

/** What a payment link needs; `channel` is where the answer goes. */
export function paylinkForm({ currency, rails }: Shop, channel: string, locale: Locale): types.ModalView {
	const first = { label: texts.FIRST_RAIL[locale], value: ANY_RAIL };
	const offered = rails.map((rail) => ({ label: `${railTitle(rail)[locale]} · ${rail.id}`, value: rail.id }));
	return {
		...modal(texts.PAYLINK_TITLE[locale], CANCEL[locale]),
		callback_id: PAYLINK,
		private_metadata: JSON.stringify({ channel }),
		submit: titled(texts.SEND[locale]),
		blocks: [
			line("amount", texts.AMOUNT[locale], AMOUNT_LIMIT_CHARACTERS, {}),
			line("currency", texts.CURRENCY[locale], CURRENCY_LIMIT_CHARACTERS, { isOptional: true, value: currency }),
			...select("rail", texts.RAIL[locale], [first, ...offered], first),
			line("note", texts.PAYLINK_NOTE[locale], NOTE_LIMIT_CHARACTERS, { isOptional: true }),
		],
	};
}

/** Which decision a form is about, and in which thread it was pressed. */
export type DecisionAbout = { readonly thread: string; readonly choice: string };

/** What a decision asks for. */
export function decisionForm(form: DecisionForm, about: DecisionAbout, locale: Locale): types.ModalView {
	const { title, text, pick, noteLabel, pinLabel, submit } = form;
	const { lines, options } = optionsOf((pick?.options ?? []).map(({ id, label }) => ({ label, value: id })));
	const isCut = bounded(title, TITLE_LIMIT_CHARACTERS) !== bounded(title, LABEL_LIMIT_CHARACTERS);
	return {
		...modal(title, CANCEL[locale]),
		callback_id: DECISION,
		private_metadata: JSON.stringify(about),
		submit: titled(submit),
		blocks: [
			...sections([...(isCut ? [title] : []), text, ...lines].join("\n")),
			...(pick === null ? [] : select("pick", pick.label, options, null)),
			...(noteLabel === null ? [] : [line("note", noteLabel, DECISION_NOTE_LIMIT_CHARACTERS, { isOptional: true })]),
			...(pinLabel === null ? [] : [line("pin", pinLabel, PIN_LIMIT_CHARACTERS, {})]),
		],
	};
}

export type SentForm = {
	/** The fields that it shows. */
	readonly shown: readonly string[];
} & (
	| { readonly kind: "paylink"; readonly channel: string; readonly fields: PaylinkFields }
	| { readonly kind: "decision"; readonly about: DecisionAbout; readonly given: DecisionGiven }
);

const THREAD = /^[A-Z0-9]{1,40}\/[A-Z0-9]{1,40}(?:\/\d{1,12}\.\d{1,9})?$/;
const paylinkAbout = z.object({ channel: slackId });
const decisionAbout = z.object({ thread: z.string().regex(THREAD), choice: z.string().min(1).max(100) });

/** Null for a form that is none of ours, or of another team's thread. */
export function readForm(view: z.infer<typeof viewBody>, team: string): SentForm | null {
	const answers = answersOf(view.state.values);
	const shown = view.blocks.flatMap(({ type, block_id }) => (type === "input" && block_id ? [block_id] : []));
	const about = parsed(view.private_metadata);
	if (view.callback_id === PAYLINK) {
		const { data } = paylinkAbout.safeParse(about);
		const typed = (name: keyof PaylinkFields): string => answers.get(name) ?? "";
		const rail = typed("rail") === ANY_RAIL ? "" : typed("rail");
		const fields = { amount: typed("amount"), currency: typed("currency"), rail, note: typed("note") };
		return data === undefined ? null : { kind: "paylink", shown, channel: data.channel, fields };
	}
	const { data } = decisionAbout.safeParse(about);
	if (view.callback_id !== DECISION || data === undefined || !data.thread.startsWith(`${team}/`)) return null;
	const given = (name: keyof DecisionGiven): string | null => answers.get(name) ?? null;
	return {
		kind: "decision",
		shown,
		about: data,
		given: { pick: given("pick"), note: given("note"), pin: given("pin") },
	};
}
