import { expect, test } from "vitest";
import { walkedOf } from "../../src/helpdesk/handing-over-card.ts";
import { bakery, demoCafe } from "../fallback/shops.ts";
import { openChat } from "./chat.ts";
import { cardIn, claim, desk, PHOTO, withPerson } from "./desk.ts";

test("an edited or deleted message answers nothing, and the agent hears of it by its name while there is one", () => {
	const chat = openChat(bakery);
	const edited = { kind: "edited", name: "5.5", text: "pay 45" } as const;
	expect(chat.tell(edited).effects).toEqual([]);
	chat.tell({ kind: "message", text: "person", name: "5.4" });
	expect(chat.tell({ kind: "message", text: "no cable", name: "5.5" }).toDesk).toEqual([
		{ kind: "merchant-wrote", name: "5.5", text: "no cable" },
	]);
	const { seq } = chat.state();
	const heard = chat.tell(edited);
	expect(heard.toDesk).toEqual([{ kind: "merchant-edited", name: "5.5", text: "pay 45" }]);
	expect(heard.replies).toEqual([]);
	expect(chat.tell({ kind: "deleted", name: "5.5" }).toDesk).toEqual([{ kind: "merchant-deleted", name: "5.5" }]);
	expect(chat.state().seq).toBe(seq);
	for (const name of ["5.4", "9.9"]) {
		expect(chat.tell({ kind: "deleted", name }).effects).toEqual([]);
		expect(chat.tell({ ...edited, name }).effects).toEqual([]);
	}
	expect(chat.tell({ ...edited, masked: true }).text).toMatch(/looked like a card number/);
});

test("a photo goes to the agent: confirmed while nobody has it, in silence while somebody has", () => {
	const chat = withPerson();
	const sent = chat.tell({ kind: "file", file: PHOTO });
	expect(sent.toDesk).toEqual([{ kind: "merchant-sent-file", file: PHOTO }]);
	expect(sent.text).toBe("Support can see your file.");
	claim(chat);
	const silent = chat.tell({ kind: "file", file: PHOTO });
	expect(silent.toDesk).toEqual([{ kind: "merchant-sent-file", file: PHOTO }]);
	expect(silent.replies).toEqual([]);
});

test("a photo with no person to see it waits until one is asked for", () => {
	const chat = openChat(bakery);
	const sent = chat.tell({ kind: "file", file: PHOTO });
	expect(sent.text).toMatch(/only a person can/);
	expect(sent.labels).toContain("Talk to a person");
	expect(chat.press("person").toDesk).toMatchObject([{ kind: "open" }, { kind: "merchant-sent-file", file: PHOTO }]);
	desk(chat, { did: "closed", by: null, note: "" });
	expect(chat.press("person").toDesk).toMatchObject([{ kind: "open" }]);
});

test("a photo in the middle of a check leaves the check's numbers as they are", () => {
	const chat = openChat(bakery);
	chat.say("the terminal is offline");
	const { offered } = chat.state();
	chat.tell({ kind: "file", file: PHOTO });
	expect(chat.state().offered).toEqual(offered);
});

test("the card holds where the merchant is: the playbook, its open question, their last words, and the store's rails", () => {
	const chat = openChat(bakery);
	chat.say("the terminal is offline");
	chat.say("1");
	const heard = chat.say("person");
	expect(heard.toDesk).toMatchObject([{ kind: "open", storeId: bakery.storeId, conversation: "conversation/chat1" }]);
	const card = cardIn(heard);
	expect(card).toMatchObject({
		playbook: "The terminal has no connection",
		lastWords: "the terminal is offline",
		exposure: null,
		hotline: bakery.hotline,
		isPractice: false,
	});
	expect(card?.rails).toHaveLength(2);
	expect(card?.steps.map(({ answer: given }) => given === null)).toEqual([false, true]);
});

test("checks that came to an end are on the card of whoever is called later, until it works again", () => {
	const chat = openChat(bakery);
	chat.say("the bank does not answer, all cards are declined");
	for (let count = 0; chat.state().run !== null && count < 20; count++) {
		const steps = chat.state().offered.choices.filter((choice) => choice.startsWith("step:"));
		chat.press(steps.at(-1) ?? "");
	}
	const { walked, escalation } = chat.state();
	expect(escalation).toBeNull();
	expect(walked?.steps.length).toBeGreaterThan(0);
	expect(cardIn(chat.say("person"))).toMatchObject({ ...walked, cause: "processor" });
	chat.say("it works again");
	expect(chat.state()).not.toHaveProperty("walked");
});

test("the stored payments that the merchant counted are the card's exposure", () => {
	const sum = { minor: 12_000, currency: "EUR" };
	const playbook = { title: { en: "No connection", zh: "", es: "" } };
	const known = [
		{ slot: "restart", value: "safe" },
		{ slot: "stored_count", value: 3 },
		{ slot: "stored_sum", value: sum },
	];
	expect(walkedOf(playbook, [], known)).toEqual({ playbook: "No connection", steps: [], exposure: { count: 3, sum } });
	expect(walkedOf(playbook, [], known.slice(0, 2)).exposure).toEqual({ count: 3, sum: null });
	expect(walkedOf(playbook, [], known.slice(0, 1)).exposure).toBeNull();
});

test("only words are last words: no command, number, yes or no; and no more of them than a card has room for", () => {
	const chat = openChat(bakery);
	chat.say(`dark ${"x".repeat(600)}`);
	for (const text of ["2", "no", "menu"]) chat.say(text);
	expect(cardIn(chat.say("person"))?.lastWords).toHaveLength(500);
	expect(cardIn(openChat(bakery).press("person"))?.lastWords).toBeNull();
	expect(cardIn(openChat(demoCafe).press("person"))?.rails).toEqual(["practice page", "practice page"]);
});

test("the desk hears when a sale begins and when it is paid, and not what changes nothing", () => {
	const chat = withPerson();
	chat.say("pay 45");
	const [made] = chat.settle(chat.say("no"));
	expect(made?.toDesk).toEqual([{ kind: "sales-moved" }]);
	const [sale] = chat.state().sales;
	const { code, saleId } = sale!;
	const [claimed] = chat.happens(saleId, { kind: "claimed", code, by: "customer" });
	expect(claimed?.toDesk).toEqual([]);
	const [paid] = chat.happens(saleId, { kind: "confirmed", code, personId: "mara" });
	expect(paid?.toDesk).toEqual([{ kind: "sales-moved" }]);
});
