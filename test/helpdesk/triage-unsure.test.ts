import { expect, test } from "vitest";
import { bakery, demoCafe } from "../fallback/shops.ts";
import { openChat } from "./chat.ts";

test.each([
	["en", "is the terminal paid", "I am not sure what you need. Which is it?"],
	["zh", "客人的钱", "不确定您需要什么。是哪一个？"],
] as const)("a message that may mean several things is asked about, not guessed at (%s)", (locale, text, question) => {
	const chat = openChat(demoCafe, locale);
	const { replies, labels, effects } = chat.say(text);
	expect(replies).toMatchObject([{ text: question }]);
	expect(labels).toHaveLength(4);
	expect(effects.every(({ kind }) => kind === "send")).toBe(true);
	expect(chat.state()).toMatchObject({ run: null, asking: null, outage: null });
});

test("each of the four answers leads on", () => {
	const chat = openChat(bakery);
	const unsure = () => chat.say("is the terminal paid");
	unsure();
	expect(chat.press("pay").text).toMatch(/amount|How much/i);
	chat.press("menu");
	unsure();
	expect(chat.press("question").text).toBe("Write your question in one sentence.");
	unsure();
	expect(chat.say("4").toDesk).toMatchObject([{ kind: "open" }]);
	const other = openChat(bakery);
	other.say("is the terminal paid");
	expect(other.press("down").text).toMatch(/Check 1/);
});

test("at a check, what is unsure repeats the check", () => {
	const chat = openChat(demoCafe);
	chat.say("the terminal is offline");
	expect(chat.say("is the terminal paid").text).toMatch(/did not understand[\s\S]*Check 1/);
});

test("who asks what a code means is told, in the words of the shop's acquirer", () => {
	const [terminal] = bakery.terminals;
	const german = openChat({ ...bakery, terminals: [{ ...terminal!, acquirer: "Nexi" }] });
	expect(german.say("what does code 58 mean").text).toContain("The terminal number is not known. Call the acquirer.");
	const elsewhere = openChat(bakery);
	expect(elsewhere.say("what does code 05 mean").text).toContain("does not say why. Take another card.");
	expect(elsewhere.say("what does code 91 mean").text).toContain("The bank's side cannot be reached.");
});
