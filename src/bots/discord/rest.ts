/** The client of Discord's HTTP API. */

import { REST, type RESTOptions } from "discord.js";
import { Agent } from "undici";
import type { DiscordSettings } from "./bot.ts";

/** Other packages bring a newer undici, whose agent for the whole process does not understand what this client sends. */
const agent = new Agent();

/** Where the API is, and how it is reached. */
export const restOptions = ({ apiUrl }: DiscordSettings) => ({
	...(apiUrl === null ? {} : { api: apiUrl }),
	agent,
});

/** Repeats nothing by itself: what is sent waits in our own outbox and not in memory, so that it survives. */
export const discordRest = (
	settings: DiscordSettings,
	options: Pick<RESTOptions, "timeout" | "rejectOnRateLimit">,
): REST => new REST({ ...restOptions(settings), ...options, version: "10", retries: 0 }).setToken(settings.token);
