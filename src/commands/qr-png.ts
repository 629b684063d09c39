/** A QR as a PNG file. A Swiss QR-bill's is printed, and looks as its standard says. */

import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import QRCode from "qrcode";
import { UserError } from "../errors.ts";
import { isSwissBill } from "../fallback/qr/swiss-cross.ts";
import { swissPng } from "./swiss-png.ts";

const PNG_WIDTH_PX = 512;

/** Written beside the file and then renamed, so that a till never shows half a code. */
export async function writeQrPng(file: string, payload: string, errorCorrection: "M"): Promise<void> {
	const png = isSwissBill(payload)
		? swissPng(payload)
		: await QRCode.toBuffer(payload, { errorCorrectionLevel: errorCorrection, width: PNG_WIDTH_PX });
	const unfinished = `${file}.${randomUUID()}`;
	try {
		await writeFile(unfinished, png, { flag: "wx" });
		await rename(unfinished, file);
	} catch (cause) {
		await rm(unfinished, { force: true });
		throw new UserError(
			{
				en: `Cannot write ${file}; name a file in a folder that exists.`,
				zh: `无法写入 ${file}；请指定已存在文件夹中的文件。`,
				es: `No se puede escribir ${file}; indique un archivo en una carpeta que exista.`,
			},
			{ cause },
		);
	}
}
