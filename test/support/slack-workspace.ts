/** What a Slack workspace holds: people, channels, messages, files; and what a person sees of it. */

import type { Json } from "./slack-rules.ts";

export const TEAM = "T0STANDIN";
export const APP = "A0STANDIN";
/** The app as a member of the workspace, and as the author of what it writes. */
export const BOT_USER = "U0STANDIN";
export const BOT = "B0STANDIN";

/** Slack's own time; a test sets it ahead. */
export type Clock = { aheadMs: number };
export const nowMs = (clock: Clock): number => Date.now() + clock.aheadMs;

export type Person = {
	readonly id: string;
	readonly name: string;
	readonly locale: string;
	isDeactivated: boolean;
	isAdmin: boolean;
};
export type Channel = {
	readonly id: string;
	readonly name: string;
	readonly kind: "public" | "private" | "im";
	readonly members: Set<string>;
	isArchived: boolean;
};
export type File = {
	readonly id: string;
	readonly name: string;
	readonly user: string;
	readonly length: number;
	bytes: Buffer | null;
	/** Until an upload is completed its file is nowhere to be used. */
	isComplete: boolean;
};
export type Message = {
	readonly ts: string;
	readonly channel: string;
	readonly user: string;
	readonly text: string;
	readonly blocks: readonly Json[];
	readonly attachments: readonly Json[];
	readonly threadTs: string | null;
	readonly metadata: Json | null;
	readonly files: readonly string[];
	/** Whom alone it is shown to. */
	readonly onlyFor: string | null;
	readonly isEdited: boolean;
	readonly isDeleted: boolean;
};
export type Draft = Pick<Message, "channel" | "user" | "text"> &
	Partial<Omit<Message, "ts" | "isEdited" | "isDeleted">>;

export type Workspace = {
	readonly people: Map<string, Person>;
	readonly channels: Map<string, Channel>;
	readonly files: Map<string, File>;
	/** People of a user group. */
	readonly groups: Map<string, readonly string[]>;
	addPerson(name: string, locale?: string): Person;
	/** A channel with these people in it; the bot only when it is asked. */
	addChannel(name: string, members: readonly string[], kind?: "public" | "private"): Channel;
	/** The direct messages of the bot and a person. */
	directMessages(user: string): Channel;
	post(draft: Draft): Message;
	change(channel: string, ts: string, change: Partial<Message>): Message;
	find(channel: string, ts: string): Message | undefined;
	/** Everything in a channel or DM, the oldest first, deleted messages and those for one person only included. */
	all(channel: string): readonly Message[];
	/** What a person sees in a channel, or in one of its threads, the oldest first and as it was last edited. */
	seen(channel: string, as: { readonly by: string; readonly thread?: string }): readonly Message[];
	nextId(prefix: string): string;
	nextTs(): string;
};

export function newWorkspace(clock: Clock): Workspace {
	const people = new Map<string, Person>();
	const channels = new Map<string, Channel>();
	const messages = new Map<string, Message[]>();
	let lastId = 0;
	let lastTsMicros = 0;
	const nextId = (prefix: string) => {
		lastId += 1;
		return `${prefix}${String(lastId).padStart(8, "0")}`;
	};
	const nextTs = () => {
		lastTsMicros = Math.max(lastTsMicros + 1, nowMs(clock) * 1_000);
		return (lastTsMicros / 1_000_000).toFixed(6);
	};
	const inChannel = (channel: string): Message[] => {
		const found = messages.get(channel) ?? [];
		messages.set(channel, found);
		return found;
	};
	const put = (channel: Channel) => {
		channels.set(channel.id, channel);
		return channel;
	};
	const find = (channel: string, ts: string) =>
		inChannel(channel).find((message) => message.ts === ts && !message.isDeleted);
	return {
		people,
		channels,
		files: new Map(),
		groups: new Map(),
		nextId,
		nextTs,
		find,
		all: inChannel,
		addPerson: (name, locale = "en-US") => {
			const person = { id: nextId("U"), name, locale, isDeactivated: false, isAdmin: false };
			people.set(person.id, person);
			return person;
		},
		addChannel: (name, members, kind = "public") =>
			put({ id: nextId("C"), name, kind, members: new Set(members), isArchived: false }),
		directMessages: (user) => {
			const open = [...channels.values()].find((each) => each.kind === "im" && each.members.has(user));
			return (
				open ?? put({ id: nextId("D"), name: user, kind: "im", members: new Set([user, BOT_USER]), isArchived: false })
			);
		},
		post: (draft) => {
			const rest = { attachments: [], threadTs: null, metadata: null, files: [], onlyFor: null };
			const blocks = named(draft.blocks ?? [], nextId);
			const message: Message = { ...rest, ...draft, blocks, ts: nextTs(), isEdited: false, isDeleted: false };
			inChannel(draft.channel).push(message);
			return message;
		},
		change: (channel, ts, change) => {
			const list = inChannel(channel);
			const at = list.findIndex((message) => message.ts === ts);
			const before = list[at];
			if (before === undefined) throw new Error(`${channel} has no message ${ts}`);
			const blocks = named(change.blocks ?? before.blocks, nextId);
			const after = { ...before, ...change, blocks };
			list[at] = after;
			return after;
		},
		seen: (channel, { by, thread }) =>
			inChannel(channel)
				.filter((message) => !message.isDeleted && (message.onlyFor ?? by) === by)
				.filter(({ ts, threadTs }) => (thread === undefined ? threadTs === null : [ts, threadTs].includes(thread))),
	};
}

/** Slack gives a name to every block that comes without one. */
export const named = (blocks: readonly Json[], nextId: (prefix: string) => string): readonly Json[] =>
	blocks.map((block) => ({ ...block, block_id: block["block_id"] ?? nextId("b") }));

/** A message as Slack's answers and events carry it; metadata is there for who asks. */
export function asJson(message: Message, files: ReadonlyMap<string, File>, url: string, withMetadata = false): Json {
	const { ts, user, text, blocks, attachments, threadTs, metadata } = message;
	const isBot = user === BOT_USER;
	return {
		type: "message",
		ts,
		user,
		text,
		team: TEAM,
		...(isBot ? { bot_id: BOT, app_id: APP } : {}),
		...(blocks.length > 0 ? { blocks } : {}),
		...(attachments.length > 0 ? { attachments } : {}),
		...(threadTs === null ? {} : { thread_ts: threadTs }),
		...(message.isEdited ? { edited: { user, ts } } : {}),
		...(withMetadata && metadata !== null ? { metadata } : {}),
		...(message.files.length > 0 ? { files: message.files.map((id) => fileJson(files.get(id)!, url)) } : {}),
	};
}

export function fileJson(file: File, url: string): Json {
	const link = `${url}/files-pri/${TEAM}-${file.id}/${encodeURIComponent(file.name)}`;
	return {
		id: file.id,
		name: file.name,
		title: file.name,
		filetype: file.name.split(".").at(-1),
		size: file.bytes?.length ?? 0,
		user: file.user,
		mode: "hosted",
		url_private: link,
		url_private_download: link,
	};
}
