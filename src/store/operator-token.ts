/** The operator's token where none is configured: a file that only this user of this machine can read. */

import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newToken } from "./token.ts";

const fileIn = (dataDir: string): string => join(dataDir, "operator-token");

/** The token of the data directory, made when there is none yet. */
export function makeOperatorToken(dataDir: string): string {
	mkdirSync(dataDir, { recursive: true, mode: 0o700 });
	const file = fileIn(dataDir);
	try {
		writeFileSync(file, newToken(), { mode: 0o600, flag: "wx" });
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
		chmodSync(file, 0o600);
	}
	return readFileSync(file, "utf8").trim();
}

/** The token of the data directory, or null when no server has made one. */
export function readOperatorToken(dataDir: string): string | null {
	try {
		return readFileSync(fileIn(dataDir), "utf8").trim();
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
		throw error;
	}
}
