/** How far a long matching is, for the chat that its file came from. A quick one says nothing. */

import type { BatchProgress } from "../reconcile/batch.ts";
import type { Database } from "../store/database.ts";
import { receive } from "./receive.ts";

/** Each word of it is an event, a line of the conversation and an edit on a platform. */
export type Pace = { readonly quietMs: number; readonly everyMs: number };
export const PACE: Pace = { quietMs: 3_000, everyMs: 5_000 };
/** What of the whole is done with the end of each part; writing takes longest where the database is embedded. */
const ENDS = { read: 15, matched: 30, written: 100 } as const;
type Part = keyof typeof ENDS;

/** Says that `share` of a part is done. */
export type Progress = (part: Part, share: number) => Promise<void>;

type Telling = {
	readonly database: Database;
	readonly merchantId: string;
	readonly batchId: string;
	/** Of the effect: what was told before a crash is not told again. */
	readonly key: string;
	readonly nowMs: () => number;
	readonly pace: Pace;
};

/** From now on. */
export function progressOf({ database, merchantId, batchId, key, nowMs, pace }: Telling, name: string): Progress {
	let tellAtMs = nowMs() + pace.quietMs;
	return async (part, share) => {
		const now = nowMs();
		const begins = part === "read" ? 0 : part === "matched" ? ENDS.read : ENDS.matched;
		const percent = Math.floor(begins + (ENDS[part] - begins) * share);
		if (now < tellAtMs || percent >= 100) return;
		tellAtMs = now + pace.everyMs;
		const event: BatchProgress = { kind: "batch-progress", name, percent };
		await receive(database, { merchantId, to: `batch/${batchId}`, key: `progress ${percent} ${key}`, event }, now);
	};
}
