/** The web chat. What is said is in the database already, in its place; sending means telling whoever listens. */

import type { Bot } from "../bot.ts";
import { asDeliveryError } from "./errors.ts";

/** `tell` wakes the streams of a conversation in every process. */
export function webBot(tell: (conversationId: string) => Promise<void>): Bot {
	return {
		send: async ({ conversationId }) => {
			try {
				await tell(conversationId);
				return null;
			} catch (error) {
				throw asDeliveryError(error);
			}
		},
	};
}
