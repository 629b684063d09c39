import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { playbookCommand } from "../../src/commands/playbook.ts";
import { UserError } from "../../src/errors.ts";
import type { Locale } from "../../src/text.ts";

async function run(...args: readonly string[]) {
	return runIn("en", ...args);
}
async function runIn(locale: Locale, ...args: readonly string[]) {
	const lines: string[] = [];
	const codes: number[] = [];
	const io = { out: (line: string) => lines.push(line), exit: (code: number) => codes.push(code), locale };
	const error = await playbookCommand(io)
		.parseAsync(args, { from: "user" })
		.then(
			() => null,
			(thrown: unknown) => thrown,
		);
	return { text: lines.join("\n"), lines, codes, error };
}

test("an author sees what a merchant would see, step by step, in any language", async () => {
	const { text, error } = await run(
		"simulate",
		"stored-payments",
		"--answers",
		"yes, 3 ,45.50,no",
		"--vendor",
		"square",
	);
	expect(error).toBeNull();
	expect(text).toMatch(
		/^\[stored\] [\s\S]*\n {2}1\. No, none at all[\s\S]*\n> yes\n\[how-many\][\s\S]*\n> 3\n[\s\S]*\n> no\n\[holds: /,
	);
	expect(text).toContain("24 hours");
	const spanish = await runIn("es", "simulate", "stored-payments", "--answers", "sí");
	expect(spanish.text).toMatch(/pagos guardados/);
	const chinese = await run("simulate", "stored-payments", "--answers", "有", "--locale", "zh");
	expect(chinese.text).toMatch(/\n> 有\n/);
});

test("silence, back and a changed answer can be simulated", async () => {
	const { text } = await run("simulate", "stored-payments", "--answers", "silence,yes,back,yes,change 1,none");
	expect(text.match(/^> .*/gm)).toEqual(["> silence", "> yes", "> back", "> yes", "> change 1", "> none"]);
	expect(text).toMatch(/\[clear: \w+\]/);
});

test("an answer that fits nothing, or comes after the end, is wrong use; what came before is shown", async () => {
	const wrong = await run("simulate", "stored-payments", "--answers", "yes,purple");
	expect(wrong.text).toMatch(/> yes\n\[how-many\]/);
	expect(wrong.error).toBeInstanceOf(UserError);
	expect((wrong.error as UserError).text.en).toMatch(/^“purple” fits no answer at “how-many”; there are none \(/);
	expect((wrong.error as UserError).text.zh).toMatch(/不符合/);
	const late = await run("simulate", "stored-payments", "--answers", "none,yes");
	expect((late.error as UserError).text.en).toBe(
		"The run ended at “clear” before “yes”; leave the answers after it out.",
	);
	for (const args of [
		["simulate", "nowhere", "--answers", "a"],
		["graph", "constructor"],
		["simulate", "stored-payments", "--answers", "a", "--vendor", "acme"],
	]) {
		expect((await run(...args)).error).toBeInstanceOf(UserError);
	}
});

test("a script gets one JSON value of a walk and of a picture", async () => {
	const { lines } = await run("simulate", "stored-payments", "--answers", "none", "--json");
	expect(lines).toHaveLength(1);
	expect(JSON.parse(lines[0]!)).toMatchObject({
		playbook: "stored-payments",
		steps: [
			{
				id: "stored",
				text: expect.any(String),
				choices: [expect.any(String), expect.any(String), expect.any(String)],
				answer: "none",
			},
		],
		end: { id: "clear", kind: expect.any(String), text: expect.any(String), because: expect.any(String) },
		refused: null,
	});
	const picture = await run("graph", "stored-payments", "--json");
	expect(JSON.parse(picture.lines.join(""))).toMatchObject({
		id: "stored-payments",
		mermaid: expect.stringMatching(/^flowchart TD\n/),
	});
});

test("an author draws a playbook", async () => {
	const { text, error } = await run("graph", "frozen-or-crashed", "--locale", "es");
	expect(error).toBeNull();
	expect(text).toMatch(/^flowchart TD\n[\s\S]*⚠ restart[\s\S]*class n\d+(?:,n\d+)* risky/);
});

test("playbooks, vendors and transcripts are checked together, and a file by the folder it stands in", async () => {
	expect((await run("lint")).text).toMatch(
		/^\d+ playbooks, 13 vendors, \d+ transcripts, \d+ triage files, \d+ article files, 1 support file checked, 0 faults$/,
	);
	const home = await mkdtemp(join(tmpdir(), "standin-knowledge-"));
	await cp("knowledge/playbooks", join(home, "playbooks"), { recursive: true });
	await cp("knowledge/vendors", join(home, "vendors"), { recursive: true });
	await cp("knowledge/transcripts", join(home, "transcripts"), { recursive: true });
	const square = join(home, "vendors/square.yaml");
	await writeFile(square, (await readFile(square, "utf8")).replace(/, source: "vendor: Square help 8106"/, ""));
	const vendor = await run("lint", square);
	expect(vendor.codes).toEqual([2]);
	expect(vendor.text).toMatch(/square\.yaml:\d+ “window_hours” has no source/);
	const transcript = join(home, "transcripts/mine.yaml");
	await writeFile(
		transcript,
		"playbook: stored-payments\nlocale: en\nlines:\n  - bot: stored\n  - merchant: none\n  - bot: holds\n",
	);
	const ran = await run("lint", "--json", transcript);
	expect(ran.codes).toEqual([2]);
	expect(JSON.parse(ran.text)).toMatchObject({
		files: [transcript],
		faults: [{ file: transcript, line: 6, reason: expect.stringMatching(/is at “clear” here/) }],
	});
	const gate = join(home, "playbooks/frozen-or-crashed.yaml");
	await writeFile(
		gate,
		(await readFile(gate, "utf8")).replace(/playbook: stored-payments/, "playbook: stored-paiments"),
	);
	expect((await run("lint", gate)).text).toMatch(
		/frozen-or-crashed\.yaml:\d+ there is no sound playbook “stored-paiments”/,
	);
});
