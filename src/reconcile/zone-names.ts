/** CORE. Time zones by the names that exports give them. */

import { zoneReader } from "./clock-time.ts";

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

export type NamedZones = (name: string) => ReturnType<typeof zoneReader>;

/** A reader of wall clocks for a zone's name, or null for an unknown one. It keeps the zones it has met: asking Intl is slow. */
export function namedZones(): NamedZones {
	const zones = new Map<string, ReturnType<typeof zoneReader>>();
	return (name) => {
		const known = zones.get(name);
		const zone = known === undefined ? zoneReader(ZONES.get(name) ?? name) : known;
		zones.set(name, zone);
		return zone;
	};
}
