/**
 * What is written in the threads of the support channel. Pure. A message means something only where it begins with `>>`;
 * nothing of any other is kept. Source: docs.slack.dev/reference/events/message.
 */

import { z } from "zod";
import { TEXT_LIMIT_CHARACTERS } from "../../../helpdesk/message.ts";
import { slackId, slackTs } from "../origin.ts";
import { filesOf, type SlackFile } from "../receive.ts";
import { unmarked } from "../words.ts";
import { nameOf } from "./names.ts";

/** Who did it, where it is told when it came to nothing, and under which name it is one act for ever. */
export type SupportOrigin = {
	readonly userId: string;
	/** A thread of the channel, or the channel. */
	readonly place: string;
	readonly key: string;
};

type FromThread = SupportOrigin & { readonly thread: string };

/** Why a message that looks like one for the merchant is none. */
export type Misread = "look-alike" | "quoted" | "empty" | "too-long" | "edited-into" | "mark-taken-away";

export type Written =
	/** `name` is the message's own, under which an edit finds it. */
	| {
			readonly kind: "reply";
			readonly from: FromThread;
			readonly name: string;
			readonly text: string;
			readonly files: readonly SlackFile[];
	  }
	| { readonly kind: "edit-reply"; readonly from: FromThread; readonly name: string; readonly text: string }
	/** The names of the message and of its further files. */
	| { readonly kind: "withdraw-reply"; readonly from: FromThread; readonly names: readonly string[] }
	| { readonly kind: "misread"; readonly from: FromThread; readonly because: Misread };

const NOTHING = { kind: "nothing" } as const;
type WrittenOrNot = Written | typeof NOTHING;

const said = z.object({
	user: slackId,
	ts: slackTs,
	thread_ts: slackTs.optional(),
	text: z.string().default(""),
	subtype: z.string().nullish(),
	bot_id: z.string().nullish(),
	files: z.array(z.unknown()).max(100).default([]),
	edited: z.object({ ts: slackTs }).nullish(),
});
type Said = z.infer<typeof said>;

const changed = z.object({
	event_ts: slackTs.optional(),
	ts: slackTs,
	message: said,
	previous_message: said.nullish(),
});
const deleted = z.object({ deleted_ts: slackTs, previous_message: said });

/** An event of a channel: `type: "message"` with its subtype. */
export function readWritten(
	event: { readonly subtype?: string | null | undefined },
	channel: string,
	self: string | null,
): WrittenOrNot {
	switch (event.subtype ?? "") {
		case "":
		case "file_share":
		case "thread_broadcast": {
			const read = said.safeParse(event);
			return read.success ? readSaid(read.data, channel, self) : NOTHING;
		}
		case "message_changed": {
			const read = changed.safeParse(event);
			return read.success ? readChanged(read.data, channel, self) : NOTHING;
		}
		case "message_deleted": {
			const read = deleted.safeParse(event);
			return read.success ? readDeleted(read.data, channel, self) : NOTHING;
		}
		default:
			return NOTHING;
	}
}

/** A person in a thread; null for everything else. */
function originOf(
	{ user, ts, thread_ts, bot_id }: Said,
	channel: string,
	self: string | null,
	what: string,
): FromThread | null {
	if ((bot_id ?? "") !== "" || user === self || thread_ts === undefined || thread_ts === ts) return null;
	const thread = nameOf(channel, thread_ts);
	return { userId: user, thread, place: thread, key: `slack ${nameOf(channel, ts)}${what}` };
}

/** A message is one reply for each of its files; the first bears the message's own name, and its words. */
export const nameOfFile = (message: string, { id }: SlackFile): string => `${message} ${id}`;

type Read =
	| { readonly is: "inside" }
	| { readonly is: "look-alike" | "quoted" | "empty" | "too-long" }
	| { readonly is: "reply"; readonly text: string };

/** What keyboards for Chinese and others put in the place of the mark: not sent, but not passed over in silence either. */
const LOOK_ALIKE = /^(?:[＞》〉]{2}|[»≫⟫])/u;

/** Slack escapes the mark. `>>>` is Slack's own for quoting, and quotes may be of anything. */
function readWords(raw: string): Read {
	const [mark] = /^(?:&gt;|>){2,}/.exec(raw.trim()) ?? [];
	if (mark === undefined) return { is: LOOK_ALIKE.test(raw.trim()) ? "look-alike" : "inside" };
	if (mark.replaceAll("&gt;", ">").length > 2) return { is: "quoted" };
	const text = unmarked(raw.trim().slice(mark.length));
	if (text === "") return { is: "empty" };
	return text.length > TEXT_LIMIT_CHARACTERS ? { is: "too-long" } : { is: "reply", text };
}

function readSaid(message: Said, channel: string, self: string | null): WrittenOrNot {
	const from = originOf(message, channel, self, "");
	const read = readWords(message.text);
	if (from === null || read.is === "inside") return NOTHING;
	const files = filesOf(message.files);
	const text = read.is === "reply" ? read.text : read.is === "empty" && files.length > 0 ? "" : null;
	if (text === null) return { kind: "misread", from, because: read.is === "reply" ? "empty" : read.is };
	return { kind: "reply", from, name: nameOf(channel, message.ts), text, files };
}

function readChanged(
	{ message, previous_message: before, ts }: z.infer<typeof changed>,
	channel: string,
	self: string | null,
): WrittenOrNot {
	const from = originOf(message, channel, self, ` edited ${message.edited?.ts ?? ts}`);
	// Slack tells of a preview of a link as of an edit.
	if (from === null || before?.text === message.text) return NOTHING;
	const was = before === null || before === undefined ? null : readWords(before.text);
	const wasSent = was === null || was.is === "reply" || (was.is === "empty" && (before?.files.length ?? 0) > 0);
	const read = readWords(message.text);
	if (!wasSent) return read.is === "reply" ? { kind: "misread", from, because: "edited-into" } : NOTHING;
	switch (read.is) {
		case "reply":
			return { kind: "edit-reply", from, name: nameOf(channel, message.ts), text: read.text };
		case "too-long":
			return { kind: "misread", from, because: "too-long" };
		default:
			return was === null ? NOTHING : { kind: "misread", from, because: "mark-taken-away" };
	}
}

function readDeleted(
	{ deleted_ts, previous_message: before }: z.infer<typeof deleted>,
	channel: string,
	self: string | null,
): WrittenOrNot {
	const from = originOf({ ...before, ts: deleted_ts }, channel, self, " deleted");
	const read = readWords(before.text);
	// An edit may have taken the mark away from what was sent; of what never was, nobody knows the name.
	const wasSent = read.is === "reply" || (read.is === "empty" && before.files.length > 0) || Boolean(before.edited);
	if (from === null || !wasSent) return NOTHING;
	const name = nameOf(channel, deleted_ts);
	const further = filesOf(before.files).slice(1);
	return { kind: "withdraw-reply", from, names: [name, ...further.map((file) => nameOfFile(name, file))] };
}
