/** Opens the configured database, ready for use. */

import { join } from "node:path";
import type { Config } from "../config.ts";
import { errorFacts, type Log } from "../log.ts";
import { lockDataDirectory } from "./data-directory-lock.ts";
import type { Database } from "./database.ts";
import { migrate } from "./migrate.ts";
import { openPostgres } from "./postgres.ts";

/** What must be closed is added to `closing`, in the order it was opened, also when opening fails half way. */
export async function openStore(config: Config, log: Log, closing: (() => unknown)[]): Promise<Database> {
	const database = await (config.databaseUrl === null
		? openEmbedded(config.dataDir, closing)
		: openPostgres(config.databaseUrl, (error) => log.warn(errorFacts(error), "lost a connection to the database")));
	closing.push(database.close);
	await migrate(database);
	return database;
}

async function openEmbedded(dataDir: string, closing: (() => unknown)[]): Promise<Database> {
	closing.push(lockDataDirectory(dataDir));
	const { openFileDatabase } = await import("./pglite.ts"); // a whole PostgreSQL, loaded by whoever opens it
	return openFileDatabase(join(dataDir, "database"));
}
