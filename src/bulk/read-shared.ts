/** Reads a file into memory that threads can share. */

import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** No more than this is asked of the system at once. */
const READ_BYTES = 268_435_456;

/** The whole file. Throws what `node:fs` throws. */
export function readShared(path: string): Uint8Array {
	const fd = openSync(path, "r");
	try {
		const { size } = fstatSync(fd);
		const bytes = new Uint8Array(new SharedArrayBuffer(size));
		let at = 0;
		while (at < size) {
			const read = readSync(fd, bytes, at, Math.min(READ_BYTES, size - at), at);
			if (read === 0) break;
			at += read;
		}
		return bytes.subarray(0, at);
	} finally {
		closeSync(fd);
	}
}
