/** PostgreSQL inside this process, for one machine: PGlite on a directory, or in memory. */

import { fdatasyncSync } from "node:fs";
import { PGlite, types } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import { type Database, type Queryable, safeInteger } from "./database.ts";

const parsers = { [types.INT8]: safeInteger };

/** A database that is gone when the process ends; for tests and benchmarks. */
export async function openMemoryDatabase(): Promise<Database> {
	return adapt(await PGlite.create({ parsers }));
}

/**
 * A database in `directory`, which must be locked by this process (`data-directory-lock.ts`).
 * `synced` is called at each write to disk; a test counts the calls.
 */
export async function openFileDatabase(directory: string, synced: () => void = () => {}): Promise<Database> {
	return adapt(await PGlite.create({ fs: syncedFileSystem(directory, synced), startParams: syncedStart(), parsers }));
}

// PGlite starts with -F (no fsync), and its file system has no fsync at all: a commit would survive the death of the
// process but not of the machine. `wal_sync_method=fsync` is the one of the methods that reaches the file system below.
function syncedStart(): string[] {
	return [...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"), "-c", "wal_sync_method=fsync"];
}

type Stream = { readonly nfd?: number };
type Emscripten = { readonly NODEFS: { readonly stream_ops: { fsync?: (stream: Stream) => number } } };

// Leans on an undocumented object of PGlite, hence its exact version in package.json and the test that counts syncs.
function syncedFileSystem(directory: string, synced: () => void): NodeFS {
	const files = new NodeFS(directory);
	const init = files.init.bind(files);
	files.init = async (...parameters: Parameters<NodeFS["init"]>) => {
		const ready = await init(...parameters);
		ready.emscriptenOpts.preRun = [
			...(ready.emscriptenOpts.preRun ?? []),
			(module: Emscripten) => {
				module.NODEFS.stream_ops.fsync = ({ nfd }) => {
					if (nfd !== undefined) fdatasyncSync(nfd); // directories have no descriptor here and are not synced
					synced();
					return 0;
				};
			},
		];
		return ready;
	};
	return files;
}

function adapt(pglite: PGlite): Database {
	const inTurn = queue();
	return {
		query: async (sql, parameters = []) => (await inTurn(() => pglite.query<never>(sql, [...parameters]))).rows,
		transaction: (work) =>
			inTurn(() =>
				pglite.transaction((tx) =>
					work({
						query: async (sql, parameters = []) => (await tx.query<never>(sql, [...parameters])).rows,
					} as Queryable),
				),
			),
		listen: async (channel, heard) => {
			await inTurn(() => pglite.listen(channel, heard));
		},
		close: () => pglite.close(),
	};
}

/**
 * One after the other, and between two of them the event loop gets its turn: PGlite works in this very thread, and would
 * go from one waiting query to the next while sockets, timers and requests wait for all of them.
 */
function queue(): <T>(work: () => Promise<T>) => Promise<T> {
	let last: Promise<unknown> = Promise.resolve();
	const breathe = () => new Promise<void>((next) => setImmediate(next));
	return (work) => {
		const mine = last.then(work);
		last = mine.then(breathe, breathe);
		return mine;
	};
}
