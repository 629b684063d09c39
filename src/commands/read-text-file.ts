/** Reads a file a user names: bounded, and where it is text strictly UTF-8, because a guess would change amounts and names in silence. */

import { readFile, stat } from "node:fs/promises";
import { UserError } from "../errors.ts";

/** 64 MiB: 450,000 rows of Standin's format, which take 1.5 GB of memory to match (measured), within what Node allows itself. */
export const FILE_LIMIT_BYTES = 67_108_864;

/** The text of the file. Throws `UserError` for what does not exist, is no file, is too large or not UTF-8. */
export async function readTextFile(path: string): Promise<string> {
	const bytes = await readBytes(path);
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

/** The bytes of the file. Throws `UserError` for what does not exist, is no file or is too large. */
export async function readBytes(path: string): Promise<Uint8Array> {
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
	if (info.size > FILE_LIMIT_BYTES) {
		const limitMb = FILE_LIMIT_BYTES >> 20;
		throw new UserError({
			en: `${path} is larger than ${limitMb} MB; split it by day.`,
			zh: `${path} 超过 ${limitMb} MB；请按日期拆分。`,
			es: `${path} pasa de ${limitMb} MB; divídalo por día.`,
		});
	}
	return readFile(path).catch((error: NodeJS.ErrnoException) => {
		throw unreadable(path, error);
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
