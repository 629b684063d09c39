import { expect, test } from "vitest";
import type { ConversationEffect } from "../../src/helpdesk/conversation-order.ts";
import type { Outage } from "../../src/helpdesk/conversation-state.ts";
import { bakery } from "../fallback/shops.ts";
import { openChat } from "./chat.ts";

const reported: Outage = { id: "of-another-chat", cause: "network", startedAtMs: 1_000, restoredAtMs: null };
const sell = (chat: ReturnType<typeof openChat>) => {
	chat.say("pay 45");
	return chat.say("no");
};
const since = (effects: readonly ConversationEffect[]) =>
	effects.flatMap((effect) => (effect.kind === "look-up" ? [effect.sinceMs] : []));

test("a first sale begins the outage, and a cause that is told later is added to it", () => {
	const chat = openChat(bakery);
	sell(chat);
	const begun = chat.state().outage;
	expect(begun).toMatchObject({ cause: null, restoredAtMs: null });
	chat.say("the terminal says no connection");
	expect(chat.state().outage).toMatchObject({ id: begun?.id, cause: "network", startedAtMs: begun?.startedAtMs });
});

test("who sells while another chat of the store has reported joins that outage", () => {
	const chat = openChat(bakery);
	chat.meanwhile({ openOutage: reported, endedOutageId: null });
	sell(chat);
	expect(chat.state().outage).toEqual(reported);
	expect(since(chat.say("sales").effects)).toEqual([1_000]);
});

test("an outage that another chat has ended, or a manager closed, is over here too: the next sale begins a new one", () => {
	const chat = openChat(bakery);
	sell(chat);
	const first = chat.state().outage?.id ?? "";
	chat.meanwhile({ openOutage: null, endedOutageId: first });
	chat.wait(600);
	sell(chat);
	expect(chat.state().outage?.id).not.toBe(first);
	expect(chat.state().outage?.restoredAtMs).toBeNull();
});

test("what was ended in this very turn is not joined again, though it was read as open", () => {
	const chat = openChat(bakery);
	sell(chat);
	const own = chat.state().outage;
	chat.meanwhile({ openOutage: own, endedOutageId: null });
	chat.say("it works again");
	sell(chat);
	expect(chat.state().outage?.id).not.toBe(own?.id);
});
