/** Sending and editing, whoever does it: what is stored, and what everybody hears of it. */

import { type Answer, Refusal, type Upload } from "./call.ts";
import { type Files, MAX_FILE_BYTES } from "./files.ts";
import type { Gateway } from "./gateway.ts";
import type { Interaction } from "./interactions.ts";
import { Flag } from "./limits-message.ts";
import { type Body, bodiesOf, textOf } from "./limits-text.ts";
import { memberView, messageView } from "./views.ts";
import type { Channel, File, Message, User, World } from "./world.ts";

export type Discord = {
	readonly world: World;
	readonly files: Files;
	readonly gateway: Gateway;
	/** By token. */
	readonly interactions: Map<string, Interaction>;
};

export type Sender = { readonly author: User; readonly onlyFor?: User | null; readonly isInteraction?: boolean };

/** A message in a channel, as its body says. */
export function post(
	discord: Discord,
	channel: Channel,
	sender: Sender,
	body: Body,
	uploads: readonly Upload[],
): Message {
	const { world } = discord;
	const reference = body["message_reference"] as Body | undefined;
	const message: Message = {
		id: world.newId(),
		channel,
		author: sender.author,
		nonce: body["nonce"] === undefined ? null : String(body["nonce"]),
		replyTo: reference === undefined ? null : textOf(reference["message_id"]),
		createdAtMs: world.clock.nowMs,
		onlyFor: sender.onlyFor ?? null,
		applicationId: sender.isInteraction === true ? world.bot.id : null,
		content: textOf(body["content"]),
		embeds: bodiesOf(body["embeds"]),
		components: bodiesOf(body["components"]),
		files: filesOf(discord, channel, [], body, uploads),
		flags: Number(body["flags"] ?? 0),
		editedAtMs: null,
		thread: null,
	};
	world.messages.set(message.id, message);
	announce(discord, "MESSAGE_CREATE", message);
	return message;
}

/** Changes what the body names and leaves the rest, as PATCH does. */
export function change(discord: Discord, message: Message, body: Body, uploads: readonly Upload[]): void {
	const wasLoading = (message.flags & Flag.loading) !== 0;
	if (body["content"] !== undefined) message.content = textOf(body["content"]);
	if (body["embeds"] !== undefined) message.embeds = bodiesOf(body["embeds"]);
	if (body["components"] !== undefined) message.components = bodiesOf(body["components"]);
	message.files = filesOf(discord, message.channel, message.files, body, uploads);
	// Ephemeral stays what it was at first; of the other flags only Components V2 can be gained.
	message.flags = (message.flags & ~Flag.loading) | (Number(body["flags"] ?? 0) & Flag.componentsV2);
	if (!wasLoading) message.editedAtMs = discord.world.clock.nowMs;
	announce(discord, "MESSAGE_UPDATE", message);
}

/** The list of attachments, where it is given, says which old ones stay and how the new ones are called. */
function filesOf(
	{ files }: Discord,
	channel: Channel,
	before: readonly File[],
	body: Body,
	uploads: readonly Upload[],
): readonly File[] {
	const listed = bodiesOf(body["attachments"]);
	const kept = Array.isArray(body["attachments"])
		? before.filter((file) => listed.some(({ id }) => String(id) === file.id))
		: before;
	const added = uploads.map(({ index, name, bytes, type }) => {
		const meta = listed.find(({ id }) => String(id) === index);
		return files.keep(channel, textOf(meta?.["filename"]) || name, bytes, type, textOf(meta?.["description"]) || null);
	});
	return [...kept, ...added];
}

export function announce({ world, files, gateway }: Discord, type: string, message: Message): void {
	if (message.onlyFor !== null) return;
	const { guild, kind } = message.channel;
	const { user: _, ...member } = memberView(message.author) as { user: object };
	gateway.dispatch({
		type,
		data: {
			...messageView(world, files, message),
			channel_type: kind,
			...(guild === null ? {} : { guild_id: guild.id, member }),
		},
	});
}

/** Why nothing can be written into a channel now; null when it can. */
export function closedBecause(channel: Channel): Answer | null {
	if (channel.isForbidden) return Refusal.missingAccess;
	if (channel.person?.hasClosedDms === true) return Refusal.cannotSendToUser;
	return channel.isArchived ? Refusal.archived : null;
}

export const tooLarge = (uploads: readonly Upload[]): Answer | null =>
	uploads.some(({ bytes }) => bytes.length > MAX_FILE_BYTES) ? Refusal.tooLarge : null;
