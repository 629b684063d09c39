/** CORE. How long an agent can snooze a request, as the support file offers it. */

import type { Text } from "../text.ts";
import { opensAgain } from "./escalation-hours.ts";
import type { SupportFile } from "./support-file.ts";

/** `id` is the same when it is asked for again, minutes later, as the form comes back. */
export type Snooze = { readonly id: string; readonly label: Text; readonly untilMs: number };

const UNTIL_OPEN = "open";
const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

/** What is offered, the shortest first; until the desk opens again where it is not always there. */
export function snoozes({ snoozeMinutes, hours }: SupportFile, nowMs: number): readonly Snooze[] {
	const minutes = [...new Set(snoozeMinutes)].sort((a, b) => a - b);
	const offered = minutes.map(
		(one): Snooze => ({ id: `${one}`, label: lasting(one), untilMs: nowMs + one * MINUTE_MS }),
	);
	if (hours === null) return offered;
	return [...offered, { id: UNTIL_OPEN, label: UNTIL_WE_OPEN, untilMs: opensAgain(hours, nowMs) }];
}

function lasting(minutes: number): Text {
	if (minutes % DAY_MINUTES === 0) {
		const days = minutes / DAY_MINUTES;
		return { en: plural(days, "day"), zh: `${days} 天`, es: plural(days, "día") };
	}
	if (minutes % HOUR_MINUTES === 0) {
		const hours = minutes / HOUR_MINUTES;
		return { en: plural(hours, "hour"), zh: `${hours} 小时`, es: plural(hours, "hora") };
	}
	return { en: plural(minutes, "minute"), zh: `${minutes} 分钟`, es: plural(minutes, "minuto") };
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

const UNTIL_WE_OPEN: Text = {
	en: "until we open again",
	zh: "直到我们下次上班",
	es: "hasta que abramos de nuevo",
};
