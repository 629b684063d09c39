/**
 * Forms: how they are drawn, and what one that was sent says. What a form is about travels in its private metadata, and is
 * read like anything from outside when it comes back. Source: docs.slack.dev/surfaces/modals and …/reference/views.
 */

import type { types } from "@slack/bolt";
import { z } from "zod";
import { railTitle } from "../../fallback/rail.ts";
import type { Shop } from "../../fallback/shop.ts";
import { NOTE_LIMIT_CHARACTERS, type PaylinkFields } from "../../helpdesk/paylink.ts";
import type { Locale, Text } from "../../text.ts";
import type { DecisionForm, DecisionGiven } from "../bot.ts";
import * as texts from "../form-texts.ts";
import { slackId } from "./origin.ts";
import { bounded, plain, sections } from "./render.ts";

const TITLE_LIMIT_CHARACTERS = 24;
const LABEL_LIMIT_CHARACTERS = 150;
const OPTION_LIMIT_CHARACTERS = 75;
const OPTION_VALUE_LIMIT_CHARACTERS = 150;
const OPTIONS_LIMIT = 100;
const AMOUNT_LIMIT_CHARACTERS = 40;
const CURRENCY_LIMIT_CHARACTERS = 12;
const DECISION_NOTE_LIMIT_CHARACTERS = 500;
const PIN_LIMIT_CHARACTERS = 12;
const ANSWER_LIMIT_CHARACTERS = 3_000;
const BLOCKS_LIMIT = 100;
const METADATA_LIMIT_CHARACTERS = 3_000;

const PAYLINK = "paylink";
const DECISION = "decision";
/** The choice of no rail in particular. */
const ANY_RAIL = "*";

const CANCEL: Text = { en: "Cancel", zh: "取消", es: "Cancelar" };
const CLOSE: Text = { en: "Close", zh: "关闭", es: "Cerrar" };

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

/** Takes the place of a form that there is nothing to send with any more. */
export const noticeForm = (text: string, locale: Locale): types.ModalView => ({
	...modal("Standin", CLOSE[locale]),
	blocks: sections(text),
});

export type SentForm = {
	/** The fields that it shows. */
	readonly shown: readonly string[];
} & (
	| { readonly kind: "paylink"; readonly channel: string; readonly fields: PaylinkFields }
	| { readonly kind: "decision"; readonly about: DecisionAbout; readonly given: DecisionGiven }
);

export const viewBody = z.object({
	id: slackId,
	hash: z.string().regex(/^[\w.-]{1,100}$/),
	callback_id: z.string().max(255),
	private_metadata: z.string().max(METADATA_LIMIT_CHARACTERS),
	blocks: z.array(z.object({ type: z.string(), block_id: z.string().nullish() })).max(BLOCKS_LIMIT),
	state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});

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

const typedAnswer = z.object({ type: z.literal("plain_text_input"), value: z.string().nullish() });
const chosenAnswer = z.object({
	type: z.literal("static_select"),
	selected_option: z.object({ value: z.string() }).nullish(),
});

/** Each field is a block of its own, which bears its name as its one element does. */
function answersOf(values: z.infer<typeof viewBody>["state"]["values"]): ReadonlyMap<string, string> {
	const answers = new Map<string, string>();
	for (const [name, elements] of Object.entries(values).slice(0, BLOCKS_LIMIT)) {
		const [element] = Object.values(elements);
		const answer =
			typedAnswer.safeParse(element).data?.value ?? chosenAnswer.safeParse(element).data?.selected_option?.value;
		// What no database keeps as JSON: half a surrogate pair, and the zero.
		const kept = (answer ?? "")
			.trim()
			.slice(0, ANSWER_LIMIT_CHARACTERS)
			.replaceAll(/\p{Surrogate}|\0/gu, "");
		if (kept !== "") answers.set(name, kept);
	}
	return answers;
}

function parsed(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return null; // no form of ours
	}
}

const titled = (text: string): types.PlainTextElement => plain(bounded(text, TITLE_LIMIT_CHARACTERS));

const modal = (title: string, close: string) => ({
	type: "modal" as const,
	title: titled(title),
	close: titled(close),
});

type Line = { readonly isOptional?: boolean; readonly value?: string };

/** A line to type. Named the same in every form, so that Slack keeps what was typed when one takes another's place. */
function line(name: string, label: string, limit: number, { isOptional = false, value }: Line): types.InputBlock {
	return {
		type: "input",
		block_id: name,
		optional: isOptional,
		label: plain(bounded(label, LABEL_LIMIT_CHARACTERS)),
		element: {
			type: "plain_text_input",
			action_id: name,
			max_length: limit,
			...(value === undefined ? {} : { initial_value: value }),
		},
	};
}

type Option = { readonly label: string; readonly value: string };

/** Options that Slack would cut are numbered, and told in full beside them: two might look the same. */
function optionsOf(options: readonly Option[]): {
	readonly lines: readonly string[];
	readonly options: readonly Option[];
} {
	const isCut = ({ label }: Option) =>
		bounded(label, OPTION_LIMIT_CHARACTERS) !== bounded(label, ANSWER_LIMIT_CHARACTERS);
	if (!options.some(isCut)) return { lines: [], options };
	const numbered = options.map(({ label, value }, index) => ({ label: `${index + 1}  ${label}`, value }));
	return { lines: numbered.map(({ label }) => label), options: numbered };
}

/** One of several. Nothing where there is nothing to choose. */
function select(
	name: string,
	label: string,
	options: readonly Option[],
	chosen: Option | null,
): readonly types.InputBlock[] {
	const isWhole = (value: string) => value !== "" && !/\p{Surrogate}/u.test(value);
	const fits = ({ value }: Option) => isWhole(value) && [...value].length <= OPTION_VALUE_LIMIT_CHARACTERS;
	const known = [...new Map(options.filter(fits).map((option) => [option.value, option])).values()];
	const drawn = known.slice(0, OPTIONS_LIMIT).map((option) => ({
		text: plain(bounded(option.label, OPTION_LIMIT_CHARACTERS)),
		value: option.value,
	}));
	if (drawn.length === 0) return [];
	const initial = drawn.find(({ value }) => value === chosen?.value);
	return [
		{
			type: "input",
			block_id: name,
			label: plain(bounded(label, LABEL_LIMIT_CHARACTERS)),
			element: {
				type: "static_select",
				action_id: name,
				options: drawn,
				...(initial === undefined ? {} : { initial_option: initial }),
			},
		},
	];
}
