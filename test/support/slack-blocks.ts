/** Blocks of Block Kit and rich text. Source: docs.slack.dev/reference/block-kit/blocks. */

import { elementOf, imageFields } from "./slack-elements.ts";
import { LIMITS } from "./slack-limits-table.ts";
import {
	atLeastOne,
	boolean,
	codePoints,
	integer,
	isObject,
	kindOf,
	later,
	list,
	mrkdwn,
	notTogether,
	one,
	plain,
	type Rule,
	shape,
	string,
	text,
} from "./slack-rules.ts";

const blocks = new Map<string, Rule>();
const blockId = { block_id: string("block_id") };

function add(type: string, required: Record<string, Rule>, optional: Record<string, Rule> = {}, ...more: Rule[]): void {
	blocks.set(type, shape({ type: one(type), ...required }, { ...blockId, ...optional }, ...more));
}

export const block: Rule = kindOf(blocks, "block");
const blockOf = (...types: readonly string[]): Rule =>
	later(() => kindOf(new Map([...blocks].filter(([type]) => types.includes(type))), "block"));

const selects = ["static", "external", "users", "conversations", "channels"];
const single = selects.map((each) => `${each}_select`);
const multiple = single.map((each) => `multi_${each}`);
const choices = ["checkboxes", "radio_buttons", "datepicker", "timepicker", ...single];

add("divider", {});
add("header", { text: plain("header.text") });
add(
	"section",
	{},
	{
		text: text("section.text"),
		fields: list(text("section.field"), "section.fields"),
		accessory: elementOf("button", "image", "overflow", "workflow_button", ...choices, ...multiple),
		expand: boolean,
	},
	atLeastOne("text", "fields"),
);
add("actions", {
	elements: list(elementOf("button", "overflow", "workflow_button", "datetimepicker", ...choices), "actions.elements"),
});
const textOrImage: Rule = (value, path, say) => {
	const isText = isObject(value) && (value["type"] === "plain_text" || value["type"] === "mrkdwn");
	(isText ? text("text") : elementOf("image"))(value, path, say);
};
add("context", { elements: list(textOrImage, "context.elements") });
add("context_actions", {
	elements: list(elementOf("feedback_buttons", "icon_button"), "context_actions.elements"),
});
const inputs = ["plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input"];
add(
	"input",
	{
		label: plain("input.label"),
		element: elementOf(...inputs, "file_input", "datetimepicker", ...choices, ...multiple),
	},
	{ hint: plain("input.hint"), optional: boolean, dispatch_action: boolean },
);
add(
	"image",
	{ alt_text: imageFields.required.alt_text },
	{ ...imageFields.optional, title: plain("image.title") },
	...imageFields.more,
);
add("markdown", { text: string("markdown.text") });
add("file", { external_id: string(), source: one("remote") });
add(
	"video",
	{
		alt_text: string("video.alt_text"),
		title: plain("video.title"),
		thumbnail_url: string(),
		video_url: string(),
	},
	{
		author_name: string("video.author_name"),
		description: plain("video.description"),
		provider_icon_url: string(),
		provider_name: string("video.provider_name"),
		title_url: string(),
	},
);
add("alert", { text: text("alert.text") }, { level: one("default", "info", "warning", "error", "success") });
const icon = shape({ type: one("icon"), name: string() });
add(
	"card",
	{},
	{
		hero_image: elementOf("image"),
		icon: elementOf("image"),
		slack_icon: icon,
		title: mrkdwn("card.title"),
		subtitle: mrkdwn("card.subtitle"),
		body: mrkdwn("card.body"),
		subtext: mrkdwn("card.subtext"),
		actions: list(elementOf("button"), "card.actions"),
	},
	atLeastOne("hero_image", "title", "body", "actions"),
);
add("carousel", { elements: list(blockOf("card"), "carousel.elements") });
const contained = ["actions", "context", "divider", "file", "header", "image", "input", "rich_text", "section"];
add(
	"container",
	{ child_blocks: list(blockOf(...contained, "table", "video"), "container.child_blocks") },
	{
		title: plain("container.title"),
		rich_text_title: blockOf("rich_text"),
		subtitle: text("container.subtitle"),
		width: one("narrow", "standard", "wide", "full"),
		icon: elementOf("image"),
		is_collapsible: boolean,
		default_collapsed: boolean,
		has_header_divider: boolean,
	},
	notTogether("title", "rich_text_title"),
);
const task = {
	details: blockOf("rich_text"),
	output: blockOf("rich_text"),
	sources: list(elementOf("url")),
};
const taskRequired = {
	task_id: string(),
	title: string(),
	status: one("pending", "in_progress", "complete", "error"),
};
add("task_card", taskRequired, task);
add("plan", { title: string() }, { tasks: list(shape(taskRequired, { type: one("task_card"), ...blockId, ...task })) });

const number: Rule = (value, path, say) => {
	if (!Number.isFinite(value)) say("type-mismatch", path, "a number is expected");
};
const cell: Rule = kindOf(
	new Map<string, Rule>([
		["raw_text", shape({ type: one("raw_text"), text: string("data_table.cell_text") })],
		["raw_number", shape({ type: one("raw_number"), value: number }, { text: string("data_table.cell_text") })],
		["rich_text", blockOf("rich_text")],
	]),
	"cell",
);
const rowsOf = (value: unknown): readonly (readonly unknown[])[] =>
	isObject(value) && Array.isArray(value["rows"]) ? value["rows"].filter(Array.isArray) : [];
const even: Rule = (value, path, say) => {
	if (new Set(rowsOf(value).map((row) => row.length)).size > 1) say("invalid-usage", path, "rows of different widths");
};
const columnsFit: Rule = (value, path, say) => {
	const settings = isObject(value) ? value["column_settings"] : undefined;
	const columns = rowsOf(value)[0]?.length;
	if (Array.isArray(settings) && settings.length !== columns) say("invalid-usage", path, "settings for other columns");
};
add(
	"table",
	{ rows: list(list(cell, "table.columns"), "table.rows") },
	{ column_settings: list(shape({}, { align: one("left", "center", "right"), is_wrapped: boolean })) },
	even,
	columnsFit,
);
const notTooMuch: Rule = (value, path, say) => {
	const cells = rowsOf(value).flat();
	const count = cells.reduce<number>((sum, each) => sum + (isObject(each) ? codePoints(String(each["text"])) : 0), 0);
	if (count > LIMITS["data_table.content"][1]) say("length-exceeded", path, `data_table.content: ${count} characters`);
};
add(
	"data_table",
	{ rows: list(list(cell, "data_table.columns"), "data_table.rows"), caption: string() },
	{ page_size: integer("data_table.page_size"), row_header_column_index: integer() },
	even,
	notTooMuch,
);

const positive: Rule = (value, path, say) => {
	number(value, path, say);
	if (Number(value) <= 0) say("out-of-range", path, "more than 0 is expected");
};
const segment = shape({ label: string("data_visualization.segment.label"), value: positive });
const point = shape({ label: string("data_visualization.point_label"), value: number });
const series = shape({
	name: string("data_visualization.series_name"),
	data: list(point, "data_visualization.data"),
});
const axis = shape(
	{ categories: list(string("data_visualization.category_label"), "data_visualization.categories") },
	{ x_label: string("data_visualization.axis_label"), y_label: string("data_visualization.axis_label") },
);
const chart = new Map<string, Rule>([
	["pie", shape({ type: one("pie"), segments: list(segment, "data_visualization.segments") })],
]);
for (const type of ["line", "bar", "area"]) {
	chart.set(type, shape({ type: one(type), series: list(series, "data_visualization.series"), axis_config: axis }));
}
add("data_visualization", { title: string("data_visualization.title"), chart: kindOf(chart, "chart") });

const style: Rule = (value, path, say) => isObject(value) || say("type-mismatch", path, "an object is expected");
const inline = new Map<string, Rule>();
const addInline = (type: string, required: Record<string, Rule>, optional: Record<string, Rule> = {}) =>
	inline.set(type, shape({ type: one(type), ...required }, { style, ...optional }));
addInline("text", { text: string() });
addInline("link", { url: string() }, { text: string(), unsafe: boolean });
addInline("emoji", { name: string() }, { unicode: string(), url: string() });
addInline("user", { user_id: string() });
addInline("usergroup", { usergroup_id: string() });
addInline("channel", { channel_id: string() });
addInline("broadcast", { range: one("here", "channel", "everyone") });
addInline("date", { timestamp: integer(), format: string() }, { url: string(), fallback: string() });
const words = list(kindOf(inline, "rich text"));
const border = { border: integer() };
const paragraphs = new Map<string, Rule>([
	["rich_text_section", shape({ type: one("rich_text_section"), elements: words })],
	["rich_text_quote", shape({ type: one("rich_text_quote"), elements: words }, border)],
	["rich_text_preformatted", shape({ type: one("rich_text_preformatted"), elements: words }, border)],
]);
paragraphs.set(
	"rich_text_list",
	shape(
		{
			type: one("rich_text_list"),
			elements: list(kindOf(new Map([...paragraphs].slice(0, 1)), "line of a list")),
			style: one("bullet", "ordered"),
		},
		{ ...border, indent: integer(), offset: integer() },
	),
);
add("rich_text", { elements: list(kindOf(paragraphs, "paragraph")) });

/** Any part of rich text, inside a line or a paragraph of its own. */
export const richText: Rule = kindOf(new Map([...inline, ...paragraphs]), "rich text");
