/** The program as people start it: `bin/standin` in a process of its own. */

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { putDatabase } from "./embedded.ts";

const STANDIN = fileURLToPath(new URL("../../bin/standin", import.meta.url));
const PATIENCE_MS = 40_000;

export const freshFolder = (): string => mkdtempSync(join(tmpdir(), "standin-test-"));

export type Environment = Readonly<Record<string, string>>;

/** A process whose output is collected while it is talked to. */
export type Talk = {
	readonly child: ChildProcessWithoutNullStreams;
	/** All of stdout so far. */
	said(): string;
	/** Waits for `pattern` in what was said after the last `hear`, and gives the match. */
	hear(pattern: RegExp): Promise<RegExpExecArray>;
	type(line: string): void;
	/** Closes stdin and waits for the end. */
	end(): Promise<void>;
	kill(signal: NodeJS.Signals): Promise<void>;
};

export function talkTo(args: readonly string[], environment: Environment): Talk {
	const env = { PATH: process.env["PATH"], HOME: process.env["HOME"], ...environment };
	const child = spawn(process.execPath, [STANDIN, ...args], { env });
	let output = "";
	let errors = "";
	let heard = 0;
	child.stdout.setEncoding("utf8").on("data", (text: string) => {
		output += text;
	});
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		errors += text;
	});
	const exited = once(child, "exit");
	return {
		child,
		said: () => output,
		hear: async (pattern) => {
			for (const until = Date.now() + PATIENCE_MS; ; ) {
				const found = pattern.exec(output.slice(heard));
				if (found !== null) {
					heard += found.index + found[0].length;
					return found;
				}
				if (Date.now() > until || child.exitCode !== null) {
					throw new Error(`waited for ${pattern} after:\n${output.slice(heard)}\n${errors}`);
				}
				await new Promise((wake) => setTimeout(wake, 20));
			}
		},
		type: (line) => void child.stdin.write(`${line}\n`),
		end: async () => {
			child.stdin.end();
			await exited;
		},
		kill: async (signal) => {
			child.kill(signal);
			await exited;
		},
	};
}

export type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

/** Runs one command to its end. */
export async function run(args: readonly string[], environment: Environment, input = ""): Promise<Ran> {
	const env = { PATH: process.env["PATH"], HOME: process.env["HOME"], ...environment };
	const child = spawn(process.execPath, [STANDIN, ...args], { env });
	let out = "";
	let err = "";
	child.stdout.setEncoding("utf8").on("data", (text: string) => {
		out += text;
	});
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		err += text;
	});
	child.stdin.end(input);
	const [code] = (await once(child, "close")) as [number | null];
	return { code, out, err };
}

export type Server = { readonly environment: Environment; stop(): Promise<void> };

/** Starts `standin start` in a data directory without a shop of anybody's and waits until it answers. */
export async function startServer(environment: Environment, port: number): Promise<Server> {
	const folder = freshFolder();
	if (environment["DATABASE_URL"] === undefined) await putDatabase(folder);
	const own = { DATA_DIR: folder, PORT: String(port), LANG: "en_US.UTF-8", ...environment };
	const server = talkTo(["start"], own);
	await server.hear(/In another shell/);
	return {
		environment: own,
		stop: async () => {
			await server.kill("SIGTERM");
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
