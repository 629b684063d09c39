/** CORE. Square's clock: a date, a time and the display name of a zone, in three columns. */

import type { Cells } from "../cells.ts";
import { wallMs, zoneReader } from "../clock-time.ts";
import type { Instant } from "../row.ts";

// The display names come from Rails' ActiveSupport::TimeZone, which Square's dashboard uses; IANA names are taken as they are.
const ZONES: ReadonlyMap<string, string> = new Map([
	["Eastern Time (US & Canada)", "America/New_York"],
	["Central Time (US & Canada)", "America/Chicago"],
	["Mountain Time (US & Canada)", "America/Denver"],
	["Pacific Time (US & Canada)", "America/Los_Angeles"],
	["Arizona", "America/Phoenix"],
	["Alaska", "America/Anchorage"],
	["Hawaii", "Pacific/Honolulu"],
	["Indiana (East)", "America/Indiana/Indianapolis"],
	["Atlantic Time (Canada)", "America/Halifax"],
	["Newfoundland", "America/St_Johns"],
	["Saskatchewan", "America/Regina"],
	["London", "Europe/London"],
	["Dublin", "Europe/Dublin"],
	["Paris", "Europe/Paris"],
	["Madrid", "Europe/Madrid"],
	["Sydney", "Australia/Sydney"],
	["Melbourne", "Australia/Melbourne"],
	["Brisbane", "Australia/Brisbane"],
	["Adelaide", "Australia/Adelaide"],
	["Darwin", "Australia/Darwin"],
	["Perth", "Australia/Perth"],
	["Hobart", "Australia/Hobart"],
	["Canberra", "Australia/Sydney"],
	["Tokyo", "Asia/Tokyo"],
	["Osaka", "Asia/Tokyo"],
	["UTC", "UTC"],
]);

const DATE =
	/^(?:(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)|(?<usMonth>\d{1,2})\/(?<usDay>\d{1,2})\/(?<usYear>\d{4}))$/;
const TIME = /^(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d))?(?:\s?(?<half>[AaPp])\.?[Mm]\.?)?$/;

/** A reader of one file's times. It keeps the zones it has met, because asking Intl for one is slow. */
export function squareClock(): (cells: Cells) => Instant | null {
	const zones = new Map<string, ReturnType<typeof zoneReader>>();
	return (cells) => {
		const zoneName = cells.required("Time Zone");
		const known = zones.get(zoneName);
		const zone = known === undefined ? zoneReader(ZONES.get(zoneName) ?? zoneName) : known;
		zones.set(zoneName, zone);
		const date = DATE.exec(cells.required("Date"))?.groups;
		const time = TIME.exec(cells.required("Time").replace(/[\u00A0\u202F]/g, " "))?.groups;
		const hour = time === undefined ? null : hourOfDay(Number(time["hour"]), time["half"]);
		const wall =
			date === undefined || time === undefined || hour === null
				? null
				: wallMs({
						year: Number(date["year"] ?? date["usYear"]),
						month: Number(date["month"] ?? date["usMonth"]),
						day: Number(date["day"] ?? date["usDay"]),
						hour,
						minute: Number(time["minute"]),
						second: Number(time["second"] ?? 0),
					});
		if (zone === null) {
			cells.fail("Time Zone", {
				en: "this time zone is not known.",
				zh: "不认识这个时区。",
				es: "no se conoce esta zona horaria.",
			});
		} else if (wall === null) {
			cells.fail("Date", {
				en: "date and time cannot be read; export the file again.",
				zh: "无法读取日期和时间；请重新导出。",
				es: "no se pueden leer la fecha y la hora; exporte el archivo de nuevo.",
			});
		} else return zone(wall);
		return null;
	};
}

/** 12:05 AM is 0:05 and 12:05 PM is 12:05; null for an hour no clock shows. */
function hourOfDay(hour: number, half: string | undefined): number | null {
	if (half === undefined) return hour <= 23 ? hour : null;
	if (hour < 1 || hour > 12) return null;
	return (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
}
