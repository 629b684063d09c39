/** Stores what Slack sends; only then may Slack be told. */

import { DeliveryError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import type { Text } from "../../text.ts";
import type { FromThread, PlatformTools } from "../bot.ts";
import { FILE_NOT_FETCHED, fileTooBig } from "../file-texts.ts";
import { DID_NOT_WORK } from "../form-texts.ts";
import { FILE_LIMIT_BYTES, type SlackDesk } from "./desk.ts";
import { obey } from "./links.ts";
import {
	type Acknowledgement,
	type Desk,
	obeyCommand,
	openDecision,
	sourceOf,
	takeForm,
	waitUntilKnown,
} from "./orders.ts";
import { type Happened, readBody, type SlackFile } from "./receive.ts";

const BYTES_IN_MEGABYTE = 1024 * 1024;

/** When it resolves, what came in is a row; when it throws, Slack must not be told that it arrived. */
export type SlackInbox = (body: unknown) => Promise<Acknowledgement>;

/** The one inbox for everything that Slack sends, over the socket and over HTTP. */
export function slackInbox(tools: PlatformTools, slack: SlackDesk, log: Log): SlackInbox {
	// Slack repeats at once what takes longer than 3 s, such as a large file: the second waits for the first.
	const underWay = new Map<string, Promise<Acknowledgement>>();
	return (body) => {
		const happened = readBody(body);
		if (happened.kind === "nothing") return Promise.resolve(null);
		if (happened.kind === "challenge") return Promise.resolve({ challenge: happened.challenge });
		const name = `${happened.from.thread} ${happened.from.key}`;
		const first = underWay.get(name);
		if (first !== undefined) return first;
		const handled = handle({ tools, slack, log }, happened).finally(() => underWay.delete(name));
		underWay.set(name, handled);
		return handled;
	};
}

type Heard = Exclude<Happened, { kind: "challenge" | "nothing" }>;

async function handle(desk: Desk, happened: Heard): Promise<Acknowledgement> {
	const startedAtMs = performance.now();
	const { from } = happened;
	const { tools, slack, log } = desk;
	if (happened.kind === "said" && happened.isUncalled && !(await tools.knows(from.thread))) return null;
	const done = (what: string, outcome: string) =>
		log.info({ platform: "slack", outcome, tookMs: Math.round(performance.now() - startedAtMs) }, what);
	if (happened.kind === "command") {
		const answer = await obeyCommand(desk, happened);
		done("command", happened.wish.kind);
		return answer;
	}
	const locale = await slack.localeOf(from.userId);
	switch (happened.kind) {
		case "said":
			await take(desk, happened, sourceOf(from, locale), done);
			return null;
		case "order": {
			const said = await linkByWords(desk, happened);
			await sayIfPossible(desk, from.thread, said[happened.order.locale ?? locale]);
			done("order", happened.order.kind);
			return null;
		}
		case "wanted":
			await openDecision(desk, happened, locale);
			done("press", "form");
			return null;
		case "form": {
			const answer = await takeForm(desk, happened, locale);
			done("form", answer === null ? "stored" : "not-stored");
			return answer;
		}
	}
}

async function linkByWords({ tools, slack }: Desk, { from, order }: Heard & { kind: "order" }): Promise<Text> {
	try {
		return (await obey(tools.links, slack, from, order)).text;
	} catch (error) {
		if (!(error instanceof DeliveryError)) throw error;
		return DID_NOT_WORK; // Slack did not tell who may manage the workspace
	}
}

async function take(
	desk: Desk,
	{ from, inbound, files }: Heard & { kind: "said" },
	source: Omit<FromThread, "key">,
	done: (what: string, outcome: string) => void,
): Promise<void> {
	if (inbound?.kind === "choice") await waitUntilKnown(desk, from);
	if (inbound !== null) {
		const isNew = await desk.tools.hear({ ...source, key: from.key, inbound, isCommand: false });
		done(inbound.kind, isNew ? "stored" : "again");
	}
	for (const file of files) done("file", await takeFile(desk, { ...source, key: `${from.key} ${file.id}` }, file));
}

/** A file that cannot be had is told, so that it is sent again: repeating the event would not help for long. */
async function takeFile(
	desk: Desk,
	from: FromThread,
	file: SlackFile,
): Promise<"stored" | "again" | "too-big" | "not-fetched"> {
	const { tools, slack } = desk;
	const tell = (text: Text) => sayIfPossible(desk, from.thread, text[from.locale]);
	try {
		const bytes = file.bytes > FILE_LIMIT_BYTES ? null : await slack.fetchFile(file);
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
async function sayIfPossible({ slack, log }: Desk, thread: string, text: string): Promise<void> {
	try {
		await slack.say(thread, text);
	} catch (error) {
		if (!(error instanceof DeliveryError)) throw error;
		log.warn({ platform: "slack", outcome: error.code }, "answer not delivered");
	}
}
