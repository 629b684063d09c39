/** The support channel, as the outbox writes into it: cards, the lines of their threads, files, and what one agent alone is told. */

import type { webApi } from "@slack/bolt";
import { DeliveryError } from "../../../errors.ts";
import type { Alert, SupportLine, SupportOrder } from "../../../helpdesk/escalation-order.ts";
import type { Log } from "../../../log.ts";
import { newPace, type Pace } from "../../pace.ts";
import type { StoredFile, SupportDesk, SupportPlace, SupportPost } from "../../support.ts";
import { afterItsMessage, asDeliveryError, refusalOf } from "../errors.ts";
import { bounded, marked, type SlackMessage } from "../render.ts";
import { BURST_MESSAGES, findSent, GONE, MESSAGE_INTERVAL_MS } from "../send.ts";
import { type SupportSettings, userOf } from "./agents.ts";
import { renderCard } from "./card.ts";
import { renderLine } from "./line.ts";
import { nameOf, placeOfName } from "./names.ts";

const TELL_LIMIT_CHARACTERS = 3_000;
const THREAD_LIMIT = 200;
const QUIET = { unfurl_links: false, unfurl_media: false, parse: "none", link_names: false } as const;

export function slackSupportDesk(client: webApi.WebClient, settings: SupportSettings, log: Log): SupportDesk {
	const office: Office = { client, settings, log, pace: newPace(MESSAGE_INTERVAL_MS, BURST_MESSAGES) };
	return {
		show: async (order, at, key) => {
			try {
				return await show(office, order, at, key);
			} catch (error) {
				throw asDeliveryError(error);
			}
		},
	};
}

type Office = {
	readonly client: webApi.WebClient;
	readonly settings: SupportSettings;
	readonly log: Log;
	readonly pace: Pace;
};

/** Where something is posted: a channel, or a thread in it. */
type Spot = { readonly channel: string; readonly threadTs: string | null };
type Thread = { readonly channel: string; readonly threadTs: string };

function show(office: Office, order: SupportOrder, at: SupportPlace, key: string): Promise<SupportPost | null> {
	switch (order.do) {
		case "card":
			return showCard(office, order.to, renderCard(order.escalation), at, key);
		case "line":
			return showLine(office, order, at, key);
		case "tell":
			return tell(office, order.to, order.agent, order.text);
		case "transcript":
			return showTranscript(office, order.to, order.markdown, at, key);
	}
}

/** A card that a person deleted is posted anew, and its thread with it. */
async function showCard(
	office: Office,
	who: string,
	message: SlackMessage,
	at: SupportPlace,
	key: string,
): Promise<SupportPost> {
	if (at.card !== null && (await edited(office, at.card, message, key))) return { name: at.card, thread: at.card };
	const spot = { channel: office.settings.channel, threadTs: null };
	const name = await post(office, who, spot, message, at.isRepeat, key);
	return { name, thread: name };
}

/** Below a card; one that never came to stand there has no lines. */
function threadOf({ card }: SupportPlace): Thread {
	if (card === null) throw new DeliveryError("rejected", 0);
	const { channel, ts } = placeOfName(card);
	return { channel, threadTs: ts };
}

async function showLine(office: Office, order: SupportLine, at: SupportPlace, key: string): Promise<SupportPost> {
	const kept = order.file === null ? null : await at.readFile(order.file.id);
	const file = kept === null || kept.bytes.length === 0 ? null : kept; // Slack takes no empty ones
	const message = renderLine(order, file !== null, callsOf(order.alert, office.settings));
	const thread = threadOf(at);
	if (at.replaces !== null && (await edited(office, at.replaces, message, key)))
		return { name: at.replaces, thread: null };
	const name = await post(office, order.to, thread, message, at.isRepeat, key);
	if (file !== null) await upload(office, thread, name, file, at.isRepeat);
	return { name, thread: null };
}

async function showTranscript(
	office: Office,
	id: string,
	markdown: string,
	at: SupportPlace,
	key: string,
): Promise<SupportPost> {
	const thread = threadOf(at);
	const text = `Timeline of request ${id}`;
	const name = await post(office, id, thread, { text, mrkdwn: false, blocks: [] }, at.isRepeat, key);
	const bytes = new TextEncoder().encode(markdown);
	await upload(office, thread, name, { name: `request-${id}.md`, bytes }, at.isRepeat);
	return { name, thread: null };
}

/** False when what was to be edited is not there any more. */
async function edited({ client }: Office, name: string, message: SlackMessage, key: string): Promise<boolean> {
	const { text, blocks } = message;
	try {
		await client.chat.update({ ...placeOfName(name), text, blocks, metadata: marked(key, null) });
		return true;
	} catch (error) {
		if (GONE.has(refusalOf(error) ?? "")) return false;
		throw error;
	}
}

async function post(
	{ client, pace }: Office,
	who: string,
	spot: Spot,
	message: SlackMessage,
	isRepeat: boolean,
	key: string,
): Promise<string> {
	const { channel, threadTs } = spot;
	const waitMs = pace(channel, who, performance.now());
	if (waitMs > 0) throw new DeliveryError("rate-limited", waitMs);
	const there = isRepeat ? await findSent(client, spot, key) : null;
	if (there !== null) return nameOf(channel, there);
	const thread = threadTs === null ? {} : { thread_ts: threadTs };
	const { ts } = await client.chat.postMessage({
		channel,
		...thread,
		...QUIET,
		...message,
		metadata: marked(key, null),
	});
	return nameOf(channel, `${ts}`);
}

/** The file of a line hangs in the thread behind it: Slack shows uploads as messages of their own. */
async function upload(
	{ client }: Office,
	thread: Thread,
	line: string,
	{ name, bytes }: Pick<StoredFile, "name" | "bytes">,
	isRepeat: boolean,
): Promise<void> {
	if (isRepeat && (await isUploaded(client, thread, placeOfName(line).ts, name))) return;
	const { channel, threadTs } = thread;
	const file = Buffer.from(bytes);
	try {
		await client.filesUploadV2({ channel_id: channel, thread_ts: threadTs, file, filename: name });
	} catch (error) {
		throw afterItsMessage(asDeliveryError(error));
	}
}

/** Whether a file of ours of this name came behind a line. One lane writes into a thread, so it is this line's. */
async function isUploaded(client: webApi.WebClient, thread: Thread, lineTs: string, name: string): Promise<boolean> {
	const page = { channel: thread.channel, ts: thread.threadTs, oldest: lineTs, limit: THREAD_LIMIT };
	try {
		const { messages } = await client.conversations.replies(page);
		return (messages ?? []).some(
			({ bot_id, ts, files }) =>
				bot_id !== undefined && `${ts}` > lineTs && (files ?? []).some((file) => file.name === name),
		);
	} catch (error) {
		if (refusalOf(error) !== null) return false;
		throw error;
	}
}

/** Best effort: it says why nothing happened, and a minute later it says nothing any more. */
async function tell({ client, settings, log }: Office, id: string, agent: string, text: string): Promise<null> {
	const user = userOf(agent);
	if (user === null) return null;
	const said = bounded(`Request ${id}: ${text}`, TELL_LIMIT_CHARACTERS);
	try {
		await client.chat.postEphemeral({ channel: settings.channel, user, text: said, ...QUIET });
	} catch (error) {
		const translated = asDeliveryError(error);
		if (!(translated instanceof DeliveryError)) throw error;
		log.warn({ platform: "slack", outcome: translated.code }, "an agent was not told");
	}
	return null;
}

const GROUP = /^S[A-Z0-9]{1,40}$/;
const USER = /^[UW][A-Z0-9]{1,40}$/;

/** Whom an alert mentions. It alone mentions anybody, and only by names that are Slack's own. */
function callsOf(alert: Alert | null, { agents }: SupportSettings): readonly string[] {
	const mention = (id: string): readonly string[] =>
		GROUP.test(id) ? [`<!subteam^${id}>`] : USER.test(id) ? [`<@${id}>`] : [];
	if (alert === null) return [];
	if (alert.kind === "agent") return mention(userOf(alert.id) ?? "");
	if (alert.call === "channel") return ["<!channel>"];
	return alert.call === "agents" ? agents.flatMap(mention) : mention(alert.call);
}
