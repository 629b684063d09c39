/** A PostgreSQL server, for several processes and for what must outlive the machine. */

import pg from "pg";
import { type Database, type Queryable, safeInteger } from "./database.ts";

const CONNECTION_LIMIT = 10;
const CONNECT_TIMEOUT_MS = 10_000;
const LISTEN_AGAIN_MS = 1_000;

const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, safeInteger);

/** Opens a pool on `url` (`postgres://…`); connections are made when first needed. `lost` hears of connections that broke, in use or idle. */
export async function openPostgres(url: string, lost: (error: Error) => void): Promise<Database> {
	const settings = { connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, types };
	const pool = new pg.Pool({ ...settings, max: CONNECTION_LIMIT });
	// Without a listener a connection that breaks would end the process. The pool hears of idle ones only, so each has its own.
	pool.on("connect", (client) => client.on("error", lost));
	pool.on("error", () => {});
	const ears: Ear[] = [];
	return {
		query: async (sql, parameters = []) => (await pool.query(sql, [...parameters])).rows,
		transaction: (work) => transaction(pool, work),
		listen: async (channel, heard) => {
			ears.push(await listen(settings, channel, heard, lost));
		},
		close: async () => {
			await Promise.all(ears.map((ear) => ear.close()));
			await pool.end();
		},
	};
}

async function transaction<T>(pool: pg.Pool, work: (tx: Queryable) => Promise<T>): Promise<T> {
	const client = await pool.connect();
	let broken: Error | undefined;
	try {
		await client.query("begin");
		const result = await work({
			query: async (sql, parameters = []) => (await client.query(sql, [...parameters])).rows,
		});
		await client.query("commit");
		return result;
	} catch (error) {
		await client.query("rollback").catch((failed: Error) => {
			broken = failed; // this connection is in an unknown state: thrown away below, not reused
		});
		throw error;
	} finally {
		client.release(broken);
	}
}

type Ear = { close(): Promise<void> };

/** A connection of its own that listens, and is made again whenever it breaks. */
async function listen(
	settings: pg.ClientConfig,
	channel: string,
	heard: (payload: string) => void,
	lost: (error: Error) => void,
): Promise<Ear> {
	let closed = false;
	let client: pg.Client | null = null;
	let again: NodeJS.Timeout | undefined;

	const connect = async (): Promise<void> => {
		const next = new pg.Client(settings);
		next.on("notification", (notice) => heard(notice.payload ?? ""));
		next.on("error", lost);
		next.on("end", () => {
			if (closed || client !== next) return;
			client = null;
			retry();
		});
		await next.connect();
		await next.query(`listen ${pg.escapeIdentifier(channel)}`);
		client = next;
	};
	const retry = (): void => {
		again = setTimeout(() => {
			connect().catch((error: Error) => {
				lost(error);
				if (!closed) retry();
			});
		}, LISTEN_AGAIN_MS);
	};
	await connect();
	return {
		close: async () => {
			closed = true;
			clearTimeout(again);
			await client?.end();
		},
	};
}
