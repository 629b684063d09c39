/** CORE. A thread that takes nothing any more: the conversation goes on in a channel of the store, or a person is told. */

import { UNLINKED } from "../fallback/shop.ts";
import { sayWhereWeAre } from "./commands.ts";
import { type ConversationEvent, NOWHERE } from "./conversation-state.ts";
import { type Draft, say } from "./draft.ts";
import { isOwned, raise, tellNotDelivered } from "./handing-over.ts";
import { mailSale } from "./selling.ts";
import * as texts from "./texts.ts";

/** The newest sales are shown again in the new thread; an older one when something becomes of it. */
const SHOWN_AGAIN_LIMIT = 5;

/** What was said in a closed thread looks for another one, once for each conversation. */
export function seekChannel(draft: Draft, event: ConversationEvent & { kind: "not-delivered" }): void {
	tellNotDelivered(draft, event.subject);
	const { id, platform, storeId, thread, moving } = draft.state;
	// What still waited for the old thread says nothing about the new one.
	if (event.effect !== "send" || event.because !== "closed" || thread === null || event.thread !== thread) return;
	if (draft.context.shop.merchantId === UNLINKED) return; // nobody's store: no channel, and nobody to tell
	if (moving === "moved") giveUpMoving(draft);
	if (moving !== undefined) return;
	draft.effects.push({ kind: "move", to: id, platform, storeId, thread });
	draft.state = { ...draft.state, moving: "sought" };
}

/** Says in the new thread why, asks again what is open, and shows the sales whose QR nobody can see any more. */
export function goOnThere(draft: Draft, { thread, wasDirect }: ConversationEvent & { kind: "moved" }): void {
	const sales = draft.state.sales.map((sale) => ({ ...sale, seq: NOWHERE }));
	const { reading: _, ...rest } = draft.state; // nobody can see it there
	draft.state = { ...rest, thread, moving: "moved", sales };
	const because = wasDirect ? texts.DIRECT_MESSAGES_CLOSED : texts.THREAD_CLOSED;
	if (isOwned(draft) && draft.state.asking === null) say(draft, [because]);
	else sayWhereWeAre(draft, because);
	for (const { saleId } of sales.slice(-SHOWN_AGAIN_LIMIT)) mailSale(draft, saleId, { kind: "tell" });
}

/** Nothing that is said reaches the merchant: a person must know. */
export function giveUpMoving(draft: Draft): void {
	draft.state = { ...draft.state, moving: "nowhere" };
	raise(draft, texts.CANNOT_BE_TOLD);
}
