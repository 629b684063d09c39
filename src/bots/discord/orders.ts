/**
 * What people order with commands, buttons and forms: stored, and then answered. Discord waits three seconds for the
 * first answer and repeats nothing, so what takes longer says so, and what did not work is said too.
 */

import { InteractionType, MessageFlags } from "discord.js";
import { maskCardNumbers } from "../../card-data.ts";
import { readWanted } from "../../helpdesk/deciding.ts";
import { isPaylinkFault, type PaylinkFields, readPaylink } from "../../helpdesk/paylink.ts";
import { errorFacts, type Log } from "../../log.ts";
import { isRefusal, type Text } from "../../text.ts";
import type { DecisionGiven, PlatformTools } from "../bot.ts";
import { commandList } from "../commands.ts";
import * as texts from "../form-texts.ts";
import { HOW_TO_LINK } from "../link-words.ts";
import { offeredCurrencies, offeredRails, readTyping } from "./commands.ts";
import type { Asks, Whisper } from "./desk.ts";
import * as forms from "./forms.ts";
import { linkFrom } from "./links.ts";
import type { By, Interaction } from "./receive.ts";
import { readInteraction, type Wish } from "./wishes.ts";

/** Discord's three seconds, less what the way there takes. */
const LATE_MS = 1_500;
/** The first reply to a command is known to us a moment after it is seen. */
const KNOWN_LIMIT_MS = 1_000;
const KNOWN_AGAIN_MS = 100;

export type Desk = { readonly tools: PlatformTools; readonly asks: Asks; readonly log: Log };

export async function takeInteraction(desk: Desk, interaction: Interaction): Promise<void> {
	try {
		const read = readInteraction(interaction);
		if (read === null) return;
		const { by, wish } = read;
		if (wish.kind === "typing") await offer(desk, by, interaction);
		else if (wish.kind === "press") {
			await hear(desk, by, wish);
			await desk.asks.acknowledge(interaction);
		} else if (wish.kind === "paylink-form" || wish.kind === "decision-form") await open(desk, by, interaction, wish);
		else await answerInTime(desk, by, interaction, carryOut(desk, by, interaction, wish));
	} catch (error) {
		// Not answered: Discord shows it to the person, who does it again.
		warn(desk, error, "an interaction was not stored or not answered");
	}
}

const warn = ({ log }: Desk, error: unknown, what: string): void =>
	log.warn({ platform: "discord", ...errorFacts(error) }, what);

const only = (text: string): Whisper => ({ text, button: null });

async function hear(desk: Desk, by: By, wish: Wish & { kind: "press" | "said" }): Promise<void> {
	await untilKnown(desk, by);
	await desk.tools.hear({ ...by.from, inbound: wish.inbound, isCommand: wish.kind === "said" });
}

/** Whoever presses a button of a first reply the moment it is seen is heard in its conversation all the same. */
async function untilKnown({ tools }: Desk, { from, root }: By): Promise<void> {
	for (let waitedMs = 0; root !== null && waitedMs < KNOWN_LIMIT_MS; waitedMs += KNOWN_AGAIN_MS) {
		if (await tools.knows(from.thread)) return;
		await pause(KNOWN_AGAIN_MS);
	}
}

/** Null: there is nothing to say. */
async function answerInTime(
	desk: Desk,
	by: By,
	interaction: Interaction,
	work: Promise<Whisper | null>,
): Promise<void> {
	const { asks } = desk;
	const { locale } = by.from;
	const done = work.catch((error: unknown) => {
		warn(desk, error, "what a person ordered did not work");
		return only(texts.DID_NOT_WORK[locale]);
	});
	const first = await inTime(done);
	if (first === "late") {
		await asks.answerLater(interaction);
		await asks.finish(interaction, (await done) ?? only(texts.BELOW[locale]));
		return;
	}
	const isAtReply = interaction.message !== undefined && !isWhisper(interaction);
	if (first === null && isAtReply) await asks.acknowledge(interaction);
	else await asks.answer(interaction, first ?? only(texts.BELOW[locale]));
}

async function inTime<T>(work: Promise<T>): Promise<T | "late"> {
	const waiting = new AbortController();
	const late = pause(LATE_MS, waiting.signal).then(() => "late" as const);
	try {
		return await Promise.race([work, late]);
	} finally {
		waiting.abort();
	}
}

const isWhisper = ({ message }: Interaction): boolean => ((message?.flags ?? 0) & MessageFlags.Ephemeral) !== 0;

type Order = Exclude<Wish, { kind: "typing" | "press" | "paylink-form" | "decision-form" }>;

async function carryOut(desk: Desk, by: By, interaction: Interaction, wish: Order): Promise<Whisper | null> {
	const { locale, audiences } = by.from;
	const { links } = desk.tools;
	const isAnsweredThere = wish.kind === "said" || wish.kind === "paylink";
	if (isAnsweredThere && by.lacks.length > 0) return only(texts.mayNotWrite(by.lacks)[locale]);
	switch (wish.kind) {
		case "said":
			await hear(desk, by, wish);
			return only(texts.BELOW[locale]);
		case "paylink":
			return orderPaylink(desk, by, wish.fields);
		case "decision":
			return decide(desk, by, interaction, wish);
		case "order":
			return only((await linkFrom(desk, by, wish))[locale]);
		case "status":
			return only((await links.status(audiences))[locale]);
		case "help": {
			const isLinked = (await links.shopOf(audiences)) !== null;
			return only([commandList()[locale], ...(isLinked ? [] : [HOW_TO_LINK[locale]])].join("\n"));
		}
	}
}

async function orderPaylink({ tools }: Desk, { from }: By, fields: PaylinkFields): Promise<Whisper> {
	const { locale } = from;
	const shop = await tools.links.shopOf(from.audiences);
	if (shop === null) return only(HOW_TO_LINK[locale]);
	const read = readPaylink(fields, shop);
	if (isPaylinkFault(read)) {
		const again = forms.paylinkAgain(withoutCards(fields), locale);
		const text = [maskCardNumbers(read.because[locale]).text, ...again.left].join("\n");
		return { text, button: { label: texts.TRY_AGAIN[locale], id: again.id } };
	}
	await tools.hear({ ...from, inbound: { kind: "paylink", ...read }, isCommand: true });
	return only(texts.BELOW[locale]);
}

/** What goes back to Discord is masked like what is stored. */
function withoutCards({ amount, currency, rail, note }: PaylinkFields): PaylinkFields {
	const masked = (text: string) => maskCardNumbers(text).text;
	return { amount: masked(amount), currency: masked(currency), rail: masked(rail), note: masked(note) };
}

/** What came of a decision is said in the conversation; here only what is wrong with it. */
async function decide(
	{ tools }: Desk,
	{ from, person }: By,
	{ id }: Interaction,
	{ about, given }: { readonly about: forms.DecisionId; readonly given: DecisionGiven },
): Promise<Whisper | null> {
	const { thread, locale } = from;
	const decided = await tools.decisions.decide({ thread, holder: person }, about.choice, given, `discord ${id}`);
	if (decided === "stored") return null;
	// Nothing is wrong with a note: there is nothing left to decide.
	const again = decided.field === "note" ? null : forms.decisionId({ ...about, pick: given.pick });
	const note = given.note === null ? [] : [`${texts.YOUR_NOTE[locale]}: ${maskCardNumbers(given.note).text}`];
	return {
		text: [decided.because[locale], ...note].join("\n"),
		button: again === null ? null : { label: texts.TRY_AGAIN[locale], id: again },
	};
}

/** A form is the first answer itself: nothing may come before it. */
async function open(
	desk: Desk,
	by: By,
	interaction: Interaction,
	wish: Wish & { kind: "paylink-form" | "decision-form" },
): Promise<void> {
	const { locale } = by.from;
	const drawn = await drawForm(desk, by, wish).catch((error: unknown) => {
		warn(desk, error, "a form did not open");
		return texts.DID_NOT_WORK;
	});
	if ("custom_id" in drawn) await desk.asks.open(interaction, drawn);
	else await desk.asks.answer(interaction, only(drawn[locale]));
}

async function drawForm(
	desk: Desk,
	by: By,
	wish: Wish & { kind: "paylink-form" | "decision-form" },
): Promise<forms.Form | Text> {
	const { tools } = desk;
	const { from, person } = by;
	const { thread, audiences, locale } = from;
	if (wish.kind === "paylink-form") {
		const shop = await tools.links.shopOf(audiences);
		return shop === null ? HOW_TO_LINK : forms.paylinkForm(shop, wish.fields, locale);
	}
	const { about } = wish;
	const id = readWanted(about.choice) === null ? null : forms.decisionId(about);
	if (id === null) return texts.DID_NOT_WORK;
	await untilKnown(desk, by);
	const asked = await tools.decisions.ask({ thread, holder: person }, about.choice, locale);
	return isRefusal(asked) ? asked.refused : forms.decisionForm(asked, id, about.pick);
}

/** Whoever types waits for it, so that nothing at all is offered where something is wrong. */
async function offer(desk: Desk, { from }: By, interaction: Interaction): Promise<void> {
	const { tools, asks } = desk;
	if (interaction.type !== InteractionType.ApplicationCommandAutocomplete) return;
	const typing = readTyping(interaction);
	const shop = await tools.links.shopOf(from.audiences).catch((error: unknown) => {
		warn(desk, error, "nothing could be offered");
		return null;
	});
	if (typing === null || shop === null) return asks.offer(interaction, []);
	const offered = typing.option === "currency" ? offeredCurrencies : offeredRails;
	await asks.offer(interaction, offered(shop, typing.typed, from.locale));
}

const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
	new Promise((wake) => {
		const timer = setTimeout(wake, ms);
		signal?.addEventListener("abort", () => {
			clearTimeout(timer);
			wake();
		});
	});
