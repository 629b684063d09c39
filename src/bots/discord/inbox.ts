/**
 * Stores what comes from Discord, then says so. Messages have no acknowledgement there and are not repeated to a new
 * session: each channel's are stored in order, and the newest stored one is its watermark, from which a new session asks
 * for what it has missed. A channel without a watermark begins at its newest message.
 */

import type { APIMessage, GatewayMessageUpdateDispatchData } from "discord.js";
import { errorFacts, type Log } from "../../log.ts";
import type { Text } from "../../text.ts";
import type { PlatformTools } from "../bot.ts";
import { FILE_NOT_FETCHED, fileTooBig } from "../file-texts.ts";
import { obeyLinkOrder } from "../link-words.ts";
import { type Changed, editOf, takeChange } from "./changes.ts";
import type { Asks } from "./desk.ts";
import { asDeliveryError } from "./errors.ts";
import { takeInteraction } from "./orders.ts";
import {
	FILE_LIMIT_MEGABYTES,
	type FileToTake,
	type Heard,
	type Interaction,
	isForUs,
	type Place,
	readMessage,
} from "./receive.ts";

const LANE_LIMIT_MESSAGES = 200;
const BACKFILL_LIMIT_MESSAGES = 1_000;
const PAGE_MESSAGES = 100;
const AGAIN_MS = 500;
const AGAIN_LIMIT_MS = 15_000;
const DOWNLOAD_TRIES_LIMIT = 5;

const BY_COMMAND: Text = {
	en: "For the whole server use the command: /standin link, with “everywhere” chosen. Nothing has changed.",
	zh: "关联整个服务器请用命令 /standin link，并选择“everywhere”。没有任何改动。",
	es: "Para todo el servidor use el comando /standin link con “everywhere”. No ha cambiado nada.",
};

export type Watermark = Place & { readonly seen: string };

/** What was stored last in each channel; in the database, so that a new process knows it. */
export type Watermarks = {
	/** The channels that were heard of last. */
	list(): Promise<readonly Watermark[]>;
	find(channel: string): Promise<Watermark | null>;
	/** Never goes back. */
	raise(mark: Watermark): Promise<void>;
};

export type DiscordInbox = {
	/** A new session has begun: asks for what was missed. */
	begin(botId: string): Promise<void>;
	message(message: APIMessage, server: string | null): void;
	edit(
		message: Partial<GatewayMessageUpdateDispatchData> & { readonly channel_id: string },
		server: string | null,
	): void;
	deletion(id: string, channel: string, server: string | null): void;
	interaction(interaction: Interaction): Promise<void>;
	/** Ends when what is being stored is stored. */
	stop(): Promise<void>;
};

type Lane = {
	readonly channel: string;
	readonly waiting: { readonly what: APIMessage | Changed; readonly server: string | null }[];
	/** A session was lost: what was missed is asked for before anything else is taken. */
	isBehind: boolean;
	/** More has come than may wait. From then on nothing more waits, and once nothing does, the rest is asked for. */
	hasOverflown: boolean;
};

type Desk = {
	readonly tools: PlatformTools;
	readonly watermarks: Watermarks;
	readonly asks: Asks;
	readonly log: Log;
	botId: string;
	isStopped: boolean;
};

export function discordInbox(tools: PlatformTools, watermarks: Watermarks, asks: Asks, log: Log): DiscordInbox {
	const desk: Desk = { tools, watermarks, asks, log, botId: "", isStopped: false };
	const lanes = new Map<string, Lane & { readonly work: Promise<void> }>();

	const laneOf = (channel: string): Lane => {
		const known = lanes.get(channel);
		if (known !== undefined) return known;
		const lane = { channel, waiting: [], isBehind: false, hasOverflown: false };
		const work = pause(0).then(() => drain(desk, lane, () => lanes.delete(channel)));
		const made = Object.assign(lane, { work });
		lanes.set(channel, made);
		return made;
	};

	const wait = (channel: string, what: APIMessage | Changed, server: string | null): void => {
		const lane = laneOf(channel);
		if (lane.waiting.length >= LANE_LIMIT_MESSAGES) lane.hasOverflown = true;
		if (!lane.hasOverflown) lane.waiting.push({ what, server });
	};

	return {
		begin: (botId) => {
			desk.botId = botId;
			return persist(desk, "looking for what was missed", async () => {
				for (const { channel } of await watermarks.list()) laneOf(channel).isBehind = true;
			});
		},
		message: (message, server) => {
			if (isForUs(message, server, desk.botId)) wait(message.channel_id, message, server);
		},
		// Behind the message itself, which may still wait. Those of a lost session are not asked for.
		edit: (message, server) => {
			const edit = editOf(message, server, desk.botId);
			if (edit !== null) wait(message.channel_id, edit, server);
		},
		deletion: (id, channel, server) => wait(channel, { kind: "deleted", id }, server),
		interaction: (interaction) => takeInteraction(desk, interaction),
		stop: async () => {
			desk.isStopped = true;
			await Promise.all([...lanes.values()].map(({ work }) => work));
		},
	};
}

/** Stores what waits in one channel, in order; `done` is called in the moment in which nothing waits any more. */
async function drain(desk: Desk, lane: Lane, done: () => void): Promise<void> {
	while (!desk.isStopped) {
		const [next] = lane.waiting;
		if (lane.isBehind || (lane.hasOverflown && next === undefined)) {
			// Before it is begun: what comes meanwhile waits behind it.
			lane.isBehind = false;
			lane.hasOverflown = false;
			await persist(desk, "catching up", () => catchUp(desk, lane.channel));
		} else if (next === undefined) break;
		else {
			await persist(desk, "storing a message", async () => {
				const place = await placeOf(desk, lane.channel, next.server);
				if ("kind" in next.what) await takeChange(desk.tools, next.what, place, desk.botId);
				else await takeMessage(desk, next.what, place);
			});
			lane.waiting.shift();
		}
	}
	done();
}

/** Repeats until it is done: what came in is not lost because our database is away for a while. */
async function persist(desk: Desk, what: string, act: () => Promise<void>): Promise<void> {
	for (let attempt = 0; !desk.isStopped; attempt++) {
		try {
			await act();
			return;
		} catch (error) {
			desk.log.warn({ platform: "discord", ...errorFacts(error) }, `${what}: again`);
			const waitMs = Math.min(AGAIN_MS * 2 ** attempt, AGAIN_LIMIT_MS);
			for (let waited = 0; waited < waitMs && !desk.isStopped; waited += AGAIN_MS) await pause(AGAIN_MS);
		}
	}
}

async function takeMessage(desk: Desk, message: APIMessage, place: Place): Promise<void> {
	const heard = readMessage(message, place, desk.botId);
	if (heard === null) return;
	if (heard.kind === "order") {
		const { order, audience, locale } = heard;
		// A message does not tell what its writer may do in the server; a command does.
		const isForAll = order.kind !== "how" && order.isEverywhere === true;
		const answer = isForAll ? BY_COMMAND : await obeyLinkOrder(desk.tools.links, audience, order);
		await sayIfPossible(desk, place.channel, answer[locale], `link ${message.id}`);
	} else await store(desk, heard);
	await desk.watermarks.raise({ ...place, seen: message.id });
}

async function store(desk: Desk, { from, inbound, files }: Heard & { kind: "said" }): Promise<void> {
	if (inbound !== null) await desk.tools.hear({ ...from, inbound, isCommand: false });
	for (const file of files) {
		const bytes = file.isTooLarge ? null : await download(desk, file);
		if (bytes !== null) await desk.tools.takeFile({ ...from, key: file.key }, file.name, bytes);
		else {
			const why = file.isTooLarge ? fileTooBig(FILE_LIMIT_MEGABYTES) : FILE_NOT_FETCHED;
			await sayIfPossible(desk, from.thread, why[from.locale], `${from.key} ${file.key}`);
		}
	}
}

/** Null when it cannot be had: its sender is told, and may send it again. */
async function download({ asks, log }: Desk, { url }: FileToTake): Promise<Uint8Array<ArrayBuffer> | null> {
	for (let attempt = 1; attempt <= DOWNLOAD_TRIES_LIMIT; attempt++) {
		try {
			return await asks.download(url);
		} catch (error) {
			log.warn({ platform: "discord", ...errorFacts(error) }, "a file could not be fetched");
			await pause(AGAIN_MS);
		}
	}
	return null;
}

/** Somebody who closed their direct messages gets no answer: what they asked for is done all the same. */
async function sayIfPossible({ asks, log }: Desk, thread: string, text: string, key: string): Promise<void> {
	try {
		await asks.say(thread, text, key);
	} catch (error) {
		if (asDeliveryError(error).code !== "rejected") throw error;
		log.warn({ platform: "discord", ...errorFacts(error) }, "an answer was refused");
	}
}

async function placeOf({ asks }: Desk, channel: string, server: string | null): Promise<Place> {
	try {
		return { channel, server, parent: server === null ? null : await asks.parentOf(channel) };
	} catch (error) {
		// Where we may not look we may not answer either: no reason to hold anything up.
		if (asDeliveryError(error).code === "rejected") return { channel, server, parent: null };
		throw error;
	}
}

async function catchUp(desk: Desk, channel: string): Promise<void> {
	const mark = await desk.watermarks.find(channel);
	let seen = mark?.seen ?? null;
	for (let asked = 0; mark !== null && seen !== null && asked < BACKFILL_LIMIT_MESSAGES; asked += PAGE_MESSAGES) {
		const page = await messagesAfter(desk, channel, seen);
		for (const message of page) await takeMessage(desk, message, mark);
		seen = page.at(-1)?.id ?? null;
		if (seen !== null) await desk.watermarks.raise({ ...mark, seen });
		if (page.length < PAGE_MESSAGES) break;
	}
}

async function messagesAfter({ asks }: Desk, channel: string, seen: string): Promise<readonly APIMessage[]> {
	try {
		return await asks.messagesAfter(channel, seen, PAGE_MESSAGES);
	} catch (error) {
		if (asDeliveryError(error).code !== "rejected") throw error;
		return []; // the channel is gone, or closed to us
	}
}

const pause = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms));
