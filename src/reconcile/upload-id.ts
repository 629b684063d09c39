/** CORE. A name for an upload whose format has none: made of its content, so that the order of files and lines does not matter. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Table } from "./csv.ts";

const ID_LENGTH_CHARS = 8;

/** `square-3f9a01bc`: the same rows in any order give the same id. */
export function uploadIdOf(format: string, table: Table): string {
	const lines = table.records.map(({ cells }) => JSON.stringify(cells)).sort();
	const content = sha256(utf8ToBytes([JSON.stringify(table.header), ...lines].join("\n")));
	return `${format}-${bytesToHex(content).slice(0, ID_LENGTH_CHARS)}`;
}
