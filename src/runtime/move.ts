/** Where a conversation goes on whose thread takes nothing any more. */

import { begunThread } from "../bots/bot.ts";
import { channelOf, isDirect } from "../bots/channels.ts";
import type { Move } from "../helpdesk/conversation-order.ts";
import { listAudiences, moveThread } from "../store/audience.ts";
import type { Database } from "../store/database.ts";
import type { Carrier } from "./deliver.ts";
import type { Effect } from "./kind.ts";

/** Finds the channel that was linked to the store last, on the same platform. */
export const mover =
	(database: Database): Carrier =>
	async (merchantId, effect) => {
		const { to: conversationId, platform, storeId, thread } = effect as Effect & Move;
		const audiences = await listAudiences(database, { merchantId, storeId }, platform);
		const channel = audiences
			.map((audience) => channelOf(platform, audience, thread))
			.find((found) => found !== null && !thread.startsWith(`${found}/`));
		if (channel === undefined || channel === null) return { event: { kind: "not-moved" } };
		const moved = begunThread(channel, conversationId);
		return {
			event: { kind: "moved", thread: moved, wasDirect: isDirect(platform, thread) },
			write: (tx) => moveThread(tx, merchantId, conversationId, moved),
		};
	};
