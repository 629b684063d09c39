/** Which names of audiences and threads are of channels, and which of one person's direct messages. */

const DISCORD_CHANNEL = /^channel\/(\d+)$/;
const SLACK_CHANNEL = /^([A-Z0-9]+)\/[CG][A-Z0-9]+$/;

/** The channel that an audience is, as threads in it are named, as far as who talks in `thread` may be there; else null. */
export function channelOf(platform: string, audience: string, thread: string): string | null {
	if (platform === "discord") return DISCORD_CHANNEL.exec(audience)?.[1] ?? null;
	const team = platform === "slack" ? SLACK_CHANNEL.exec(audience)?.[1] : undefined;
	return team !== undefined && thread.startsWith(`${team}/`) ? audience : null;
}

export const isDirect = (platform: string, thread: string): boolean =>
	platform === "discord" ? !thread.includes("/") : /^[A-Z0-9]+\/D/.test(thread);
