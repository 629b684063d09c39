/** CORE. The hours of the support desk in words. */

import type { Locale, Text } from "../text.ts";
import type { OpenRange } from "./escalation-hours.ts";
import type { SupportFile } from "./support-file.ts";

/** As people read a week: Monday first. Indices into `Hours.week`. */
const WEEK = [1, 2, 3, 4, 5, 6, 0];
const DAYS: Readonly<Record<Locale, readonly string[]>> = {
	en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
	zh: ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
	es: ["dom", "lun", "mar", "mié", "jue", "vie", "sáb"],
};
const DAY_MINUTES = 1_440;

/** “Mon–Fri 08:00–20:00, Sat 10:00–14:00 (Europe/London)”; null: the desk is there always. */
export function hoursText({ hours, timeZone }: SupportFile): Text | null {
	if (hours === null) return null;
	const spans: { first: number; last: number; open: string }[] = [];
	for (const day of WEEK) {
		const open = (hours.week[day] ?? []).map(rangeText).join(" ");
		const before = spans.at(-1);
		if (before?.open === open) before.last = day;
		else spans.push({ first: day, last: day, open });
	}
	const inWords = (locale: Locale): string => {
		const parts = spans
			.filter(({ open }) => open !== "")
			.map(({ first, last, open }) => {
				const days = first === last ? [first] : [first, last];
				return `${days.map((day) => DAYS[locale][day]).join("–")} ${open}`;
			});
		return `${parts.join(", ")} (${timeZone})`;
	};
	return { en: inWords("en"), zh: inWords("zh"), es: inWords("es") };
}

const rangeText = ({ from, to }: OpenRange): string =>
	`${clockText(from)}–${clockText(to === DAY_MINUTES ? to : to % DAY_MINUTES)}`;

const clockText = (minutes: number): string =>
	[Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
