/** Slack: an agent's file on its way to the merchant. A picture stands in the message itself; anything else hangs behind it. */

import type { webApi } from "@slack/bolt";
import { DeliveryError } from "../../errors.ts";
import type { Reply } from "../../helpdesk/message.ts";
import type { Destination } from "../bot.ts";
import { afterItsMessage, asDeliveryError, refusalOf } from "./errors.ts";
import type { Place } from "./origin.ts";
import { drawQr } from "./render.ts";

/** docs.slack.dev/reference/block-kit/blocks/image-block: what a block can show. */
const SHOWN: ReadonlySet<string> = new Set(["image/png", "image/jpeg"]);
const LOOK_BEHIND_LIMIT = 20;

type Read = Destination["readFile"];

/** Slack's name of the reply's picture, which stands in no channel yet; null when it has none. */
export async function pictureOf(client: webApi.WebClient, { qr, file }: Reply, read: Read): Promise<string | null> {
	if (qr !== null) return upload(client, "qr.png", await drawQr(qr));
	const kept = file !== undefined && isShown(file) ? await read(file.id) : null;
	return kept === null ? null : upload(client, kept.name, Buffer.from(kept.bytes));
}

export const hasPicture = ({ qr, file }: Reply): boolean => qr !== null || (file !== undefined && isShown(file));

const isShown = ({ type }: { readonly type: string }): boolean => SHOWN.has(type);

async function upload(client: webApi.WebClient, filename: string, file: Buffer, at: object = {}): Promise<string> {
	const uploaded = await client.filesUploadV2({ ...at, file, filename });
	const [id] = uploaded.files.flatMap(({ files }) => (files ?? []).map((one) => one.id));
	if (id === undefined) throw new DeliveryError("unreachable", 0);
	return id;
}

/** Hangs the file behind its message, once; its name there, or null where there is nothing to hang. */
export async function shareFile(
	client: webApi.WebClient,
	{ channel, threadTs }: Place,
	messageTs: string,
	{ file }: Reply,
	read: Read,
	isRepeat: boolean,
): Promise<string | null> {
	const kept = file === undefined || isShown(file) ? null : await read(file.id);
	if (kept === null) return null;
	const thread = { ts: threadTs ?? messageTs, channel };
	try {
		const there = isRepeat ? await findShared(client, thread, threadTs === null, messageTs, kept.name) : null;
		const at = { channel_id: channel, ...(threadTs === null ? {} : { thread_ts: threadTs }) };
		return there ?? (await upload(client, kept.name, Buffer.from(kept.bytes), at));
	} catch (error) {
		throw afterItsMessage(asDeliveryError(error));
	}
}

/** Of a file of ours of this name behind a message. One lane writes into a thread, so it is this message's. */
async function findShared(
	client: webApi.WebClient,
	thread: { readonly channel: string; readonly ts: string },
	isDirect: boolean,
	messageTs: string,
	name: string,
): Promise<string | null> {
	const page = { channel: thread.channel, oldest: messageTs, limit: LOOK_BEHIND_LIMIT };
	try {
		const { messages } = await (isDirect
			? client.conversations.history(page)
			: client.conversations.replies({ ...page, ts: thread.ts }));
		const ours = (messages ?? []).filter(({ bot_id, ts }) => bot_id !== undefined && `${ts}` > messageTs);
		return ours.flatMap(({ files }) => files ?? []).find((file) => file.name === name)?.id ?? null;
	} catch (error) {
		if (refusalOf(error) !== null) return null;
		throw error;
	}
}

/** Takes a withdrawn file away; one that is away already is as good. */
export async function removeFile(client: webApi.WebClient, file: string): Promise<void> {
	try {
		await client.files.delete({ file });
	} catch (error) {
		if (refusalOf(error) !== "file_not_found" && refusalOf(error) !== "file_deleted") throw error;
	}
}
