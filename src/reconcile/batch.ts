/** CORE. A batch: one uploaded file on its way through reading and matching. */

import type { Address, Alarm, Decided, Mail } from "../actor.ts";
import type { Text } from "../text.ts";

export type Batch = {
	readonly id: string;
	readonly name: string;
	readonly storeId: string;
	readonly conversation: Address;
	readonly state: "uploaded" | "read" | "refused";
};

/** What came of a file: told by whoever matched it, and passed on to the conversation it came from. */
export type BatchOutcome =
	| { readonly kind: "batch-refused"; readonly name: string; readonly because: Text }
	| {
			readonly kind: "batch-read";
			readonly name: string;
			/** Paid fallback payments with a row of their own, of all paid ones. */
			readonly matched: number;
			readonly payments: number;
			/** What a person must know, a sentence each, the most pressing first; at most `BATCH_LINES_LIMIT`. */
			readonly lines: readonly Text[];
			/** How many there are in all. */
			readonly open: number;
			/** What was read otherwise than the file suggests; at most `REMARKS_LIMIT`. Files read before there were remarks have none. */
			readonly remarks?: readonly Text[];
			readonly isPractice: boolean;
	  };
/** A large file is still being read: told now and then, for the chat alone. */
export type BatchProgress = { readonly kind: "batch-progress"; readonly name: string; readonly percent: number };
export const BATCH_LINES_LIMIT = 12;
export const REMARKS_LIMIT = 3;

export type BatchEvent =
	| {
			readonly kind: "uploaded";
			readonly id: string;
			readonly name: string;
			readonly storeId: string;
			readonly conversation: Address;
	  }
	| BatchOutcome
	| BatchProgress
	| { readonly kind: "not-delivered" };

/**
 * Read a file, or none, match the store's rows with its fallback payments, and keep rows, links and findings. `to` is the
 * store: its matchings come one after the other. `tell` is who asked for it because of a decision.
 */
export type MatchOrder = {
	readonly kind: "match";
	readonly to: string;
	readonly batchId: string | null;
	readonly tell: Address | null;
};

/** A file that could not even be read: whoever matches it writes every other outcome. */
export type BatchWrite = { readonly kind: "refused"; readonly id: string; readonly because: Text };

type BatchOrder = MatchOrder | Mail<BatchOutcome | BatchProgress>;
type BatchDecided = Decided<Batch | null, BatchWrite, BatchOrder>;

/** What becomes of a batch by one event. */
export function decideBatch(batch: Batch | null, event: BatchEvent | Alarm): BatchDecided {
	if (batch === null) {
		if (event.kind !== "uploaded") return { state: null, writes: [], effects: [], wakeAtMs: null };
		const { id, name, storeId, conversation } = event;
		return moved({ id, name, storeId, conversation, state: "uploaded" }, [
			{ kind: "match", to: storeId, batchId: id, tell: null },
		]);
	}
	if (batch.state !== "uploaded") return moved(batch, []);
	switch (event.kind) {
		case "batch-progress":
			return moved(batch, [{ kind: "mail", to: batch.conversation, event }]);
		case "batch-read":
			return moved({ ...batch, state: "read" }, [{ kind: "mail", to: batch.conversation, event }]);
		case "batch-refused":
			return moved({ ...batch, state: "refused" }, [{ kind: "mail", to: batch.conversation, event }]);
		case "not-delivered": {
			const notice: BatchOutcome = { kind: "batch-refused", name: batch.name, because: OURS };
			const told = moved({ ...batch, state: "refused" }, [{ kind: "mail", to: batch.conversation, event: notice }]);
			return { ...told, writes: [{ kind: "refused", id: batch.id, because: OURS }] };
		}
		default:
			return moved(batch, []);
	}
}

const OURS: Text = {
	en: "Reading it failed on our side; send it again later, or give it to your support desk.",
	zh: "读取时我们这边出错；请稍后重发，或交给支持人员。",
	es: "La lectura falló por nuestra parte; envíelo más tarde o entréguelo a soporte.",
};

const moved = (state: Batch, effects: readonly BatchOrder[]): BatchDecided => ({
	state,
	writes: [],
	effects,
	wakeAtMs: null,
});
