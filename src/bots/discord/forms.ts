/**
 * Forms: how they are drawn, what their submission says, and the button that opens one again with what was typed. What is
 * to be decided stands in the form's id; where, in the place it is sent from.
 * Source: docs.discord.com/developers/components/reference and …/interactions/receiving-and-responding.
 */

import { type APIModalSubmission, ComponentType, TextInputStyle } from "discord.js";
import { railTitle } from "../../fallback/rail.ts";
import type { Shop } from "../../fallback/shop.ts";
import { NOTE_LIMIT_CHARACTERS, type PaylinkFields } from "../../helpdesk/paylink.ts";
import type { Locale, Text } from "../../text.ts";
import type { DecisionForm, DecisionGiven } from "../bot.ts";
import * as texts from "../form-texts.ts";
import { cut, plain, plainText } from "./render.ts";

const CUSTOM_ID_LIMIT_UNITS = 100;
const TITLE_LIMIT_UNITS = 45;
const LABEL_LIMIT_UNITS = 45;
const OPTIONS_LIMIT = 25;
const OPTION_LIMIT_UNITS = 100;
const FIELDS_LIMIT = 5;
const ANSWER_LIMIT_UNITS = 4_000;
const AMOUNT_LIMIT_UNITS = 40;
const CURRENCY_LIMIT_UNITS = 12;
const DECISION_NOTE_LIMIT_UNITS = 500;
const PIN_LIMIT_UNITS = 12;

const PAYLINK = "paylink";
/** The select's choice of no rail in particular: Discord takes no empty one. */
const ANY_RAIL = "*";
const AGAIN = /^p(\[.{2,97}\])$/su;
/** The message that the thread is below, what was picked before, and the choice. */
const DECISION = /^d(\d{0,20}) (-|[\w-]{1,32}) (.{1,93})$/su;

type Field = Readonly<Record<string, unknown>>;
export type Form = { readonly custom_id: string; readonly title: string; readonly components: readonly Field[] };

/** What a payment link needs, with what was typed before. */
export function paylinkForm({ currency, rails }: Shop, typed: PaylinkFields, locale: Locale): Form {
	const known = rails.some(({ id }) => id === typed.rail) ? typed.rail : ANY_RAIL;
	const options = [
		{ label: shown(texts.FIRST_RAIL[locale], OPTION_LIMIT_UNITS), value: ANY_RAIL },
		...rails.map((rail) => ({ label: `${railTitle(rail)[locale]} · ${rail.id}`, value: rail.id })),
	];
	return {
		custom_id: PAYLINK,
		title: shown(texts.PAYLINK_TITLE[locale], TITLE_LIMIT_UNITS),
		components: [
			line("amount", texts.AMOUNT[locale], AMOUNT_LIMIT_UNITS, { value: typed.amount, required: true }),
			line("currency", texts.CURRENCY[locale], CURRENCY_LIMIT_UNITS, { value: typed.currency || currency }),
			...select("rail", texts.RAIL[locale], options, known),
			line("note", texts.PAYLINK_NOTE[locale], NOTE_LIMIT_CHARACTERS, { value: typed.note }),
		],
	};
}

/** What was sent with such a form; null for another form. */
export function readPaylinkForm({ custom_id, components }: APIModalSubmission): PaylinkFields | null {
	if (custom_id !== PAYLINK) return null;
	const answers = answersOf(components);
	const [amount = "", currency = "", rail = "", note = ""] = PAYLINK_FIELDS.map((name) => answers.get(name) ?? "");
	return { amount, currency, rail: rail === ANY_RAIL ? "" : rail, note };
}

const PAYLINK_FIELDS = ["amount", "currency", "rail", "note"] as const;
const FIELD_NAMES: Readonly<Record<keyof PaylinkFields, Text>> = {
	amount: texts.AMOUNT,
	currency: texts.CURRENCY,
	rail: texts.RAIL,
	note: texts.PAYLINK_NOTE,
};

/** The id of a button that opens the form again with what was typed; what has no room there comes back as lines to say. */
export function paylinkAgain(typed: PaylinkFields, locale: Locale): { readonly id: string; readonly left: string[] } {
	const kept = { ...typed };
	const left: string[] = [];
	const idOf = () => `p${JSON.stringify(PAYLINK_FIELDS.map((name) => kept[name]))}`;
	for (const name of PAYLINK_FIELDS.toReversed()) {
		if (idOf().length <= CUSTOM_ID_LIMIT_UNITS) break;
		if (kept[name] !== "") left.push(`${FIELD_NAMES[name][locale]}: ${kept[name]}`);
		kept[name] = "";
	}
	return { id: idOf(), left };
}

/** What such a button carries; null for any other. */
export function readPaylinkAgain(customId: string): PaylinkFields | null {
	const [, json] = AGAIN.exec(customId) ?? [];
	const fields = json === undefined ? null : parsed(json);
	if (!Array.isArray(fields) || !fields.every((field) => typeof field === "string")) return null;
	const [amount = "", currency = "", rail = "", note = ""] = fields;
	return { amount, currency, rail, note };
}

function parsed(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return null; // not a button of ours
	}
}

/** Which decision a form or its button is about. */
export type DecisionId = {
	readonly choice: string;
	/** The message that the conversation's thread is below, where it stands in a channel itself. */
	readonly root: string | null;
	readonly pick: string | null;
};

/** Null when it is too long for Discord, and then no form of it can be opened. */
export function decisionId({ choice, root, pick }: DecisionId): string | null {
	const [full, short] = [pick ?? "-", "-"].map((picked) => `d${root ?? ""} ${picked} ${choice}`);
	return (
		[full, short].find((id) => id !== undefined && id.length <= CUSTOM_ID_LIMIT_UNITS && DECISION.test(id)) ?? null
	);
}

export function readDecisionId(customId: string): DecisionId | null {
	const [, root = "", pick = "-", choice] = DECISION.exec(customId) ?? [];
	if (choice === undefined) return null;
	return { choice, root: root === "" ? null : root, pick: pick === "-" ? null : pick };
}

/** What a decision asks for. */
export function decisionForm(form: DecisionForm, customId: string, picked: string | null): Form {
	const { title, text, pick, noteLabel, pinLabel } = form;
	const options = (pick?.options ?? []).map(({ id, label }) => ({ label, value: id }));
	return {
		custom_id: customId,
		title: shown(title, TITLE_LIMIT_UNITS),
		components: [
			{ type: ComponentType.TextDisplay, content: plainText(text) },
			...(pick === null ? [] : select("pick", pick.label, options, picked)),
			...(noteLabel === null ? [] : [line("note", noteLabel, DECISION_NOTE_LIMIT_UNITS, {})]),
			...(pinLabel === null ? [] : [line("pin", pinLabel, PIN_LIMIT_UNITS, { required: true })]),
		],
	};
}

/** What was typed into such a form. The PIN is in it: it goes to who checks it, and nowhere else. */
export function readDecisionForm({ components }: APIModalSubmission): DecisionGiven {
	const answers = answersOf(components);
	const given = (name: keyof DecisionGiven): string | null => answers.get(name) || null;
	return { pick: given("pick"), note: given("note"), pin: given("pin")?.trim() ?? null };
}

function answersOf(components: APIModalSubmission["components"]): ReadonlyMap<string, string> {
	const answers = new Map<string, string>();
	for (const field of components.slice(0, FIELDS_LIMIT)) {
		if (field.type !== ComponentType.Label) continue;
		const { component } = field;
		if (component.type === ComponentType.TextInput)
			answers.set(component.custom_id, component.value.slice(0, ANSWER_LIMIT_UNITS));
		if (component.type === ComponentType.StringSelect)
			answers.set(component.custom_id, (component.values[0] ?? "").slice(0, OPTION_LIMIT_UNITS));
	}
	return answers;
}

const shown = (text: string, limitUnits: number): string => cut(plain(text).trim(), limitUnits) || "…";

const labelled = (label: string, component: Field): Field => ({
	type: ComponentType.Label,
	label: shown(label, LABEL_LIMIT_UNITS),
	component,
});

type Line = { readonly value?: string; readonly required?: boolean };

/** A line to type. */
function line(name: string, label: string, limitUnits: number, { value = "", required = false }: Line): Field {
	const before = cut(plain(value), limitUnits);
	return labelled(label, {
		type: ComponentType.TextInput,
		style: TextInputStyle.Short,
		custom_id: name,
		max_length: limitUnits,
		required,
		...(before === "" ? {} : { value: before }),
	});
}

type Option = { readonly label: string; readonly value: string };

/** One of several, what was chosen before first. Nothing where there is nothing to choose. */
function select(name: string, label: string, options: readonly Option[], chosen: string | null): readonly Field[] {
	const fits = ({ value }: Option) => value.length <= OPTION_LIMIT_UNITS && value !== "" && plain(value) === value;
	const known = [...new Map(options.filter(fits).map((option) => [option.value, option])).values()];
	if (known.length === 0) return [];
	const offered = known
		.toSorted((a, b) => Number(b.value === chosen) - Number(a.value === chosen))
		.slice(0, OPTIONS_LIMIT)
		.map((option) => ({
			label: shown(option.label, OPTION_LIMIT_UNITS),
			value: option.value,
			...(option.value === chosen ? { default: true } : {}),
		}));
	return [labelled(label, { type: ComponentType.StringSelect, custom_id: name, options: offered })];
}
