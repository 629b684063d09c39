import { expect, test } from "vitest";
import type { ConversationEvent } from "../../src/helpdesk/conversation-state.ts";
import { bakery } from "../fallback/shops.ts";
import { openChat } from "./chat.ts";

const LOST = { minor: 4_500, currency: "EUR" };
const listed = (lost?: typeof LOST): ConversationEvent => ({
	kind: "findings-listed",
	finding: {
		id: "0123456789abcdef",
		title: "Stored card declined",
		sentence: "Lost sale of 45.00 EUR.",
		evidence: [],
		acts: [{ act: "lost_sale", label: "Lost sale" }],
		...(lost === undefined ? {} : { lost }),
	},
	place: 1,
	open: 1,
	standing: [],
	outages: 1,
});
const PRESSED = "recover:4500:EUR:0123456789abcdef";

test("a stored card that was declined is offered to be paid again, with a note for the shop; another finding is not", () => {
	const chat = openChat(bakery, "en", undefined, "slack");
	expect(chat.tell(listed()).labels).not.toContain("Make a link to pay it again");
	expect(chat.tell(listed(LOST)).labels).toContain("Make a link to pay it again");
	const heard = chat.press(PRESSED);
	expect(heard.toSale).toMatchObject([{ kind: "open", money: LOST, note: "Stored card declined later" }]);
	expect(heard.text).toMatch(/Send this link to the customer/);
	expect(chat.settle(heard).flatMap(({ replies }) => replies)[0]?.link).toBeTruthy();
	// The outage is over: a link for what was lost in it begins no new one.
	expect(chat.state().outage).toBeNull();
});

test("pressed twice it is still one sale, so nobody pays twice", () => {
	const chat = openChat(bakery, "en", undefined, "slack");
	chat.tell(listed(LOST));
	const first = chat.press(PRESSED);
	chat.settle(first);
	const again = chat.press(PRESSED);
	expect(again.effects.flatMap((effect) => (effect.kind === "mail" ? [effect.to] : []))).toEqual(
		first.effects.flatMap((effect) => (effect.kind === "mail" ? [effect.to] : [])),
	);
	chat.settle(again);
	expect(chat.state().sales).toHaveLength(1);
});

test("what is made up about money is not asked of a customer", () => {
	const chat = openChat(bakery);
	for (const choice of [
		"recover:0:EUR:0123456789abcdef",
		"recover:4500:USD:0123456789abcdef",
		"recover:x",
		"recover:-1",
	])
		expect(chat.press(choice).toSale).toEqual([]);
});
