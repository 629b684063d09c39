/** Brings a database to the newest schema: numbered plain SQL, each file once, all of it or nothing. */

import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { OutsideError } from "../errors.ts";
import type { Database, Queryable } from "./database.ts";

const MIGRATIONS = new URL("./migrations/", import.meta.url);
// Any number, as long as no other program locks it on the same database.
const ADVISORY_LOCK = 7_263_846;

type Migration = { readonly number: number; readonly sql: string; readonly checksum: string };

/**
 * Applies what is missing; safe when several processes start at once. Throws `OutsideError` for a database that a newer
 * program has changed, or whose applied migrations are not ours. `upTo` leaves newer ones out, as an older program did.
 */
export async function migrate(database: Database, upTo = Number.POSITIVE_INFINITY): Promise<void> {
	const migrations = (await readMigrations()).filter(({ number }) => number <= upTo);
	await database.transaction(async (tx) => {
		await tx.query("select pg_advisory_xact_lock($1)", [ADVISORY_LOCK]);
		await tx.query(
			"create table if not exists migration (number int primary key, checksum text not null, applied_at timestamptz not null default now())",
		);
		const applied = await tx.query<{ number: number; checksum: string }>("select number, checksum from migration");
		for (const { number, checksum } of applied) refuseForeign(number, checksum, migrations);
		const done = new Set(applied.map((row) => row.number));
		for (const migration of migrations) if (!done.has(migration.number)) await apply(tx, migration);
	});
}

async function readMigrations(): Promise<readonly Migration[]> {
	const names = (await readdir(MIGRATIONS)).filter((name) => /^\d{4}\.sql$/.test(name)).sort();
	return Promise.all(
		names.map(async (name) => {
			const sql = await readFile(new URL(name, MIGRATIONS), "utf8");
			return { number: Number(name.slice(0, 4)), sql, checksum: createHash("sha256").update(sql).digest("hex") };
		}),
	);
}

function refuseForeign(number: number, checksum: string, migrations: readonly Migration[]): void {
	const own = migrations.find((migration) => migration.number === number);
	if (own?.checksum === checksum) return;
	throw new OutsideError({
		en: `The database has migration ${number} of another version of Standin; start the version that made it, or give this one a database of its own.`,
		zh: `数据库中的迁移 ${number} 属于另一版本的 Standin；请启动当时的版本，或为此版本使用独立的数据库。`,
		es: `La base de datos tiene la migración ${number} de otra versión de Standin; inicie esa versión o dé a esta una base de datos propia.`,
	});
}

async function apply(tx: Queryable, { number, sql, checksum }: Migration): Promise<void> {
	// One statement at a time, as the drivers want it when they prepare; our migrations hold no other semicolons.
	for (const statement of sql.split(/;\s*$/m)) if (statement.trim() !== "") await tx.query(statement);
	await tx.query("insert into migration (number, checksum) values ($1, $2)", [number, checksum]);
}
