/**
 * What forms are made of: a title, lines to type, menus; and how their answers are read. Every text is bounded. Source:
 * docs.slack.dev/surfaces/modals and …/reference/views.
 */

import type { types } from "@slack/bolt";
import { z } from "zod";
import type { Locale, Text } from "../../text.ts";
import { slackId } from "./origin.ts";
import { bounded, plain, sections } from "./render.ts";

export const TITLE_LIMIT_CHARACTERS = 24;
export const LABEL_LIMIT_CHARACTERS = 150;
const OPTION_LIMIT_CHARACTERS = 75;
const OPTION_VALUE_LIMIT_CHARACTERS = 150;
const OPTIONS_LIMIT = 100;
/** Of 3,000 signs, as the longest line takes, each may be two. */
const ANSWER_LIMIT_CHARACTERS = 6_000;
const BLOCKS_LIMIT = 100;
const METADATA_LIMIT_CHARACTERS = 3_000;

export const CANCEL: Text = { en: "Cancel", zh: "取消", es: "Cancelar" };
const CLOSE: Text = { en: "Close", zh: "关闭", es: "Cerrar" };

export const viewBody = z.object({
	id: slackId,
	hash: z.string().regex(/^[\w.-]{1,100}$/),
	callback_id: z.string().max(255),
	private_metadata: z.string().max(METADATA_LIMIT_CHARACTERS),
	blocks: z.array(z.object({ type: z.string(), block_id: z.string().nullish() })).max(BLOCKS_LIMIT),
	state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});

const typedAnswer = z.object({ type: z.literal("plain_text_input"), value: z.string().nullish() });
const chosenAnswer = z.object({
	type: z.literal("static_select"),
	selected_option: z.object({ value: z.string() }).nullish(),
});

/** Each field is a block of its own, which bears its name as its one element does. */
export function answersOf(values: z.infer<typeof viewBody>["state"]["values"]): ReadonlyMap<string, string> {
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

export function parsed(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return null; // no form of ours
	}
}

/** Takes the place of a form that there is nothing to send with any more. */
export const noticeForm = (text: string, locale: Locale): types.ModalView => ({
	...modal("Standin", CLOSE[locale]),
	blocks: sections(text),
});

export const titled = (text: string): types.PlainTextElement => plain(bounded(text, TITLE_LIMIT_CHARACTERS));

export const modal = (title: string, close: string) => ({
	type: "modal" as const,
	title: titled(title),
	close: titled(close),
});

type Line = {
	readonly isOptional?: boolean;
	readonly value?: string;
	/** Room for more than one line of words. */
	readonly isLong?: boolean;
};

/** A line to type. Named the same in every form, so that Slack keeps what was typed when one takes another's place. */
export function line(
	name: string,
	label: string,
	limit: number,
	{ isOptional = false, value, isLong = false }: Line,
): types.InputBlock {
	return {
		type: "input",
		block_id: name,
		optional: isOptional,
		label: plain(bounded(label, LABEL_LIMIT_CHARACTERS)),
		element: {
			type: "plain_text_input",
			action_id: name,
			max_length: limit,
			...(isLong ? { multiline: true } : {}),
			...(value === undefined ? {} : { initial_value: value }),
		},
	};
}

export type Option = { readonly label: string; readonly value: string };

/** Options that Slack would cut are numbered, and told in full beside them: two might look the same. */
export function optionsOf(options: readonly Option[]): {
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
export function select(
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
