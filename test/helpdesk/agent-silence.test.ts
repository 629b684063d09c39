import { expect, test } from "vitest";
import type { Locale } from "../../src/text.ts";
import { bakery } from "../fallback/shops.ts";
import { openChat } from "./chat.ts";
import { answer, claim, owned, withPerson } from "./desk.ts";

test("while an agent has it the bot is silent, every word goes to the agent, and payments go on", () => {
	const chat = openChat(bakery);
	chat.say("the terminal is offline");
	chat.say("person");
	expect(claim(chat).text).toContain("Mara from support");
	answer(chat, "Which light is red, 1 or 2?");
	for (const text of [
		...["1", "no", "yes", "the display is dark", "what now?", "we charged her twice", "it says declined"],
		...["how do I send a payment link?", "what is offline mode", "how much is a payment link", "I want a person now"],
	]) {
		const heard = chat.say(text);
		expect(heard.toDesk, text).toEqual([{ kind: "merchant-wrote", name: null, text }]);
		expect(heard.replies, text).toEqual([]);
	}
	const sold = chat.say("pay 45");
	expect(sold.toDesk).toEqual([{ kind: "merchant-wrote", name: null, text: "pay 45" }]);
	expect(sold.text).toMatch(/45\.00 EUR/);
	expect(chat.say("1").toSale).toMatchObject([{ kind: "open" }]);
	expect(chat.tell({ kind: "alarm" }).replies).toEqual([]);
});

test("while an agent has it, sales are listed, an amount is refused, and a card number is told", () => {
	const chat = owned();
	expect(chat.say("sales").effects).toContainEqual(expect.objectContaining({ kind: "look-up", why: "asked" }));
	chat.press("pay");
	expect(chat.say("0").text).toMatch(/amount/i);
	expect(chat.say("cancel").text).toMatch(/Mara from support has your request/);
	const masked = chat.tell({ kind: "message", text: "it is ••••••••••••1111", masked: true });
	expect(masked.replies.map(({ text }) => text)).toEqual([expect.stringMatching(/looked like a card number/)]);
});

test("no reminder, no question whether it works again and no model's answer is said while an agent has it", () => {
	const chat = withPerson();
	chat.say("the terminal is offline");
	expect(chat.state().run).not.toBeNull();
	claim(chat);
	for (let hours = 0; hours < 12; hours++) {
		chat.wait(60);
		expect(chat.tell({ kind: "alarm" }).replies).toEqual([]);
	}
});

test.each([
	["person", /Mara from support has your request/],
	["down", /Mara from support has your request/],
	["still-down", /Mara from support has your request/],
	["question", /Mara from support has your request/],
	["continue", /Mara from support has your request/],
	["step:offline", /Mara from support has your request/],
	["pay", /How much/],
] as const)("while an agent has it, the button %s says who has it, or is about a payment", (choice, said) => {
	const chat = owned();
	expect(chat.press(choice).text).toMatch(said);
	expect(chat.state().run).toBeNull();
});

test("an agent hears that the merchant pressed that the terminal is down", () => {
	const chat = owned();
	expect(chat.press("down").toDesk).toEqual([{ kind: "noted", text: "The merchant pressed “The terminal is down”." }]);
	expect(chat.tell({ kind: "message", text: "Cable is loose", isReport: true }).replies).toHaveLength(1);
	expect(chat.state().run).toBeNull();
});

test.each<[Locale, RegExp]>([
	["en", /Mara from support has your request/],
	["zh", /支持人员 Mara 已接手您的请求/],
	["es", /Mara, de soporte, tiene su solicitud/],
])("another language (%s) is confirmed with who has it", (locale, said) => {
	expect(owned().tell({ kind: "language", locale }).text).toMatch(said);
});

test("in a new thread an agent's merchant is told why they go on there, and nothing else", () => {
	const chat = openChat(bakery, "en", undefined, "slack", "T1/D1");
	chat.say("person");
	claim(chat);
	const moved = chat.tell({ kind: "moved", thread: "T1/C1/!chat1", wasDirect: true });
	expect(moved.text).toBe("Your direct messages are closed to me, so we go on here.");
});
