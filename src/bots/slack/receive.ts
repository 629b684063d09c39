/** From what Slack sends to what it means to us: words, a button, files, an order about linking, or nothing. */

import { isValidSlackRequest } from "@slack/bolt";
import { z } from "zod";
import { readWanted } from "../../helpdesk/deciding.ts";
import type { Inbound } from "../../helpdesk/message.ts";
import { type LinkOrder, readLinkOrder } from "../link-words.ts";
import { readChange } from "./changes.ts";
import { readCommand, type Wish } from "./commands.ts";
import { viewBody } from "./form-parts.ts";
import { readForm, type SentForm } from "./forms.ts";
import {
	channelOf,
	isDirectMessage,
	slackId as name,
	type Origin,
	originOf,
	originOfCommand,
	slackTs as ts,
} from "./origin.ts";
import { wordsOf } from "./words.ts";

const FILES_LIMIT = 10;
/** Enough to be unique; with the thread that is named after it, it must fit into an event's key. */
const KEY_LIMIT_CHARACTERS = 48;
const VALUE = /^([1-9]\d{0,8}) (.{1,100})$/s;

export type SlackFile = { readonly id: string; readonly name: string; readonly bytes: number; readonly url: string };
export type Happened =
	| {
			readonly kind: "said";
			readonly from: Origin;
			readonly inbound: Inbound | null;
			readonly files: readonly SlackFile[];
			/** Nobody called the bot: it listens only in threads that it is in already. */
			readonly isUncalled: boolean;
	  }
	| { readonly kind: "order"; readonly from: Origin; readonly order: LinkOrder }
	/** A command is answered in its acknowledgement, for the one who gave it alone. */
	| { readonly kind: "command"; readonly from: Origin; readonly triggerId: string; readonly wish: Wish }
	/** A button that a form must open for. */
	| { readonly kind: "wanted"; readonly from: Origin; readonly triggerId: string; readonly choice: string }
	/** A form is answered in its acknowledgement. */
	| { readonly kind: "form"; readonly from: Origin; readonly form: SentForm }
	| { readonly kind: "challenge"; readonly challenge: string }
	| { readonly kind: "nothing" };

const NOTHING = { kind: "nothing" } as const;
const HELLO: Inbound = { kind: "message", text: "hello" };
const said = (from: Origin, inbound: Inbound | null, files: readonly SlackFile[], isUncalled: boolean): Happened => ({
	kind: "said",
	from,
	inbound,
	files,
	isUncalled,
});

const triggerId = z.string().regex(/^[\w.-]{1,200}$/);

const file = z.object({
	id: name,
	name: z.string().nullish(),
	size: z.number().int().min(0),
	url_private_download: z.url().optional(),
	url_private: z.url().optional(),
});
const message = z.object({
	type: z.enum(["message", "app_mention"]),
	subtype: z.enum(["file_share", "thread_broadcast", "me_message"]).optional(),
	channel: name,
	channel_type: z.string().optional(),
	user: name,
	ts,
	thread_ts: ts.optional(),
	text: z.string().default(""),
	files: z.array(z.unknown()).max(100).default([]),
});
const eventBody = z.object({
	type: z.literal("event_callback"),
	team_id: name,
	authorizations: z.array(z.object({ user_id: name.nullish() })).default([]),
	event: z.object({ type: z.string(), bot_id: z.string().nullish() }).loose(),
});
const pressBody = z.object({
	type: z.literal("block_actions"),
	team: z.object({ id: name }),
	user: z.object({ id: name }),
	channel: z.object({ id: name }),
	message: z.object({ ts, thread_ts: ts.optional() }),
	actions: z.array(z.object({ value: z.string().regex(VALUE), action_ts: ts })).length(1),
	trigger_id: triggerId.optional(),
});
const commandBody = z.object({
	command: z.string(),
	team_id: name,
	channel_id: name,
	user_id: name,
	trigger_id: triggerId,
	text: z.string().default(""),
});
const formBody = z.object({
	type: z.literal("view_submission"),
	team: z.object({ id: name }),
	user: z.object({ id: name }),
	view: viewBody,
});
const challengeBody = z.object({ type: z.literal("url_verification"), challenge: z.string().min(1).max(500) });

/** What a body of Slack's means. Whatever is not for us, ours or unknown is nothing. */
export function readBody(body: unknown): Happened {
	const event = eventBody.safeParse(body);
	if (event.success) return readEvent(event.data);
	const press = pressBody.safeParse(body);
	if (press.success) return readPress(press.data);
	const command = commandBody.safeParse(body);
	if (command.success) return readTyped(command.data);
	const form = formBody.safeParse(body);
	if (form.success) return readSent(form.data);
	const challenge = challengeBody.safeParse(body);
	return challenge.success ? { kind: "challenge", challenge: challenge.data.challenge } : NOTHING;
}

function readEvent({ team_id: team, authorizations, event }: z.infer<typeof eventBody>): Happened {
	const self = authorizations[0]?.user_id ?? null;
	const change = readChange(team, event, self);
	// Of a thread that nobody knows it is nothing.
	if (change !== null) return said(change.from, change.inbound, [], true);
	const read = message.safeParse(event);
	if (!read.success || (event.bot_id ?? "") !== "") return NOTHING;
	const { channel, user, files } = read.data;
	if (user === self) return NOTHING;
	const isDirect = isDirectMessage(channel);
	const isCalled = isDirect || read.data.type === "app_mention";
	// A channel's message outside of threads is people's talk; the mention itself comes as an event of its own.
	if (!isCalled && read.data.thread_ts === undefined) return NOTHING;
	const from = originOf(team, channel, read.data.thread_ts ?? read.data.ts, user, read.data.ts);
	const text = wordsOf(read.data.text, self);
	const order = isCalled ? readLinkOrder(text) : null;
	if (order !== null) return { kind: "order", from, order };
	const sent = filesOf(files);
	if (text === "" && sent.length === 0) {
		// Nothing but the bot's name: it was called, so it is greeted.
		return read.data.type === "app_mention" ? said(from, HELLO, [], false) : NOTHING;
	}
	return said(from, text === "" ? null : { kind: "message", text, name: read.data.ts }, sent, !isCalled);
}

export const filesOf = (given: readonly unknown[]): readonly SlackFile[] => given.slice(0, FILES_LIMIT).flatMap(fileOf);

function fileOf(given: unknown): readonly SlackFile[] {
	const read = file.safeParse(given);
	const url = read.data?.url_private_download ?? read.data?.url_private;
	if (!read.success || url === undefined) return [];
	return [{ id: read.data.id, name: read.data.name ?? "", bytes: read.data.size, url }];
}

function readPress({
	team,
	user,
	channel,
	message: pressed,
	actions,
	trigger_id,
}: z.infer<typeof pressBody>): Happened {
	const action = actions[0];
	const [, of, choice] = VALUE.exec(action?.value ?? "") ?? [];
	if (action === undefined || of === undefined || choice === undefined) return NOTHING;
	const key = `press ${user.id} ${action.action_ts}`;
	// The first reply to a command stands in the channel itself: its thread is the one below it.
	const from = originOf(team.id, channel.id, pressed.thread_ts ?? pressed.ts, user.id, key);
	if (readWanted(choice) !== null && trigger_id !== undefined)
		return { kind: "wanted", from, triggerId: trigger_id, choice };
	return said(from, { kind: "choice", of: Number(of), choice }, [], false);
}

function readTyped({ command, team_id, channel_id, user_id, trigger_id, text }: z.infer<typeof commandBody>): Happened {
	const wish = readCommand(command, text);
	if (wish === null) return NOTHING;
	const from = originOfCommand(team_id, channel_id, user_id, trigger_id.slice(-KEY_LIMIT_CHARACTERS));
	return { kind: "command", from, triggerId: trigger_id, wish };
}

/** The same state of a form, sent twice, is one; what was wrong with it was not stored. */
function readSent({ team, user, view }: z.infer<typeof formBody>): Happened {
	const form = readForm(view, team.id);
	if (form === null) return NOTHING;
	const key = `${view.id} ${view.hash}`.slice(-KEY_LIMIT_CHARACTERS);
	if (form.kind === "paylink")
		return { kind: "form", from: originOfCommand(team.id, form.channel, user.id, key), form };
	const { thread } = form.about;
	const [, , root] = thread.split("/");
	return { kind: "form", from: originOf(team.id, channelOf({ thread }), root ?? null, user.id, key), form };
}

export type SlackRequest = {
	readonly body: string;
	readonly type: string;
	readonly timestamp: string;
	readonly signature: string;
};

/** The body of a request over HTTP, whose signature is over the bytes as they came. */
export function readRequest(secret: string, request: SlackRequest, nowMs: number): unknown | "forged" {
	const { body, type, timestamp, signature } = request;
	const headers = { "x-slack-signature": signature, "x-slack-request-timestamp": Number(timestamp || "x") };
	if (!isValidSlackRequest({ signingSecret: secret, body, headers, nowMilliseconds: nowMs })) return "forged";
	if (!type.startsWith("application/x-www-form-urlencoded")) return parsed(body);
	const form = new URLSearchParams(body);
	const payload = form.get("payload");
	return payload === null ? Object.fromEntries(form) : parsed(payload);
}

function parsed(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return null; // signed, so Slack's own; it means nothing to us
	}
}
