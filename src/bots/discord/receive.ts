/** From what Discord tells to what a conversation hears. Discord says nothing of languages in messages, only in interactions. */

import {
	type APIApplicationCommandInteraction,
	type APIInteraction,
	type APIMessage,
	ApplicationCommandOptionType,
	ApplicationCommandType,
	ChannelType,
	ComponentType,
	InteractionType,
	MessageType,
} from "discord.js";
import { type Inbound, TEXT_LIMIT_CHARACTERS } from "../../helpdesk/message.ts";
import { type Locale, localeOf } from "../../text.ts";
import type { FromThread } from "../bot.ts";
import { type LinkOrder, readLinkOrder } from "../link-words.ts";

const PLATFORM = "discord";
const FILES_LIMIT = 10;
export const FILE_LIMIT_MEGABYTES = 10;
const BYTES_IN_MEGABYTE = 1_024 * 1_024;
const CODE_LIMIT_CHARACTERS = 64;
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

/** The one command that is read here yet; all of them are in `../commands.ts`. */
const COMMAND = "standin";

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
	const text = content.replaceAll(`<@${botId}>`, " ").replaceAll(`<@!${botId}>`, " ").trim();
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
	return { kind: "said", from, inbound: words === "" ? null : { kind: "message", text: words }, files };
}

/** A pressed button or a command of ours; null for anything else. */
export function readInteraction(interaction: APIInteraction): Heard | null {
	if (interaction.type === InteractionType.ApplicationCommand) return readCommand(interaction);
	if (interaction.type !== InteractionType.MessageComponent) return null;
	if (interaction.data.component_type !== ComponentType.Button) return null;
	const [, of, choice] = CUSTOM_ID.exec(interaction.data.custom_id) ?? [];
	const who = interaction.member?.user.id ?? interaction.user?.id;
	if (of === undefined || choice === undefined || who === undefined) return null;
	const place = placeOfInteraction(interaction);
	const from = fromOf(place, who, localeOf(interaction.locale), `i${interaction.id}`, null);
	return { kind: "said", from, inbound: { kind: "choice", of: Number(of), choice }, files: [] };
}

/** `/standin link CODE`, `/standin unlink`, `/standin help`. */
function readCommand(interaction: APIApplicationCommandInteraction): Heard | null {
	const { data } = interaction;
	if (data.name !== COMMAND || data.type !== ApplicationCommandType.ChatInput) return null;
	const [part] = data.options ?? [];
	if (part?.type !== ApplicationCommandOptionType.Subcommand) return null;
	const [code] = part.options ?? [];
	return {
		kind: "order",
		order: orderOf(part.name, code !== undefined && "value" in code ? String(code.value) : ""),
		audience: audienceOf(placeOfInteraction(interaction)),
		locale: localeOf(interaction.locale),
	};
}

function orderOf(name: string, code: string): LinkOrder {
	if (name === "link") return { kind: "link", code: code.trim().slice(0, CODE_LIMIT_CHARACTERS), locale: null };
	return { kind: name === "unlink" ? "unlink" : "how", locale: null };
}

function placeOfInteraction(interaction: APIInteraction): Place {
	const { channel, guild_id } = interaction;
	const parent = channel !== undefined && "parent_id" in channel && isThread(channel.type) ? channel.parent_id : null;
	return { channel: channel?.id ?? interaction.channel_id ?? "", server: guild_id ?? null, parent: parent ?? null };
}

export const isThread = (type: ChannelType): boolean =>
	type === ChannelType.PublicThread || type === ChannelType.PrivateThread || type === ChannelType.AnnouncementThread;

const audienceOf = ({ channel, server, parent }: Place): string =>
	server === null ? `dm/${channel}` : `channel/${parent ?? channel}`;

/**
 * A direct message is a thread as it is. In a server's channel a message that mentions us begins a thread, to which
 * Discord gives the message's own id: so its name is known before it is made.
 */
function fromOf(place: Place, person: string, locale: Locale, key: string, messageId: string | null): FromThread {
	const { channel, server, parent } = place;
	const begun = messageId === null ? channel : `${channel}/${messageId}`;
	const inServer = parent === null ? begun : `${parent}/${channel}`;
	const servers = server === null ? [] : [`server/${server}`];
	return {
		platform: PLATFORM,
		thread: server === null ? channel : inServer,
		audiences: [`user/${person}`, audienceOf(place), ...servers],
		locale,
		key,
	};
}

/** The channel to write into, and the channel and message that its thread begins at, where it is one. */
export function readThread(thread: string): { readonly channel: string; readonly parent: string | null } {
	const [first = "", second] = thread.split("/");
	return second === undefined ? { channel: first, parent: null } : { channel: second, parent: first };
}
