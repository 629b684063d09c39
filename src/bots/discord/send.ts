/** Discord: how a reply goes out, once. The pace of each channel is discord.js's, which knows its buckets. */

import { createHash } from "node:crypto";
import { type APIMessage, type REST, Routes } from "discord.js";
import QRCode from "qrcode";
import { DeliveryError } from "../../errors.ts";
import { type Bot, channelOfBegun, type Destination, type Said } from "../bot.ts";
import { asDeliveryError, Code, isCode } from "./errors.ts";
import { readThread } from "./receive.ts";
import { type Picture, plain, render, renderEdit } from "./render.ts";

const NONCE_LIMIT_CHARACTERS = 25;
const THREAD_NAME = "Standin";
const PICTURE_NAME = "qr.png";

/** Gives the client for one call: a 401 takes the token from it, and a token that was refused once may be right again. */
export type Api = () => REST;

export function sender(api: Api): Bot["send"] {
	const edit = async (channel: string, message: string, said: Said): Promise<boolean> => {
		try {
			await api().patch(Routes.channelMessage(channel, message), { body: renderEdit(said) });
			return true;
		} catch (error) {
			if (isCode(error, Code.unknownMessage)) return false; // somebody deleted it
			throw error;
		}
	};
	return async (to, said, key) => {
		const { thread, root, replaces } = to;
		if (thread === null) throw new DeliveryError("rejected", 0);
		const begunIn = channelOfBegun(thread);
		const place = placeOf(thread, begunIn, root);
		const { picture, ...body } = render(said);
		const files = await filesOf(said, picture, to);
		const attachments = files.map(({ name, alt }, id) => ({ id: String(id), filename: name, description: alt }));
		// What a command began stands in the channel, and the thread below it.
		const stands = begunIn !== null && replaces === root ? begunIn : place.channel;
		try {
			return await opening(api, place, async () => {
				if (replaces !== null && (await edit(stands, replaces, said))) return { name: replaces, begins: null };
				const idempotent = { nonce: nonceOf(key), enforce_nonce: true };
				const target = Routes.channelMessages(place.channel);
				const { id } = (await api().post(target, {
					body: { ...body, attachments, ...idempotent },
					files: [...files],
				})) as APIMessage;
				return { name: id, begins: begunIn !== null && root === null ? `${begunIn}/${id}` : null };
			});
		} catch (error) {
			throw asDeliveryError(error);
		}
	};
}

type Place = ReturnType<typeof readThread>;

function placeOf(thread: string, begunIn: string | null, root: string | null): Place {
	if (begunIn === null) return readThread(thread);
	return root === null ? { channel: begunIn, parent: null } : { channel: root, parent: begunIn };
}

type Upload = { readonly name: string; readonly alt: string; readonly data: Buffer };

/** The QR to scan, or an agent's file; one that is forgotten leaves its name. */
async function filesOf(
	{ reply }: Said,
	picture: Picture | null,
	{ readFile }: Destination,
): Promise<readonly Upload[]> {
	if (picture !== null) return [await draw(picture)];
	const kept = reply.file === undefined ? null : await readFile(reply.file.id);
	return kept === null ? [] : [{ name: kept.name, alt: plain(kept.name), data: Buffer.from(kept.bytes) }];
}

const draw = async ({ payload, alt }: Picture): Promise<Upload> => ({
	name: PICTURE_NAME,
	alt,
	data: await QRCode.toBuffer(payload, { errorCorrectionLevel: "M", margin: 4, scale: 8 }),
});

/** Writes into a thread; one that is not there yet is begun, one that fell asleep is opened again. */
export async function opening<T>(api: Api, { channel, parent }: Place, write: () => Promise<T>) {
	try {
		return await write();
	} catch (error) {
		if (parent !== null && isCode(error, Code.unknownChannel)) await beginThread(api, parent, channel);
		else if (isCode(error, Code.archived)) await api().patch(Routes.channel(channel), { body: { archived: false } });
		else throw error;
		return await write();
	}
}

async function beginThread(api: Api, parent: string, message: string): Promise<void> {
	try {
		await api().post(Routes.threads(parent, message), { body: { name: THREAD_NAME } });
	} catch (error) {
		if (!isCode(error, Code.threadExists)) throw error;
	}
}

export const nonceOf = (key: string): string =>
	createHash("sha256").update(key).digest("base64url").slice(0, NONCE_LIMIT_CHARACTERS);
