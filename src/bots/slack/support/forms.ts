/**
 * The support desk's forms: how they are drawn, and what one that was sent says. Pure. Which escalation a form is about
 * travels in its private metadata, and is read like anything from outside when it comes back.
 */

import type { types } from "@slack/bolt";
import type { z } from "zod";
import { FORM_REPLY } from "../../../helpdesk/escalation-event.ts";
import type { Snooze } from "../../../helpdesk/escalation-snooze.ts";
import { RESOLVED_CAUSES, type Resolved, SEVERITIES, type Severity } from "../../../helpdesk/escalation-state.ts";
import type { Choice } from "../../../helpdesk/message.ts";
import type { Locale, Text } from "../../../text.ts";
import { answersOf, CANCEL, line, modal, optionsOf, parsed, select, titled, type viewBody } from "../form-parts.ts";
import { sections } from "../render.ts";
import { type FormAbout, formAbout, SUPPORT } from "./names.ts";
import * as texts from "./texts.ts";

const REPLY_LIMIT_CHARACTERS = 3_000;
const NOTE_LIMIT_CHARACTERS = 1_000;

/** What the form behind “More” offers. */
export const RARE = ["severity", "link", "close", "refund"] as const;
export type Rare = (typeof RARE)[number];
const RARE_LABELS: Readonly<Record<Rare, Text>> = {
	severity: texts.SEVERITY,
	link: texts.LINK,
	close: texts.CLOSE,
	refund: texts.REFUND,
};

type Kind = "reply" | "resolve" | "snooze" | "more" | Rare;

function form(
	kind: Kind,
	about: FormAbout,
	title: Text,
	submit: Text,
	locale: Locale,
	blocks: readonly types.KnownBlock[],
): types.ModalView {
	return {
		...modal(title[locale], CANCEL[locale]),
		callback_id: `${SUPPORT}${kind}`,
		private_metadata: JSON.stringify(about),
		submit: titled(submit[locale]),
		blocks: [...blocks],
	};
}

export const replyForm = (about: FormAbout, locale: Locale): types.ModalView =>
	form("reply", about, texts.REPLY, texts.SEND, locale, [
		line("text", texts.REPLY_TEXT[locale], REPLY_LIMIT_CHARACTERS, { isLong: true }),
	]);

export const resolveForm = (about: FormAbout, locale: Locale): types.ModalView =>
	form("resolve", about, texts.RESOLVE, texts.RESOLVE, locale, [
		...select(
			"cause",
			texts.CAUSE[locale],
			RESOLVED_CAUSES.map((cause) => ({ value: cause, label: texts.CAUSE_LABELS[cause][locale] })),
			null,
		),
		line("note", texts.RESOLVE_NOTE[locale], NOTE_LIMIT_CHARACTERS, { isLong: true }),
	]);

export const snoozeForm = (about: FormAbout, offered: readonly Snooze[], locale: Locale): types.ModalView =>
	form("snooze", about, texts.SNOOZE, texts.SNOOZE, locale, [
		...select(
			"snooze",
			texts.SNOOZE_FOR[locale],
			offered.map(({ id, label }) => ({ value: id, label: label[locale] })),
			null,
		),
	]);

/** `rare`: what this agent may do. */
export const moreForm = (about: FormAbout, rare: readonly Rare[], locale: Locale): types.ModalView =>
	form("more", about, texts.MORE, texts.NEXT, locale, [
		...select(
			"what",
			texts.WHAT[locale],
			rare.map((each) => ({ value: each, label: RARE_LABELS[each][locale] })),
			null,
		),
	]);

export function severityForm(about: FormAbout, now: Severity, locale: Locale): types.ModalView {
	const options = SEVERITIES.map((each) => ({ value: each, label: texts.SEVERITY_LABELS[each][locale] }));
	const chosen = options.find(({ value }) => value === now) ?? null;
	return form("severity", about, texts.SEVERITY, texts.SAVE, locale, [
		...select("severity", texts.SEVERITY[locale], options, chosen),
	]);
}

export const linkForm = (about: FormAbout, others: readonly Choice[], locale: Locale): types.ModalView =>
	form("link", about, texts.LINK, texts.SAVE, locale, choosing("other", texts.LINK_TO[locale], others));

export const closeForm = (about: FormAbout, locale: Locale): types.ModalView =>
	form("close", about, texts.CLOSE, texts.SAVE, locale, [
		line("note", texts.CLOSE_NOTE[locale], NOTE_LIMIT_CHARACTERS, { isLong: true, isOptional: true }),
	]);

export const refundForm = (about: FormAbout, findings: readonly Choice[], locale: Locale): types.ModalView =>
	form("refund", about, texts.REFUND, texts.SAVE, locale, [
		...sections(texts.REFUND_ABOUT[locale]),
		...choosing("finding", texts.REFUND_WHICH[locale], findings),
		line("note", texts.REFUND_NOTE[locale], NOTE_LIMIT_CHARACTERS, { isLong: true }),
	]);

/** One of the shop's own, in full above the menu where Slack would cut it. */
function choosing(name: string, label: string, choices: readonly Choice[]): readonly types.KnownBlock[] {
	const { lines, options } = optionsOf(choices.map(({ id, label: shown }) => ({ value: id, label: shown })));
	return [...(lines.length === 0 ? [] : sections(lines.join("\n"))), ...select(name, label, options, null)];
}

export type SentSupportForm = {
	readonly about: FormAbout;
	/** The fields that it shows. */
	readonly shown: readonly string[];
} /** `name` is what the reply is called for ever. */ & (
	| { readonly kind: "reply"; readonly name: string; readonly text: string }
	| { readonly kind: "resolve"; readonly cause: Resolved; readonly note: string }
	| { readonly kind: "snooze"; readonly chosen: string }
	| { readonly kind: "more"; readonly what: Rare }
	| { readonly kind: "severity"; readonly severity: Severity }
	| { readonly kind: "link"; readonly other: string }
	| { readonly kind: "close"; readonly note: string }
	| { readonly kind: "refund"; readonly finding: string; readonly note: string }
);

/** Null for what is no form of the support desk's, or was never sent by one. */
export function readSupportForm(view: z.infer<typeof viewBody>): SentSupportForm | null {
	const { data: about } = formAbout.safeParse(parsed(view.private_metadata));
	if (!view.callback_id.startsWith(SUPPORT) || about === undefined) return null;
	const answers = answersOf(view.state.values);
	const given = (name: string): string => answers.get(name) ?? "";
	const shown = view.blocks.flatMap(({ type, block_id }) => (type === "input" && block_id ? [block_id] : []));
	const sent = { about, shown };
	switch (view.callback_id.slice(SUPPORT.length)) {
		case "reply":
			return given("text") === ""
				? null
				: { ...sent, kind: "reply", name: `${FORM_REPLY}${view.id}`, text: given("text") };
		case "resolve": {
			const cause = RESOLVED_CAUSES.find((each) => each === given("cause"));
			return cause === undefined ? null : { ...sent, kind: "resolve", cause, note: given("note") };
		}
		case "snooze":
			return given("snooze") === "" ? null : { ...sent, kind: "snooze", chosen: given("snooze") };
		case "more": {
			const what = RARE.find((each) => each === given("what"));
			return what === undefined ? null : { ...sent, kind: "more", what };
		}
		case "severity": {
			const severity = SEVERITIES.find((each) => each === given("severity"));
			return severity === undefined ? null : { ...sent, kind: "severity", severity };
		}
		case "link":
			return given("other") === "" ? null : { ...sent, kind: "link", other: given("other") };
		case "close":
			return { ...sent, kind: "close", note: given("note") };
		case "refund":
			return given("finding") === ""
				? null
				: { ...sent, kind: "refund", finding: given("finding"), note: given("note") };
		default:
			return null;
	}
}
