/** How the remembered looks on the wire: the JSON of users, channels, messages and servers, API version 10. */

import type { Files } from "./files.ts";
import { type Channel, ChannelKind, type Guild, type Message, type User, type World } from "./world.ts";

/** Everything a bot of ours could need, and much more; but it administers nothing. */
const PERMISSIONS = "2251799813685239";

const at = (ms: number) => new Date(ms).toISOString();

export const userView = ({ hasClosedDms: _, locale: __, ...user }: User): object => user;

export const memberView = (user: User): object => ({
	user: userView(user),
	nick: null,
	roles: [],
	joined_at: at(0),
	deaf: false,
	mute: false,
	flags: 0,
});

const isThread = (channel: Channel): boolean => channel.parent !== null;

export const channelView = (world: World, channel: Channel): object => ({
	id: channel.id,
	type: channel.kind,
	last_message_id: [...world.messages.values()].findLast((message) => message.channel === channel)?.id ?? null,
	...(channel.person === null ? {} : { recipients: [userView(channel.person)] }),
	...(channel.guild === null
		? {}
		: { guild_id: channel.guild.id, name: channel.name, position: 0, permission_overwrites: channel.overwrites }),
	...(channel.parent === null
		? {}
		: {
				parent_id: channel.parent.id,
				owner_id: world.bot.id,
				message_count: 0,
				member_count: 1,
				total_message_sent: 0,
				thread_metadata: {
					archived: channel.isArchived,
					locked: channel.isLocked,
					auto_archive_duration: 1_440,
					archive_timestamp: at(world.clock.nowMs),
					...(channel.kind === ChannelKind.privateThread ? { invitable: true } : {}),
				},
			}),
});

/** A server as it is introduced to a bot that joins it or logs in. */
export const guildView = (world: World, guild: Guild): object => {
	const inside = [...world.channels.values()].filter((channel) => channel.guild === guild);
	return {
		id: guild.id,
		name: guild.name,
		owner_id: [...guild.members.keys()][0] ?? world.bot.id,
		unavailable: false,
		preferred_locale: "en-US",
		features: [],
		emojis: [],
		stickers: [],
		roles: [{ id: guild.id, name: "@everyone", permissions: PERMISSIONS, position: 0, color: 0, flags: 0 }],
		channels: inside.filter((channel) => !isThread(channel)).map((channel) => channelView(world, channel)),
		threads: inside
			.filter((channel) => isThread(channel) && !channel.isArchived)
			.map((channel) => channelView(world, channel)),
		members: [world.bot, ...guild.members.values()].map(memberView),
		member_count: guild.members.size + 1,
		presences: [],
		voice_states: [],
		stage_instances: [],
		guild_scheduled_events: [],
		joined_at: at(0),
		large: false,
		nsfw_level: 0,
		verification_level: 0,
		premium_tier: 0,
		system_channel_flags: 0,
	};
};

/** Whom a text names: `<@id>`, as far as the people are known. */
const namedIn = (world: World, content: string): readonly User[] =>
	[...content.matchAll(/<@!?(\d+)>/g)].flatMap(([, id = ""]) => world.users.get(id) ?? []);

export const messageView = (world: World, files: Files, message: Message): { readonly [name: string]: unknown } => {
	const answered = message.replyTo === null ? undefined : world.messages.get(message.replyTo);
	const named = [...namedIn(world, message.content), ...(answered === undefined ? [] : [answered.author])];
	return {
		id: message.id,
		channel_id: message.channel.id,
		type: message.replyTo === null ? 0 : 19,
		author: userView(message.author),
		content: message.content,
		timestamp: at(message.createdAtMs),
		edited_timestamp: message.editedAtMs === null ? null : at(message.editedAtMs),
		tts: false,
		mention_everyone: false,
		mentions: [...new Set(named)].map(userView),
		mention_roles: [],
		pinned: false,
		attachments: message.files.map((file) => files.view(file)),
		embeds: message.embeds.map((embed) => ({ type: "rich", ...embed })),
		components: message.components,
		flags: message.flags,
		...(message.nonce === null ? {} : { nonce: message.nonce }),
		...(message.applicationId === null ? {} : { application_id: message.applicationId }),
		...(message.thread === null ? {} : { thread: channelView(world, message.thread) }),
		...(message.replyTo === null
			? {}
			: { message_reference: { message_id: message.replyTo, channel_id: message.channel.id } }),
	};
};
