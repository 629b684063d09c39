/** For each limit a payload of the size that is asked for, and for what is no number one that breaks it and one that does not. */

import { DATA_SIZED } from "./slack-limit-data-cases.ts";
import {
	button,
	card,
	confirm,
	container,
	feedback,
	fields,
	group,
	holding,
	icon,
	image,
	input,
	many,
	modal,
	mrkdwn,
	option,
	options,
	pie,
	plain,
	row,
	section,
	select,
	slice,
	video,
	x,
} from "./slack-limit-payloads.ts";
import type { Kind } from "./slack-limits.ts";
import { judge } from "./slack-limits.ts";
import { LIMITS } from "./slack-limits-table.ts";

export type Sized = readonly [kind: Kind, build: (count: number) => unknown];
type Pair = readonly [category: string, kind: Kind, broken: unknown, whole: unknown];

/** By the name of the limit and its side, as slackblocks calls them. */
export const SIZED: ReadonlyMap<string, Sized> = new Map<string, Sized>([
	["text.min_length", ["text", (n) => mrkdwn(x(n))]],
	["text.max_length", ["text", (n) => mrkdwn(x(n))]],
	["action_id.max_length", ["element", (n) => button({ action_id: x(n) })]],
	["block_id.max_length", ["block", (n) => ({ type: "divider", block_id: x(n) })]],
	["button.text.max_length", ["element", (n) => button({ text: plain(x(n)) })]],
	["button.url.max_length", ["element", (n) => button({ url: x(n) })]],
	["button.value.max_length", ["element", (n) => button({ value: x(n) })]],
	["button.accessibility_label.max_length", ["element", (n) => button({ accessibility_label: x(n) })]],
	["confirmation.title.max_length", ["element", (n) => button({ confirm: confirm({ title: plain(x(n)) }) })]],
	["confirmation.text.max_length", ["element", (n) => button({ confirm: confirm({ text: plain(x(n)) }) })]],
	["confirmation.confirm.max_length", ["confirmation", (n) => confirm({ confirm: plain(x(n)) })]],
	["confirmation.deny.max_length", ["confirmation", (n) => confirm({ deny: plain(x(n)) })]],
	["option.text.max_length", ["option", (n) => option({ text: plain(x(n)) })]],
	["option.value.max_length", ["option", (n) => option({ value: x(n) })]],
	["option.url.max_length", ["option", (n) => option({ url: "😀".repeat(n) })]],
	["option.description.max_length", ["option", (n) => option({ description: plain(x(n)) })]],
	["option_group.label.max_length", ["option_group", (n) => group(1, x(n))]],
	["option_group.options.min_items", ["option_group", (n) => group(n)]],
	["option_group.options.max_items", ["option_group", (n) => group(n)]],
	["select.placeholder.max_length", ["element", (n) => select({ options: options(1), placeholder: plain(x(n)) })]],
	["select.options.max_items", ["element", (n) => select({ options: options(n) })]],
	["select.option_groups.max_items", ["element", (n) => select({ option_groups: many(n, () => group(1)) })]],
	["overflow.options.min_items", ["element", (n) => ({ type: "overflow", options: options(n) })]],
	["overflow.options.max_items", ["element", (n) => ({ type: "overflow", options: options(n) })]],
	["checkboxes.options.min_items", ["element", (n) => ({ type: "checkboxes", options: options(n) })]],
	["checkboxes.options.max_items", ["element", (n) => ({ type: "checkboxes", options: options(n) })]],
	["radio_buttons.options.min_items", ["element", (n) => ({ type: "radio_buttons", options: options(n) })]],
	["radio_buttons.options.max_items", ["element", (n) => ({ type: "radio_buttons", options: options(n) })]],
	["url_source.url.min_length", ["element", (n) => ({ type: "url", url: x(n), text: "x" })]],
	["url_source.url.max_length", ["element", (n) => ({ type: "url", url: x(n), text: "x" })]],
	["table.rows.max_items", ["block", (n) => ({ type: "table", rows: many(n, () => row(2)) })]],
	["file_input.max_files.min", ["element", (n) => ({ type: "file_input", max_files: n })]],
	["file_input.max_files.max", ["element", (n) => ({ type: "file_input", max_files: n })]],
	["plain_text_input.max_length.max", ["element", (n) => ({ type: "plain_text_input", max_length: n })]],
	[
		"actions.elements.max_items",
		[
			"block",
			(n) =>
				holding(
					"actions",
					many(n, () => button()),
				),
		],
	],
	[
		"context.elements.max_items",
		[
			"block",
			(n) =>
				holding(
					"context",
					many(n, () => plain("x")),
				),
		],
	],
	["header.text.max_length", ["block", (n) => ({ type: "header", text: plain("😀".repeat(n)) })]],
	["image.image_url.max_length", ["block", (n) => image({ image_url: x(n) })]],
	["image.alt_text.max_length", ["block", (n) => image({ alt_text: x(n) })]],
	["input.label.max_length", ["block", (n) => input({ label: plain(x(n)) })]],
	["input.hint.max_length", ["block", (n) => input({ hint: plain(x(n)) })]],
	["markdown.text.min_length", ["block", (n) => ({ type: "markdown", text: x(n) })]],
	["markdown.text.max_length", ["block", (n) => ({ type: "markdown", text: x(n) })]],
	["section.text.max_length", ["block", (n) => section(x(n))]],
	["section.fields.max_items", ["block", (n) => fields(n)]],
	["section.fields.item_max_length", ["block", (n) => fields(1, x(n))]],
	["video.alt_text.min_length", ["block", (n) => video({ alt_text: x(n) })]],
	["video.alt_text.max_length", ["block", (n) => video({ alt_text: x(n) })]],
	["video.title.max_length", ["block", (n) => video({ title: plain(x(n)) })]],
	["video.author_name.max_length", ["block", (n) => video({ author_name: x(n) })]],
	["video.description.max_length", ["block", (n) => video({ description: plain(x(n)) })]],
	["video.provider_name.max_length", ["block", (n) => video({ provider_name: x(n) })]],
	["view.blocks.min_items", ["view", (n) => modal({ blocks: many(n, () => section("x")) })]],
	["view.blocks.max_items", ["view", (n) => modal({ blocks: many(n, () => section("x")) })]],
	["view.private_metadata.max_length", ["view", (n) => modal({ private_metadata: x(n) })]],
	["view.callback_id.max_length", ["view", (n) => modal({ callback_id: x(n) })]],
	["view.title.max_length", ["view", (n) => modal({ title: plain(x(n)) })]],
	["view.close.max_length", ["view", (n) => modal({ close: plain(x(n)) })]],
	["view.submit.max_length", ["view", (n) => modal({ submit: plain(x(n)) })]],
	["alert.text.max_length", ["block", (n) => ({ type: "alert", text: mrkdwn(x(n)) })]],
	["card.title.max_length", ["block", (n) => card({ title: mrkdwn(x(n)) })]],
	["card.subtitle.max_length", ["block", (n) => card({ subtitle: mrkdwn(x(n)) })]],
	["card.body.max_length", ["block", (n) => card({ body: mrkdwn(x(n)) })]],
	["card.subtext.max_length", ["block", (n) => card({ subtext: mrkdwn(x(n)) })]],
	["card.actions.max_items", ["block", (n) => card({ actions: many(n, () => button()) })]],
	[
		"carousel.elements.min_items",
		[
			"block",
			(n) =>
				holding(
					"carousel",
					many(n, () => card({})),
				),
		],
	],
	[
		"carousel.elements.max_items",
		[
			"block",
			(n) =>
				holding(
					"carousel",
					many(n, () => card({})),
				),
		],
	],
	["container.title.max_length", ["block", (n) => container({ title: plain(x(n)) })]],
	["container.subtitle.max_length", ["block", (n) => container({ subtitle: plain(x(n)) })]],
	["container.child_blocks.max_items", ["block", (n) => container({ child_blocks: many(n, () => section("x")) })]],
	[
		"context_actions.elements.max_items",
		[
			"block",
			(n) =>
				holding(
					"context_actions",
					many(n, () => icon({})),
				),
		],
	],
	["feedback_button.text.max_length", ["element", (n) => feedback({ text: plain(x(n)) })]],
	["feedback_button.value.max_length", ["element", (n) => feedback({ value: x(n) })]],
	["feedback_button.accessibility_label.max_length", ["element", (n) => feedback({ accessibility_label: x(n) })]],
	["icon_button.visible_to_user_ids.max_items", ["element", (n) => icon({ visible_to_user_ids: many(n, String) })]],
	...DATA_SIZED,
]);

const numbers = (min: string) => ({ type: "number_input", is_decimal_allowed: false, min_value: min, max_value: "5" });
const uneven = { type: "table", rows: [row(2), row(1)] };
const set = (columns: number) => ({ type: "table", rows: [row(2)], column_settings: many(columns, () => ({})) });

export const PAIRS: ReadonlyMap<string, Pair> = new Map<string, Pair>([
	["table.row_shape", ["invalid-usage", "block", uneven, { type: "table", rows: [row(2), row(2)] }]],
	["table.column_settings", ["invalid-usage", "block", set(3), set(2)]],
	["section.content", ["missing-required", "block", { type: "section" }, section("x")]],
	[
		"static_select.choice_source",
		[
			"mutually-exclusive",
			"element",
			select({ options: options(1), option_groups: [group(1)] }),
			select({ options: options(1) }),
		],
	],
	["image.source", ["mutually-exclusive", "element", image({ slack_file: { id: "F1" } }), image({})]],
	["number_input.range", ["out-of-range", "element", numbers("6"), numbers("5")]],
	["context.elements", ["type-mismatch", "block", holding("context", [button()]), holding("context", [image({})])]],
	["input.element", ["type-mismatch", "block", input({ element: button() }), input({})]],
	["data_visualization.segment.value.exclusive_min", ["out-of-range", "block", pie([slice("a", 0)]), pie([slice()])]],
]);

const bounds = new Map<string, readonly [number, number]>(Object.entries(LIMITS));

/** `section.fields.item_max_length` is one field of a section; every other name says its limit and which side of it. */
export function boundOf(constraint: string): { readonly at: number; readonly beyond: number } {
	if (constraint === "section.fields.item_max_length") return boundOf("section.field.max_length");
	const [, limit = "", side = ""] = /^(.+)\.([a-z_]+)$/.exec(constraint) ?? [];
	const [least, most] = bounds.get(limit) ?? [Number.NaN, Number.NaN];
	return side.startsWith("min") ? { at: least, beyond: least - 1 } : { at: most, beyond: most + 1 };
}

export const wrongWith = (kind: Kind, payload: unknown): readonly string[] => [
	...new Set(judge(kind, payload).map((each) => each.category)),
];
