/** A worker thread: takes portions off the common counter until none is left. */

import { parentPort, workerData } from "node:worker_threads";
import { AHEAD_LIMIT, ENOUGH, HAS_FAULT, NEXT, type WorkerReport, type WorkerTask, WRITTEN } from "./board.ts";
import { doPortion } from "./portion.ts";
import { indexedShops } from "./source.ts";

work(workerData as WorkerTask);

function work({ files, board, locale }: WorkerTask): void {
	const source = indexedShops(files);
	const showing = { locale, wanted: (classIndex: number) => Atomics.load(board, ENOUGH + classIndex) === 0 };
	for (;;) {
		const portion = Atomics.add(board, NEXT, 1);
		if (portion >= source.portions.length - 1) return;
		for (let written = Atomics.load(board, WRITTEN); portion - written > AHEAD_LIMIT; ) {
			Atomics.wait(board, WRITTEN, written);
			written = Atomics.load(board, WRITTEN);
		}
		const done = doPortion(source, portion, showing, Atomics.load(board, HAS_FAULT) === 1);
		if (done.faults.length > 0) Atomics.store(board, HAS_FAULT, 1);
		const report: WorkerReport = { portion, done };
		parentPort?.postMessage(
			report,
			done.parts.map(({ buffer }) => buffer),
		);
	}
}
