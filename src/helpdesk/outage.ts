/** CORE. The outage a conversation is in: one episode of its store. */

import { draw } from "../chance.ts";
import type { Draft } from "./draft.ts";
import type { Cause } from "./triage.ts";

/** The store's outage, which another chat may have reported, or a new one. A cause that is known later is added. */
export function openOutage(draft: Draft, cause: Cause | null): void {
	const { state, moment, context } = draft;
	const isOver = state.outage?.restoredAtMs !== null || state.outage.id === context.endedOutageId;
	const own = isOver ? null : state.outage;
	// What was read before this turn may have been ended in it.
	const others = context.openOutage?.id === state.outage?.id ? null : context.openOutage;
	const known = own ?? others;
	if (known !== null && (cause === null || known.cause !== null)) {
		draft.state = { ...state, outage: known };
		return;
	}
	const outage = known ?? { id: draw(moment.seed, "outage", 12), startedAtMs: moment.nowMs, restoredAtMs: null };
	const named = { ...outage, cause };
	draft.writes.push({ kind: "outage", conversationId: state.id, storeId: state.storeId, outage: named });
	draft.state = { ...state, outage: named };
}
