/** A process from its start to its end: how long it took, and the most memory it ever held. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const HOME = fileURLToPath(new URL("../../", import.meta.url));
const LOOK_EVERY_MS = 10;
const KIB_A_MB = 1e6 / 1024;

export type Ended = {
	readonly seconds: number;
	/** Null where the system does not tell (anything but Linux). */
	readonly peakMb: number | null;
	readonly exitCode: number;
	readonly said: string;
};

/** Runs Node with these arguments in the project's folder. Faults it prints are shown as they come. */
export async function runNode(args: readonly string[]): Promise<Ended> {
	const startedMs = performance.now();
	const child = spawn(process.execPath, args, { cwd: HOME, stdio: ["ignore", "pipe", "inherit"] });
	const exited = once(child, "exit").then(([code]: (number | null)[]) => {
		return { exitCode: code ?? -1, seconds: (performance.now() - startedMs) / 1000 };
	});
	const [said, end, peakMb] = await Promise.all([text(child.stdout), exited, watchMemory(child.pid, exited)]);
	return { ...end, said, peakMb };
}

/**
 * The kernel keeps the highest mark itself (VmHWM), so looking often only bounds what the last moment may add. `getrusage`
 * is no use: until its program is loaded a child is a copy of whoever started it, and that memory stays in its figure.
 */
async function watchMemory(pid: number | undefined, exited: Promise<unknown>): Promise<number | null> {
	let peakMb: number | null = null;
	let isRunning = true;
	const ended = exited.then(() => {
		isRunning = false;
	});
	while (isRunning) {
		const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
		const kib = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1];
		if (kib !== undefined) peakMb = Number(kib) / KIB_A_MB;
		await Promise.race([setTimeout(LOOK_EVERY_MS), ended]);
	}
	return peakMb;
}
