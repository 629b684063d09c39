/** What the inbox asks of Slack, and what is said there outside of the conversations. */

import type { types, webApi } from "@slack/bolt";
import { DeliveryError } from "../../errors.ts";
import { type Locale, localeOf } from "../../text.ts";
import { asDeliveryError, refusalOf } from "./errors.ts";
import { placeOf } from "./origin.ts";
import type { SlackFile } from "./receive.ts";
import { bounded } from "./render.ts";

export const FILE_LIMIT_BYTES = 10 * 1024 * 1024;
const FETCH_LIMIT_MS = 30_000;
const REMEMBERED_LIMIT = 10_000;
/** How long a channel that the bot was in is taken for one that it is in. */
const IS_IN_MS = 10 * 60_000;
const SAID_LIMIT_CHARACTERS = 3_000;

/** Each throws `DeliveryError` when Slack does not do it. */
export type SlackDesk = {
	/** English where Slack does not tell: words are not kept waiting for it, and the bot learns the language from them. */
	localeOf(userId: string): Promise<Locale>;
	/** Whether a person may manage the workspace. */
	mayManage(userId: string): Promise<boolean>;
	/** Whether what is said in a channel would be seen there; in doubt it would. */
	isIn(channel: string): Promise<boolean>;
	/** Null for a file that is too big. */
	fetchFile(file: SlackFile): Promise<Uint8Array<ArrayBuffer> | null>;
	say(thread: string, text: string): Promise<void>;
	/** What only one person sees. */
	whisper(thread: string, userId: string, text: string): Promise<void>;
	/** Within three seconds after what the trigger came with. */
	open(triggerId: string, form: types.ModalView): Promise<void>;
	/** A person's own page of the app. */
	publish(userId: string, home: types.HomeView): Promise<void>;
};

const NOT_IN: ReadonlySet<string> = new Set(["not_in_channel", "channel_not_found"]);

/** `quick` gives up in time for an acknowledgement. */
export function slackDesk(
	client: webApi.WebClient,
	quick: webApi.WebClient,
	{ botToken, apiUrl }: { readonly botToken: string; readonly apiUrl: string | null },
): SlackDesk {
	const locales = new Map<string, Locale>();
	const seenInMs = new Map<string, number>();
	return {
		localeOf: async (userId) => {
			const known = locales.get(userId);
			if (known !== undefined) return known;
			try {
				const { user } = await quick.users.info({ user: userId, include_locale: true });
				return remember(locales, userId, localeOf(user?.locale));
			} catch (error) {
				if (!(asDeliveryError(error) instanceof DeliveryError)) throw error;
				return localeOf(undefined);
			}
		},
		mayManage: (userId) =>
			translated(async () => {
				const { user } = await quick.users.info({ user: userId });
				return user?.is_admin === true || user?.is_owner === true;
			}),
		isIn: async (channel) => {
			if (performance.now() - (seenInMs.get(channel) ?? -IS_IN_MS) < IS_IN_MS) return true;
			try {
				// Needs no scope beyond those that the bot has for what is written there.
				await quick.conversations.history({ channel, limit: 1 });
				remember(seenInMs, channel, performance.now());
				return true;
			} catch (error) {
				if (!(asDeliveryError(error) instanceof DeliveryError)) throw error;
				return !NOT_IN.has(refusalOf(error) ?? "");
			}
		},
		fetchFile: (file) => fetchFile(file, botToken, apiUrl),
		say: async (thread, text) => {
			await translated(() => client.chat.postMessage({ ...placed(thread), ...quiet(text) }));
		},
		whisper: async (thread, user, text) => {
			await translated(() => quick.chat.postEphemeral({ ...placed(thread), user, ...quiet(text) }));
		},
		open: async (triggerId, view) => {
			await translated(() => quick.views.open({ trigger_id: triggerId, view }));
		},
		publish: async (userId, view) => {
			await translated(() => quick.views.publish({ user_id: userId, view }));
		},
	};
}

function remember<T>(kept: Map<string, T>, name: string, value: T): T {
	if (kept.size >= REMEMBERED_LIMIT) kept.clear();
	kept.set(name, value);
	return value;
}

async function translated<T>(call: () => Promise<T>): Promise<T> {
	try {
		return await call();
	} catch (error) {
		throw asDeliveryError(error);
	}
}

function placed(thread: string) {
	const { channel, threadTs } = placeOf(thread);
	return threadTs === null ? { channel } : { channel, thread_ts: threadTs };
}

const quiet = (text: string) => ({
	text: bounded(text, SAID_LIMIT_CHARACTERS),
	mrkdwn: false,
	unfurl_links: false,
	unfurl_media: false,
});

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
