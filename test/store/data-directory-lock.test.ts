import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { OutsideError } from "../../src/errors.ts";
import { lockDataDirectory } from "../../src/store/data-directory-lock.ts";

const folder = () => mkdtempSync(join(tmpdir(), "standin-lock-"));
const module = new URL("../../src/store/data-directory-lock.ts", import.meta.url).href;
const inAnotherProcess = (directory: string, then: string) =>
	spawn(process.execPath, [
		"--import",
		"tsx",
		"--input-type=module",
		"-e",
		`import { lockDataDirectory } from "${module}"; try { lockDataDirectory(${JSON.stringify(directory)}); console.log("got it") } catch (error) { console.log(error.message) } ${then}`,
	]);
const firstLine = async (child: ReturnType<typeof inAnotherProcess>) =>
	String((await once(child.stdout, "data"))[0]).trim();

test("a second process is told in one sentence who has the data and what to do", async () => {
	const directory = folder();
	const release = lockDataDirectory(directory);
	const said = await firstLine(inAnotherProcess(directory, ""));
	expect(said).toBe(
		`The data in ${directory} is in use by another Standin (process ${process.pid}); stop that one first, or set DATA_DIR to another directory.`,
	);
	expect(() => lockDataDirectory(directory)).toThrow(OutsideError);
	release();
	lockDataDirectory(directory)();
	expect(readdirSync(directory)).toEqual([]);
});

test("the lock of a killed process is taken over at once", async () => {
	const directory = folder();
	const child = inAnotherProcess(directory, "setInterval(() => {}, 1000)");
	expect(await firstLine(child)).toBe("got it");
	expect(() => lockDataDirectory(directory)).toThrow(`process ${child.pid}`);
	child.kill("SIGKILL");
	await once(child, "exit");
	lockDataDirectory(directory)();
});

test("a lock left by a former life with our own process number is no obstacle", () => {
	const directory = folder();
	writeFileSync(join(directory, "standin.1.lock"), `${process.pid} another-life`);
	lockDataDirectory(directory)();
});

test("of many processes that find the same dead lock exactly one gets it", async () => {
	const directory = folder();
	const { pid } = spawnSync(process.execPath, ["-e", ""]);
	writeFileSync(join(directory, "standin.1.lock"), `${pid} dead`);
	const children = Array.from({ length: 6 }, () => inAnotherProcess(directory, "setInterval(() => {}, 1000)"));
	const said = await Promise.all(children.map(firstLine));
	for (const child of children) child.kill("SIGKILL");
	// Two that come at the very same moment may both step back; two owners there must never be.
	expect(said.filter((line) => line === "got it").length).toBeLessThanOrEqual(1);
});
