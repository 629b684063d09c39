/** Reads a file a user names: bounded, and where it is text strictly UTF-8, because a guess would change amounts and names in silence. */

import { closeSync, openSync, readSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { UserError } from "../errors.ts";

/** 64 MiB for what is read whole: 450,000 rows, which took 1.5 GB of memory to match (measured). */
export const FILE_LIMIT_BYTES = 67_108_864;
/** Of an indexed file every place has 32 bits. */
const SHARED_LIMIT_BYTES = 4_294_967_295;
/** No more than this is asked of the system at once. */
const READ_BYTES = 268_435_456;

/** The bytes of the file. Throws `UserError` for what does not exist, is no file or is larger than `FILE_LIMIT_BYTES`. */
export async function readBytes(path: string): Promise<Uint8Array> {
	await sizeOf(path, FILE_LIMIT_BYTES);
	return readFile(path).catch((error: NodeJS.ErrnoException) => {
		throw unreadable(path, error);
	});
}

/** The bytes of a file of up to 4 GB in memory that threads can share. Throws `UserError` as `readBytes` does. */
export async function readShared(path: string): Promise<Uint8Array> {
	const size = await sizeOf(path, SHARED_LIMIT_BYTES);
	const bytes = new Uint8Array(new SharedArrayBuffer(size));
	try {
		const fd = openSync(path, "r");
		try {
			let at = 0;
			for (let read = -1; read !== 0 && at < size; at += read) {
				read = readSync(fd, bytes, at, Math.min(READ_BYTES, size - at), at);
			}
			return bytes.subarray(0, at);
		} finally {
			closeSync(fd);
		}
	} catch (error) {
		throw unreadable(path, error as NodeJS.ErrnoException);
	}
}

/** A copy of a shared file's bytes, for readers that take it whole. Throws `UserError` above `FILE_LIMIT_BYTES`. */
export function wholeOf(path: string, bytes: Uint8Array): Uint8Array {
	if (bytes.length > FILE_LIMIT_BYTES) throw tooLarge(path, FILE_LIMIT_BYTES);
	return Uint8Array.from(bytes);
}

/** The bytes as text. Throws `UserError` for what is not UTF-8. */
export function textOf(path: string, bytes: Uint8Array): string {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch (cause) {
		const text = {
			en: `${path} is not UTF-8 text; export it as CSV in UTF-8.`,
			zh: `${path} 不是 UTF-8 文本；请导出为 UTF-8 编码的 CSV。`,
			es: `${path} no es texto UTF-8; expórtelo como CSV en UTF-8.`,
		};
		throw new UserError(text, { cause });
	}
}

async function sizeOf(path: string, limit: number): Promise<number> {
	const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
		throw unreadable(path, error);
	});
	if (!info.isFile()) {
		throw new UserError({
			en: `${path} is not a file; give the path of a file.`,
			zh: `${path} 不是文件；请给出文件路径。`,
			es: `${path} no es un archivo; indique la ruta de un archivo.`,
		});
	}
	if (info.size > limit) throw tooLarge(path, limit);
	return info.size;
}

function tooLarge(path: string, limit: number): UserError {
	const megabytes = Math.round(limit / 1_048_576);
	return new UserError({
		en: `${path} is larger than ${megabytes} MB; split it by day.`,
		zh: `${path} 超过 ${megabytes} MB；请按日期拆分。`,
		es: `${path} pasa de ${megabytes} MB; divídalo por día.`,
	});
}

function unreadable(path: string, cause: NodeJS.ErrnoException): UserError {
	const isMissing = cause.code === "ENOENT" || cause.code === "ENOTDIR";
	const text = isMissing
		? {
				en: `There is no file ${path}; check the path.`,
				zh: `没有文件 ${path}；请检查路径。`,
				es: `No existe el archivo ${path}; revise la ruta.`,
			}
		: {
				en: `${path} cannot be read (${cause.code}).`,
				zh: `无法读取 ${path}（${cause.code}）。`,
				es: `No se puede leer ${path} (${cause.code}).`,
			};
	return new UserError(text, { cause });
}
