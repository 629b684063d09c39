/** The chat platforms that are configured. What is not is left out, and says so. */

import type { Log } from "../log.ts";
import type { Bot, PlatformTools } from "./bot.ts";
import type { DiscordSettings } from "./discord/bot.ts";
import type { Watermarks } from "./discord/inbox.ts";
import type { AnswerSlack, SlackSettings } from "./slack/bot.ts";
import type { SupportDesk, SupportTools } from "./support.ts";

export type PlatformSettings = { readonly discord: DiscordSettings | null; readonly slack: SlackSettings | null };

export type Listening = {
	/** Answers Slack's requests over HTTP; null where none are taken. */
	readonly answerSlack: AnswerSlack | null;
	stop(): Promise<void>;
};

export type Platforms = {
	readonly bots: readonly (readonly [platform: string, bot: Bot])[];
	/** Where the support desk is; null: on none of them. */
	readonly support: { readonly platform: string; readonly desk: SupportDesk } | null;
	/** Takes what comes in from now on. */
	listen(
		toolsOf: (platform: string) => PlatformTools,
		supportToolsOf: (platform: string) => SupportTools,
		watermarks: Watermarks,
	): Listening;
};

/** A platform's client library is loaded where it is configured: together they take half as long as the rest of a start. */
export async function openPlatforms(settings: PlatformSettings, log: Log): Promise<Platforms> {
	const slack = settings.slack && (await import("./slack/bot.ts")).openSlack(settings.slack, log);
	const discord = settings.discord && (await import("./discord/bot.ts")).discordBot(settings.discord, log);
	if (slack === null) log.info({ platform: "slack" }, "SLACK_BOT_TOKEN is not set: no bot in Slack");
	const desk = slack?.desk ?? null;
	if (slack !== null && desk === null)
		log.info({ platform: "slack" }, "SLACK_SUPPORT_CHANNEL is not set: the support desk is `standin support` alone");
	if (discord === null) log.info({ platform: "discord" }, "DISCORD_TOKEN is not set: no bot at Discord");
	return {
		bots: [
			...(slack === null ? [] : [["slack", slack.bot] as const]),
			...(discord === null ? [] : [["discord", discord] as const]),
		],
		support: desk === null ? null : { platform: "slack", desk },
		listen: (toolsOf, supportToolsOf, watermarks) => {
			const inSlack = slack?.listen(toolsOf("slack"), supportToolsOf("slack")) ?? null;
			const atDiscord = discord?.listen(toolsOf("discord"), watermarks) ?? null;
			return {
				answerSlack: inSlack?.answer ?? null,
				stop: async () => {
					await Promise.all([inSlack?.stop(), atDiscord?.stop()]);
				},
			};
		},
	};
}
