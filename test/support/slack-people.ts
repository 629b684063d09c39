/** What people do in Slack, and the events, commands and interactions that the app hears of it. Source: docs.slack.dev/reference/events, docs.slack.dev/reference/interaction-payloads. */

import { randomUUID } from "node:crypto";
import { personsFile } from "./slack-files.ts";
import { isObject, type Json } from "./slack-rules.ts";
import { type View, type Views, viewJson } from "./slack-views.ts";
import {
	APP,
	asJson,
	BOT_USER,
	type Channel,
	type Message,
	type Person,
	TEAM,
	type Workspace,
} from "./slack-workspace.ts";

/** Something that happened, as it goes to the app over a socket or over HTTP. */
export type Happening = {
	readonly type: "events_api" | "slash_commands" | "interactive";
	readonly payload: Json;
};
type Said = Happening & { readonly message: Message };

export type People = {
	/** A person writes, in a channel, a thread or to the bot, and may drop files. */
	says(
		who: Person,
		where: Channel,
		text: string,
		more?: { readonly thread?: string; readonly files?: readonly (readonly [name: string, content: string])[] },
	): Said;
	/** The same message where the bot is named: Slack tells of it twice, as a message and as a mention. */
	mention(said: Said): Happening;
	/** The app hears of its own messages too. */
	echo(message: Message): Happening;
	edits(said: Said, text: string): Happening;
	/** Slack shows a preview of a link in a message, which it tells of as of an edit. */
	unfurls(said: Said): Happening;
	deletes(said: Said): Happening;
	opensHome(who: Person): Happening;
	archives(channel: Channel): Happening;
	/** The same happening once more, under another event id. */
	again(happening: Happening): Happening;
	commands(who: Person, where: Channel, command: string, text?: string): Happening;
	/** Presses a button that stands under a message, or picks an option of a menu there. */
	presses(who: Person, message: Message, actionId: string, option?: string): Happening;
	/** Types into a menu that asks the app for its options. */
	looksFor(who: Person, view: View, actionId: string, typed: string): Happening;
	/** Sends a form; values by action id. */
	submits(who: Person, view: View, values: ReadonlyMap<string, string>): Happening;
};

const INTERACTION = { api_app_id: APP, token: "verification-token", enterprise: null, is_enterprise_install: false };
const team = { id: TEAM, domain: "standin" };
const userOf = (who: Person): Json => ({ id: who.id, username: who.name, name: who.name, team_id: TEAM });

export function newPeople(workspace: Workspace, views: Views, url: () => string): People {
	const event = (content: Json): Happening => ({
		type: "events_api",
		payload: {
			token: "verification-token",
			team_id: TEAM,
			api_app_id: APP,
			event: { event_ts: workspace.nextTs(), ...content },
			type: "event_callback",
			event_id: workspace.nextId("Ev"),
			event_time: Math.floor(Number(workspace.nextTs())),
			authorizations: [
				{ enterprise_id: null, team_id: TEAM, user_id: BOT_USER, is_bot: true, is_enterprise_install: false },
			],
			is_ext_shared_channel: false,
		},
	});
	const interactive = (content: Json): Happening => ({
		type: "interactive",
		payload: { ...INTERACTION, team, ...content },
	});
	const json = (message: Message) => asJson(message, workspace.files, url());
	const kindOf = (channel: string) => {
		const kind = workspace.channels.get(channel)?.kind;
		return kind === "im" ? "im" : kind === "private" ? "group" : "channel";
	};
	const about = (message: Message, content: Json) =>
		event({ type: "message", channel: message.channel, channel_type: kindOf(message.channel), ...content });

	return {
		says: (who, where, text, { thread, files = [] } = {}) => {
			const dropped = files.map(([name, content]) => personsFile(workspace, who, name, Buffer.from(content)).id);
			const draft = { channel: where.id, user: who.id, text, threadTs: thread ?? null, files: dropped };
			const message = workspace.post(draft);
			const more = dropped.length > 0 ? { subtype: "file_share" } : {};
			const told = { ...json(message), client_msg_id: randomUUID(), event_ts: message.ts, ...more };
			return { ...about(message, told), message };
		},
		mention: ({ message }) =>
			event({ ...json(message), type: "app_mention", channel: message.channel, event_ts: message.ts }),
		echo: (message) => about(message, { ...json(message), event_ts: message.ts }),
		edits: ({ message }, text) => {
			const before = workspace.find(message.channel, message.ts) ?? message;
			const after = workspace.change(message.channel, message.ts, { text, isEdited: true });
			const at = workspace.nextTs();
			const edited = { ...json(after), edited: { user: message.user, ts: at } };
			const change = { message: edited, previous_message: json(before), hidden: true };
			return about(message, { subtype: "message_changed", ts: at, ...change });
		},
		unfurls: ({ message }) => {
			const now = json(workspace.find(message.channel, message.ts) ?? message);
			const shown = { ...now, attachments: [{ id: 1, title: "a page", from_url: "https://shop.example" }] };
			const change = { message: shown, previous_message: now, hidden: true };
			return about(message, { subtype: "message_changed", ts: workspace.nextTs(), ...change });
		},
		deletes: ({ message }) => {
			const before = workspace.find(message.channel, message.ts) ?? message;
			workspace.change(message.channel, message.ts, { isDeleted: true });
			const gone = { deleted_ts: message.ts, previous_message: json(before), hidden: true };
			return about(message, { subtype: "message_deleted", ts: workspace.nextTs(), ...gone });
		},
		opensHome: (who) => {
			const channel = workspace.directMessages(who.id).id;
			return event({ type: "app_home_opened", user: who.id, channel, tab: "home" });
		},
		archives: (channel) => {
			channel.isArchived = true;
			return event({ type: "channel_archive", channel: channel.id, user: [...channel.members][0] });
		},
		again: ({ type, payload }) => ({ type, payload: { ...payload, event_id: workspace.nextId("Ev") } }),
		commands: (who, where, command, text = "") => ({
			type: "slash_commands",
			payload: {
				token: "verification-token",
				team_id: TEAM,
				team_domain: "standin",
				channel_id: where.id,
				channel_name: where.kind === "im" ? "directmessage" : where.name,
				user_id: who.id,
				user_name: who.name,
				command,
				text,
				api_app_id: APP,
				is_enterprise_install: "false",
				response_url: views.responseUrl(where.id, who.id, null),
				trigger_id: views.trigger(who.id),
			},
		}),
		presses: (who, message, actionId, option) => {
			const [blockId, element] = elementIn(message.blocks, actionId);
			const { channel, ts, threadTs } = message;
			return interactive({
				type: "block_actions",
				user: userOf(who),
				container: {
					type: "message",
					message_ts: ts,
					channel_id: channel,
					is_ephemeral: message.onlyFor !== null,
					...(threadTs === null ? {} : { thread_ts: threadTs }),
				},
				channel: { id: channel, name: workspace.channels.get(channel)?.name },
				message: json(message),
				state: { values: {} },
				trigger_id: views.trigger(who.id),
				response_url: views.responseUrl(channel, who.id, ts),
				actions: [
					{
						action_id: actionId,
						block_id: blockId,
						type: element["type"],
						action_ts: workspace.nextTs(),
						...(option === undefined ? { text: element["text"], value: element["value"] } : chosen(element, option)),
					},
				],
			});
		},
		looksFor: (who, view, actionId, value) => {
			const [blockId] = elementIn(blocksOf(view), actionId);
			const container = { type: "view", view_id: view.id };
			const asked = { action_id: actionId, block_id: blockId, value, container, view: viewJson(view) };
			return interactive({ type: "block_suggestion", user: userOf(who), ...asked });
		},
		submits: (who, view, values) => {
			const state = new Map<string, Json>();
			for (const [actionId, value] of values) {
				const [blockId, element] = elementIn(blocksOf(view), actionId);
				const type = element["type"];
				const typed = String(type).endsWith("select") ? chosen(element, value) : { value };
				state.set(blockId, { ...state.get(blockId), [actionId]: { type, ...typed } });
			}
			const sent = { view: viewJson(view, Object.fromEntries(state)), trigger_id: views.trigger(who.id) };
			return interactive({ type: "view_submission", user: userOf(who), response_urls: [], ...sent });
		},
	};
}

const blocksOf = ({ content }: View): readonly Json[] => {
	const blocks = content["blocks"];
	return Array.isArray(blocks) ? blocks.filter(isObject) : [];
};

/** Nobody can press what does not stand there. */
function elementIn(blocks: readonly Json[], actionId: string): readonly [blockId: string, element: Json] {
	for (const block of blocks) {
		const inside = [block["element"], block["accessory"], block["elements"]].flat().filter(isObject);
		const element = inside.find((each) => each["action_id"] === actionId);
		if (element !== undefined) return [String(block["block_id"]), element];
	}
	throw new Error(`nothing with the action id ${actionId} is on the screen`);
}

function chosen(element: Json, value: string): Json {
	const options = Array.isArray(element["options"]) ? element["options"].filter(isObject) : [];
	const option = options.find((each) => each["value"] === value);
	const isOpen = element["type"] === "external_select"; // its options came out of the app's answer
	if (option === undefined && !isOpen) throw new Error(`${value} is not on the menu`);
	return { selected_option: option ?? { text: { type: "plain_text", text: value }, value } };
}
