/**
 * From a reply to a message of Slack's. Every text is bounded, and none of it is markup: names of shops and what people
 * wrote mention nobody. Limits: docs.slack.dev, Block Kit reference and chat.postMessage.
 */

import type { types } from "@slack/bolt";
import QRCode from "qrcode";
import type { Choice, FileCard, Qr, Reply } from "../../helpdesk/message.ts";

// All texts of a message together may have 13,200 characters (slackapi/bolt-js#2509): 9,000 + 25 × 75 + 8 × 150 + 600.
const SECTION_LIMIT_CHARACTERS = 3_000;
const SECTIONS_LIMIT = 3;
const BUTTONS_LIMIT = 25;
const LABEL_LIMIT_CHARACTERS = 75;
const VALUE_LIMIT_CHARACTERS = 2_000;
const CAPTION_LINES_LIMIT = 8;
const CAPTION_LINE_LIMIT_CHARACTERS = 150;
const LINK_LIMIT_CHARACTERS = 600;
const ALT_LIMIT_CHARACTERS = 2_000;
const FALLBACK_LIMIT_CHARACTERS = 4_000;

export type SlackMessage = {
	/** The same for notifications and screen readers. */
	readonly text: string;
	readonly mrkdwn: false;
	readonly blocks: types.KnownBlock[];
};

/** `seq` is the reply's place: its buttons carry it. `pictureId` is Slack's name of the uploaded picture, a QR or an agent's. */
export function renderReply(seq: number, reply: Reply, pictureId: string | null): SlackMessage {
	const { text, choices, qr, link, file } = reply;
	const blocks = [
		...sections(text),
		...(qr === null ? [] : picture(qr, pictureId)),
		...(file === undefined || qr !== null ? [] : attached(file, pictureId)),
		...(link === null ? [] : [linkSection(link)]),
		...buttons(seq, choices),
	];
	return { text: fallback(reply), mrkdwn: false, blocks };
}

/** The picture to scan: black on white with its quiet zone, large enough for a phone held over a screen. */
export const drawQr = ({ payload }: Qr): Promise<Buffer> =>
	QRCode.toBuffer(payload, { type: "png", errorCorrectionLevel: "M", margin: 4, scale: 8 });

const EVENT_TYPE = "standin_reply";
/** Our key travels with the message, and Slack's name of its picture. */
export const marked = (key: string, pictureId: string | null) => ({
	event_type: EVENT_TYPE,
	event_payload: pictureId === null ? { key } : { key, picture: pictureId },
});

/** How the one of these messages is called that went out under this key, or null: its `ts`, and its picture. */
export function nameUnder(messages: readonly Marked[], key: string): string | null {
	for (const { ts, metadata } of messages) {
		const payload = new Map(Object.entries(metadata?.event_payload ?? {}));
		if (metadata?.event_type !== EVENT_TYPE || payload.get("key") !== key) continue;
		const picture = payload.get("picture");
		return typeof picture === "string" ? `${ts} ${picture}` : `${ts}`;
	}
	return null;
}

type Marked = {
	readonly ts?: string;
	readonly metadata?: { readonly event_type?: string; readonly event_payload?: object };
};

/** A long text in as many blocks as it needs, up to a limit. */
export function sections(text: string): types.KnownBlock[] {
	const signs = [...clean(text)].map(escaped);
	const parts: string[] = [];
	for (let rest = signs; rest.length > 0 && parts.length < SECTIONS_LIMIT; ) {
		const isLast = parts.length === SECTIONS_LIMIT - 1;
		const count = isLast ? rest.length : fitting(rest);
		parts.push(cut(rest.slice(0, count), SECTION_LIMIT_CHARACTERS));
		rest = rest.slice(count);
	}
	const said = parts.filter((part) => part.trim() !== "");
	return (said.length === 0 ? ["…"] : said).map((part) => ({ type: "section", text: plain(part) }));
}

/** How many signs fit into one section: up to a line's end where there is one in its second half. */
function fitting(signs: readonly string[]): number {
	let length = 0;
	let count = 0;
	let lineEnd = 0;
	for (const sign of signs) {
		if (length + sign.length > SECTION_LIMIT_CHARACTERS) return lineEnd > count / 2 ? lineEnd : count;
		length += sign.length;
		count += 1;
		if (sign === "\n") lineEnd = count;
	}
	return count;
}

function picture(qr: Qr, pictureId: string | null): types.KnownBlock[] {
	const lines = qr.caption.slice(0, CAPTION_LINES_LIMIT);
	const elements = lines.map((line) => plain(bounded(line, CAPTION_LINE_LIMIT_CHARACTERS)));
	const caption: types.KnownBlock[] = elements.length === 0 ? [] : [{ type: "context", elements }];
	if (pictureId === null) return caption;
	const alt = [...clean(`QR: ${qr.caption.join(", ")}`)].slice(0, ALT_LIMIT_CHARACTERS).join("");
	return [{ type: "image", slack_file: { id: pictureId }, alt_text: alt }, ...caption];
}

/** An agent's picture; of any other file its name, since it hangs behind the message. */
function attached({ name }: FileCard, pictureId: string | null): types.KnownBlock[] {
	if (pictureId === null) return [{ type: "context", elements: [plain(bounded(name, CAPTION_LINE_LIMIT_CHARACTERS))] }];
	return [{ type: "image", slack_file: { id: pictureId }, alt_text: bounded(name, ALT_LIMIT_CHARACTERS) }];
}

/** Only an address of ours is made a link; whatever else stands there is shown as it is. */
function linkSection(link: string): types.KnownBlock {
	const isLink = /^https?:\/\/[^\s<>|]+$/.test(link) && link.length <= LINK_LIMIT_CHARACTERS / 5;
	if (!isLink) return { type: "section", text: plain(bounded(link, LINK_LIMIT_CHARACTERS)) };
	const address = [...link].map(escaped).join("");
	return { type: "section", text: { type: "mrkdwn", text: `<${address}>`, verbatim: true } };
}

function buttons(seq: number, choices: readonly Choice[]): types.KnownBlock[] {
	const elements = choices
		.map(({ id, label }) => ({ value: `${seq} ${id}`, label }))
		.filter(({ value }) => value.length <= VALUE_LIMIT_CHARACTERS)
		.slice(0, BUTTONS_LIMIT)
		.map(
			({ value, label }, index): types.Button => ({
				type: "button",
				action_id: `choice-${index + 1}`,
				text: plain(bounded(label, LABEL_LIMIT_CHARACTERS)),
				value,
			}),
		);
	return elements.length === 0 ? [] : [{ type: "actions", elements }];
}

function fallback({ text, choices, qr, link, file }: Reply): string {
	const numbered = choices.slice(0, BUTTONS_LIMIT).map(({ label }, index) => `${index + 1}  ${label}`);
	const names = file === undefined ? [] : [file.name];
	const lines = [text, ...names, ...(qr?.caption ?? []), ...(link === null ? [] : [link]), ...numbered];
	return bounded(lines.join("\n"), FALLBACK_LIMIT_CHARACTERS);
}

export const plain = (text: string): types.PlainTextElement => ({ type: "plain_text", text, emoji: false });

/** Text of somebody's for a place of Slack's: never markup, never empty, never longer than `limit`. */
export function bounded(text: string, limit: number): string {
	const shown = clean(text);
	return shown.trim() === "" ? "…" : cut([...shown].map(escaped), limit);
}

/** An escaped sign goes whole or not at all. */
function cut(signs: readonly string[], limit: number): string {
	if (signs.reduce((sum, sign) => sum + sign.length, 0) <= limit) return signs.join("");
	let kept = "";
	for (const sign of signs) {
		if (kept.length + sign.length >= limit) break;
		kept += sign;
	}
	return `${kept}…`;
}

// Half a surrogate pair would make Slack refuse the whole message.
const clean = (text: string): string => text.replaceAll(/(?!\n)\p{Cc}/gu, "").replaceAll(/\p{Surrogate}/gu, "\ufffd");

function escaped(sign: string): string {
	switch (sign) {
		case "&":
			return "&amp;";
		case "<":
			return "&lt;";
		case ">":
			return "&gt;";
		default:
			return sign;
	}
}
