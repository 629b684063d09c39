/** From what Discord tells to what a conversation hears. Discord says nothing of languages in messages, only in interactions. */

import {
	type APIInteraction,
	type APIMessage,
	type APIPingInteraction,
	ChannelType,
	MessageType,
	PermissionFlagsBits,
} from "discord.js";
import { type Inbound, TEXT_LIMIT_CHARACTERS } from "../../helpdesk/message.ts";
import { type Locale, localeOf } from "../../text.ts";
import { begunThread, type FromThread } from "../bot.ts";
import { type LinkOrder, readLinkOrder } from "../link-words.ts";
import { PERMISSIONS } from "./setup.ts";

const PLATFORM = "discord";
const FILES_LIMIT = 10;
export const FILE_LIMIT_MEGABYTES = 10;
const BYTES_IN_MEGABYTE = 1_024 * 1_024;
/** One number and the choice's id: see `render.ts`. */
const CUSTOM_ID = /^(\d{1,9}) (.{1,90})$/su;

/** Where something was said: in a direct message, in a server's channel, or in a thread of one. */
export type Place = {
	readonly channel: string;
	/** Null: a direct message. */
	readonly server: string | null;
	/** The channel that a thread hangs in. */
	readonly parent: string | null;
};

export type Heard =
	| {
			readonly kind: "said";
			readonly from: FromThread;
			readonly inbound: Inbound | null;
			readonly files: readonly FileToTake[];
	  }
	| {
			readonly kind: "order";
			readonly order: LinkOrder;
			/** The direct message or the server's channel that belongs to a store, or shall. */
			readonly audience: string;
			readonly locale: Locale;
	  };

export type FileToTake = {
	readonly key: string;
	readonly name: string;
	readonly url: string;
	readonly isTooLarge: boolean;
};

/** Written by a person, and to us: other bots, our own words and Discord's notices are not. */
export function isForUs(message: APIMessage, server: string | null, botId: string): boolean {
	const { author, type, mentions, webhook_id } = message;
	if (author.bot === true || webhook_id !== undefined) return false;
	if (type !== MessageType.Default && type !== MessageType.Reply) return false;
	return server === null || mentions.some(({ id }) => id === botId);
}

/** What a person wrote to us: in a direct message, with a mention, or in answer to us. Null: it is not for us. */
export function readMessage(message: APIMessage, place: Place, botId: string): Heard | null {
	if (!isForUs(message, place.server, botId)) return null;
	const { author, content, attachments } = message;
	const text = wordsIn(content, botId);
	const locale = /\p{Script=Han}/u.test(text) ? "zh" : "en";
	const order = readLinkOrder(text);
	if (order !== null) return { kind: "order", order, audience: audienceOf(place), locale: order.locale ?? locale };
	const from = fromOf(place, author.id, locale, `m${message.id}`, message.id);
	const files = attachments.slice(0, FILES_LIMIT).map((file) => ({
		key: `f${file.id}`,
		name: file.filename,
		url: file.url,
		isTooLarge: file.size > FILE_LIMIT_MEGABYTES * BYTES_IN_MEGABYTE,
	}));
	// A mention alone asks what there is.
	const words = text === "" && files.length === 0 ? "menu" : text.slice(0, TEXT_LIMIT_CHARACTERS);
	const inbound = words === "" ? null : ({ kind: "message", text: words, name: nameOf(message.id) } as const);
	return { kind: "said", from, inbound, files };
}

/** What was written, without our name. */
export const wordsIn = (content: string, botId: string): string =>
	content.replaceAll(`<@${botId}>`, " ").replaceAll(`<@!${botId}>`, " ").trim();

/** What a message is called from here on. In base 36: its many digits might pass for a card number one day, and be masked. */
export const nameOf = (id: string): string => (/^\d{1,20}$/.test(id) ? BigInt(id).toString(36) : id);

export type Interaction = Exclude<APIInteraction, APIPingInteraction>;

/** Who did something with a command, a button or a form, and in which conversation. */
export type By = {
	readonly from: FromThread;
	readonly person: string;
	readonly server: string | null;
	/** The direct message or the server's channel that belongs to a store, or shall. */
	readonly audience: string;
	/** What everybody in it sees is written there. */
	readonly channel: string;
	/** The message in a channel below which the conversation is, where it was done at that message. */
	readonly root: string | null;
	/** What the bot would need to answer there and may not, as Discord calls it. */
	readonly lacks: readonly string[];
};

/** Without one of these no answer is seen; in a thread nothing is begun. */
const NEEDED =
	PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessagesInThreads | PermissionFlagsBits.AttachFiles;
const NEEDED_IN_CHANNEL = NEEDED | PermissionFlagsBits.SendMessages | PermissionFlagsBits.CreatePublicThreads;

function lacksIn({ server, parent }: Place, given: string | undefined): readonly string[] {
	if (server === null || !/^\d{1,30}$/.test(given ?? "")) return [];
	const missing = (parent === null ? NEEDED_IN_CHANNEL : NEEDED) & ~BigInt(given ?? 0);
	return PERMISSIONS.filter(({ bit }) => (missing & bit) !== 0n).map(({ name }) => name);
}

/**
 * In a server's channel what is done at a message of ours belongs to the thread below it, which bears the message's id;
 * a command there begins a thread. `root` is that message, null for a command. Null: nobody did it.
 */
export function byOf(interaction: Interaction, root: string | null): By | null {
	const { id, member, user, locale, app_permissions } = interaction;
	const person = member?.user.id ?? user?.id;
	if (person === undefined) return null;
	const place = placeOfInteraction(interaction);
	const { channel, server, parent } = place;
	const key = `i${id}`;
	const isInChannel = server !== null && parent === null;
	const at = fromOf(place, person, localeOf(locale), key, isInChannel ? root : null);
	const from = isInChannel && root === null ? { ...at, thread: begunThread(channel, key) } : at;
	return {
		from,
		person,
		server,
		audience: audienceOf(place),
		channel: parent ?? channel,
		root: isInChannel ? root : null,
		lacks: lacksIn(place, app_permissions),
	};
}

/** A pressed button of a reply: its place and its choice. Null for any other. */
export function readButton(customId: string): (Inbound & { kind: "choice" }) | null {
	const [, of, choice] = CUSTOM_ID.exec(customId) ?? [];
	return of === undefined || choice === undefined ? null : { kind: "choice", of: Number(of), choice };
}

function placeOfInteraction({ channel, channel_id, guild_id }: Interaction): Place {
	const parent = channel !== undefined && "parent_id" in channel && isThread(channel.type) ? channel.parent_id : null;
	return { channel: channel?.id ?? channel_id ?? "", server: guild_id ?? null, parent: parent ?? null };
}

export const isThread = (type: ChannelType): boolean =>
	type === ChannelType.PublicThread || type === ChannelType.PrivateThread || type === ChannelType.AnnouncementThread;

const audienceOf = ({ channel, server, parent }: Place): string =>
	server === null ? `dm/${channel}` : `channel/${parent ?? channel}`;

/**
 * A direct message is a thread as it is. In a server's channel a message that mentions us begins a thread, to which
 * Discord gives the message's own id: so its name is known before it is made.
 */
export function fromOf(
	place: Place,
	person: string,
	locale: Locale,
	key: string,
	messageId: string | null,
): FromThread {
	const { channel, server, parent } = place;
	const begun = messageId === null ? channel : `${channel}/${messageId}`;
	const inServer = parent === null ? begun : `${parent}/${channel}`;
	const servers = server === null ? [] : [`server/${server}`];
	return {
		platform: PLATFORM,
		thread: server === null ? channel : inServer,
		audiences: [`user/${person}`, audienceOf(place), ...servers],
		person,
		locale,
		key,
	};
}

/** The channel to write into, and the channel and message that its thread begins at, where it is one. */
export function readThread(thread: string): { readonly channel: string; readonly parent: string | null } {
	const [first = "", second] = thread.split("/");
	return second === undefined ? { channel: first, parent: null } : { channel: second, parent: first };
}
