/** SHELL. `standin support`: the support desk in the shell, for teams without Slack. */

import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import { Argument, Command, Option } from "commander";
import { readConfig } from "../config.ts";
import { UserError } from "../errors.ts";
import { RESOLVED_CAUSES, SEVERITIES } from "../helpdesk/escalation-state.ts";
import { ask, askText, isRunning, noServer, operatorClient } from "./client.ts";
import type { Io } from "./io.ts";
import * as texts from "./support-texts.ts";
import { detailsOf, type ListedView, listOf, type TimelineView, timelineOf, type View } from "./support-view.ts";

type Options = Readonly<Record<string, string | boolean | undefined>> & { readonly json?: boolean };
type Act = {
	readonly name: string;
	readonly does: string;
	readonly said: texts.Said;
	readonly arguments?: readonly Argument[];
	readonly options?: readonly Option[];
	/** The rest of the act, of the arguments behind the id and the options; without it there is none. */
	readonly body?: (words: readonly (string | readonly string[])[], options: Options) => object;
};

const id = new Argument("<id>", "the request's id, or how it begins");
const asJson = () => new Option("--json", "print JSON only");
const note = (does: string) => new Option("--note <text>", does);

const ACTS: readonly Act[] = [
	{ name: "claim", does: "take a request: the bot is silent, and the merchant is told", said: texts.CLAIMED },
	{ name: "release", does: "give a request back to the others; the bot answers again", said: texts.RELEASED },
	{
		name: "reply",
		does: "write to the merchant; whoever replies first has the request",
		said: texts.SENT,
		arguments: [new Argument("<text...>", "what the merchant reads")],
		body: ([words]) => ({ text: typeof words === "string" ? words : (words ?? []).join(" ") }),
	},
	{
		name: "resolve",
		does: "say what it was; the merchant is asked whether everything is back to normal",
		said: texts.RESOLVED,
		options: [
			new Option("--cause <cause>", "what it was").choices(RESOLVED_CAUSES).makeOptionMandatory(),
			note("what was done; the merchant reads it").default(""),
		],
		body: (_words, { cause, note }) => ({ cause, note }),
	},
	{
		name: "close",
		does: "close a request without asking; the merchant is told",
		said: texts.CLOSED,
		options: [note("what was done; the merchant reads it").default("")],
		body: (_words, { note }) => ({ note }),
	},
	{
		name: "snooze",
		does: "leave a request alone for a while; then its agent, or the others, are called",
		said: texts.SNOOZED,
		arguments: [new Argument("<time>", "such as 15m, 1h or 2d")],
		body: ([time]) => ({ minutes: minutesOf(String(time)) }),
	},
	{ name: "wake", does: "end the snooze of a request", said: texts.WOKEN },
	{ name: "escalate", does: "call the next tier of the support file now", said: texts.ESCALATED },
	{
		name: "severity",
		does: "say how urgent a request is",
		said: texts.RATED,
		arguments: [new Argument("<severity>", "how urgent it is").choices(SEVERITIES)],
		body: ([severity]) => ({ severity }),
	},
	{
		name: "link",
		does: "note that another request has the same cause",
		said: texts.LINKED,
		arguments: [new Argument("<other>", "the other request's id, or how it begins")],
		body: ([other]) => ({ to: other }),
	},
	{
		name: "hand-back",
		does: "let the bot answer again: the request is closed, and the merchant is told",
		said: texts.HANDED_BACK,
	},
];

export function supportCommand(io: Io): Command {
	const support = new Command("support")
		.description("the requests of merchants: list them, and work on them")
		.addOption(asJson())
		.action(async ({ json }: Options) => {
			const open = await ask<readonly ListedView[]>(await client(io), "/api/escalations");
			if (json === true) io.out(JSON.stringify(open));
			else if (open.length === 0) io.out(texts.NOTHING_OPEN[io.locale]);
			else for (const line of listOf(open, Date.now(), io.locale)) io.out(line);
		});
	support
		.command("show")
		.description("everything about one request")
		.addArgument(id)
		.addOption(asJson())
		.action(async (id: string, { json }: Options) => {
			const found = await ask<View>(await client(io), pathOf(id));
			if (json === true) io.out(JSON.stringify(found));
			else for (const line of detailsOf(found, Date.now(), io.locale)) io.out(line);
		});
	support
		.command("timeline")
		.description("what happened when, and how long it took")
		.addArgument(id)
		.option("--md", "print Markdown")
		.addOption(asJson().conflicts("md"))
		.action(async (id: string, { json, md }: Options) => {
			const path = `${pathOf(id)}/timeline`;
			if (md === true) return io.out((await askText(await client(io), `${path}?format=md`)).trimEnd());
			const timeline = await ask<TimelineView>(await client(io), path);
			if (json === true) io.out(JSON.stringify(timeline));
			else for (const line of timelineOf(timeline, io.locale)) io.out(line);
		});
	for (const act of ACTS) support.addCommand(actCommand(io, act));
	return support;
}

function actCommand(io: Io, { name, does, said, arguments: more = [], options = [], body = () => ({}) }: Act): Command {
	const command = new Command(name).description(does).addArgument(id);
	for (const argument of more) command.addArgument(argument);
	for (const option of options) command.addOption(option);
	return command
		.option("--as <name>", "the name the merchant sees", userInfo().username)
		.addOption(asJson())
		.action(async (id: string, ...given: readonly (string | readonly string[])[]) => {
			const options = command.opts<Options>();
			const words = given.slice(0, more.length); // commander's own options and command follow
			const json = { kind: name, id: randomUUID(), by: options["as"], ...body(words, options) };
			const done = await ask<{ readonly id: string }>(await client(io), `${pathOf(id)}/acts`, { json });
			io.out(options.json === true ? JSON.stringify(done) : said(done.id)[io.locale]);
		});
}

async function client(io: Io) {
	const config = readConfig();
	if (!(await isRunning(config.serverUrl))) throw noServer(config.serverUrl); // more to the point than a missing token
	return operatorClient(config, io.locale);
}

const pathOf = (id: string): string => `/api/escalations/${encodeURIComponent(id)}`;

const MINUTES = new Map([
	["m", 1],
	["h", 60],
	["d", 1_440],
]);
const SNOOZE_LIMIT_MINUTES = 7 * 1_440;

function minutesOf(time: string): number {
	const [, count, unit] = /^(\d{1,5}) ?(m|h|d)(?:in|ays?|ours?)?$/i.exec(time.trim()) ?? [];
	const minutes = Number(count) * (MINUTES.get(unit?.toLowerCase() ?? "") ?? Number.NaN);
	if (minutes >= 1 && minutes <= SNOOZE_LIMIT_MINUTES) return minutes;
	throw new UserError(texts.noTime(time));
}
