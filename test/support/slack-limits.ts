/** Judges what goes to Slack as Slack would, block by block, and besides what Slack takes although nobody meant it. */

import { block, richText } from "./slack-blocks.ts";
import { element, OBJECTS } from "./slack-elements.ts";
import { LIMITS } from "./slack-limits-table.ts";
import {
	atLeastOne,
	boolean,
	type Category,
	type Complaint,
	codePoints,
	isObject,
	kindOf,
	list,
	one,
	plain,
	type Rule,
	type Say,
	shape,
	string,
} from "./slack-rules.ts";

export type { Complaint } from "./slack-rules.ts";

const anything: Rule = () => {};
const attachment = shape(
	{},
	{ blocks: list(block, "message.blocks"), color: string(), fallback: string() },
	atLeastOne("blocks", "fallback"),
);
const content = {
	text: string("message.text"),
	blocks: list(block, "message.blocks"),
	attachments: list(attachment, "message.attachments"),
	mrkdwn: boolean,
};
const posted = {
	...content,
	markdown_text: string("markdown.text"),
	parse: one("none"), // `full` turns names in a foreign text into mentions
	link_names: one(false),
	unfurl_links: boolean,
	unfurl_media: boolean,
	metadata: shape({ event_type: string(), event_payload: anything }),
	thread_ts: string(),
};
const channel = { channel: string() };
const modal = shape(
	{ type: one("modal"), title: plain("view.title"), blocks: list(block, "view.blocks") },
	{
		close: plain("view.close"),
		submit: plain("view.submit"),
		private_metadata: string("view.private_metadata"),
		callback_id: string("view.callback_id"),
		external_id: string("view.external_id"),
		clear_on_close: boolean,
		notify_on_close: boolean,
	},
	submittable,
);
const home = shape(
	{ type: one("home"), blocks: list(block, "view.blocks") },
	{
		private_metadata: string("view.private_metadata"),
		callback_id: string("view.callback_id"),
		external_id: string("view.external_id"),
	},
);
const view = kindOf(
	new Map([
		["modal", modal],
		["home", home],
	]),
	"view",
);

/** What is wrong with a form that was sent stands at fields which it has, in words. */
const faults: Rule = (value, path, say) => {
	const { faults: told, view: sent } = isObject(value) ? value : {};
	const blocks = isObject(sent) && Array.isArray(sent["blocks"]) ? sent["blocks"].filter(isObject) : [];
	const fields = blocks.filter(({ type }) => type === "input").map(({ block_id }) => block_id);
	const entries = isObject(told) ? Object.entries(told) : [];
	if (entries.length === 0) say("missing-required", path, "nothing is said to be wrong");
	for (const [name, words] of entries) {
		if (!fields.includes(name)) say("invalid-usage", `${path}.${name}`, "no such field is in the form");
		if (typeof words !== "string" || words === "") say("type-mismatch", `${path}.${name}`, "no words");
	}
};

/** What is judged: a whole call, or a part of one. */
const RULES = {
	message: shape(
		channel,
		{ ...posted, username: string(), icon_emoji: string(), icon_url: string(), reply_broadcast: boolean },
		someContent,
	),
	update: shape({ ...channel, ts: string() }, posted, someContent),
	ephemeral: shape({ ...channel, user: string() }, posted, someContent),
	/** The body for a `response_url`, or the payload of an acknowledged command. */
	response: shape(
		{},
		{
			...posted,
			metadata: anything,
			response_type: one("ephemeral", "in_channel"),
			replace_original: boolean,
			delete_original: boolean,
		},
	),
	view,
	block,
	element,
	richText,
	attachment,
	faults,
	...OBJECTS,
} as const satisfies Readonly<Record<string, Rule>>;

export type Kind = keyof typeof RULES;
const MESSAGES: readonly Kind[] = ["message", "update", "ephemeral", "response"];
/** Slack says block ids "should" be unique in a message of an app; only bodies for a `response_url` may repeat them. */
const UNIQUE_BLOCKS: readonly Kind[] = ["message", "update", "ephemeral", "view"];
/** Blocks that live in messages only, and the one that Slack alone may write. */
const MESSAGE_ONLY = ["markdown", "table", "context_actions", "task_card", "plan"];

/**
 * Everything that is wrong with a payload; nothing when Slack would take it and nobody is mentioned but `mentions`
 * (ids of people and groups, or `channel`, `here`, `everyone`).
 */
export function judge(kind: Kind, payload: unknown, mentions: readonly string[] = []): readonly Complaint[] {
	const complaints: Complaint[] = [];
	const say: Say = (category: Category, path, reason) => void complaints.push({ category, path, reason });
	RULES[kind](payload, kind, say);
	const isMessage = MESSAGES.includes(kind);
	if (!isObject(payload) || !(isMessage || kind === "view")) return complaints;
	const inside = partsOf(payload, kind);
	if (UNIQUE_BLOCKS.includes(kind)) unique("block_id", partsOf(payload["blocks"], `${kind}.blocks`), say);
	unique("action_id", inside, say);
	places(payload["blocks"], kind, isMessage, say);
	if (isMessage) tooMuchText(payload["blocks"], kind, say);
	if (isMessage) unescaped(payload["text"], `${kind}.text`, mentions, say);
	for (const { part, path } of inside) foreign(part, path, mentions, say);
	return complaints;
}

type Part = { readonly part: Readonly<Record<string, unknown>>; readonly path: string };

/** Every object in a payload, however deep. */
function partsOf(value: unknown, path: string): readonly Part[] {
	if (Array.isArray(value)) return value.flatMap((each, index) => partsOf(each, `${path}[${index}]`));
	if (!isObject(value)) return [];
	const below = Object.entries(value).flatMap(([name, each]) => partsOf(each, `${path}.${name}`));
	return [{ part: value, path }, ...below];
}

function unique(name: "block_id" | "action_id", parts: readonly Part[], say: Say): void {
	const seen = new Set<unknown>();
	for (const { part, path } of parts) {
		const id = part[name];
		if (id === undefined) continue;
		if (seen.has(id)) say("invalid-usage", `${path}.${name}`, `${name} ${String(id)} is there twice`);
		seen.add(id);
	}
}

function places(blocks: unknown, kind: Kind, isMessage: boolean, say: Say): void {
	const types = partsOf(blocks, "").map(({ part }) => String(part["type"]));
	if (types.includes("file")) say("invalid-usage", kind, "a file block cannot be posted");
	if (types.filter((type) => type === "table").length > 1) say("invalid-usage", kind, "one table a message");
	const misplaced = types.find((type) => MESSAGE_ONLY.includes(type));
	if (!isMessage && misplaced !== undefined) say("invalid-usage", kind, `${misplaced} is for messages only`);
}

function tooMuchText(blocks: unknown, kind: Kind, say: Say): void {
	const texts = partsOf(blocks, "").flatMap(({ part }) => (typeof part["text"] === "string" ? [part["text"]] : []));
	const count = texts.reduce((sum, each) => sum + codePoints(each), 0);
	if (count > LIMITS["message.block_texts"][1]) say("length-exceeded", kind, `message.block_texts: ${count}`);
}

function submittable(value: unknown, path: string, say: Say): void {
	if (!isObject(value) || value["submit"] !== undefined || !Array.isArray(value["blocks"])) return;
	const hasInput = value["blocks"].some((each) => isObject(each) && each["type"] === "input");
	if (hasInput) say("missing-required", `${path}.submit`, "a modal with an input needs a submit button");
}

function someContent(value: unknown, path: string, say: Say): void {
	if (!isObject(value)) return;
	const has = (name: string) => (Array.isArray(value[name]) ? value[name].length > 0 : Boolean(value[name]));
	if (["text", "blocks", "attachments", "markdown_text"].some(has)) {
		if (has("markdown_text") && (has("text") || has("blocks"))) {
			say("mutually-exclusive", path, "markdown_text stands alone");
		}
	} else say("missing-required", path, "a message needs text, blocks or attachments");
}

const MENTION = /<(?:@([UW]\w+)|!subteam\^(S\w+)|!(channel|here|everyone))(?:\|[^<>]*)?>/g;
const CONTROL = /<(?:https?:\/\/[^<>|\s]+|mailto:[^<>|\s]+|tel:[^<>|\s]+|#C\w+|!date\^\d+\^[^<>|]+)(?:\|[^<>]*)?>/g;

/** Text as Slack reads it. Foreign text has to come with `&amp;`, `&lt;` and `&gt;`, or it becomes markup. */
function unescaped(value: unknown, path: string, mentions: readonly string[], say: Say): void {
	if (typeof value !== "string") return;
	mentioned(value, path, mentions, say);
	const rest = value.replace(MENTION, "").replace(CONTROL, "");
	if (rest.includes("<")) say("unescaped", path, "a < that opens no link");
	if (/&(?!amp;|lt;|gt;)/.test(rest)) say("unescaped", path, "a bare &");
}

function mentioned(value: string, path: string, mentions: readonly string[], say: Say): void {
	for (const [whole, ...names] of value.matchAll(MENTION)) {
		if (!names.some((name) => name !== undefined && mentions.includes(name))) say("unescaped", path, whole);
	}
}

function foreign(part: Part["part"], path: string, mentions: readonly string[], say: Say): void {
	const { type } = part;
	if (type === "mrkdwn" || type === "plain_text") unescaped(part["text"], `${path}.text`, mentions, say);
	if (type === "markdown" && typeof part["text"] === "string") mentioned(part["text"], path, mentions, say);
	if (typeof part["markdown_text"] === "string") mentioned(part["markdown_text"], path, mentions, say);
	const ids = { user: part["user_id"], usergroup: part["usergroup_id"], broadcast: part["range"] };
	const id = type === "user" || type === "usergroup" || type === "broadcast" ? ids[type] : undefined;
	if (id !== undefined && !mentions.includes(String(id))) say("unescaped", path, `mentions ${String(id)}`);
}
