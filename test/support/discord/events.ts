/** Which events a bot hears: what it asked for with its intents, and of messages no more than it may read. */

import type { Body } from "./limits-text.ts";

export type Event = {
	readonly type: string;
	readonly data: object;
};

const Intent = {
	guilds: 1 << 0,
	members: 1 << 1,
	presences: 1 << 8,
	guildMessages: 1 << 9,
	directMessages: 1 << 12,
	content: 1 << 15,
} as const;

export const INTENTS = {
	content: Intent.content,
	/** What needs a switch in the developer portal, and above 10,000 users a review. */
	privileged: Intent.members | Intent.presences | Intent.content,
} as const;

const ALWAYS = ["READY", "RESUMED", "INTERACTION_CREATE"];

/** The event as a session with these intents gets it; null when it does not hear of it. */
export function forSession({ type, data }: Event, intents: number, botId: string): object | null {
	const has = (intent: number) => (intents & intent) !== 0;
	if (ALWAYS.includes(type)) return data;
	if (!type.startsWith("MESSAGE_")) return has(Intent.guilds) ? data : null;
	const message = data as Body;
	const isDirect = message["guild_id"] === undefined;
	if (!has(isDirect ? Intent.directMessages : Intent.guildMessages)) return null;
	return asReadable(message, isDirect || has(Intent.content), botId);
}

/** A message as a bot may read it that was not given the right to read them all; over HTTP too. */
export function asReadable(message: Body, mayReadAll: boolean, botId: string): Body {
	const isMine = (message["author"] as { id?: string } | undefined)?.id === botId;
	const mentions = (message["mentions"] ?? []) as readonly { readonly id: string }[];
	if (mayReadAll || isMine || mentions.some(({ id }) => id === botId)) return message;
	return { ...message, content: "", attachments: [], embeds: [], components: [] };
}
