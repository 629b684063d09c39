/** The support desk's side of what Slack sends: each act is stored, and only then may Slack be told. None of it reaches a merchant's conversation. */

import { DeliveryError } from "../../../errors.ts";
import type { AgentAct } from "../../../helpdesk/escalation-event.ts";
import type { Agent } from "../../../helpdesk/escalation-state.ts";
import { FILE_LIMIT_BYTES } from "../../../helpdesk/message.ts";
import { errorFacts, type Log } from "../../../log.ts";
import type { Text } from "../../../text.ts";
import { DID_NOT_WORK } from "../../form-texts.ts";
import type { FoundEscalation, SupportTools } from "../../support.ts";
import type { SlackDesk } from "../desk.ts";
import type { SlackInbox } from "../inbox.ts";
import type { Acknowledgement } from "../orders.ts";
import type { SlackFile } from "../receive.ts";
import { bounded } from "../render.ts";
import type { Agents } from "./agents.ts";
import { homeOfAgents, homeOfOthers } from "./home.ts";
import { asThread } from "./names.ts";
import { openForm, takeSupportForm } from "./orders.ts";
import { readSupport, type SupportHappened } from "./receive.ts";
import * as texts from "./texts.ts";
import { type Misread, nameOfFile, type SupportOrigin, type Written } from "./thread.ts";

const BYTES_IN_MEGABYTE = 1024 * 1024;
const TOLD_LIMIT_CHARACTERS = 3_000;

export type SupportOffice = {
	readonly tools: SupportTools;
	readonly slack: SlackDesk;
	readonly agents: Agents;
	readonly log: Log;
};

type Heard = Exclude<SupportHappened, { kind: "nothing" | "command" | "home" }>;

/** Everything that is the support desk's goes to it, the rest to the merchants' inbox. */
export function withSupport(merchants: SlackInbox, office: SupportOffice, channel: string): SlackInbox {
	// Slack repeats at once what takes longer than 3 s, such as a file: the second waits for the first.
	const underWay = new Map<string, Promise<Acknowledgement>>();
	return (body) => {
		const happened = readSupport(body, channel);
		if (happened === null) return merchants(body);
		switch (happened.kind) {
			case "nothing":
				return Promise.resolve(null);
			case "home":
				return showHome(office, happened.userId);
			case "command":
				return refuseCommand(office, happened.userId);
		}
		const { key } = happened.from;
		const first = underWay.get(key);
		if (first !== undefined) return first;
		const handled = handle(office, happened).finally(() => underWay.delete(key));
		underWay.set(key, handled);
		return handled;
	};
}

/** Where there is no support desk in Slack, whoever opens the app's page reads what the bot is for. */
export function withHome(merchants: SlackInbox, slack: SlackDesk, log: Log): SlackInbox {
	return (body) => {
		const happened = readSupport(body, null);
		return happened?.kind === "home" ? publish(slack, log, happened.userId, null) : merchants(body);
	};
}

async function handle(office: SupportOffice, happened: Heard): Promise<Acknowledgement> {
	const startedAtMs = performance.now();
	const [outcome, answer] = await heard(office, happened);
	const tookMs = Math.round(performance.now() - startedAtMs);
	office.log.info({ platform: "slack", outcome, tookMs }, `support ${happened.kind}`);
	return answer;
}

type Outcome = "stored" | "again" | "told" | "nobody's" | "opened" | "not-stored";
type Answered = readonly [Outcome, Acknowledgement];

async function heard(office: SupportOffice, happened: Heard): Promise<Answered> {
	switch (happened.kind) {
		case "press":
			return [await press(office, happened), null];
		case "form": {
			const answer = await takeSupportForm(office, happened);
			return [answer === null ? "stored" : "not-stored", answer];
		}
		default:
			return [await written(office, happened), null];
	}
}

/** A thread that is no escalation's is nobody's, whatever is written there. */
async function written(office: SupportOffice, happened: Written): Promise<Outcome> {
	const { tools, agents } = office;
	const { from } = happened;
	const found = await tools.find(from.thread);
	if (found === null) return "nobody's";
	const by = await agents.find(from.userId);
	if (by === null) return whisper(office, from, texts.NO_AGENT);
	switch (happened.kind) {
		case "misread":
			return whisper(office, from, MISREAD[happened.because]);
		case "edit-reply":
			return store(office, found, by, { kind: "edit-reply", name: happened.name, text: happened.text }, from.key);
		case "withdraw-reply":
			return withdraw(office, found, by, happened);
		case "reply":
			if (happened.files.length > 0) return replyWithFiles(office, found, by, happened);
			return store(
				office,
				found,
				by,
				{ kind: "reply", name: happened.name, text: happened.text, file: null },
				from.key,
			);
	}
}

const MISREAD: Readonly<Record<Misread, Text>> = {
	"look-alike": texts.LOOK_ALIKE,
	quoted: texts.QUOTED,
	empty: texts.NOTHING_TO_SEND,
	"too-long": texts.TOO_LONG,
	"edited-into": texts.SEND_ANEW,
	"mark-taken-away": texts.STILL_SENT,
};

async function store(
	{ tools }: SupportOffice,
	found: FoundEscalation,
	by: Agent,
	act: AgentAct,
	key: string,
): Promise<"stored" | "again"> {
	return (await tools.act(found, by, act, key)) ? "stored" : "again";
}

async function withdraw(
	office: SupportOffice,
	found: FoundEscalation,
	by: Agent,
	{ from, names }: Written & { kind: "withdraw-reply" },
): Promise<"stored" | "again"> {
	let outcome: "stored" | "again" = "again";
	for (const [index, name] of names.entries()) {
		const stored = await store(office, found, by, { kind: "withdraw-reply", name }, `${from.key}${index || ""}`);
		if (stored === "stored") outcome = stored;
	}
	return outcome;
}

/** The words go with the first file. What cannot be sent ends it, and is told. */
async function replyWithFiles(
	office: SupportOffice,
	found: FoundEscalation,
	by: Agent,
	{ from, name, text, files }: Heard & { kind: "reply" },
): Promise<Outcome> {
	let outcome: Outcome = "again";
	for (const [index, file] of files.entries()) {
		const bytes = await fetched(office, file);
		if (!(bytes instanceof Uint8Array)) return whisper(office, from, bytes);
		const reply = index === 0 ? { name, text } : { name: nameOfFile(name, file), text: "" };
		const key = index === 0 ? from.key : `${from.key} ${file.id}`;
		const taken = await office.tools.replyWithFile(found, by, reply, { name: file.name, bytes }, key);
		if (typeof taken !== "boolean") return whisper(office, from, taken.refused);
		if (taken) outcome = "stored";
	}
	return outcome;
}

/** Its bytes, or why there are none. */
async function fetched({ slack }: SupportOffice, file: SlackFile): Promise<Uint8Array<ArrayBuffer> | Text> {
	const tooLarge = texts.fileTooLarge(FILE_LIMIT_BYTES / BYTES_IN_MEGABYTE);
	if (file.bytes > FILE_LIMIT_BYTES) return tooLarge;
	try {
		return (await slack.fetchFile(file)) ?? tooLarge;
	} catch (error) {
		if (!(error instanceof DeliveryError)) throw error;
		return texts.FILE_NOT_SENT;
	}
}

/** Slack repeats no press, so what did not work is said at once. */
async function press(office: SupportOffice, happened: Heard & { kind: "press" }): Promise<Outcome> {
	const { tools, agents } = office;
	const { from, press: what, id, triggerId } = happened;
	try {
		const by = await agents.find(from.userId);
		if (by === null) return await whisper(office, from, texts.NO_AGENT);
		const found = await tools.read(id);
		if (found === null) return await whisper(office, from, texts.NO_SUCH_REQUEST);
		switch (what) {
			case "claim":
			case "release":
			case "wake":
			case "escalate":
			case "hand-back":
			case "transcript":
				return await store(office, found, by, { kind: what }, from.key);
			default: {
				const locale = await office.slack.localeOf(from.userId);
				await openForm(office, { what, id, userId: from.userId, channel: happened.channel, triggerId, locale });
				return "opened";
			}
		}
	} catch (error) {
		office.log.warn({ platform: "slack", ...errorFacts(error) }, "a press at the support desk did not work");
		return whisper(office, from, DID_NOT_WORK);
	}
}

/** What only this one person sees; best effort. */
async function whisper(office: SupportOffice, { place, userId }: SupportOrigin, text: Text): Promise<"told"> {
	const { slack, log } = office;
	try {
		const thread = asThread(place);
		await slack.whisper(thread, userId, text[await slack.localeOf(userId)]);
	} catch (error) {
		if (!(error instanceof DeliveryError)) throw error;
		log.warn({ platform: "slack", outcome: error.code }, "an agent was not told");
	}
	return "told";
}

async function refuseCommand({ slack }: SupportOffice, userId: string): Promise<Acknowledgement> {
	const said = texts.NO_COMMANDS_HERE[await slack.localeOf(userId)];
	return { response_type: "ephemeral", text: bounded(said, TOLD_LIMIT_CHARACTERS), mrkdwn: false };
}

async function showHome({ tools, slack, agents, log }: SupportOffice, userId: string): Promise<null> {
	const isAgent = (await agents.find(userId)) !== null;
	return publish(slack, log, userId, isAgent ? tools : null);
}

/** Best effort: it is drawn anew whenever it is opened. */
async function publish(slack: SlackDesk, log: Log, userId: string, tools: SupportTools | null): Promise<null> {
	try {
		const locale = await slack.localeOf(userId);
		const view = tools === null ? homeOfOthers(locale) : homeOfAgents(await tools.overview(), tools.nowMs(), locale);
		await slack.publish(userId, view);
	} catch (error) {
		log.warn({ platform: "slack", ...errorFacts(error) }, "an agent's page was not drawn");
	}
	return null;
}
