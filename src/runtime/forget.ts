/** What is done with is forgotten after a month: longer than any platform repeats a message. */

import { errorFacts, type Log } from "../log.ts";
import type { Database } from "../store/database.ts";

const MEMORY_DAYS = 30;
const FORGET_EVERY_MS = 60 * 60_000;

/** Removes handled events and delivered effects that are older than the memory for duplicates. Set-aside ones stay for people to see. */
async function forgetOld(database: Database): Promise<void> {
	await database.query("delete from inbox where handled_at < now() - make_interval(days => $1) and failure is null", [
		MEMORY_DAYS,
	]);
	await database.query("delete from outbox where sent_at < now() - make_interval(days => $1) and failure is null", [
		MEMORY_DAYS,
	]);
}

/** Forgets now and every hour; gives the way to stop it. */
export function forgetRegularly(database: Database, log: Log): () => void {
	const forget = () => {
		forgetOld(database).catch((error: unknown) => log.warn(errorFacts(error), "forgetting old events failed"));
	};
	forget();
	const timer = setInterval(forget, FORGET_EVERY_MS);
	timer.unref();
	return () => clearInterval(timer);
}
