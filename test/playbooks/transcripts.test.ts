import { expect, test } from "vitest";
import { loadPlaybooks } from "../../src/playbooks/load.ts";
import { readTranscript } from "../../src/playbooks/load-transcripts.ts";
import { loadVendors } from "../../src/playbooks/load-vendors.ts";
import { yamlFiles } from "../../src/playbooks/load-yaml.ts";
import { transcriptFaults, transcriptSource } from "../../src/playbooks/transcript.ts";
import { flat, vendors } from "./flat.ts";

const own = await loadVendors("knowledge/vendors");
const playbooks = await loadPlaybooks("knowledge/playbooks", own);

test.each(await yamlFiles("knowledge/transcripts"))("what a support lead wrote in %s is what happens", async (file) => {
	const faults = await readTranscript(file, playbooks, own);
	expect(faults.map(({ line, reason }) => `${line}: ${reason.en}`)).toEqual([]);
});

const told = (lines: readonly object[], more: object = {}) => {
	const transcript = transcriptSource.parse({ playbook: "restarting", locale: "en", lines, ...more });
	return transcriptFaults(transcript, [flat], vendors).map(({ path, reason }) => [path.join("."), reason.en]);
};

test("a transcript walks by words, values, back, change and silence, to an end or to a word that leads out", () => {
	const lines = [
		{ bot: "link-kind", contains: ["HOW IS IT", "wifi it is"] },
		{ merchant: "1" },
		{ bot: "glass" },
		{ merchant: "no" },
		{ merchant: "code 91" },
		{ bot: "gate/how-many" },
		{ merchant: "change 1" },
		{ bot: "link-kind" },
		{ merchant: "say wifi" },
		{ bot: "gate/how-many" },
		{ waits: true },
		{ bot: "gate/how-many" },
		{ merchant: "3" },
		{ merchant: "45,50 EUR" },
	];
	expect(told([...lines, { bot: "keep-on", contains: "within 24 hours" }], { vendor: "square" })).toEqual([]);
	expect(told([...lines.slice(0, 12), { waits: true }, { bot: "person" }])).toEqual([]);
	expect(told([...lines.slice(0, 6), { merchant: "it works again" }, { bot: "restored" }])).toEqual([]);
	expect(
		told([
			{ bot: "link-kind" },
			{ merchant: "say clover" },
			{ merchant: "say dark" },
			{ merchant: "91" },
			{ bot: "restart" },
		]),
	).toEqual([]);
});

test.each<[what: string, lines: readonly object[], path: string, reason: RegExp]>([
	["the bot is elsewhere", [{ bot: "glass" }], "lines.0.bot", /the bot is at “link-kind” here, not at “glass”/],
	[
		"something is not said",
		[{ bot: "link-kind", contains: "cable?" }],
		"lines.0.contains",
		/does not say “cable\?”; it says: How is it connected/,
	],
	["words fit nothing", [{ merchant: "purple" }], "lines.0", /“purple” fits no answer at “link-kind”/],
	["there is no answer to change", [{ merchant: "change 3" }], "lines.0", /“change 3” fits no answer/],
	[
		"it goes on after the end",
		[{ merchant: "say wifi" }, { merchant: "yes" }, { merchant: "yes" }],
		"lines.2",
		/ended at “replace”/,
	],
])("an author of a transcript is told when %s", (_what, lines, path, reason) => {
	expect(told(lines)).toEqual([[path, expect.stringMatching(reason)]]);
});

test("a transcript names its playbook and vendor, and a line is one thing", () => {
	expect(told([{ bot: "x" }], { playbook: "nowhere" })).toEqual([["playbook", expect.stringMatching(/no “nowhere”/)]]);
	expect(told([{ bot: "x" }], { vendor: "acme" })).toEqual([["vendor", expect.stringMatching(/no “acme”/)]]);
	for (const line of [{}, { bot: "x", merchant: "y" }, { merchant: "y", contains: "z" }, { waits: false }]) {
		expect(transcriptSource.safeParse({ playbook: "x", locale: "en", lines: [line] }).success).toBe(false);
	}
});
