/** What a person did to a message of theirs in Slack: its words are others now, or it is gone. docs.slack.dev/reference/events/message */

import { z } from "zod";
import type { Inbound } from "../../helpdesk/message.ts";
import { type Origin, originOf, slackId, slackTs } from "./origin.ts";
import { wordsOf } from "./words.ts";

const written = z.object({
	user: slackId,
	bot_id: z.string().nullish(),
	ts: slackTs,
	thread_ts: slackTs.nullish(),
	text: z.string().default(""),
});
const changed = z.object({
	type: z.literal("message"),
	subtype: z.literal("message_changed"),
	channel: slackId,
	ts: slackTs,
	/** `tombstone`: it is gone, and stands there for the thread below it. */
	message: written.extend({ subtype: z.string().nullish() }),
	previous_message: written,
});
const deleted = z.object({
	type: z.literal("message"),
	subtype: z.literal("message_deleted"),
	channel: slackId,
	ts: slackTs,
	previous_message: written,
});

export type Change = { readonly from: Origin; readonly inbound: Inbound };

/** Null for anything else, such as a link's preview, which Slack tells of as of an edit. `self` is the bot's own name. */
export function readChange(team: string, event: unknown, self: string | null): Change | null {
	const gone = deleted.safeParse(event);
	if (gone.success) return deletion(team, gone.data, self);
	const change = changed.safeParse(event);
	if (!change.success) return null;
	const { channel, ts, message, previous_message: before } = change.data;
	if (message.subtype === "tombstone") return deletion(team, { channel, ts, previous_message: before }, self);
	const text = wordsOf(message.text, self);
	if (!isPersons(message, self) || text === "" || text === wordsOf(before.text, self)) return null;
	const key = `edited ${message.ts} ${ts}`;
	return { from: placed(team, channel, message, key), inbound: { kind: "edited", name: message.ts, text } };
}

type Written = z.infer<typeof written>;
type Gone = Pick<z.infer<typeof deleted>, "channel" | "ts" | "previous_message">;

function deletion(team: string, { channel, previous_message: message }: Gone, self: string | null): Change | null {
	if (!isPersons(message, self)) return null;
	const from = placed(team, channel, message, `deleted ${message.ts}`);
	return { from, inbound: { kind: "deleted", name: message.ts } };
}

const isPersons = ({ user, bot_id }: Written, self: string | null): boolean => (bot_id ?? "") === "" && user !== self;

const placed = (team: string, channel: string, { user, ts, thread_ts }: Written, key: string): Origin =>
	originOf(team, channel, thread_ts ?? ts, user, key);
