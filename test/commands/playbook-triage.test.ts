import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { playbookCommand } from "../../src/commands/playbook.ts";
import { triageCommand } from "../../src/commands/triage.ts";
import { UserError } from "../../src/errors.ts";

async function runTriage(input: string, ...args: readonly string[]): Promise<unknown[]> {
	const lines: string[] = [];
	await triageCommand({ out: (line) => lines.push(line), input: Readable.from([input]) }).parseAsync(args, {
		from: "user",
	});
	return lines.map((line) => JSON.parse(line));
}

async function runPlaybook(...args: readonly string[]): Promise<{ lines: string[]; codes: number[] }> {
	const lines: string[] = [];
	const codes: number[] = [];
	const io = {
		out: (line: string) => lines.push(line),
		exit: (code: number) => codes.push(code),
		locale: "en",
	} as const;
	await playbookCommand(io).parseAsync(args, { from: "user" });
	return { lines, codes };
}

test("a script gets one JSON object for a text, with the fields of the contract", async () => {
	const [found] = await runTriage("", "--currency", "eur", "pay 45");
	expect(Object.keys(found as object)).toEqual([
		"language",
		"intent",
		"cause",
		"code",
		"amount",
		"playbook",
		"confidence",
		"evidence",
	]);
	expect(found).toMatchObject({ intent: "take_payment", amount: { minor: 4500, currency: "EUR" } });
});

test("a script gets one JSON object for each line of standard input", async () => {
	const found = await runTriage("no connection\r\n\n收款45块\n", "-");
	expect(found.map((one) => (one as { intent: string }).intent)).toEqual(["outage", "other", "take_payment"]);
});

test("a currency that does not exist is refused", async () => {
	await expect(runTriage("", "--currency", "EURO", "pay 45")).rejects.toThrow(UserError);
});

test("an author sees that the playbooks of the program are sound", async () => {
	expect(await runPlaybook("lint")).toEqual({ lines: [expect.stringMatching(/checked, 0 faults$/)], codes: [] });
});

test("an author sees file, line and reason of a fault, for people and for scripts, and exit code 2", async () => {
	const file = join(await mkdtemp(join(tmpdir(), "standin-lint-")), "bad.yaml");
	await writeFile(file, "id: bad\ntitle: 3\n");
	const human = await runPlaybook("lint", file);
	expect(human.codes).toEqual([2]);
	expect(human.lines[0]).toMatch(/bad\.yaml:2 “title” must be a object|bad\.yaml:2 /);
	const { lines } = await runPlaybook("lint", "--json", file);
	expect(JSON.parse(lines.join("\n")).faults[0]).toMatchObject({ file, line: 2, reason: expect.any(String) });
	await expect(runPlaybook("lint", "no-such.yaml")).rejects.toThrow(/cannot be read/);
});
