/** SHELL. Requests as lines of a shell. */

import { showMoney } from "../fallback/money.ts";
import type { Card, Escalation, TimelineEvent } from "../helpdesk/escalation-state.ts";
import type { Duration, Timeline } from "../helpdesk/escalation-timeline.ts";
import { inert } from "../inert.ts";
import type { Locale, Text } from "../text.ts";
import * as texts from "./support-texts.ts";

type Shown = Omit<Escalation, "timeline" | "chain" | "claim">;
/** As the API lists it. */
export type ListedView = { readonly merchantId: string; readonly escalation: Shown };
export type View = ListedView & { readonly escalation: { readonly timeline: readonly TimelineEvent[] } };
export type TimelineView = Pick<Timeline, "durations" | "events">;

const LABEL_CHARACTERS = 16;
const REASON_LIMIT_CHARACTERS = 80;

/** A line a request: id, severity, age, who has it, where, why. */
export function listOf(listed: readonly ListedView[], nowMs: number, locale: Locale): readonly string[] {
	const rows = listed.map(({ escalation }) => cellsOf(escalation, nowMs, locale));
	const widths = (rows[0] ?? []).map((_cell, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
	return rows.map((row) =>
		row
			.map((cell, at) => cell.padEnd(widths[at] ?? 0))
			.join("  ")
			.trimEnd(),
	);
}

/** What happened when, and how long it took. */
export function timelineOf({ events, durations }: TimelineView, locale: Locale): readonly string[] {
	const took = texts.MILESTONES.map(({ milestone, label }) => {
		const duration = durations[milestone];
		const said = duration === null ? texts.NOT_YET[locale] : durationText(duration, locale);
		return `  ${label[locale].padEnd(LABEL_CHARACTERS)}${said}`;
	});
	return [...took, ...events.map((event) => eventLine(event, locale))];
}

function durationText({ minutes, workingMinutes }: Duration, locale: Locale): string {
	const wall = texts.minutesText(minutes)[locale];
	return minutes === workingMinutes
		? wall
		: `${wall} (${texts.atWork(texts.minutesText(workingMinutes)[locale])[locale]})`;
}

function cellsOf(escalation: Shown, nowMs: number, locale: Locale): readonly string[] {
	const { id, severity, openedAtMs, card } = escalation;
	const age = texts.minutesText(Math.max(0, Math.floor((nowMs - openedAtMs) / 60_000)))[locale];
	return [
		id,
		texts.SEVERITY.get(severity)?.[locale] ?? severity,
		age,
		standing(escalation, locale),
		card === null ? "–" : line(card.store),
		card === null ? texts.OURS[locale] : line(card.reason).slice(0, REASON_LIMIT_CHARACTERS),
	];
}

function standing({ state, owner, snoozedUntilMs }: Shown, locale: Locale): string {
	const whose = owner === null ? texts.NOBODY[locale] : `${texts.WITH[locale]} ${line(owner.name)}`;
	const snoozed = snoozedUntilMs === null ? "" : `, ${texts.SNOOZED_UNTIL[locale]} ${time(snoozedUntilMs)}`;
	switch (state) {
		case "resolved":
			return texts.RESOLVED_STATE[locale];
		case "closed":
			return texts.CLOSED_STATE[locale];
		default:
			return whose + snoozed;
	}
}

/** Everything about one request, its timeline last. */
export function detailsOf({ escalation }: View, nowMs: number, locale: Locale): readonly string[] {
	const { card, sales, translation, linkedTo, resolution, timeline } = escalation;
	const labelled = (label: Text, text: string): string => `  ${label[locale].padEnd(LABEL_CHARACTERS)}${line(text)}`;
	const { LABELS } = texts;
	const counted = sales === null ? [] : [labelled(LABELS.sales, salesText(sales, locale))];
	return [
		cellsOf(escalation, nowMs, locale).join("  "),
		...(card === null ? [] : cardLines(card, translation, labelled, locale)),
		...counted,
		...(linkedTo === null ? [] : [labelled(LABELS.linked, linkedTo)]),
		...(resolution === null
			? []
			: [labelled(LABELS.resolution, `${resolution.cause}, ${resolution.by}: ${resolution.note}`)]),
		...timeline.map((event) => eventLine(event, locale)),
	];
}

function cardLines(
	card: Card,
	translation: string | null,
	labelled: (label: Text, text: string) => string,
	locale: Locale,
): readonly string[] {
	const { LABELS } = texts;
	const where = `${card.merchant}, ${card.store}${card.isPractice ? ` (${texts.PRACTICE[locale]})` : ""}`;
	const cause = `${card.cause ?? texts.NOT_KNOWN[locale]}, ${texts.SINCE[locale]} ${time(card.sinceMs)}, ${texts.WRITES[locale]} ${card.language}`;
	return [
		labelled(LABELS.merchant, where),
		...card.terminals.map((terminal) => labelled(LABELS.terminal, terminal)),
		labelled(LABELS.reason, card.reason),
		labelled(LABELS.cause, cause),
		...(card.playbook === null ? [] : [labelled(LABELS.playbook, card.playbook)]),
		...card.steps.flatMap(({ question, answer }) => [
			labelled(LABELS.asked, question),
			labelled(LABELS.answered, answer ?? texts.NOT_ANSWERED[locale]),
		]),
		...(card.lastWords === null ? [] : [labelled(LABELS.words, card.lastWords)]),
		...(translation === null ? [] : [labelled(LABELS.words, `[${texts.MACHINE[locale]}] ${translation}`)]),
		labelled(LABELS.exposure, exposureText(card.exposure, locale)),
		labelled(LABELS.rails, card.rails.length === 0 ? texts.NONE[locale] : card.rails.join(", ")),
		...(card.hotline === null ? [] : [labelled(LABELS.hotline, card.hotline)]),
	];
}

function exposureText(exposure: Card["exposure"], locale: Locale): string {
	if (exposure === null) return texts.NOT_KNOWN[locale];
	const { count, sum } = exposure;
	return [count ?? "?", sum === null ? "?" : showMoney(sum, locale)].join(", ");
}

const salesText = ({ paid, sums, open }: NonNullable<Escalation["sales"]>, locale: Locale): string =>
	texts.paidAndOpen(paid, sums.map((sum) => showMoney(sum, locale)).join(", "), open)[locale];

const eventLine = ({ kind, atMs, by, text }: TimelineEvent, locale: Locale): string => {
	const who = by ?? (kind.startsWith("merchant-") ? texts.MERCHANT_SPEAKS[locale] : "");
	const said = [who === "" ? kind : `${kind}, ${who}`, text].filter((part) => part !== "").join(": ");
	return `  ${time(atMs)}  ${line(said)}`;
};

const time = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 16).replace("T", " ")}Z`;

/** On one line, and harmless to the shell. */
const line = (text: string): string => inert(text).replaceAll(/\s*\n\s*/g, " / ");
