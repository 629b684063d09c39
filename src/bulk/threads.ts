/** Does the portions of a matching, in this thread or in several, and hands them on in their order. */

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { FINDING_CLASSES } from "../reconcile/report.ts";
import type { Locale } from "../text.ts";
import { ENOUGH, type WorkerReport, type WorkerTask, WRITTEN } from "./board.ts";
import { doPortion, type PortionDone } from "./portion.ts";
import type { IndexedFiles, ShopSource } from "./source.ts";
import { threadCode } from "./thread-code.ts";

/** A shop's objects die young: with more room for them fewer outlive a collection. */
const YOUNG_MB = 96;

export type Portions = {
	/** In whose language findings are put into words, null for in none, and how many of each class. */
	readonly locale: Locale | null;
	readonly shownLimit: number;
	/** Called with every portion, in order. */
	readonly take: (done: PortionDone) => void;
};

/** All portions in this thread. */
export function doHere(source: ShopSource, { locale, shownLimit, take }: Portions): void {
	const shown = FINDING_CLASSES.map(() => 0);
	let hasFault = false;
	for (let portion = 0; portion < source.portions.length - 1; portion++) {
		const wanted = (classIndex: number): boolean => (shown[classIndex] ?? 0) < shownLimit;
		const done = doPortion(source, portion, { locale, wanted }, hasFault);
		hasFault ||= done.faults.length > 0;
		for (const [index, list] of done.shown.entries()) shown[index] = (shown[index] ?? 0) + list.length;
		take(done);
	}
}

/** All portions in `threads` worker threads; rejects when one of them dies. */
export async function doInThreads(
	files: IndexedFiles,
	threads: number,
	{ locale, shownLimit, take }: Portions,
): Promise<void> {
	const board = new Int32Array(new SharedArrayBuffer(4 * (ENOUGH + FINDING_CLASSES.length)));
	const task: WorkerTask = { files, board, locale };
	const code = await threadCode(new URL("./worker.ts", import.meta.url));
	const waiting = new Map<number, PortionDone>();
	const shown = FINDING_CLASSES.map(() => 0);
	const takeInOrder = ({ portion, done }: WorkerReport): void => {
		waiting.set(portion, done);
		for (let next = board[WRITTEN] ?? 0; ; next++) {
			const ready = waiting.get(next);
			if (ready === undefined) return;
			waiting.delete(next);
			take(ready);
			for (const [index, list] of ready.shown.entries()) {
				shown[index] = (shown[index] ?? 0) + list.length;
				if ((shown[index] ?? 0) >= shownLimit) Atomics.store(board, ENOUGH + index, 1);
			}
			Atomics.store(board, WRITTEN, next + 1);
			Atomics.notify(board, WRITTEN);
		}
	};
	const workers = Array.from(
		{ length: threads },
		() => new Worker(code, { workerData: task, execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } }),
	);
	try {
		await Promise.all(
			workers.map((worker) => {
				worker.on("message", takeInOrder);
				return once(worker, "exit");
			}),
		);
	} finally {
		await Promise.all(workers.map((worker) => worker.terminate()));
	}
	if (waiting.size > 0 || board[WRITTEN] !== files.plan.portions.length - 1)
		throw new Error("a worker thread ended early");
}
