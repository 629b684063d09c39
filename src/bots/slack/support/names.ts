/** How the support desk's things are called in Slack: cards and their threads, buttons, forms. */

import { z } from "zod";
import { slackId } from "../origin.ts";

/** A message, and the thread below it: `channel/ts`. Channels keep their names when the bot is set to another one. */
export const nameOf = (channel: string, ts: string): string => `${channel}/${ts}`;

export const messageName = z.string().regex(/^[A-Z0-9]{1,40}\/\d{1,12}\.\d{1,9}$/);

export function placeOfName(name: string): { readonly channel: string; readonly ts: string } {
	const [channel = "", ts = ""] = name.split("/");
	return { channel, ts };
}

/** As the desk of the merchants' side names a place; which team it is says nothing to Slack. */
export const asThread = (name: string): string => `-/${name}`;

/** Of the card's buttons and of the forms: whatever bears it is never a merchant's. */
export const SUPPORT = "support-";

export const escalationName = z.string().regex(/^[a-z0-9]{1,40}$/i);

/** What a press asks for. */
export const PRESSES = [
	"claim",
	"release",
	"reply",
	"resolve",
	"snooze",
	"wake",
	"escalate",
	"hand-back",
	"transcript",
	"more",
] as const;
export type Press = (typeof PRESSES)[number];

/** What a form is about. `channel` is where the card stands, for what must be told. */
export const formAbout = z.object({ id: escalationName, channel: slackId });
export type FormAbout = z.infer<typeof formAbout>;

/** Opens the card; Slack leads to the reader's own workspace. */
export function linkTo(card: string): string {
	const { channel, ts } = placeOfName(card);
	return `https://slack.com/archives/${channel}/p${ts.replace(".", "")}`;
}
