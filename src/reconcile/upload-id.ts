/** CORE. A name for an upload whose format has none: made of its content, so that the order of files and lines does not matter. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Table } from "./csv.ts";

const ID_LENGTH_CHARS = 8;
/** Rows of many shops and years may lie side by side: longer than an upload's. */
const ROW_ID_LENGTH_CHARS = 16;
const ROW_NAME_LIMIT_CHARS = 64;

/** `square-3f9a01bc`: the same rows in any order give the same id. */
export const uploadIdOf = (format: string, { header, records }: Table): string =>
	uploadIdOfLines(
		format,
		JSON.stringify(header),
		records.map(({ cells }) => JSON.stringify(cells)),
	);

/** The same for what is no table: `lines` are all that was read, in any order. */
export function uploadIdOfLines(format: string, head: string, lines: readonly string[]): string {
	const content = sha256(utf8ToBytes([head, ...[...lines].sort()].join("\n")));
	return `${format}-${bytesToHex(content).slice(0, ID_LENGTH_CHARS)}`;
}

/**
 * Names for rows that have none, made of what they say: the same row brought again in another file has the same name.
 * Two that say the same are `…` and `…~2`.
 */
export function rowNamer(): (said: string) => string {
	const counts = new Map<string, number>();
	const taken = new Set<string>();
	return (said) => {
		const name = said.length <= ROW_NAME_LIMIT_CHARS ? said : rowIdOf(said);
		let count = counts.get(name) ?? 0;
		let own: string;
		do {
			count++;
			own = count === 1 ? name : `${name}~${count}`;
		} while (taken.has(own));
		counts.set(name, count);
		taken.add(own);
		return own;
	};
}

/** A row's name out of what it says. */
export const rowIdOf = (said: string): string => bytesToHex(sha256(utf8ToBytes(said))).slice(0, ROW_ID_LENGTH_CHARS);
