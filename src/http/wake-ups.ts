/** Who waits for news of a conversation, in this process; the news itself is in the database. */

import type { Database } from "../store/database.ts";

const CHANNEL = "conversation";

export type WakeUps = {
	/** Ends at news of the conversation, after `ms`, or when `signal` aborts. */
	next(conversationId: string, ms: number, signal: AbortSignal): Promise<void>;
	/** Tells every process on this database. */
	tell(conversationId: string): Promise<void>;
};

export async function openWakeUps(database: Database): Promise<WakeUps> {
	const waiting = new Map<string, Set<() => void>>();
	await database.listen(CHANNEL, (id) => {
		for (const wake of waiting.get(id) ?? []) wake();
	});
	return {
		next: (id, ms, signal) =>
			new Promise((resolve) => {
				const here = waiting.get(id) ?? new Set();
				waiting.set(id, here);
				const wake = () => {
					clearTimeout(timer);
					signal.removeEventListener("abort", wake);
					here.delete(wake);
					if (here.size === 0 && waiting.get(id) === here) waiting.delete(id);
					resolve();
				};
				const timer = setTimeout(wake, ms);
				signal.addEventListener("abort", wake);
				here.add(wake);
				if (signal.aborted) wake();
			}),
		tell: async (id) => {
			await database.query("select pg_notify($1, $2)", [CHANNEL, id]);
		},
	};
}
