/** What a Discord of our own remembers: people, servers, channels, messages, and what of it a person sees. */

import { type Body, bodiesOf, isBody, textOf } from "./limits-text.ts";

export const BOT_TOKEN = "MTI5.standin.tests";
const DISCORD_EPOCH_MS = 1_420_070_400_000;

export const ChannelKind = { text: 0, directMessage: 1, publicThread: 11, privateThread: 12 } as const;

export type User = {
	readonly id: string;
	readonly username: string;
	readonly global_name: string | null;
	readonly discriminator: "0";
	readonly avatar: null;
	readonly bot: boolean;
	readonly locale: string;
	/** Discord then says 50007 to whoever writes to this person. */
	hasClosedDms: boolean;
};
export type Guild = { readonly id: string; readonly name: string; readonly members: Map<string, User> };
export type Channel = {
	readonly id: string;
	readonly kind: number;
	readonly name: string;
	readonly guild: Guild | null;
	/** The channel that a thread hangs in. */
	readonly parent: Channel | null;
	/** Who speaks with the bot, in a direct message. */
	readonly person: User | null;
	isArchived: boolean;
	/** Only who may manage threads can open it again. */
	isLocked: boolean;
	/** The bot may no longer look into it: 50001. */
	isForbidden: boolean;
	/** What is allowed and denied to roles and members there; it is told, and not enforced. */
	overwrites: readonly Body[];
};
export type File = {
	readonly id: string;
	readonly name: string;
	readonly bytes: Buffer;
	readonly type: string;
	readonly description: string | null;
};
export type Message = {
	readonly id: string;
	readonly channel: Channel;
	readonly author: User;
	readonly nonce: string | null;
	readonly replyTo: string | null;
	readonly createdAtMs: number;
	/** Only this person sees it. */
	readonly onlyFor: User | null;
	readonly applicationId: string | null;
	content: string;
	embeds: readonly Body[];
	components: readonly Body[];
	files: readonly File[];
	flags: number;
	editedAtMs: number | null;
	thread: Channel | null;
};

export type World = {
	/** The privileged intents that are switched on in the developer portal. */
	readonly privileged: number;
	/** Discord's own time; it stands still until a test moves it. */
	readonly clock: { nowMs: number };
	readonly bot: User;
	readonly users: Map<string, User>;
	readonly guilds: Map<string, Guild>;
	readonly channels: Map<string, Channel>;
	/** In the order they were sent; edits change them where they stand. */
	readonly messages: Map<string, Message>;
	/** By application or by application and guild, as they were registered. */
	readonly commands: Map<string, readonly Body[]>;
	newId(): string;
};

export function newWorld(privileged: number): World {
	const clock = { nowMs: Date.now() };
	let drawn = 0;
	const newId = () => ((BigInt(clock.nowMs - DISCORD_EPOCH_MS) << 22n) | BigInt(drawn++ & 0x3fffff)).toString();
	const bot = newUser(newId(), "Standin", "en-US", true);
	return {
		privileged,
		clock,
		bot,
		users: new Map([[bot.id, bot]]),
		guilds: new Map(),
		channels: new Map(),
		messages: new Map(),
		commands: new Map(),
		newId,
	};
}

export const newUser = (id: string, name: string, locale: string, bot = false): User => ({
	id,
	username: name.toLowerCase(),
	global_name: name,
	discriminator: "0",
	avatar: null,
	bot,
	locale,
	hasClosedDms: false,
});

/** A new channel, which nobody has heard of yet. */
export function addChannel(
	world: World,
	channel: Pick<Channel, "kind" | "name"> & Partial<Pick<Channel, "id" | "guild" | "parent" | "person">>,
): Channel {
	const made = {
		id: world.newId(),
		guild: null,
		parent: null,
		person: null,
		isArchived: false,
		isLocked: false,
		isForbidden: false,
		overwrites: [],
		...channel,
	};
	world.channels.set(made.id, made);
	return made;
}

/** The direct messages between the bot and one person: always the same channel. */
export function directMessages(world: World, person: User): Channel {
	const known = [...world.channels.values()].find((channel) => channel.person === person);
	return known ?? addChannel(world, { kind: ChannelKind.directMessage, name: person.username, person });
}

export const messagesIn = (world: World, channel: Channel): readonly Message[] =>
	[...world.messages.values()].filter((message) => message.channel === channel);

/** One line of a chat, as a person reads it. */
export type Line = {
	readonly id: string;
	readonly from: string;
	readonly text: string;
	/** Labels of the buttons, and of what can be chosen. */
	readonly buttons: readonly string[];
	readonly files: readonly string[];
	readonly isEdited: boolean;
	/** "Standin is thinking…": an answer that is still owed. */
	readonly isLoading: boolean;
};

const LOADING = 1 << 7;

const wordsOf = (body: Body): readonly string[] => [
	...["title", "description", "name", "value"].map((name) => textOf(body[name])),
	...(isBody(body["footer"]) ? [textOf(body["footer"]["text"])] : []),
	...(body["type"] === 10 ? [textOf(body["content"])] : []),
	...[...bodiesOf(body["fields"]), ...(body["type"] === 1 ? [] : bodiesOf(body["components"]))].flatMap(wordsOf),
];

const labelsOf = (body: Body): readonly string[] => [
	...(body["type"] === 2 ? [textOf(body["label"])] : []),
	...bodiesOf(body["options"]).map((option) => textOf(option["label"])),
	...[...bodiesOf(body["components"]), body["accessory"]].filter(isBody).flatMap(labelsOf),
];

export const lineOf = (message: Message): Line => ({
	id: message.id,
	from: message.author.global_name ?? message.author.username,
	text: [message.content, ...[...message.embeds, ...message.components].flatMap(wordsOf)]
		.filter((part) => part !== "")
		.join("\n"),
	buttons: message.components.flatMap(labelsOf),
	files: message.files.map((file) => file.name),
	isEdited: message.editedAtMs !== null,
	isLoading: (message.flags & LOADING) !== 0,
});
