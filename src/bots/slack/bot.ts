/** Slack: one client that writes, and a socket or signed requests that bring what people do. */

import { setTimeout as pause } from "node:timers/promises";
import { SocketModeReceiver, webApi } from "@slack/bolt";
import { DeliveryError } from "../../errors.ts";
import { errorFacts, type Log } from "../../log.ts";
import type { Bot, Destination, PlatformTools, Said } from "../bot.ts";
import { asDeliveryError, clientOptions, refusalOf, SILENT } from "./errors.ts";
import { type Acknowledgement, type SlackInbox, slackDesk, slackInbox } from "./inbox.ts";
import { type Place, placeOf, readRequest, type SlackRequest } from "./receive.ts";
import { drawQr, marked, nameUnder, renderReply } from "./render.ts";

const CALL_LIMIT_MS = 10_000;
/** Part of the 3 s in which Slack wants to hear that an event arrived. */
const LOOK_UP_LIMIT_MS = 1_500;
const AGAIN_MS = 1_000;
const AGAIN_LIMIT_MS = 60_000;
const LASTED_MS = 10_000;
const PICTURE_TRIES_LIMIT = 6;
const PICTURE_AGAIN_MS = 500;
const KEPT_LIMIT = 50_000;
const LOOK_BACK_S = 24 * 60 * 60;
const LOOK_BACK_LIMIT = 100;

export type SlackSettings = {
	readonly botToken: string;
	/** For Socket Mode; null: requests over HTTP alone. */
	readonly appToken: string | null;
	/** For requests over HTTP; null: none are taken. */
	readonly signingSecret: string | null;
	/** Null: Slack's own. */
	readonly apiUrl: string | null;
};

export type SlackAnswer = { readonly status: 200 | 401; readonly body: Acknowledgement };
/** One request of Slack's over HTTP. Throws when it could not be stored, so that Slack repeats it. */
export type AnswerSlack = (request: SlackRequest, nowMs: number) => Promise<SlackAnswer>;

export type Slack = {
	readonly bot: Bot;
	/** Takes what comes in from now on. */
	listen(tools: PlatformTools): { readonly answer: AnswerSlack | null; stop(): Promise<void> };
};

/** Nothing is asked of Slack until something is said or it listens, so that a Slack that is down holds up no start. */
export function openSlack(settings: SlackSettings, log: Log): Slack {
	const client = new webApi.WebClient(settings.botToken, clientOptions(settings, CALL_LIMIT_MS));
	const quick = new webApi.WebClient(settings.botToken, clientOptions(settings, LOOK_UP_LIMIT_MS));
	return {
		bot: slackBot(client),
		listen: (tools) => {
			const inbox = slackInbox(tools, slackDesk(client, quick, settings), log);
			const { appToken, signingSecret } = settings;
			const answer: AnswerSlack = async (request, nowMs) => {
				const body = readRequest(signingSecret ?? "", request, nowMs);
				return body === "forged" ? { status: 401, body: null } : { status: 200, body: await inbox(body) };
			};
			const stop = appToken === null ? async () => {} : keepConnected(appToken, settings, inbox, log);
			return { answer: signingSecret === null ? null : answer, stop };
		},
	};
}

/** Bolt's own receiver acknowledges before anything is stored, and its socket ends the program when Slack does not know the token any more. */
function keepConnected(appToken: string, settings: SlackSettings, inbox: SlackInbox, log: Log): () => Promise<void> {
	const { client: socket } = new SocketModeReceiver({
		appToken,
		autoReconnectEnabled: false,
		logger: SILENT,
		installerOptions: { clientOptions: clientOptions(settings, CALL_LIMIT_MS) },
	});
	type Envelope = { readonly body: unknown; readonly ack: (answer?: object) => Promise<void> };
	socket.on("slack_event", ({ body, ack }: Envelope) => {
		inbox(body)
			.then((answer) => (answer === null ? ack() : ack(answer)))
			.catch((error: unknown) => log.warn({ platform: "slack", ...errorFacts(error) }, "event not acknowledged"));
	});
	const stopping = new AbortController();
	const running = connectAgainAndAgain(socket, stopping.signal, log);
	return async () => {
		stopping.abort();
		await socket.disconnect();
		await running;
	};
}

type Socket = SocketModeReceiver["client"];

/** The wait grows with failures in a row; a connection that lasted is one that Slack itself renews. */
async function connectAgainAndAgain(socket: Socket, stopping: AbortSignal, log: Log): Promise<void> {
	for (let failures = 0; !stopping.aborted; ) {
		const startedAtMs = performance.now();
		const ended = new Promise<void>((end) => socket.once("disconnected", end));
		try {
			await socket.start();
			log.info({ platform: "slack" }, "connected");
			// Asked to stop while it was connecting, it would stay open.
			if (stopping.aborted) await socket.disconnect();
			await ended;
		} catch (error) {
			log.warn({ platform: "slack", code: refusalOf(error) ?? "unreachable", failures }, "not connected");
		}
		failures = performance.now() - startedAtMs > LASTED_MS ? 0 : failures + 1;
		const waitMs = failures === 0 ? 0 : Math.min(AGAIN_MS * 2 ** (failures - 1), AGAIN_LIMIT_MS);
		await pause(waitMs, undefined, { signal: stopping }).catch(() => {});
	}
}

/** How a reply went out before, as far as this process knows. */
type Memory = {
	/** Keys of replies that Slack may have taken although it did not say so. */
	readonly unsure: Set<string>;
	/** Threads where this process has said something: what it says next, nobody else has begun to say. */
	readonly mine: Set<string>;
};

function slackBot(client: webApi.WebClient): Bot {
	const memory: Memory = { unsure: new Set(), mine: new Set() };
	return {
		send: async (to, said, key) => {
			if (to.thread === null) throw new DeliveryError("rejected", 0); // a conversation of another platform
			try {
				const name = await send(client, memory, placeOf(to.thread), to, said, key);
				memory.unsure.delete(key);
				remember(memory.mine, to.thread);
				return name;
			} catch (error) {
				const failure = asDeliveryError(error);
				if (failure instanceof DeliveryError && failure.code === "unreachable") remember(memory.unsure, key);
				throw failure;
			}
		},
	};
}

function remember(kept: Set<string>, name: string): void {
	if (kept.size >= KEPT_LIMIT) kept.clear();
	kept.add(name);
}

async function send(
	client: webApi.WebClient,
	memory: Memory,
	place: Place,
	to: Destination,
	{ seq, reply }: Said,
	key: string,
): Promise<string> {
	const [ts, shownId] = to.replaces?.split(" ") ?? [];
	const draw = async () => (reply.qr === null ? null : uploadPicture(client, await drawQr(reply.qr)));
	if (to.replaces !== null && ts !== undefined) {
		const pictureId = reply.qr === null ? null : (shownId ?? (await draw()));
		const { text, blocks } = renderReply(seq, reply, pictureId);
		try {
			await client.chat.update({ channel: place.channel, ts, text, blocks, metadata: marked(key, pictureId) });
			return to.replaces;
		} catch (error) {
			if (!GONE.has(refusalOf(error) ?? "")) throw error;
		}
	}
	const there = await findSent(client, memory, place, `${to.thread}`, key);
	if (there !== null) return there;
	return post(client, place, { seq, reply }, await draw(), key);
}

/** What a person deleted, or what may not be edited any more, is said anew. */
const GONE: ReadonlySet<string> = new Set(["message_not_found", "cant_update_message", "edit_window_closed"]);

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
 * The name of a reply that was posted under this key already, or null. Looks only when that may be: some apps may read
 * once a minute.
 */
async function findSent(
	client: webApi.WebClient,
	{ unsure, mine }: Memory,
	{ channel, threadTs }: Place,
	thread: string,
	key: string,
): Promise<string | null> {
	if (!unsure.has(key) && mine.has(thread)) return null;
	const oldest = String(Math.floor(Date.now() / 1_000) - LOOK_BACK_S);
	const page = { channel, oldest, limit: LOOK_BACK_LIMIT, include_all_metadata: true };
	try {
		const { messages } = await (threadTs === null
			? client.conversations.history(page)
			: client.conversations.replies({ ...page, ts: threadTs }));
		return nameUnder(messages ?? [], key);
	} catch (error) {
		// An app that may not look says it twice rather than never, and one that has never tried does not wait to look.
		const isLimited = error instanceof webApi.WebAPIRateLimitedError;
		if (refusalOf(error) !== null || (isLimited && !unsure.has(key))) return null;
		throw error;
	}
}

/** Slack's name of a picture that stands in no channel yet. */
async function uploadPicture(client: webApi.WebClient, png: Buffer): Promise<string> {
	const uploaded = await client.filesUploadV2({ file: png, filename: "qr.png" });
	const [id] = uploaded.files.flatMap(({ files }) => (files ?? []).map((file) => file.id));
	if (id === undefined) throw new DeliveryError("unreachable", 0);
	return id;
}
