/** What is done with is forgotten after a month: longer than any platform repeats a message. */

import type { Database } from "../store/database.ts";

const MEMORY_DAYS = 30;

/** Removes handled events and delivered effects that are older than the memory for duplicates. Set-aside ones stay for people to see. */
export async function forgetOld(database: Database): Promise<void> {
	await database.query("delete from inbox where handled_at < now() - make_interval(days => $1) and failure is null", [
		MEMORY_DAYS,
	]);
	await database.query("delete from outbox where sent_at < now() - make_interval(days => $1) and failure is null", [
		MEMORY_DAYS,
	]);
}
