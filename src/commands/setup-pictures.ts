/** SHELL. The pictures of shops' own QR codes that a setup file names, read into what they say. */

import { resolve } from "node:path";
import { UserError } from "../errors.ts";
import { setupFile } from "../fallback/setup-file.ts";
import { STATIC } from "../fallback/static-qr.ts";
import { isRefusal } from "../text.ts";
import { readPictureFile } from "./qr-picture.ts";

/** The setup with the payload in the place of each `picture`, a path from the setup file. What is no setup stays as it is. */
export async function withOwnCodes(data: unknown, folder: string): Promise<unknown> {
	const read = setupFile.safeParse(data);
	if (!read.success) return data;
	const merchants = [];
	for (const merchant of read.data.merchants) {
		const rails = [];
		for (const rail of merchant.rails) {
			const { picture, ...settings } = rail.settings;
			if (rail.scheme !== STATIC || picture === undefined) rails.push(rail);
			else
				rails.push({
					...rail,
					settings: { ...settings, payload: await payloadOf(merchant.id, rail.id, resolve(folder, picture)) },
				});
		}
		merchants.push({ ...merchant, rails });
	}
	return { ...read.data, merchants };
}

async function payloadOf(merchantId: string, railId: string, file: string): Promise<string> {
	const picture = await readPictureFile(file);
	if (!isRefusal(picture)) return picture.payload;
	const { en, zh, es } = picture.refused;
	throw new UserError({
		en: `The rail “${railId}” of ${merchantId} does not work: ${en} Nothing was changed.`,
		zh: `${merchantId} 的收款方式“${railId}”不可用：${zh}未做任何更改。`,
		es: `La forma de pago “${railId}” de ${merchantId} no funciona: ${es} No se cambió nada.`,
	});
}
