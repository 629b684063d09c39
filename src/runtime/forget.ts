/** What is done with is forgotten after a month: longer than any platform repeats a message; files after a quarter of a year. */

import { errorFacts, type Log } from "../log.ts";
import type { Database } from "../store/database.ts";

const MEMORY_DAYS = 30;
/** A request is closed long before. */
const FILE_MEMORY_DAYS = 90;
const FORGET_EVERY_MS = 60 * 60_000;

/** Removes handled events, delivered effects and files that are older than the memory for them. Set-aside ones stay for people to see. */
export async function forgetOld(database: Database): Promise<void> {
	await database.query("delete from inbox where handled_at < now() - make_interval(days => $1) and failure is null", [
		MEMORY_DAYS,
	]);
	await database.query("delete from outbox where sent_at < now() - make_interval(days => $1) and failure is null", [
		MEMORY_DAYS,
	]);
	await database.query("delete from file where at < now() - make_interval(days => $1)", [FILE_MEMORY_DAYS]);
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
