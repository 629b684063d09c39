/** Slack: how a reply goes out, once, at a channel's pace. */

import { setTimeout as pause } from "node:timers/promises";
import type { webApi } from "@slack/bolt";
import { DeliveryError } from "../../errors.ts";
import { type Bot, channelOfBegun, type Destination, type Said, type Sent } from "../bot.ts";
import { newPace, type Pace } from "../pace.ts";
import { asDeliveryError, refusalOf } from "./errors.ts";
import { hasPicture, pictureOf, removeFile, shareFile } from "./files.ts";
import { type Place, placeOf } from "./origin.ts";
import { marked, nameUnder, renderReply } from "./render.ts";

const PICTURE_TRIES_LIMIT = 6;
const PICTURE_AGAIN_MS = 500;
const LOOK_BACK_S = 24 * 60 * 60;
const LOOK_BACK_LIMIT = 100;
/** docs.slack.dev/apis/web-api/rate-limits: one message a second and channel, short bursts are let pass. */
export const MESSAGE_INTERVAL_MS = 1_000;
export const BURST_MESSAGES = 4;

/** Edits do not count: they are of another tier, and of one sale only the newest waits. */
export function slackSender(client: webApi.WebClient): Bot["send"] {
	const pace = newPace(MESSAGE_INTERVAL_MS, BURST_MESSAGES);
	return async (to, said, key) => {
		if (to.thread === null) throw new DeliveryError("rejected", 0); // a conversation of another platform
		try {
			return await send(client, pace, { ...to, thread: to.thread }, said, key);
		} catch (error) {
			throw asDeliveryError(error);
		}
	};
}

async function send(
	client: webApi.WebClient,
	pace: Pace,
	to: Destination & { readonly thread: string },
	said: Said,
	key: string,
): Promise<Sent> {
	const begunIn = channelOfBegun(to.thread);
	const place = begunIn === null ? placeOf(to.thread) : { ...placeOf(begunIn), threadTs: tsOf(to.root) };
	if (to.replaces !== null && (await edit(client, place.channel, { ...to, replaces: to.replaces }, said, key))) {
		return { name: to.replaces, begins: null };
	}
	const waitMs = pace(place.channel, to.thread, performance.now());
	if (waitMs > 0) throw new DeliveryError("rate-limited", waitMs);
	const there = to.isRepeat ? await findSent(client, place, key) : null;
	const posted = there ?? (await post(client, place, said, await pictureOf(client, said.reply, to.readFile), key));
	const shared = await shareFile(client, place, tsOf(posted) ?? "", said.reply, to.readFile, to.isRepeat);
	const name = shared === null ? posted : `${posted} ${SHARED}${shared}`;
	const isRoot = begunIn !== null && to.root === null;
	return { name, begins: isRoot ? `${begunIn}/${tsOf(name)}` : null };
}

/** A reply is called by its `ts` and, where it has one, by its picture or by the file behind it. */
const SHARED = "+";
const tsOf = (name: string | null): string | null => name?.split(" ")[0] ?? null;
function pictureIdOf(name: string): string | null {
	const file = name.split(" ")[1] ?? SHARED;
	return file.startsWith(SHARED) ? null : file;
}
const sharedIdOf = (name: string): string | null => / \+(\w+)$/.exec(name)?.[1] ?? null;

/** What a person deleted, or what may not be edited any more, is said anew. */
export const GONE: ReadonlySet<string> = new Set(["message_not_found", "cant_update_message", "edit_window_closed"]);

/** False when what it should take the place of is not there any more. */
async function edit(
	client: webApi.WebClient,
	channel: string,
	{ replaces, readFile }: Destination & { readonly replaces: string },
	{ seq, reply }: Said,
	key: string,
): Promise<boolean> {
	const shownId = hasPicture(reply) ? (pictureIdOf(replaces) ?? (await pictureOf(client, reply, readFile))) : null;
	const { text, blocks } = renderReply(seq, reply, shownId);
	const ts = tsOf(replaces) ?? "";
	try {
		await client.chat.update({ channel, ts, text, blocks, metadata: marked(key, shownId) });
		const shared = sharedIdOf(replaces);
		if (shared !== null && reply.file === undefined) await removeFile(client, shared);
		return true;
	} catch (error) {
		if (GONE.has(refusalOf(error) ?? "")) return false;
		throw error;
	}
}

async function post(
	client: webApi.WebClient,
	{ channel, threadTs }: Place,
	{ seq, reply }: Said,
	pictureId: string | null,
	key: string,
): Promise<string> {
	const thread = threadTs === null ? {} : { thread_ts: threadTs };
	const quiet = { unfurl_links: false, unfurl_media: false, parse: "none", link_names: false } as const;
	for (let attempt = 1; ; attempt++) {
		const shownId = attempt < PICTURE_TRIES_LIMIT ? pictureId : null;
		try {
			const message = renderReply(seq, reply, shownId);
			const metadata = marked(key, shownId);
			const { ts } = await client.chat.postMessage({ channel, ...thread, ...quiet, ...message, metadata });
			return shownId === null ? `${ts}` : `${ts} ${shownId}`;
		} catch (error) {
			// Slack takes a moment before an uploaded picture may be shown. One that never may is left out: the link is there.
			if (refusalOf(error) !== "invalid_blocks" || shownId === null) throw error;
			await pause(PICTURE_AGAIN_MS);
		}
	}
}

/**
 * The name of a reply that was posted under this key already, or null. Only for what may be there: some apps may read once
 * a minute. An app that may not read at all says it twice rather than never.
 */
export async function findSent(
	client: webApi.WebClient,
	{ channel, threadTs }: Place,
	key: string,
): Promise<string | null> {
	const oldest = String(Math.floor(Date.now() / 1_000) - LOOK_BACK_S);
	const page = { channel, oldest, limit: LOOK_BACK_LIMIT, include_all_metadata: true };
	try {
		const { messages } = await (threadTs === null
			? client.conversations.history(page)
			: client.conversations.replies({ ...page, ts: threadTs }));
		return nameUnder(messages ?? [], key);
	} catch (error) {
		if (refusalOf(error) !== null) return null;
		throw error;
	}
}
