/** What the bot says of a file that it could not take from a chat platform. */

import type { Text } from "../text.ts";

export const fileTooBig = (limitMegabytes: number): Text => ({
	en: `This file is larger than ${limitMegabytes} MB. Export a shorter time and send that. Nothing was taken.`,
	zh: `此文件超过 ${limitMegabytes} MB。请导出较短的时间段再发送。未接收任何内容。`,
	es: `Este archivo pasa de ${limitMegabytes} MB. Exporte un período más corto y envíelo. No se recibió nada.`,
});
export const FILE_NOT_FETCHED: Text = {
	en: "I could not fetch this file. Send it again. Nothing was taken.",
	zh: "无法读取此文件，请重新发送。未接收任何内容。",
	es: "No pude obtener este archivo. Envíelo otra vez. No se recibió nada.",
};
