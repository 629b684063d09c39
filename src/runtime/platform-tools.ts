/** What the inbox of one chat platform is handed: each thing it hears is a row when it gets its answer. */

import type { PlatformTools } from "../bots/bot.ts";
import { findThread } from "../store/audience.ts";
import type { Database } from "../store/database.ts";
import { hearFromPlatform, linkByCode, takeFileFromPlatform, unlink } from "./platform.ts";

/** `nudge` makes the runtime look at once. */
export function platformTools(
	database: Database,
	platform: string,
	nowMs: () => number,
	nudge: () => void,
): PlatformTools {
	const stored = (isNew: boolean): boolean => {
		nudge();
		return isNew;
	};
	return {
		hear: async (heard) => stored(await hearFromPlatform(database, heard, nowMs())),
		takeFile: async (from, name, bytes) => stored(await takeFileFromPlatform(database, from, name, bytes, nowMs())),
		link: (audience, code) => linkByCode(database, platform, audience, code, nowMs()),
		unlink: (audience) => unlink(database, platform, audience),
		knows: async (thread) => (await findThread(database, `${platform}:${thread}`)) !== null,
	};
}
