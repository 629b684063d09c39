/** Takes a file that a merchant and an agent send one another: a picture, a PDF or a text, and nothing else. */

import { createHash } from "node:crypto";
import { maskCardNumbers } from "../card-data.ts";
import type { SeenCode } from "../fallback/seen-code.ts";
import { FILE_LIMIT_BYTES, type FileCard, type FileType } from "../helpdesk/message.ts";
import type { Queryable } from "../store/database.ts";
import { addFile } from "../store/file.ts";
import { isRefusal, type Refusal, refuse } from "../text.ts";
import { kindOf } from "./picture-head.ts";
import { HEIC } from "./read-qr.ts";
import { receive } from "./receive.ts";
import { stripJpeg } from "./strip-jpeg.ts";
import { fileName, textOf } from "./take-batch.ts";

const BYTES_IN_MEGABYTE = 1024 * 1024;

type Into = { readonly merchantId: string; readonly id: string };
type Bytes = Uint8Array<ArrayBuffer>;

/** `uploadId` names the upload for ever within its conversation: the same is the same file. Refuses what is not taken. */
export async function takeFile(
	tx: Queryable,
	conversation: Into,
	uploadId: string,
	givenName: string,
	bytes: Bytes,
): Promise<FileCard | Refusal> {
	if (bytes.length > FILE_LIMIT_BYTES) return TOO_LARGE;
	const read = contentOf(givenName, bytes);
	if (isRefusal(read)) return read;
	const { type, content } = read;
	const id = createHash("sha256").update(`${conversation.id} file ${uploadId}`).digest("hex").slice(0, 32);
	const file = { id, name: nameFor(type, givenName), type, bytes: content.length };
	await addFile(tx, { ...file, merchantId: conversation.merchantId, conversationId: conversation.id, content });
	return file;
}

/** As `takeFile`, from the merchant: the conversation hears of it, and of a `code` in it. False when it is there already. */
export async function takeMerchantFile(
	tx: Queryable,
	conversation: Into,
	uploadId: string,
	givenName: string,
	bytes: Bytes,
	nowMs: number,
	code: SeenCode | null = null,
): Promise<boolean | Refusal> {
	const file = await takeFile(tx, conversation, uploadId, givenName, bytes);
	if (isRefusal(file)) return file;
	const { merchantId, id } = conversation;
	const event = { kind: "file", file, ...(code === null ? {} : { code }) };
	return receive(tx, { merchantId, to: `conversation/${id}`, key: `file ${file.id}`, event }, nowMs);
}

/** A picture or a document by what it begins with, or as its name says: for a person to look at, and no batch. */
export const isForPerson = (givenName: string, bytes: Uint8Array): boolean =>
	signedType(bytes) !== null || kindOf(bytes) === "heic" || PICTURE_NAME.test(givenName);

const PICTURE_NAME = /\.(?:png|jpe?g|webp|gif|hei[cf]|avif|bmp|tiff?|svg|pdf|docx?|mov|mp4|m4a|mp3)$/i;
const TOO_LARGE = refuse({
	en: `This file is larger than ${FILE_LIMIT_BYTES / BYTES_IN_MEGABYTE} MB. Send a smaller one.`,
	zh: `此文件超过 ${FILE_LIMIT_BYTES / BYTES_IN_MEGABYTE} MB，请发送小一点的。`,
	es: `Este archivo pasa de ${FILE_LIMIT_BYTES / BYTES_IN_MEGABYTE} MB. Envíe uno más pequeño.`,
});
const NOT_TAKEN = refuse({
	en: "Send a photo (PNG, JPEG or WebP), a PDF or a text file; nothing else is taken.",
	zh: "只接收照片（PNG、JPEG、WebP）、PDF 或文本文件，请换一种发送。",
	es: "Envíe una foto (PNG, JPEG o WebP), un PDF o un archivo de texto; otra cosa no se recibe.",
});

type Content = { readonly type: FileType; readonly content: Uint8Array };

/** The type is what the first bytes say, whatever the name; card numbers in a text are masked. */
function contentOf(givenName: string, bytes: Bytes): Content | Refusal {
	const type = signedType(bytes);
	if (type === "image/jpeg") {
		const content = stripJpeg(bytes);
		return content === null ? NOT_TAKEN : { type, content };
	}
	if (type !== null) return { type, content: bytes };
	if (kindOf(bytes) === "heic") return HEIC;
	const text = textOf(bytes);
	// Words that are named a picture are none, and no text that anybody meant to send.
	if (text === null || PICTURE_NAME.test(givenName)) return NOT_TAKEN;
	return { type: "text/plain", content: new TextEncoder().encode(maskCardNumbers(text).text) };
}

/** The type that the first bytes are the sign of; null for any other. */
function signedType(bytes: Uint8Array): FileType | null {
	const isAt = (start: number, ...sign: readonly number[]) => sign.every((byte, at) => bytes[start + at] === byte);
	if (isAt(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "image/png";
	if (isAt(0, 0xff, 0xd8, 0xff)) return "image/jpeg";
	if (isAt(0, 0x52, 0x49, 0x46, 0x46) && isAt(8, 0x57, 0x45, 0x42, 0x50)) return "image/webp";
	return isAt(0, 0x25, 0x50, 0x44, 0x46, 0x2d) ? "application/pdf" : null;
}

const ENDINGS: Readonly<Record<FileType, readonly [first: string, ...others: string[]]>> = {
	"image/png": ["png"],
	"image/jpeg": ["jpg", "jpeg"],
	"image/webp": ["webp"],
	"application/pdf": ["pdf"],
	"text/plain": ["txt", "log", "csv", "md"],
};
const NAME_LIMIT_CHARACTERS = 100;

/** Its own name, which ends as files of its type do: whoever opens it gets what it is. */
function nameFor(type: FileType, given: string): string {
	const name = fileName(given === "" ? "file" : given);
	const endings = ENDINGS[type];
	if (endings.some((ending) => name.toLowerCase().endsWith(`.${ending}`))) return name;
	return `${[...name].slice(0, NAME_LIMIT_CHARACTERS).join("")}.${endings[0]}`;
}
