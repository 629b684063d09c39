/** How far long work is and how long it will still take: one line that is written over, on a terminal only. */

import type { Locale } from "../text.ts";
import type { Io } from "./io.ts";

export type Progress = {
	readonly advance: (records: number) => void;
	/** Takes the line away. */
	readonly end: () => void;
};

const BAR_CHARS = 30;
/** Work that is done sooner shows nothing. */
const QUIET_MS = 700;
const REFRESH_MS = 200;

/** Progress over that many records, from now. */
export function startProgress(all: number, io: Pick<Io, "status" | "locale">): Progress {
	const startedMs = performance.now();
	let done = 0;
	let shownMs = startedMs + QUIET_MS - REFRESH_MS;
	let isShown = false;
	return {
		advance(records) {
			done += records;
			const nowMs = performance.now();
			if (nowMs - shownMs < REFRESH_MS || done === 0) return;
			shownMs = nowMs;
			isShown = true;
			io.status(progressLine(done, all, nowMs - startedMs, io.locale));
		},
		end() {
			if (isShown) io.status("");
			isShown = false;
		},
	};
}

/** `[####      ]  40 %  3 s left`. */
export function progressLine(done: number, all: number, elapsedMs: number, locale: Locale): string {
	const share = Math.min(1, done / Math.max(1, all));
	const filled = Math.round(share * BAR_CHARS);
	const seconds = Math.ceil((elapsedMs * (1 - share)) / Math.max(share, 1e-6) / 1000);
	const left = { en: `${seconds} s left`, zh: `还需 ${seconds} 秒`, es: `quedan ${seconds} s` }[locale];
	return `[${"#".repeat(filled).padEnd(BAR_CHARS)}] ${String(Math.round(share * 100)).padStart(3)} %  ${left}`;
}
