/** Where in Slack something was done, and by whom; how threads are named. */

import { z } from "zod";
import { begunThread } from "../bot.ts";

export const slackId = z.string().regex(/^[A-Z0-9]{1,40}$/);
export const slackTs = z.string().regex(/^\d{1,12}\.\d{1,9}$/);

/** Where it happened and who did it. */
export type Origin = {
	readonly thread: string;
	/** The narrowest first, the team last. A channel's threads belong to the channel's store, whoever writes in them. */
	readonly audiences: readonly string[];
	/** Names it for ever, within its thread. */
	readonly key: string;
	readonly userId: string;
};

/** A direct message is one conversation, its threads included; in a channel every thread is one. */
export function originOf(team: string, channel: string, root: string | null, userId: string, key: string): Origin {
	if (isDirectMessage(channel))
		return { thread: `${team}/${channel}`, audiences: [`${team}/${userId}`, team], key, userId };
	const thread = root === null ? `${team}/${channel}` : `${team}/${channel}/${root}`;
	return { thread, audiences: [`${team}/${channel}`, team], key, userId };
}

/** What a command or a form asks for: in a channel it begins a thread below the first reply, which is not there yet. */
export function originOfCommand(team: string, channel: string, userId: string, key: string): Origin {
	const from = originOf(team, channel, null, userId, key);
	return isDirectMessage(channel) ? from : { ...from, thread: begunThread(from.thread, key) };
}

export type Place = { readonly channel: string; readonly threadTs: string | null };

/** From `team/channel/ts of the root`, or `team/channel` for direct messages. */
export function placeOf(thread: string): Place {
	const [, channel = "", threadTs] = thread.split("/");
	return { channel, threadTs: threadTs ?? null };
}

export const teamOf = ({ thread }: Pick<Origin, "thread">): string => thread.split("/")[0] ?? "";
export const channelOf = ({ thread }: Pick<Origin, "thread">): string => placeOf(thread).channel;

export const isDirectMessage = (channel: string): boolean => channel.startsWith("D");
