import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test, vi } from "vitest";
import { run as runHere } from "../../src/commands/program.ts";
import { freshFolder, run } from "../support/program.ts";

const STANDIN = fileURLToPath(new URL("../../bin/standin", import.meta.url));
const folder = freshFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));
/** Nothing was ever started in its data directory. */
const nobody = { DATA_DIR: join(folder, "data"), LANG: "en_US.UTF-8" };

const COMMANDS = [
	[],
	["start"],
	["setup"],
	["chat"],
	["paylink"],
	["kit"],
	["drill"],
	["support"],
	["support", "show"],
	...[
		"timeline",
		"claim",
		"release",
		"reply",
		"resolve",
		"close",
		"snooze",
		"wake",
		"escalate",
		"severity",
		"link",
		"hand-back",
	].map((act) => ["support", act]),
	["reconcile"],
	["formats"],
	["formats", "detect"],
	["qr"],
	["triage"],
	["playbook"],
	["playbook", "lint"],
	["articles"],
	["articles", "find"],
	["slack"],
	["slack", "manifest"],
	["discord"],
	["discord", "commands"],
	["discord", "register"],
	["doctor"],
];

/** In this process: a process of its own for each takes a minute. */
async function help(command: readonly string[]): Promise<string> {
	const out: string[] = [];
	const io = { locale: "en", input: Readable.from([]), out: (line: string) => void out.push(line) } as const;
	let code = 0;
	const exit = (given: number) => {
		code = given;
	};
	const err = (line: string) => void out.push(`stderr: ${line}`);
	await runHere([...command, "--help"], { ...io, err, status: () => {}, exit });
	expect(code).toBe(0);
	return out.join("\n");
}

test("--help of every command shows its usage on stdout and makes nothing", async () => {
	vi.stubEnv("DATA_DIR", nobody.DATA_DIR);
	for (const command of COMMANDS) {
		const out = await help(command);
		expect(out, command.join(" ")).toContain(["Usage: standin", ...command].join(" "));
		expect(out).not.toContain("stderr:");
	}
	const { code, out, err } = await run(["--help"], nobody);
	expect([code, err]).toEqual([0, ""]);
	const named = [...out.matchAll(/^ {2}([a-z]+)\b/gm)].map(([, name]) => name);
	expect(new Set(COMMANDS.flatMap(([name]) => name ?? []))).toEqual(new Set(named));
	expect(existsSync(nobody.DATA_DIR)).toBe(false);
});

test("--json prints one JSON value and nothing else", async () => {
	const lint = fileURLToPath(new URL("../../knowledge/playbooks/terminal-offline.yaml", import.meta.url));
	for (const args of [
		["qr", "--list", "--json"],
		["formats", "--json"],
		["triage", "--json", "no connection"],
		["playbook", "lint", "--json", lint],
		["slack", "manifest", "--json"],
		["discord", "commands", "--json"],
	]) {
		const { code, out, err } = await run(args, nobody);
		expect(JSON.parse(out), args.join(" ")).toBeTypeOf("object");
		expect([code, err]).toEqual([0, ""]);
	}
});

test("a reader that has seen enough (`| head`) is no crash", async () => {
	const child = spawn(process.execPath, [STANDIN, "triage", "-"], {
		env: { PATH: process.env["PATH"], LANG: "en_US.UTF-8" },
	});
	let err = "";
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		err += text;
	});
	child.stdin.on("error", () => {}); // it ends before it has read everything
	child.stdin.end("no connection\n".repeat(20_000));
	await once(child.stdout, "data");
	child.stdout.destroy();
	const [code] = await once(child, "close");
	expect([code, err]).toEqual([0, ""]);
});
