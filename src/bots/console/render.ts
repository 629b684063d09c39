/** From a reply to lines of a shell. What a reply replaces stays above it: a shell cannot edit. */

import QRCode from "qrcode";
import type { FileCard, Reply } from "../../helpdesk/message.ts";

/** `colour`: the shell shows ANSI colours, so that the QR is black on white whatever the shell's own colours are. */
export async function renderReply(reply: Reply, colour: boolean): Promise<readonly string[]> {
	const text = plain(reply.text).split("\n");
	const isNew = reply.replaces === null;
	const qr = isNew && reply.qr !== null ? await drawQr(reply.qr.payload, colour) : [];
	const caption = isNew && reply.qr !== null ? reply.qr.caption.map((line) => `   ${plain(line)}`) : [];
	const file = reply.file === undefined ? [] : [fileLine(reply.file)];
	const link = isNew && reply.link !== null ? [`   ${plain(reply.link)}`] : [];
	// Above, where it is shown, it has its numbers already; here they would mean something else.
	const isAside = reply.replaces !== null && reply.qr !== null;
	const choices = (isAside ? [] : reply.choices).map(({ label }, index) => `   ${index + 1}  ${plain(label)}`);
	return [...text, ...file, ...qr, ...caption, ...link, ...choices];
}

/** A shell shows no picture: what it is, and how large. */
const fileLine = ({ name, type, bytes }: FileCard): string =>
	`   ${plain(name)} (${type}, ${Math.max(1, Math.round(bytes / 1024))} kB)`;

async function drawQr(payload: string, colour: boolean): Promise<readonly string[]> {
	const options = { errorCorrectionLevel: "M", small: true } as const;
	const drawn = await QRCode.toString(payload, { ...options, type: colour ? "terminal" : "utf8" });
	return drawn.replace(/\n$/, "").split("\n");
}

// Merchant text is never a command to the shell: no escape sequences, no moving of the cursor.
const plain = (text: string): string => text.replaceAll(/(?!\n)\p{Cc}/gu, "");
