/** SQL about how far each channel of Discord was heard. */

import type { Watermark, Watermarks } from "../bots/discord/inbox.ts";
import type { Database } from "./database.ts";

/** What a channel that is silent for longer has missed is old news. */
const LIFE_DAYS = 30;
const CHANNELS_LIMIT = 500;

export const discordWatermarks = (database: Database): Watermarks => ({
	list: () =>
		database.query<Watermark>(
			`select channel, server, parent, seen::text as seen from watermark
			where seen_at > now() - make_interval(days => $1) order by seen_at desc limit $2`,
			[LIFE_DAYS, CHANNELS_LIMIT],
		),
	find: async (channel) => {
		const [mark] = await database.query<Watermark>(
			"select channel, server, parent, seen::text as seen from watermark where channel = $1",
			[channel],
		);
		return mark ?? null;
	},
	raise: async ({ channel, server, parent, seen }) => {
		await database.query(
			`insert into watermark (channel, server, parent, seen) values ($1, $2, $3, $4::bigint)
			on conflict (channel) do update set seen = excluded.seen, seen_at = now() where watermark.seen < excluded.seen`,
			[channel, server, parent, seen],
		);
	},
});
