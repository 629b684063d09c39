/** The methods of the Web API that write and read messages and channels. Source: docs.slack.dev/reference/methods. */

import { type Answer, no } from "./slack-calls.ts";
import type { Kind } from "./slack-limits.ts";
import { isObject, type Json } from "./slack-rules.ts";
import { asJson, BOT_USER, type Channel, type Message, type Workspace } from "./slack-workspace.ts";

export type Office = { readonly workspace: Workspace; readonly nowMs: () => number; readonly url: string };
export type Method = {
	/** What the token needs; of several, the one for the kind of channel. */
	readonly scopes: readonly string[];
	readonly judged?: Kind;
	run(args: Json, office: Office): Answer;
};

const word = (args: Json, name: string): string => (typeof args[name] === "string" ? args[name] : "");
const listed = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** The channel a call names, as far as the bot may go there. */
function reach(args: Json, { workspace }: Office, name = "channel"): Channel | Answer {
	const id = word(args, name);
	const isPerson = workspace.people.has(id);
	const channel = isPerson ? workspace.directMessages(id) : workspace.channels.get(id);
	const isIn = channel?.members.has(BOT_USER) ?? false;
	if (channel === undefined || (channel.kind === "private" && !isIn)) return no("channel_not_found");
	return channel;
}
export function reachToWrite(args: Json, office: Office, name = "channel"): Channel | Answer {
	const channel = reach(args, office, name);
	if ("ok" in channel) return channel;
	if (channel.isArchived) return no("is_archived");
	return channel.members.has(BOT_USER) ? channel : no("not_in_channel");
}

const contentOf = (args: Json) => ({
	text: word(args, "text") || word(args, "markdown_text"),
	blocks: listed(args["blocks"]),
	attachments: listed(args["attachments"]),
});

function postMessage(args: Json, office: Office): Answer {
	const channel = reachToWrite(args, office);
	if ("ok" in channel) return channel;
	const threadTs = word(args, "thread_ts") || null;
	const { workspace } = office;
	if (threadTs !== null && workspace.find(channel.id, threadTs) === undefined) return no("thread_not_found");
	const metadata = isObject(args["metadata"]) ? args["metadata"] : null;
	const draft = { channel: channel.id, user: BOT_USER, threadTs, metadata, ...contentOf(args) };
	const message = workspace.post(draft);
	return { ok: true, channel: channel.id, ts: message.ts, message: asJson(message, workspace.files, office.url, true) };
}

/** A message of the bot's own; of another's it may change nothing. */
function own(args: Json, office: Office, refusal: string): Message | Answer {
	const channel = reachToWrite(args, office);
	if ("ok" in channel) return channel;
	const message = office.workspace.find(channel.id, word(args, "ts"));
	if (message === undefined || message.onlyFor !== null) return no("message_not_found");
	return message.user === BOT_USER ? message : no(refusal);
}

function update(args: Json, office: Office): Answer {
	const before = own(args, office, "cant_update_message");
	if ("ok" in before) return before;
	const { text, blocks, attachments } = contentOf(args);
	// What is left out stays as it was; an empty list takes it away.
	const after = office.workspace.change(before.channel, before.ts, {
		text: args["text"] === undefined ? before.text : text,
		blocks: args["blocks"] === undefined ? before.blocks : blocks,
		attachments: args["attachments"] === undefined ? before.attachments : attachments,
		metadata: isObject(args["metadata"]) ? args["metadata"] : before.metadata,
		isEdited: true,
	});
	const message = asJson(after, office.workspace.files, office.url, true);
	return { ok: true, channel: after.channel, ts: after.ts, text: after.text, message };
}

function postEphemeral(args: Json, office: Office): Answer {
	const channel = reachToWrite(args, office);
	if ("ok" in channel) return channel;
	const onlyFor = word(args, "user");
	if (!channel.members.has(onlyFor)) return no("user_not_in_channel");
	const threadTs = word(args, "thread_ts") || null;
	const draft = { channel: channel.id, user: BOT_USER, onlyFor, threadTs, ...contentOf(args) };
	return { ok: true, message_ts: office.workspace.post(draft).ts };
}

function remove(args: Json, office: Office): Answer {
	const message = own(args, office, "cant_delete_message");
	if ("ok" in message) return message;
	office.workspace.change(message.channel, message.ts, { isDeleted: true });
	return { ok: true, channel: message.channel, ts: message.ts };
}

const asChannel = (channel: Channel): Json => ({
	id: channel.id,
	name: channel.name,
	is_channel: channel.kind === "public",
	is_private: channel.kind === "private",
	is_im: channel.kind === "im",
	is_archived: channel.isArchived,
	is_member: channel.members.has(BOT_USER),
	...(channel.kind === "im" ? { user: [...channel.members].find((each) => each !== BOT_USER) } : {}),
});

function open(args: Json, { workspace }: Office): Answer {
	const person = workspace.people.get(word(args, "users"));
	if (person === undefined) return no("user_not_found");
	if (person.isDeactivated) return no("user_disabled");
	return { ok: true, channel: { id: workspace.directMessages(person.id).id } };
}

function join(args: Json, office: Office): Answer {
	const channel = reach(args, office);
	if ("ok" in channel) return channel;
	if (channel.isArchived) return no("is_archived");
	if (channel.kind !== "public") return no("method_not_supported_for_channel_type");
	channel.members.add(BOT_USER);
	return { ok: true, channel: asChannel(channel) };
}

const PAGE_LIMIT = 1_000;

/** One page of messages: history has the newest first, replies the oldest. */
function page(args: Json, office: Office, isThread: boolean): Answer {
	const channel = reach(args, office);
	if ("ok" in channel) return channel;
	if (!channel.members.has(BOT_USER)) return no("not_in_channel");
	const thread = word(args, "ts");
	if (isThread && office.workspace.find(channel.id, thread) === undefined) return no("thread_not_found");
	const [oldest, latest] = [word(args, "oldest") || "0", word(args, "latest") || "9".repeat(17)];
	const inclusive = args["inclusive"] === true;
	const seen = office.workspace
		.seen(channel.id, { by: BOT_USER, ...(isThread ? { thread } : {}) })
		.filter(({ ts }) => (ts > oldest && ts < latest) || (inclusive && (ts === oldest || ts === latest)));
	const ordered = isThread ? seen : [...seen].reverse();
	const start = Number(word(args, "cursor").replace(/^page:/, "") || "0");
	const limit = Math.min(PAGE_LIMIT, Number(args["limit"] ?? 100));
	const hasMore = ordered.length > start + limit;
	return {
		ok: true,
		messages: ordered
			.slice(start, start + limit)
			.map((each) => asJson(each, office.workspace.files, office.url, args["include_all_metadata"] === true)),
		has_more: hasMore,
		response_metadata: { next_cursor: hasMore ? `page:${start + limit}` : "" },
	};
}

function person(args: Json, { workspace }: Office): Answer {
	const found = workspace.people.get(word(args, "user"));
	if (found === undefined) return no("user_not_found");
	const { id, name, locale, isDeactivated, isAdmin } = found;
	const locales = String(args["include_locale"]) === "true" ? { locale } : {};
	const profile = { real_name: name, display_name: name };
	const rights = { is_admin: isAdmin, is_owner: false };
	const user = { id, name, real_name: name, deleted: isDeactivated, is_bot: false, profile, ...rights, ...locales };
	return { ok: true, user };
}

const READ = ["channels:read", "groups:read", "im:read"];
const HISTORY = ["channels:history", "groups:history", "im:history"];

export const MESSAGING: ReadonlyMap<string, Method> = new Map<string, Method>([
	["chat.postMessage", { scopes: ["chat:write"], judged: "message", run: postMessage }],
	["chat.update", { scopes: ["chat:write"], judged: "update", run: update }],
	["chat.postEphemeral", { scopes: ["chat:write"], judged: "ephemeral", run: postEphemeral }],
	["chat.delete", { scopes: ["chat:write"], run: remove }],
	["conversations.open", { scopes: ["im:write"], run: open }],
	["conversations.join", { scopes: ["channels:join"], run: join }],
	["conversations.history", { scopes: HISTORY, run: (args, office) => page(args, office, false) }],
	["conversations.replies", { scopes: HISTORY, run: (args, office) => page(args, office, true) }],
	[
		"conversations.info",
		{
			scopes: READ,
			run: (args, office) => {
				const channel = reach(args, office);
				return "ok" in channel ? channel : { ok: true, channel: asChannel(channel) };
			},
		},
	],
	[
		"users.conversations",
		{
			scopes: READ,
			run: (_, { workspace }) => {
				const mine = [...workspace.channels.values()].filter((each) => each.members.has(BOT_USER));
				return { ok: true, channels: mine.map(asChannel), response_metadata: { next_cursor: "" } };
			},
		},
	],
	["users.info", { scopes: ["users:read"], run: person }],
	[
		"usergroups.users.list",
		{
			scopes: ["usergroups:read"],
			run: (args, { workspace }) => {
				const users = workspace.groups.get(word(args, "usergroup"));
				return users === undefined ? no("no_such_subteam") : { ok: true, users };
			},
		},
	],
]);
