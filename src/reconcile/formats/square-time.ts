/** CORE. Square's clock: a date, a time and the display name of a zone, in three columns. */

import type { Cells } from "../cells.ts";
import { hourOfDay, wallMs } from "../clock-time.ts";
import type { Instant } from "../row.ts";
import { namedZones } from "../zone-names.ts";

const DATE =
	/^(?:(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)|(?<usMonth>\d{1,2})\/(?<usDay>\d{1,2})\/(?<usYear>\d{4}))$/;
const TIME = /^(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d))?(?:\s?(?<half>[AaPp])\.?[Mm]\.?)?$/;

/** A reader of one file's times. */
export function squareClock(): (cells: Cells) => Instant | null {
	const zones = namedZones();
	return (cells) => {
		const zone = zones(cells.required("Time Zone"));
		const date = DATE.exec(cells.required("Date"))?.groups;
		const time = TIME.exec(cells.required("Time").replace(/[\u00A0\u202F]/g, " "))?.groups;
		const hour = time === undefined ? null : hourOfDay(Number(time["hour"]), halfOf(time["half"]));
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

const halfOf = (written: string | undefined): "a" | "p" | undefined =>
	written === undefined ? undefined : written.toLowerCase() === "p" ? "p" : "a";
