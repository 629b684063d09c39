import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { HOME } from "../../src/config.ts";
import { isOpenAt } from "../../src/helpdesk/escalation-hours.ts";
import { hoursText } from "../../src/helpdesk/escalation-hours-text.ts";
import { loadKnowledge } from "../../src/runtime/knowledge.ts";
import { checkSupport, isSupportFile, loadSupport } from "../../src/runtime/load-support.ts";

const GOOD = `time_zone: Europe/London
tiers:
  - { name: First line, call: agents, acknowledge_minutes: 10, reminders: 1 }
rounds: 2
claim: { remind_minutes: 60, release_minutes: 30 }
resolved: { close_minutes: 720 }
snooze_minutes: [15, 60]
`;

async function folderWith(yaml: string): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), "support-"));
	await writeFile(join(folder, "support.yaml"), yaml);
	return folder;
}
const faultsOf = async (yaml: string): Promise<readonly string[]> => {
	const { faults } = await checkSupport([join(await folderWith(yaml), "support.yaml")]);
	return faults.map(({ line, reason }) => `${line} ${reason.en}`);
};
/** The sound file with one line of it written otherwise, or one more line. */
const but = (begins: string, line: string): string =>
	GOOD.split("\n")
		.map((one) => (one.trimStart().startsWith(begins) ? line : one))
		.join("\n");

test("the file that comes with the program is always there, and calls somebody", async () => {
	const support = await loadSupport(join(HOME, "knowledge"));
	expect(support.hours).toBeNull();
	expect(hoursText(support)).toBeNull();
	expect(support.tiers.map(({ call }) => call)).toEqual(["agents", "agents", "channel"]);
	expect(support).toMatchObject({ rounds: 2, urgentAcknowledgeMinutes: 5, snoozeMinutes: [15, 60, 240] });
	expect((await loadKnowledge(join(HOME, "knowledge"))).support).toEqual(support);
});

test("the hours that stand in it as an example can be taken as they are", async () => {
	const written = await readFile(join(HOME, "knowledge/support.yaml"), "utf8");
	const folder = await folderWith(written.replaceAll(/^# (?=hours:| {2}(?:mon|tue|wed|thu|fri|sat):)/gm, ""));
	expect(hoursText(await loadSupport(folder))?.en).toBe(
		"Mon–Fri 08:00–20:00, Sat 09:00–13:00 15:00–18:00 (Europe/London)",
	);
});

test("days, nights and whole days are read on the clock of the zone", async () => {
	const hours = `hours:\n  mon: ["08:00-12:00", "22:00-06:00"]\n  tue: ["9:00 – 24:00"]\n`;
	const support = await loadSupport(await folderWith(GOOD + hours));
	const at = (iso: string) => isOpenAt(support.hours, Date.parse(iso));
	expect(at("2026-11-23T08:00:00Z")).toBe(true);
	expect(at("2026-11-23T12:00:00Z")).toBe(false);
	expect(at("2026-11-24T05:59:00Z")).toBe(true);
	expect(at("2026-11-24T06:00:00Z")).toBe(false);
	expect(at("2026-11-24T23:59:00Z")).toBe(true);
	expect(at("2026-11-25T00:00:00Z")).toBe(false);
});

test("without a line for urgent ones they wait as long as the others", async () => {
	expect((await loadSupport(await folderWith(GOOD))).urgentAcknowledgeMinutes).toBeNull();
});

test.each([
	[but("time_zone", "time_zone: Europe/Lundon"), "1 “Europe/Lundon” is no time zone"],
	[
		but("- { name", "  - { name: A, call: somebody, acknowledge_minutes: 5, reminders: 0 }"),
		"3 “somebody” calls nobody",
	],
	[but("- { name", "  - { name: A, call: agents, acknowledge_minutes: 0, reminders: 0 }"), "3 “acknowledge_minutes”"],
	[but("- { name", "  - { name: A, call: agents, acknowledge_minutes: 5, reminders: 99 }"), "3 “reminders”"],
	[but("rounds", "rounds: many"), "4 “rounds” must be a number"],
	[but("rounds", ""), "1 “rounds” is missing"],
	[`${GOOD}ours: {}\n`, "1 unknown field ours"],
	[`${GOOD}hours: {}\n`, "8 no day has hours"],
	[`${GOOD}hours: { mon: ["08:00-08:10"] }\n`, "8 “08:00-08:10” is no time of at least 15 minutes"],
	[`${GOOD}hours: { mon: ["all day"] }\n`, "8 “all day” is no time"],
	[`${GOOD}hours: { mon: ["25:00-26:00"] }\n`, "8 “25:00-26:00” is no time"],
	[`${GOOD}hours: { mon: ["08:00-24:30"] }\n`, "8 “08:00-24:30” is no time"],
	[`${GOOD}hours: { mon: ["08:00-08:00"] }\n`, "8 “08:00-08:00” is no time"],
	[`${GOOD}hours: { mon: ["08:00-12:00", "11:00-14:00"] }\n`, "8 “11:00-14:00” begins before"],
	[`${GOOD}hours: { monday: ["08:00-12:00"] }\n`, "8 "],
	["tiers: [", "1 this is not YAML"],
])("a file that cannot be meant so is refused with its line: %#", async (yaml, fault) => {
	const faults = await faultsOf(yaml);
	expect(faults.some((one) => one.startsWith(fault))).toBe(true);
	await expect(loadSupport(await folderWith(yaml))).rejects.toThrow(/support\.yaml:\d+ /);
});

test("a file that is not there stops the start with one sentence", async () => {
	const folder = await mkdtemp(join(tmpdir(), "support-"));
	await expect(loadSupport(folder)).rejects.toThrow(/cannot be read; check the path/);
	expect([isSupportFile("a/support.yaml"), isSupportFile("a/dead.yaml")]).toEqual([true, false]);
});
