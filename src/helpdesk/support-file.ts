/** CORE. `knowledge/support.yaml`: when the support desk is there, whom it calls, and how long it waits. */

import { z } from "zod";
import type { Text } from "../text.ts";
import { zoneClock } from "../zone-clock.ts";
import type { Hours, OpenRange } from "./escalation-hours.ts";

export type Tier = {
	readonly name: string;
	/** `agents`, `channel`, or a group or person of the platform. */
	readonly call: string;
	readonly acknowledgeMinutes: number;
	readonly reminders: number;
};

export type SupportFile = {
	/** IANA. */
	readonly timeZone: string;
	/** Null: always. */
	readonly hours: Hours | null;
	/** At least one. */
	readonly tiers: readonly [Tier, ...Tier[]];
	readonly rounds: number;
	readonly claim: { readonly remindMinutes: number; readonly releaseMinutes: number };
	readonly resolved: { readonly closeMinutes: number };
	/** What an agent is offered to snooze. */
	readonly snoozeMinutes: readonly number[];
	/** In place of the tiers' own; null: urgent ones wait as long as the others. */
	readonly urgentAcknowledgeMinutes: number | null;
};

/** Where in the file, and why. */
export type SupportFault = { readonly path: readonly PropertyKey[]; readonly reason: Text };

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
const TIERS_LIMIT = 10;
const REMINDERS_LIMIT = 5;
const ROUNDS_LIMIT = 10;
const RANGES_LIMIT = 6;
const NAME_LIMIT_CHARS = 40;
const SNOOZES_LIMIT = 8;
const MINUTES_LIMIT = 2_880;
const CLOSE_LIMIT_MINUTES = 10_080;
/** Shorter ones are a slip of the hand, and waiting would take years. */
const RANGE_LEAST_MINUTES = 15;
const DAY_MINUTES = 1_440;

const minutes = z.int().min(1).max(MINUTES_LIMIT);
const ranges = z.array(z.string().max(NAME_LIMIT_CHARS)).max(RANGES_LIMIT);
const tier = z.strictObject({
	name: z.string().trim().min(1).max(NAME_LIMIT_CHARS),
	call: z.string().max(NAME_LIMIT_CHARS),
	acknowledge_minutes: minutes,
	reminders: z.int().min(0).max(REMINDERS_LIMIT),
});

/** The shape; `supportFile` reads the rest. */
export const supportSchema = z.strictObject({
	time_zone: z.string().max(NAME_LIMIT_CHARS),
	hours: z.partialRecord(z.enum(DAYS), ranges).optional(),
	tiers: z.tuple([tier], tier).refine((tiers) => tiers.length <= TIERS_LIMIT, `at most ${TIERS_LIMIT}`),
	rounds: z.int().min(1).max(ROUNDS_LIMIT),
	claim: z.strictObject({ remind_minutes: minutes, release_minutes: minutes }),
	resolved: z.strictObject({ close_minutes: z.int().min(1).max(CLOSE_LIMIT_MINUTES) }),
	snooze_minutes: z.array(z.int().min(1).max(CLOSE_LIMIT_MINUTES)).min(1).max(SNOOZES_LIMIT),
	urgent: z.strictObject({ acknowledge_minutes: minutes }).optional(),
});
export type SupportSource = z.infer<typeof supportSchema>;

/** What the file says, or every fault that its shape does not show. */
export function supportFile(source: SupportSource): SupportFile | { readonly faults: readonly SupportFault[] } {
	const { hours, tiers, claim, urgent } = source;
	const clock = zoneClock(source.time_zone);
	const faults: SupportFault[] = clock === null ? [{ path: ["time_zone"], reason: noZone(source.time_zone) }] : [];
	tiers.forEach(({ call }, at) => {
		if (!CALL.test(call)) faults.push({ path: ["tiers", at, "call"], reason: nobody(call) });
	});
	const week = DAYS.map((day) => dayRanges(day, hours?.[day] ?? [], faults));
	if (hours !== undefined && faults.length === 0 && week.every(({ length }) => length === 0))
		faults.push({ path: ["hours"], reason: NEVER_OPEN });
	if (faults.length > 0 || clock === null) return { faults };
	const [first, ...others] = tiers;
	return {
		timeZone: source.time_zone,
		hours: hours === undefined ? null : { clock, week },
		tiers: [tierOf(first), ...others.map(tierOf)],
		rounds: source.rounds,
		claim: { remindMinutes: claim.remind_minutes, releaseMinutes: claim.release_minutes },
		resolved: { closeMinutes: source.resolved.close_minutes },
		snoozeMinutes: source.snooze_minutes,
		urgentAcknowledgeMinutes: urgent?.acknowledge_minutes ?? null,
	};
}

/** Where nobody has written one: always there, everybody at once. */
export const ALWAYS_THERE: SupportFile = {
	timeZone: "UTC",
	hours: null,
	tiers: [{ name: "Everyone", call: "agents", acknowledgeMinutes: 10, reminders: 1 }],
	rounds: 2,
	claim: { remindMinutes: 60, releaseMinutes: 30 },
	resolved: { closeMinutes: 720 },
	snoozeMinutes: [15, 60, 240],
	urgentAcknowledgeMinutes: 5,
};

const tierOf = ({ name, call, acknowledge_minutes, reminders }: z.infer<typeof tier>): Tier => ({
	name,
	call,
	acknowledgeMinutes: acknowledge_minutes,
	reminders,
});

/** Ids of Slack: a group, a person, a person of a larger grid. */
const CALL = /^(?:agents|channel|[SUW][A-Z0-9]{5,20})$/;
const RANGE = /^([01]?\d|2[0-3]):([0-5]\d) ?[-–] ?([01]?\d|2[0-4]):([0-5]\d)$/;

function dayRanges(day: string, written: readonly string[], faults: SupportFault[]): readonly OpenRange[] {
	let doneAt = 0;
	return written.flatMap((range, at): readonly OpenRange[] => {
		const read = rangeOf(range);
		const fault = read === null ? noRange(range) : read.from < doneAt ? overlaps(range) : null;
		if (read === null || fault !== null) {
			faults.push({ path: ["hours", day, at], reason: fault ?? noRange(range) });
			return [];
		}
		doneAt = read.to;
		return [read];
	});
}

/** Null for what is no range of at least a quarter of an hour. The end may be tomorrow's, so “22:00-06:00” is a night. */
function rangeOf(written: string): OpenRange | null {
	const parts = RANGE.exec(written.trim());
	if (parts === null) return null;
	const [, fromHour, fromMinute, toHour, toMinute] = parts.map(Number);
	const from = Number(fromHour) * 60 + Number(fromMinute);
	const end = Number(toHour) * 60 + Number(toMinute);
	const to = end <= from ? end + DAY_MINUTES : end;
	return end > DAY_MINUTES || end === from || to - from < RANGE_LEAST_MINUTES ? null : { from, to };
}

const noZone = (zone: string): Text => ({
	en: `“${zone}” is no time zone; write one such as Europe/London`,
	zh: `“${zone}”不是时区；请写成 Asia/Shanghai 这样`,
	es: `“${zone}” no es una zona horaria; escriba una como America/Mexico_City`,
});
const nobody = (call: string): Text => ({
	en: `“${call}” calls nobody; write agents, channel, or a Slack id such as S0123ABCD`,
	zh: `“${call}”无法呼叫任何人；请写 agents、channel，或 S0123ABCD 这样的 Slack 编号`,
	es: `“${call}” no llama a nadie; escriba agents, channel o un id de Slack como S0123ABCD`,
});
const noRange = (range: string): Text => ({
	en: `“${range}” is no time of at least ${RANGE_LEAST_MINUTES} minutes; write it like 08:00-20:00`,
	zh: `“${range}”不是至少 ${RANGE_LEAST_MINUTES} 分钟的时段；请写成 08:00-20:00`,
	es: `“${range}” no es un horario de al menos ${RANGE_LEAST_MINUTES} minutos; escríbalo como 08:00-20:00`,
});
const overlaps = (range: string): Text => ({
	en: `“${range}” begins before the one above it ends; put them in order`,
	zh: `“${range}”在上一个时段结束之前开始；请按顺序写`,
	es: `“${range}” empieza antes de que termine el anterior; póngalos en orden`,
});
const NEVER_OPEN: Text = {
	en: "no day has hours; add some, or leave hours out to be there always",
	zh: "没有任何一天有时间；请补上，或删去 hours 表示全天",
	es: "ningún día tiene horario; agregue alguno, o quite hours para estar siempre",
};
