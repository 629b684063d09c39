/** CORE. Times as a profile says they are written: a pattern of date and time, and a zone that is named. */

import { hourOfDay, isoReader, wallMs } from "../clock-time.ts";
import type { Instant } from "../row.ts";
import type { NamedZones } from "../zone-names.ts";

const TOKENS: ReadonlyMap<string, string> = new Map([
	["YYYY", "(?<year>\\d{4})"],
	["YY", "(?<short>\\d{2})"],
	["MM", "(?<month>\\d{2})"],
	["M", "(?<month>\\d{1,2})"],
	["DD", "(?<day>\\d{2})"],
	["D", "(?<day>\\d{1,2})"],
	["HH", "(?<hour>\\d{2})"],
	["H", "(?<hour>\\d{1,2})"],
	["hh", "(?<half>\\d{2})"],
	["h", "(?<half>\\d{1,2})"],
	["mm", "(?<minute>\\d{2})"],
	["ss", "(?<second>\\d{2})"],
	["SSS", "\\d{3}"],
	["A", "(?<noon>[AaPp]\\.?[Mm]\\.?|上午|下午)"],
]);
const TOKEN = /YYYY|YY|MM|M|DD|D|HH|H|hh|h|mm|ss|SSS|A/g;

/**
 * What a pattern such as `DD/MM/YYYY h:mm A` fits; null for a pattern that leaves a day, an hour or its half open.
 * `iso` fits nothing here: it is read without a pattern.
 */
export function timePattern(format: string): RegExp | null {
	if (format === "iso") return /^$/;
	const tokens = format.match(TOKEN) ?? [];
	const has = (...names: readonly string[]): number => tokens.filter((token) => names.includes(token)).length;
	const hours = has("H", "HH") + has("h", "hh");
	const isDay = has("YYYY", "YY") === 1 && has("M", "MM") === 1 && has("D", "DD") === 1;
	const isTime =
		hours <= 1 && has("mm") === hours && has("ss") <= hours && has("A") === has("h", "hh") && has("SSS") <= has("ss");
	if (!isDay || !isTime) return null;
	let source = "";
	let from = 0;
	for (const found of format.matchAll(TOKEN)) {
		source += literal(format.slice(from, found.index)) + (TOKENS.get(found[0]) ?? "");
		from = found.index + found[0].length;
	}
	return new RegExp(`^${source}${literal(format.slice(from))}$`);
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\s+/g, "\\s+");

/** The two-digit years are of this century: no batch is older. */
const CENTURY = 2000;

/**
 * A reader of times in one pattern, in the zone of each row. A day without a time is its last second: money is never
 * booked before it was paid. Null for what does not fit, a date that does not exist or an unknown zone.
 */
export function timeReader(format: string, zones: NamedZones): (written: string, zone: string) => Instant | null {
	if (format === "iso") {
		const readers = new Map<string, ReturnType<typeof isoReader>>();
		return (written, zone) => {
			const reader = readers.get(zone) ?? isoReader(zone);
			readers.set(zone, reader);
			return reader(written);
		};
	}
	const pattern = timePattern(format);
	return (written, zone) => {
		// Full-width colons are seen in Chinese exports, no-break blanks before AM in American ones.
		const groups = pattern?.exec(written.normalize("NFKC").trim())?.groups;
		const clock = zones(zone);
		if (groups === undefined || clock === null) return null;
		const { year, short, month, day, hour, half, minute, second, noon } = groups;
		const isDay = hour === undefined && half === undefined;
		const hours =
			half === undefined ? Number(hour ?? 23) : hourOfDay(Number(half), /^[Pp]|下午/.test(noon ?? "") ? "p" : "a");
		if (hours === null) return null;
		const wall = wallMs({
			year: year === undefined ? CENTURY + Number(short) : Number(year),
			month: Number(month),
			day: Number(day),
			hour: hours,
			minute: Number(isDay ? 59 : minute),
			second: Number(isDay ? 59 : (second ?? 0)),
		});
		return wall === null ? null : clock(wall);
	};
}
