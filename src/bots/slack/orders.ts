/**
 * What people order with commands, buttons and forms: stored, and then answered. Slack repeats none of it, so what did not
 * work is said at once.
 */

import { maskCardNumbers } from "../../card-data.ts";
import { isPaylinkFault, readPaylink, splitPaylink } from "../../helpdesk/paylink.ts";
import { errorFacts, type Log } from "../../log.ts";
import { isRefusal, type Locale, type Text } from "../../text.ts";
import type { FromThread, PlatformTools } from "../bot.ts";
import { commandList } from "../commands.ts";
import { DID_NOT_WORK } from "../form-texts.ts";
import { HOW_TO_LINK } from "../link-words.ts";
import type { SlackDesk } from "./desk.ts";
import { noticeForm } from "./form-parts.ts";
import { decisionForm, paylinkForm, type SentForm } from "./forms.ts";
import { linkByCommand, NOT_HERE } from "./links.ts";
import { channelOf, isDirectMessage, type Origin, teamOf } from "./origin.ts";
import type { Happened } from "./receive.ts";
import { bounded } from "./render.ts";

const TOLD_LIMIT_CHARACTERS = 3_000;
const FAULT_LIMIT_CHARACTERS = 300;
/** The first reply to a command is known to us a moment after it is seen. */
const KNOWN_LIMIT_MS = 1_000;
const KNOWN_AGAIN_MS = 50;

export type Desk = { readonly tools: PlatformTools; readonly slack: SlackDesk; readonly log: Log };

/** What the acknowledgement carries; null: nothing. */
export type Acknowledgement = Readonly<Record<string, unknown>> | null;

export const sourceOf = ({ thread, audiences, userId }: Origin, locale: Locale): Omit<FromThread, "key"> => ({
	platform: "slack",
	thread,
	audiences,
	person: userId,
	locale,
});

/** What only who gave the command sees. */
const told = (locale: Locale, ...lines: readonly Text[]): Acknowledgement => {
	const text = lines.map((line) => line[locale]).join("\n");
	return { response_type: "ephemeral", text: bounded(text, TOLD_LIMIT_CHARACTERS), mrkdwn: false };
};

type Command = Happened & { kind: "command" };

export async function obeyCommand(desk: Desk, command: Command): Promise<Acknowledgement> {
	const { slack } = desk;
	const { from, wish } = command;
	const isAnsweredThere = wish.kind === "said" || wish.kind === "paylink" || wish.kind === "paylink-form";
	// At once, and before anything is stored: a command works also where the bot is not, and its answer would not be seen.
	const [locale, isSeen] = await Promise.all([
		slack.localeOf(from.userId),
		isAnsweredThere ? slack.isIn(channelOf(from)) : true,
	]);
	try {
		return isSeen ? await carryOut(desk, command, locale) : told(locale, NOT_HERE);
	} catch (error) {
		warn(desk, error, "a command did not work");
		return told(locale, DID_NOT_WORK);
	}
}

const warn = ({ log }: Desk, error: unknown, what: string): void =>
	log.warn({ platform: "slack", ...errorFacts(error) }, what);

async function carryOut(desk: Desk, { from, triggerId, wish }: Command, locale: Locale): Promise<Acknowledgement> {
	const { tools, slack } = desk;
	const { links } = tools;
	switch (wish.kind) {
		case "order": {
			const lines = await linkByCommand(desk, from, wish.order);
			return told(wish.order.kind === "how" ? locale : (wish.order.locale ?? locale), ...lines);
		}
		case "status":
			return told(locale, await links.status(from.audiences));
		case "help": {
			const isLinked = (await links.shopOf(from.audiences)) !== null;
			return told(locale, commandList(), ...(isLinked ? [] : [HOW_TO_LINK]));
		}
		case "said":
			await tools.hear({ ...sourceOf(from, locale), key: from.key, inbound: wish.inbound, isCommand: true });
			return null;
		case "paylink":
		case "paylink-form": {
			const shop = await links.shopOf(from.audiences);
			if (shop === null) return told(locale, HOW_TO_LINK);
			if (wish.kind === "paylink-form") {
				await slack.open(triggerId, paylinkForm(shop, channelOf(from), locale));
				return null;
			}
			// Before it is taken apart: a card number's first digits are an amount, too.
			const line = maskCardNumbers(wish.line);
			const read = readPaylink(splitPaylink(line.text, shop), shop);
			if (isPaylinkFault(read)) return told(locale, read.because);
			const inbound = { kind: "paylink", ...(line.masked ? { masked: true } : {}), ...read } as const;
			await tools.hear({ ...sourceOf(from, locale), key: from.key, inbound, isCommand: true });
			return null;
		}
	}
}

/** What is wrong may name what was typed. */
function masked(text: Text): Text {
	const of = (locale: Locale) => maskCardNumbers(text[locale]).text;
	return { en: of("en"), zh: of("zh"), es: of("es") };
}

/** Below a command's first reply a press may come before we know what Slack calls that reply. */
export async function waitUntilKnown({ tools }: Desk, from: Origin): Promise<void> {
	const { thread } = from;
	if (isDirectMessage(channelOf(from))) return;
	for (let waitedMs = 0; waitedMs < KNOWN_LIMIT_MS && !(await tools.knows(thread)); waitedMs += KNOWN_AGAIN_MS)
		await new Promise((wake) => setTimeout(wake, KNOWN_AGAIN_MS));
}

/** Opens the form of a decision; where there is nothing to decide, whoever pressed is told. */
export async function openDecision(
	desk: Desk,
	{ from, triggerId, choice }: Happened & { kind: "wanted" },
	locale: Locale,
): Promise<void> {
	const { tools, slack } = desk;
	const { thread, userId } = from;
	try {
		await waitUntilKnown(desk, from);
		const asked = await tools.decisions.ask({ thread, holder: holderOf(from) }, choice, locale);
		if (isRefusal(asked)) await slack.whisper(thread, userId, asked.refused[locale]);
		else await slack.open(triggerId, decisionForm(asked, { thread, choice }, locale));
	} catch (error) {
		warn(desk, error, "a form did not open");
		await slack.whisper(thread, userId, DID_NOT_WORK[locale]);
	}
}

const holderOf = (from: Origin): string => `${teamOf(from)}/${from.userId}`;

/** What is wrong is shown at its field, with everything that was typed; what is right is stored, and the form closes. */
export async function takeForm(
	desk: Desk,
	{ from, form }: Happened & { kind: "form" },
	locale: Locale,
): Promise<Acknowledgement> {
	try {
		return form.kind === "paylink"
			? await orderPaylink(desk, from, form, locale)
			: await decide(desk, from, form, locale);
	} catch (error) {
		warn(desk, error, "a form did not work");
		return faultAt(form, form.shown.at(-1) ?? "", DID_NOT_WORK[locale], locale);
	}
}

/** Slack shows a fault only at a field that is there. */
function faultAt({ shown }: SentForm, field: string, because: string, locale: Locale): Acknowledgement {
	if (!shown.includes(field)) return { response_action: "update", view: noticeForm(because, locale) };
	return { response_action: "errors", errors: { [field]: bounded(because, FAULT_LIMIT_CHARACTERS) } };
}

async function orderPaylink(
	{ tools }: Desk,
	from: Origin,
	form: SentForm & { kind: "paylink" },
	locale: Locale,
): Promise<Acknowledgement> {
	const shop = await tools.links.shopOf(from.audiences);
	if (shop === null) return faultAt(form, "amount", HOW_TO_LINK[locale], locale);
	const read = readPaylink(form.fields, shop);
	if (isPaylinkFault(read)) return faultAt(form, read.field, masked(read.because)[locale], locale);
	await tools.hear({
		...sourceOf(from, locale),
		key: from.key,
		inbound: { kind: "paylink", ...read },
		isCommand: true,
	});
	return null;
}

/** What came of a decision is said in the conversation; here only what is wrong with it. */
async function decide(
	{ tools }: Desk,
	from: Origin,
	form: SentForm & { kind: "decision" },
	locale: Locale,
): Promise<Acknowledgement> {
	const { about, given, shown } = form;
	const by = { thread: about.thread, holder: holderOf(from) };
	const decided = await tools.decisions.decide(by, about.choice, given, `slack ${from.key}`);
	if (decided === "stored") return null;
	// Nothing is wrong with a note: there is nothing left to decide.
	if (decided.field === "note") return faultAt(form, "", decided.because[locale], locale);
	if (shown.includes(decided.field)) return faultAt(form, decided.field, decided.because[locale], locale);
	// What must be given has changed since the form opened; what was typed into it stays.
	const asked = await tools.decisions.ask(by, about.choice, locale);
	if (isRefusal(asked)) return faultAt(form, "", asked.refused[locale], locale);
	return { response_action: "update", view: decisionForm(asked, about, locale) };
}
