/** Elements of Block Kit (buttons, menus, inputs, pictures) and the objects they are made of. Source: docs.slack.dev/reference/block-kit. */

import type { Limit } from "./slack-limits-table.ts";
import {
	atLeastOne,
	boolean,
	integer,
	isObject,
	kindOf,
	list,
	notTogether,
	one,
	plain,
	type Rule,
	shape,
	string,
	text,
} from "./slack-rules.ts";

const style = one("primary", "danger");

const confirmation = shape(
	{
		title: plain("confirmation.title"),
		text: text("confirmation.text"),
		confirm: plain("confirmation.confirm"),
		deny: plain("confirmation.deny"),
	},
	{ style },
);
const optionFields = { value: string("option.value") };
const optionMore = { description: text("option.description"), url: string("option.url") };
const plainOption = shape({ text: plain("option.text"), ...optionFields }, optionMore);
const option = shape({ text: text("option.text"), ...optionFields }, optionMore);
const optionGroup = shape({
	label: plain("option_group.label"),
	options: list(plainOption, "option_group.options"),
});
const conversationFilter = shape(
	{},
	{
		include: list(one("im", "mpim", "private", "public")),
		exclude_external_shared_channels: boolean,
		exclude_bot_users: boolean,
	},
	atLeastOne("include", "exclude_external_shared_channels", "exclude_bot_users"),
);
const dispatch = shape({ trigger_actions_on: list(one("on_enter_pressed", "on_character_entered")) });
const inputParameter = shape({ name: string(), value: string() });
const trigger = shape({ url: string() }, { customizable_input_parameters: list(inputParameter) });
const workflow = shape({ trigger });

/** The objects, by the names of Slack's pages. */
export const OBJECTS = {
	text: text("text"),
	confirmation,
	option,
	option_group: optionGroup,
	conversation_filter: conversationFilter,
	dispatch_action_configuration: dispatch,
	input_parameter: inputParameter,
	workflow,
	trigger,
	/** What answers an external select. */
	suggestions: shape(
		{},
		{ options: list(plainOption, "select.options"), option_groups: list(optionGroup, "select.option_groups") },
		atLeastOne("options", "option_groups"),
		notTogether("options", "option_groups"),
	),
} as const;

const elements = new Map<string, Rule>();

/** Every element has a type; what a person can press has an action id and may ask back. */
function add(type: string, required: Record<string, Rule>, optional: Record<string, Rule>, ...more: Rule[]): void {
	const fields = { action_id: string("action_id"), confirm: confirmation, focus_on_load: boolean, ...optional };
	elements.set(type, shape({ type: one(type), ...required }, fields, ...more));
}

const placeholder = plain("select.placeholder");
const typed = { placeholder, dispatch_action_config: dispatch, initial_value: string() };

add(
	"button",
	{ text: plain("button.text") },
	{
		url: string("button.url"),
		value: string("button.value"),
		style,
		accessibility_label: string("button.accessibility_label"),
	},
);
add(
	"workflow_button",
	{ text: plain("button.text"), workflow },
	{ style, accessibility_label: string("button.accessibility_label") },
);
add("overflow", { options: list(plainOption, "overflow.options") }, {});
add("checkboxes", { options: list(option, "checkboxes.options") }, { initial_options: list(option) });
add("radio_buttons", { options: list(option, "radio_buttons.options") }, { initial_option: option });
add("datepicker", {}, { initial_date: string(), placeholder });
add("datetimepicker", {}, { initial_date_time: integer() });
add("timepicker", {}, { initial_time: string(), timezone: string(), placeholder });

const chosen: Readonly<Record<string, Rule>> = { placeholder, response_url_enabled: boolean };
const choices: readonly (readonly [string, Record<string, Rule>, ...Rule[]])[] = [
	[
		"static_select",
		{
			options: list(plainOption, "select.options"),
			option_groups: list(optionGroup, "select.option_groups"),
			initial_option: plainOption,
			initial_options: list(plainOption),
		},
		notTogether("options", "option_groups"),
		atLeastOne("options", "option_groups"),
	],
	["external_select", { min_query_length: integer(), initial_option: plainOption, initial_options: list(plainOption) }],
	["users_select", { initial_user: string(), initial_users: list(string()) }],
	[
		"conversations_select",
		{
			initial_conversation: string(),
			initial_conversations: list(string()),
			default_to_current_conversation: boolean,
			filter: conversationFilter,
		},
	],
	["channels_select", { initial_channel: string(), initial_channels: list(string()) }],
];
for (const [type, fields, ...more] of choices) {
	add(type, {}, { ...chosen, ...fields }, ...more);
	add(`multi_${type}`, {}, { ...chosen, ...fields, max_selected_items: integer() }, ...more);
}

add(
	"plain_text_input",
	{},
	{
		...typed,
		multiline: boolean,
		min_length: integer("plain_text_input.min_length"),
		max_length: integer("plain_text_input.max_length"),
	},
	ascending("min_length", "max_length"),
);
add(
	"number_input",
	{ is_decimal_allowed: boolean },
	{ ...typed, min_value: string(), max_value: string() },
	ascending("min_value", "max_value"),
);
add("email_text_input", {}, typed);
add("url_text_input", {}, typed);
add(
	"rich_text_input",
	{},
	{ ...typed, initial_value: (value, path, say) => isObject(value) || say("type-mismatch", path, "rich text") },
);
add("file_input", {}, { filetypes: list(string()), max_files: integer("file_input.max_files") });

const feedback = shape(
	{ text: plain("feedback_button.text"), value: string("feedback_button.value") },
	{ accessibility_label: string("feedback_button.accessibility_label") },
);
add("feedback_buttons", { positive_button: feedback, negative_button: feedback }, {});
add(
	"icon_button",
	{ icon: string(), text: plain("button.text") },
	{
		value: string("button.value"),
		accessibility_label: string("button.accessibility_label"),
		visible_to_user_ids: list(string(), "icon_button.visible_to_user_ids"),
	},
);

const slackFile = shape({}, { id: string(), url: string() }, atLeastOne("id", "url"), notTogether("id", "url"));
/** A picture, alone or as a block. */
export const imageFields = {
	required: { type: one("image"), alt_text: string("image.alt_text") },
	optional: { image_url: string("image.image_url"), slack_file: slackFile },
	more: [notTogether("image_url", "slack_file"), atLeastOne("image_url", "slack_file")],
} as const;
elements.set("image", shape(imageFields.required, imageFields.optional, ...imageFields.more));
elements.set(
	"url",
	shape({ type: one("url"), url: string("url_source.url" satisfies Limit), text: string() }, { icon_url: string() }),
);

/** Any element. */
export const element: Rule = kindOf(elements, "element");

/** One of these elements: each block takes some of them only. */
export const elementOf = (...types: readonly string[]): Rule =>
	kindOf(new Map([...elements].filter(([type]) => types.includes(type))), "element");

function ascending(low: string, high: string): Rule {
	return (value, path, say) => {
		if (!isObject(value) || value[low] === undefined || value[high] === undefined) return;
		if (Number(value[low]) > Number(value[high])) say("out-of-range", path, `${low} is above ${high}`);
	};
}
