/** A line in an escalation's thread. Pure. Only whom an alert calls is mentioned; every word of anybody's is plain text. */

import type { types } from "@slack/bolt";
import type { SupportLine } from "../../../helpdesk/escalation-order.ts";
import type { FileCard } from "../../../helpdesk/message.ts";
import { bounded, type SlackMessage, sections } from "../render.ts";

const CALLS_LIMIT = 50;
const FALLBACK_LIMIT_CHARACTERS = 4_000;
const BYTES_IN_KILOBYTE = 1_024;

/** `hasBytes`: its file is still kept, and hangs below. */
export function renderLine(
	{ from, author, text, file }: Pick<SupportLine, "from" | "author" | "text" | "file">,
	hasBytes: boolean,
	calls: readonly string[],
): SlackMessage {
	const speaker = author === null ? "" : `${author}${from === "merchant" ? " (merchant)" : ""}: `;
	const lines = [text, ...(file === null ? [] : [attached(file, hasBytes)])].filter((line) => line !== "");
	const said = `${speaker}${lines.join("\n")}`;
	return {
		text: bounded(said, FALLBACK_LIMIT_CHARACTERS),
		mrkdwn: false,
		blocks: [...called(calls), ...sections(said)],
	};
}

function called(calls: readonly string[]): types.KnownBlock[] {
	if (calls.length === 0) return [];
	return [{ type: "section", text: { type: "mrkdwn", text: calls.slice(0, CALLS_LIMIT).join(" "), verbatim: true } }];
}

const attached = ({ name, bytes }: FileCard, hasBytes: boolean): string =>
	`📎 ${name} (${Math.ceil(bytes / BYTES_IN_KILOBYTE)} kB)${hasBytes ? "" : ", not kept any more"}`;
