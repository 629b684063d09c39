/** Stores what Slack sends; only then may Slack be told. */

import type { webApi } from "@slack/bolt";
import { DeliveryError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { type Locale, localeOf, type Text } from "../../text.ts";
import type { FromThread, PlatformTools } from "../bot.ts";
import { FILE_NOT_FETCHED, fileTooBig } from "../file-texts.ts";
import { obeyLinkOrder } from "../link-words.ts";
import { asDeliveryError } from "./errors.ts";
import { type Happened, placeOf, readBody, type SlackFile } from "./receive.ts";
import { bounded } from "./render.ts";

const FILE_LIMIT_BYTES = 10 * 1024 * 1024;
const BYTES_IN_MEGABYTE = 1024 * 1024;
const ANSWER_LIMIT_CHARACTERS = 1_000;
const FETCH_LIMIT_MS = 30_000;
const LOCALES_LIMIT = 10_000;

/** What the inbox asks of Slack, and says outside of the conversations. */
export type SlackDesk = {
	localeOf(userId: string): Promise<Locale>;
	/** Null for a file that is too big. Throws `DeliveryError` when Slack does not give it. */
	fetchFile(file: SlackFile): Promise<Uint8Array<ArrayBuffer> | null>;
	say(thread: string, text: string): Promise<void>;
};

/** What the acknowledgement carries; null: nothing. */
export type Acknowledgement = Readonly<Record<string, unknown>> | null;

/** When it resolves, what came in is a row; when it throws, Slack must not be told that it arrived. */
export type SlackInbox = (body: unknown) => Promise<Acknowledgement>;

/** The one inbox for everything that Slack sends, over the socket and over HTTP. */
export function slackInbox(tools: PlatformTools, desk: SlackDesk, log: Log): SlackInbox {
	// Slack repeats at once what takes longer than 3 s, such as a large file: the second waits for the first.
	const underWay = new Map<string, Promise<Acknowledgement>>();
	return (body) => {
		const happened = readBody(body);
		if (happened.kind === "nothing") return Promise.resolve(null);
		if (happened.kind === "challenge") return Promise.resolve({ challenge: happened.challenge });
		const name = `${happened.from.thread} ${happened.from.key}`;
		const first = underWay.get(name);
		if (first !== undefined) return first;
		const handled = handle(tools, desk, log, happened).finally(() => underWay.delete(name));
		underWay.set(name, handled);
		return handled;
	};
}

async function handle(
	tools: PlatformTools,
	desk: SlackDesk,
	log: Log,
	happened: Happened & { kind: "said" | "order" },
): Promise<Acknowledgement> {
	const startedAtMs = performance.now();
	const { from } = happened;
	if (happened.kind === "said" && happened.isUncalled && !(await tools.knows(from.thread))) return null;
	const locale = await desk.localeOf(from.userId);
	const done = (what: string, outcome: string) =>
		log.info({ platform: "slack", outcome, tookMs: Math.round(performance.now() - startedAtMs) }, what);
	if (happened.kind === "order") {
		const { order } = happened;
		const [audience = ""] = from.audiences;
		const answer = await obeyLinkOrder(tools.links, audience, order);
		const text = bounded(answer[order.locale ?? locale], ANSWER_LIMIT_CHARACTERS);
		done("order", order.kind);
		if (happened.isCommand) return { response_type: "ephemeral", text, mrkdwn: false };
		await sayIfPossible(desk, log, from.thread, text);
		return null;
	}
	const { inbound, files } = happened;
	const source = { platform: "slack", thread: from.thread, audiences: from.audiences, locale };
	if (inbound !== null) {
		const isNew = await tools.hear({ ...source, key: from.key, inbound, isCommand: false });
		done(inbound.kind, isNew ? "stored" : "again");
	}
	for (const file of files) {
		done("file", await takeFile(tools, desk, log, { ...source, key: `${from.key} ${file.id}` }, file));
	}
	return null;
}

/** A file that cannot be had is told, so that it is sent again: repeating the event would not help for long. */
async function takeFile(
	tools: PlatformTools,
	desk: SlackDesk,
	log: Log,
	from: FromThread,
	file: SlackFile,
): Promise<"stored" | "again" | "too-big" | "not-fetched"> {
	const tell = (text: Text) =>
		sayIfPossible(desk, log, from.thread, bounded(text[from.locale], ANSWER_LIMIT_CHARACTERS));
	try {
		const bytes = file.bytes > FILE_LIMIT_BYTES ? null : await desk.fetchFile(file);
		if (bytes !== null) return (await tools.takeFile(from, file.name, bytes)) ? "stored" : "again";
		await tell(fileTooBig(FILE_LIMIT_BYTES / BYTES_IN_MEGABYTE));
		return "too-big";
	} catch (error) {
		if (!(error instanceof DeliveryError)) throw error;
		await tell(FILE_NOT_FETCHED);
		return "not-fetched";
	}
}

/** Best effort: what it answers is done, and can be asked for again. */
async function sayIfPossible(desk: SlackDesk, log: Log, thread: string, text: string): Promise<void> {
	try {
		await desk.say(thread, text);
	} catch (error) {
		if (!(error instanceof DeliveryError)) throw error;
		log.warn({ platform: "slack", outcome: error.code }, "answer not delivered");
	}
}

/** `quick` gives up in time for an acknowledgement. */
export function slackDesk(
	client: webApi.WebClient,
	quick: webApi.WebClient,
	{ botToken, apiUrl }: { readonly botToken: string; readonly apiUrl: string | null },
): SlackDesk {
	const locales = new Map<string, Locale>();
	return {
		localeOf: async (userId) => {
			const known = locales.get(userId);
			if (known !== undefined) return known;
			try {
				const { user } = await quick.users.info({ user: userId, include_locale: true });
				if (locales.size >= LOCALES_LIMIT) locales.clear();
				const locale = localeOf(user?.locale);
				locales.set(userId, locale);
				return locale;
			} catch (error) {
				if (!(asDeliveryError(error) instanceof DeliveryError)) throw error;
				return localeOf(undefined); // words are not kept waiting for it, and the bot learns the language from them
			}
		},
		fetchFile: (file) => fetchFile(file, botToken, apiUrl),
		say: async (thread, text) => {
			const { channel, threadTs } = placeOf(thread);
			const at = threadTs === null ? { channel } : { channel, thread_ts: threadTs };
			try {
				await client.chat.postMessage({ ...at, text, mrkdwn: false, unfurl_links: false, unfurl_media: false });
			} catch (error) {
				throw asDeliveryError(error);
			}
		},
	};
}

async function fetchFile(
	{ url, bytes }: SlackFile,
	token: string,
	apiUrl: string | null,
): Promise<Uint8Array<ArrayBuffer> | null> {
	// A file may lie with somebody else; the token is for Slack alone.
	if (!isOfSlack(new URL(url), apiUrl)) throw new DeliveryError("rejected", 0);
	try {
		const signal = AbortSignal.timeout(FETCH_LIMIT_MS);
		const response = await fetch(url, { headers: { authorization: `Bearer ${token}` }, redirect: "error", signal });
		if (!response.ok || response.body === null) throw new DeliveryError("unreachable", 0);
		const chunks: Uint8Array[] = [];
		let size = 0;
		for await (const chunk of response.body) {
			size += chunk.length;
			if (size > FILE_LIMIT_BYTES) return null;
			chunks.push(chunk);
		}
		// Where the token may not read files, Slack gives its page for signing in.
		const isPage = (response.headers.get("content-type") ?? "").startsWith("text/html");
		if (isPage && size !== bytes) throw new DeliveryError("unreachable", 0);
		return new Uint8Array(Buffer.concat(chunks));
	} catch (cause) {
		throw cause instanceof DeliveryError ? cause : new DeliveryError("unreachable", 0, { cause });
	}
}

const isOfSlack = ({ protocol, hostname, origin }: URL, apiUrl: string | null): boolean =>
	apiUrl === null ? protocol === "https:" && /(?:^|\.)slack\.com$/.test(hostname) : origin === new URL(apiUrl).origin;
