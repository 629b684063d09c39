/** The databases that are measured: both durable, each empty at the start of a run. */

import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "../src/store/database.ts";
import { migrate } from "../src/store/migrate.ts";
import { openFileDatabase } from "../src/store/pglite.ts";
import { openPostgres } from "../src/store/postgres.ts";
import type { PostgresServer } from "../test/support/postgres-server.ts";

export type Place = {
	readonly name: string;
	/** Environment for a server of its own on a fresh database. */
	environment(): Promise<{ readonly env: Record<string, string>; remove(): void }>;
	open(): Promise<{ readonly database: Database; remove(): Promise<void> }>;
};

const folder = (): string => mkdtempSync(join(tmpdir(), "standin-bench-"));

export const pglite: Place = {
	name: "PGlite (file, fsync)",
	environment: async () => {
		const home = folder();
		return { env: { DATA_DIR: home }, remove: () => rmSync(home, { recursive: true, force: true }) };
	},
	open: async () => {
		const home = folder();
		const database = await openFileDatabase(join(home, "database"));
		await migrate(database);
		return {
			database,
			remove: async () => {
				await database.close();
				rmSync(home, { recursive: true, force: true });
			},
		};
	},
};

export const postgres = (server: PostgresServer): Place => ({
	name: "PostgreSQL (local)",
	environment: async () => {
		const home = folder();
		const env = { DATA_DIR: home, DATABASE_URL: await fresh(server) };
		return { env, remove: () => rmSync(home, { recursive: true, force: true }) };
	},
	open: async () => {
		const database = await openPostgres(await fresh(server), () => {});
		await migrate(database);
		return { database, remove: () => database.close() };
	},
});

async function fresh({ url }: PostgresServer): Promise<string> {
	const admin = await openPostgres(url, () => {});
	const name = `bench_${randomUUID().replaceAll("-", "")}`;
	await admin.query(`create database ${name}`);
	await admin.close();
	const own = new URL(url);
	own.pathname = `/${name}`;
	return own.href;
}
