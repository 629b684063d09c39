/** CORE. What happened in an escalation and how long it took, for people and for programs. */

import { workingMinutesBetween } from "./escalation-hours.ts";
import type { Escalation, TimelineEvent } from "./escalation-state.ts";
import type { SupportFile } from "./support-file.ts";

const MINUTE_MS = 60_000;

/** Whole minutes since it was opened: on the wall, and while the desk was there. */
export type Duration = { readonly minutes: number; readonly workingMinutes: number };

export type Timeline = {
	readonly id: string;
	readonly state: Escalation["state"];
	readonly severity: Escalation["severity"];
	readonly openedAtMs: number;
	/** Null: not yet. */
	readonly durations: Readonly<Record<Milestone, Duration | null>>;
	readonly resolution: Escalation["resolution"];
	readonly events: readonly TimelineEvent[];
};

const MILESTONES = ["firstResponse", "restored", "resolved", "closed"] as const;
export type Milestone = (typeof MILESTONES)[number];

/** For programs. */
export function timelineJson(escalation: Escalation, support: SupportFile): Timeline {
	const { id, state, severity, openedAtMs, resolution, timeline } = escalation;
	const since = (atMs: number | null): Duration | null =>
		atMs === null
			? null
			: {
					minutes: Math.max(0, Math.floor((atMs - openedAtMs) / MINUTE_MS)),
					workingMinutes: workingMinutesBetween(support.hours, openedAtMs, atMs),
				};
	const durations = {
		firstResponse: since(escalation.firstReplyAtMs),
		restored: since(escalation.restoredAtMs),
		resolved: since(resolution?.atMs ?? null),
		closed: since(escalation.closedAtMs),
	};
	return { id, state, severity, openedAtMs, durations, resolution, events: timeline };
}

/** For people: Markdown, times on the desk's clock. What merchants and agents wrote is text and never markup. */
export function timelineMarkdown(escalation: Escalation, support: SupportFile): string {
	const { id, card, state, severity, owner, linkedTo, resolution } = escalation;
	const { durations, events } = timelineJson(escalation, support);
	const date = new Intl.DateTimeFormat("sv-SE", {
		timeZone: support.timeZone,
		dateStyle: "short",
		timeStyle: "medium",
	});
	const took = MILESTONES.map((milestone) => `| ${NAMES[milestone]} | ${tookText(durations[milestone])} |`);
	const facts = [
		card === null
			? null
			: `Store: ${plain(card.store)}, ${plain(card.merchant)}${card.isPractice ? " (practice)" : ""}`,
		card === null ? null : `Why: ${plain(card.reason)}`,
		`State: ${state}, ${severity}${owner === null ? "" : `, ${plain(owner.name)}`}`,
		linkedTo === null ? null : `Linked to: ${linkedTo}`,
		resolution === null
			? null
			: `Cause: ${resolution.cause}${resolution.note === "" ? "" : `. ${plain(resolution.note)}`}`,
	].filter((fact) => fact !== null);
	const lines = events.map(({ kind, atMs, by, text }) => {
		const who = by === null ? "" : ` ${plain(by)}`;
		return `- ${date.format(atMs)} **${kind}**${who}${text === "" ? "" : `: ${plain(text)}`}`;
	});
	return [
		`# Request ${id}`,
		"",
		...facts.map((fact) => `- ${fact}`),
		"",
		"| since it was opened | minutes (while the desk was there) |",
		"| --- | --- |",
		...took,
		"",
		`Times: ${support.timeZone}`,
		"",
		...lines,
		"",
	].join("\n");
}

const NAMES: Readonly<Record<Milestone, string>> = {
	firstResponse: "first response",
	restored: "restored",
	resolved: "resolved",
	closed: "closed",
};

const tookText = (took: Duration | null): string =>
	took === null ? "not yet" : `${took.minutes} (${took.workingMinutes})`;

/** One line of text, whatever is in it. */
const plain = (text: string): string =>
	text.replace(/[\\`*_{}[\]<>()#+!|~@]/g, "\\$&").replace(/\s*[\r\n]+\s*/g, " / ");
