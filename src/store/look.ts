/** What `standin doctor` must know of the database: looked at as it is, without making or changing anything. */

import { accessSync, constants, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Config } from "../config.ts";
import { PROVIDERS } from "../fallback/provider.ts";
import { lockDataDirectory } from "./data-directory-lock.ts";
import type { Database, Queryable } from "./database.ts";
import { openPostgres } from "./postgres.ts";

const AUDIENCES_LIMIT = 500;
const RAILS_LIMIT = 300;
/** Whoever asks waits in front of the shell: a table that is locked for long is an answer too. */
const QUERY_LIMIT_MS = 5_000;

/** What the shops of this installation need of the world outside. */
export type Reliance = {
	/** Chats that belong to a store: `slack:team/channel`, `discord:channel/id`. */
	readonly audiences: readonly string[];
	/** Merchants that list a rail of a provider, and its scheme. */
	readonly rails: readonly { readonly merchantId: string; readonly scheme: string }[];
};

const NOTHING: Reliance = { audiences: [], rails: [] };

export async function readReliance(database: Queryable): Promise<Reliance> {
	const audiences = await database.query<{ readonly name: string }>(
		"select name from audience order by linked_at desc, name limit $1",
		[AUDIENCES_LIMIT],
	);
	const rails = await database.query<Reliance["rails"][number]>(
		`select distinct merchant_id as "merchantId", scheme from rail where scheme in (select jsonb_array_elements_text($1::jsonb)) order by 1, 2 limit $2`,
		[JSON.stringify([...PROVIDERS.keys()]), RAILS_LIMIT],
	);
	return { audiences: audiences.map(({ name }) => name), rails };
}

/** Throws `OutsideError` while another process has the data directory, and whatever a database throws. */
export async function lookIntoStore(config: Config): Promise<Reliance> {
	const closing: (() => unknown)[] = [];
	try {
		const database = await openAsItIs(config, closing);
		return database === null ? NOTHING : await relianceOf(database);
	} finally {
		for (const close of closing.reverse()) await close();
	}
}

/** Null: there is no database yet, and the first start makes one. Throws when it could not. */
async function openAsItIs({ databaseUrl, dataDir }: Config, closing: (() => unknown)[]): Promise<Database | null> {
	if (databaseUrl !== null) {
		const bounded = new URL(databaseUrl);
		bounded.searchParams.set("query_timeout", String(QUERY_LIMIT_MS));
		const database = await openPostgres(bounded.href, () => {});
		closing.push(database.close);
		return database;
	}
	accessSync(nearestFolder(dataDir), constants.W_OK);
	const directory = join(dataDir, "database");
	if (!existsSync(directory)) return null;
	closing.push(lockDataDirectory(dataDir));
	const { openFileDatabase } = await import("./pglite.ts");
	const database = await openFileDatabase(directory);
	closing.push(database.close);
	return database;
}

const nearestFolder = (path: string): string =>
	existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path));

async function relianceOf(database: Database): Promise<Reliance> {
	const [found] = await database.query<{ readonly isThere: boolean }>(
		`select to_regclass('audience') is not null and to_regclass('rail') is not null as "isThere"`,
	);
	return found?.isThere === true ? readReliance(database) : NOTHING;
}
