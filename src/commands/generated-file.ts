/** Files of the repository that a command makes from the code, and whether they are what it would make now. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { HOME } from "../config.ts";
import { UserError } from "../errors.ts";

/** Throws `UserError` that names the command which mends it, when the file is not `content`. */
export async function checkGenerated(file: string, content: string, command: string): Promise<void> {
	const found = await readFile(join(HOME, file), "utf8").catch((error: NodeJS.ErrnoException) => {
		if (error.code === "ENOENT") return null;
		throw error;
	});
	if (found === content) return;
	throw new UserError({
		en: `${file} is not what the code says; mend it with \`${command} > ${file}\`.`,
		zh: `${file} 与代码不一致；请运行 \`${command} > ${file}\` 更新。`,
		es: `${file} no coincide con el código; corríjalo con \`${command} > ${file}\`.`,
	});
}
