/** Fresh, migrated databases for a test, of both kinds; with `upTo` as an older program had left them. */

import { randomUUID } from "node:crypto";
import { afterAll, inject } from "vitest";
import type { Database } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openMemoryDatabase } from "../../src/store/pglite.ts";
import { openPostgres } from "../../src/store/postgres.ts";

export const DATABASES = [
	["PGlite", freshPglite],
	["PostgreSQL", freshPostgres],
] as const;

let shared: Promise<Database> | undefined;

/** A new schema in this test file's one PGlite: creating an instance takes a second, a schema a millisecond. */
async function freshPglite(upTo?: number): Promise<Database> {
	shared ??= openMemoryDatabase();
	const database = await shared;
	const schema = `test_${randomUUID().replaceAll("-", "")}`;
	await database.query(`create schema ${schema}`);
	await database.query(`set search_path to ${schema}`);
	await migrate(database, upTo);
	return { ...database, close: async () => {} };
}

afterAll(async () => {
	await (await shared)?.close();
	shared = undefined;
});

async function freshPostgres(upTo?: number): Promise<Database> {
	return openPostgres(await freshPostgresUrl(upTo), () => {});
}

/** The address of a new, migrated database on the run's server, for a test that opens it from several processes. */
export async function freshPostgresUrl(upTo?: number): Promise<string> {
	const server = inject("postgresUrl");
	const name = `test_${randomUUID().replaceAll("-", "")}`;
	const admin = await openPostgres(server, () => {});
	const isNewest = upTo === undefined;
	await admin.query(`create database ${name}${isNewest ? ` template ${inject("postgresTemplate")}` : ""}`);
	await admin.close();
	const url = new URL(server);
	url.pathname = `/${name}`;
	if (isNewest) return url.href;
	const database = await openPostgres(url.href, () => {});
	await migrate(database, upTo);
	await database.close();
	return url.href;
}
