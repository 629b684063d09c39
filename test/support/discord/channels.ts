/** Channels, their messages and threads: docs.discord.com/developers/resources/channel. */

import { type Answer, type Call, done, ok, Refusal } from "./call.ts";
import { asReadable, INTENTS } from "./events.ts";
import { type Body, isBody, textOf } from "./limits-text.ts";
import { announce, change, closedBecause, type Discord, post, tooLarge } from "./messages.ts";
import { channelView, messageView } from "./views.ts";
import { addChannel, type Channel, ChannelKind, type Message, messagesIn } from "./world.ts";

/** How long Discord remembers a nonce: "the past few minutes". */
const NONCE_MS = 3 * 60 * 1_000;

const bodyOf = (call: Call): Body => (isBody(call.body) ? call.body : {});

/** GET and PATCH of a channel; of a thread one may open, close and lock it. */
export function changeChannel({ world, gateway }: Discord, call: Call, id = ""): Answer {
	const channel = world.channels.get(id);
	if (channel === undefined) return Refusal.unknownChannel;
	if (channel.isForbidden) return Refusal.missingAccess;
	if (call.method === "PATCH") {
		if (channel.isLocked) return Refusal.missingPermissions;
		const { archived, locked } = bodyOf(call);
		if (channel.isArchived && archived !== false) return Refusal.archived;
		if (typeof archived === "boolean") channel.isArchived = archived;
		if (typeof locked === "boolean") channel.isLocked = locked;
		gateway.dispatch({ type: "THREAD_UPDATE", data: channelView(world, channel) });
	}
	return ok(channelView(world, channel));
}

/** Messages after, before or around nothing: the newest first, as Discord lists them. */
export function listMessages(discord: Discord, call: Call, id = ""): Answer {
	const { world } = discord;
	const channel = world.channels.get(id);
	if (channel === undefined) return Refusal.unknownChannel;
	if (channel.isForbidden) return Refusal.missingAccess;
	const after = call.query.get("after");
	const before = call.query.get("before");
	const limit = Number(call.query.get("limit") ?? 50);
	if (!(limit >= 1 && limit <= 100)) return { status: 400, body: { message: "Invalid Form Body", code: 50035 } };
	const visible = messagesIn(world, channel).filter(
		(message) =>
			message.onlyFor === null &&
			(after === null || BigInt(message.id) > BigInt(after)) &&
			(before === null || BigInt(message.id) < BigInt(before)),
	);
	// After a place the oldest count, else the newest; in the answer the newest stand first either way.
	const page = after === null ? visible.slice(-limit) : visible.slice(0, limit);
	return ok(page.toReversed().map((message) => readable(discord, message)));
}

/** One message of another or the bot's own; ephemeral ones are found by their token alone. */
export function getMessage(discord: Discord, _call: Call, channelId = "", id = ""): Answer {
	const message = discord.world.messages.get(id);
	return message?.channel.id === channelId && message.onlyFor === null
		? ok(readable(discord, message))
		: Refusal.unknownMessage;
}

/** The privileged intent rules what is read over HTTP too. */
const readable = ({ world, files }: Discord, message: Message): object => {
	const mayReadAll = message.channel.guild === null || (world.privileged & INTENTS.content) !== 0;
	return asReadable(messageView(world, files, message), mayReadAll, world.bot.id);
};

export function createMessage(discord: Discord, call: Call, id = ""): Answer {
	const { world, files } = discord;
	const channel = world.channels.get(id);
	if (channel === undefined) return Refusal.unknownChannel;
	const closed = closedBecause(channel) ?? tooLarge(call.uploads);
	if (closed !== null) return closed;
	const body = bodyOf(call);
	const again = body["enforce_nonce"] === true ? sentBefore(discord, channel, String(body["nonce"])) : undefined;
	const message = again ?? post(discord, channel, { author: world.bot }, body, call.uploads);
	return ok(messageView(world, files, message));
}

/** The same nonce within minutes is the same message. */
const sentBefore = ({ world }: Discord, channel: Channel, nonce: string): Message | undefined =>
	messagesIn(world, channel).find(
		(message) =>
			message.author === world.bot && message.nonce === nonce && world.clock.nowMs - message.createdAtMs < NONCE_MS,
	);

/** PATCH and DELETE of a message of the bot's own. */
export function editMessage(discord: Discord, call: Call, channelId = "", id = ""): Answer {
	const { world, files, gateway } = discord;
	const message = world.messages.get(id);
	if (message === undefined || message.channel.id !== channelId || message.onlyFor !== null)
		return Refusal.unknownMessage;
	const closed = closedBecause(message.channel) ?? tooLarge(call.uploads);
	if (closed !== null) return closed;
	if (message.author !== world.bot) return Refusal.notTheAuthor;
	if (call.method === "DELETE") {
		world.messages.delete(id);
		const guild = message.channel.guild;
		const data = { id, channel_id: channelId, ...(guild === null ? {} : { guild_id: guild.id }) };
		gateway.dispatch({ type: "MESSAGE_DELETE", data });
		return done;
	}
	change(discord, message, bodyOf(call), call.uploads);
	return ok(messageView(world, files, message));
}

/** A thread, of a message (it then has the message's id) or of the channel. */
export function startThread(discord: Discord, call: Call, channelId = "", messageId?: string): Answer {
	const { world, gateway } = discord;
	const parent = world.channels.get(channelId);
	if (parent === undefined) return Refusal.unknownChannel;
	if (parent.isForbidden) return Refusal.missingAccess;
	if (parent.kind !== ChannelKind.text) return Refusal.missingPermissions;
	const message = messageId === undefined ? null : world.messages.get(messageId);
	if (message === undefined) return Refusal.unknownMessage;
	if (message?.thread) return Refusal.threadExists;
	const { name, type } = bodyOf(call);
	// Without a message and without a kind Discord makes a private one.
	const own = type === ChannelKind.publicThread ? ChannelKind.publicThread : ChannelKind.privateThread;
	const kind = message === null ? own : ChannelKind.publicThread;
	const thread = addChannel(world, {
		kind,
		name: textOf(name),
		guild: parent.guild,
		parent,
		...(message === null ? {} : { id: message.id }),
	});
	gateway.dispatch({ type: "THREAD_CREATE", data: { ...channelView(world, thread), newly_created: true } });
	if (message !== null) {
		message.thread = thread;
		announce(discord, "MESSAGE_UPDATE", message);
	}
	return { status: 201, body: channelView(world, thread) };
}
