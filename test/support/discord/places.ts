/** The people, servers and channels of a test, and what can be read there. */

import type { Interaction } from "./interactions.ts";
import { announce, type Discord } from "./messages.ts";
import { type Attached, choose, erase, press, rewrite, type Said, say, submit } from "./people.ts";
import { type Given, slash, typing } from "./slash.ts";
import { channelView, guildView } from "./views.ts";
import {
	addChannel,
	type Channel,
	ChannelKind,
	directMessages,
	type Guild,
	type Line,
	lineOf,
	type Message,
	messagesIn,
	newUser,
	type User,
} from "./world.ts";

export type Place = {
	readonly bot: User;
	addPerson(name: string, locale?: string): User;
	/** A server that the bot is a member of, with one channel; it hears of it at once. */
	addGuild(name: string, ...people: readonly User[]): { readonly guild: Guild; readonly channel: Channel };
	/** One more channel in a server. */
	addChannel(guild: Guild, name: string): Channel;
	/** Somebody who may deletes a message. */
	remove(messageId: string): void;
	/** Somebody deletes a channel, with everything in it. */
	removeChannel(channel: Channel): void;
	/** The bot is thrown out of a server. */
	leave(guild: Guild): void;
	/** A channel or thread by its id. */
	channel(id: string): Channel;
	/** The thread below a message, or null while there is none. */
	thread(messageId: string): Channel | null;
	/** A person's direct messages with the bot. */
	dm(person: User): Channel;
	archive(thread: Channel, isLocked?: boolean): void;
	/** What everybody in a channel sees, in order, edits applied. */
	read(channel: Channel): readonly Line[];
	/** The first file of a message. */
	fileOf(messageId: string): Buffer;
	/** What only this person sees there. */
	whispers(person: User, channel: Channel): readonly Line[];
	say(person: User, channel: Channel, text: string, said?: Said): Message;
	rewrite(message: Message, text: string): void;
	erase(message: Message): void;
	/** Discord tells of a message once more, as it may after a connection was lost. */
	repeat(message: Message): void;
	press(person: User, channel: Channel, label: string): Interaction;
	choose(person: User, channel: Channel, ...labels: readonly string[]): Interaction;
	slash(person: User, channel: Channel, line: string, given?: Given): Interaction;
	typing(person: User, channel: Channel, line: string, focused: string, given: Given): Interaction;
	submit(
		opened: Interaction,
		answers: Readonly<Record<string, string | readonly string[] | readonly Attached[]>>,
	): Interaction;
};

export function placesOf(discord: Discord): Place {
	const { world, gateway } = discord;
	return {
		bot: world.bot,
		addPerson(name, locale = "en-US") {
			const person = newUser(world.newId(), name, locale);
			world.users.set(person.id, person);
			return person;
		},
		addGuild(name, ...people) {
			const guild: Guild = { id: world.newId(), name, members: new Map(people.map((one) => [one.id, one])) };
			world.guilds.set(guild.id, guild);
			const channel = addChannel(world, { kind: ChannelKind.text, name: "till", guild });
			gateway.dispatch({ type: "GUILD_CREATE", data: guildView(world, guild) });
			return { guild, channel };
		},
		addChannel(guild, name) {
			const channel = addChannel(world, { kind: ChannelKind.text, name, guild });
			gateway.dispatch({ type: "CHANNEL_CREATE", data: channelView(world, channel) });
			return channel;
		},
		remove: (id) => void world.messages.delete(id),
		removeChannel(channel) {
			world.channels.delete(channel.id);
			for (const message of messagesIn(world, channel)) world.messages.delete(message.id);
			const type = channel.parent === null ? "CHANNEL_DELETE" : "THREAD_DELETE";
			gateway.dispatch({ type, data: channelView(world, channel) });
		},
		leave(guild) {
			world.guilds.delete(guild.id);
			for (const channel of world.channels.values()) if (channel.guild === guild) channel.isForbidden = true;
			gateway.dispatch({ type: "GUILD_DELETE", data: { id: guild.id } });
		},
		channel(id) {
			const channel = world.channels.get(id);
			if (channel === undefined) throw new Error(`no channel ${id}`);
			return channel;
		},
		thread: (id) => world.messages.get(id)?.thread ?? null,
		dm: (person) => directMessages(world, person),
		archive(thread, isLocked = false) {
			thread.isArchived = true;
			thread.isLocked = isLocked;
			gateway.dispatch({ type: "THREAD_UPDATE", data: channelView(world, thread) });
		},
		read: (channel) =>
			messagesIn(world, channel)
				.filter((message) => message.onlyFor === null)
				.map(lineOf),
		fileOf: (id) => {
			const [file] = world.messages.get(id)?.files ?? [];
			if (file === undefined) throw new Error(`message ${id} has no file`);
			return file.bytes;
		},
		whispers: (person, channel) =>
			messagesIn(world, channel)
				.filter((message) => message.onlyFor === person)
				.map(lineOf),
		say: (...saying) => say(discord, ...saying),
		rewrite: (message, text) => rewrite(discord, message, text),
		erase: (message) => erase(discord, message),
		repeat: (message) => announce(discord, "MESSAGE_CREATE", message),
		press: (...pressing) => press(discord, ...pressing),
		choose: (...choosing) => choose(discord, ...choosing),
		slash: (...command) => slash(discord, ...command),
		typing: (...command) => typing(discord, ...command),
		submit: (opened, answers) => submit(discord, opened, answers),
	};
}
