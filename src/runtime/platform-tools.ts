/** What the inbox of one chat platform is handed: each thing it hears is a row when it gets its answer. */

import type { PlatformTools } from "../bots/bot.ts";
import type { Log } from "../log.ts";
import { findThread } from "../store/audience.ts";
import type { Database } from "../store/database.ts";
import { hearFromPlatform, linkByCode, takeFileFromPlatform, unlink } from "./platform.ts";

type Needed = {
	readonly database: Database;
	readonly nowMs: () => number;
	/** Something was received: the runtime looks at once. */
	readonly nudge: () => void;
	readonly log: Log;
};

export const platformTools =
	({ database, nowMs, nudge, log }: Needed) =>
	(platform: string): PlatformTools => {
		const stored = (isNew: boolean): boolean => {
			nudge();
			return isNew;
		};
		return {
			hear: async (heard) => stored(await hearFromPlatform(database, heard, nowMs())),
			takeFile: async (from, name, bytes) => stored(await takeFileFromPlatform(database, from, name, bytes, nowMs())),
			link: async (audience, code) => {
				const found = await linkByCode(database, platform, audience, code, nowMs());
				const { merchantId, storeId } = found ?? { merchantId: null, storeId: null };
				log.info({ platform, merchantId, storeId, outcome: found === null ? "no such code" : "linked" }, "link");
				return found;
			},
			unlink: (audience) => unlink(database, platform, audience),
			knows: async (thread) => (await findThread(database, `${platform}:${thread}`)) !== null,
		};
	};
