/** SHELL. The QR in a picture file that somebody names in the shell or in a setup. */

import { readFile, stat } from "node:fs/promises";
import { PICTURE_LIMIT_BYTES, readPicture } from "../runtime/read-qr.ts";
import { type Refusal, refuse } from "../text.ts";

/** The payload of the one QR in it, or why there is none. */
export async function readPictureFile(file: string): Promise<{ readonly payload: string } | Refusal> {
	const facts = await stat(file).catch(() => null);
	if (facts === null || !facts.isFile()) return noFile(file);
	if (facts.size > PICTURE_LIMIT_BYTES) return TOO_LARGE;
	return readPicture(await readFile(file));
}

const noFile = (file: string): Refusal =>
	refuse({
		en: `There is no file ${file.slice(0, 200)}; check the path.`,
		zh: `没有文件 ${file.slice(0, 200)}；请检查路径。`,
		es: `No existe el archivo ${file.slice(0, 200)}; revise la ruta.`,
	});
const TOO_LARGE = refuse({
	en: `The file is larger than ${PICTURE_LIMIT_BYTES / 1024 / 1024} MB; use a smaller picture.`,
	zh: `文件超过 ${PICTURE_LIMIT_BYTES / 1024 / 1024} MB；请使用较小的图片。`,
	es: `El archivo supera ${PICTURE_LIMIT_BYTES / 1024 / 1024} MB; use una imagen más pequeña.`,
});
