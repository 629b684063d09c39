import { expect, test } from "vitest";
import { type ModelAsk, type ModelSaid, NO_MODEL, NOTHING_SAID } from "../../src/answers/model-ask.ts";
import type { AskModel } from "../../src/helpdesk/conversation-order.ts";
import type { Locale } from "../../src/text.ts";
import { bakery, demoCafe } from "../fallback/shops.ts";
import { type Heard, openChat } from "./chat.ts";

const CHAT = { chat: true, vectors: false };
const withModel = (locale: Locale = "en") => openChat(demoCafe, locale, undefined, "web", null, CHAT);
const askedOf = ({ effects }: Heard): AskModel | undefined => effects.find((effect) => effect.kind === "ask-model");
const answered = (asked: AskModel | undefined, said: Partial<ModelSaid>) =>
	({ kind: "model", id: asked?.id ?? "", said: { ...NOTHING_SAID, ...said } }) as const;

test.each<readonly [Locale, string, RegExp, string]>([
	["en", "how long can stored payments wait", /^Your provider sets the limits/, "article:"],
	["zh", "离线付款最多能存多久", /^限额由支付服务商规定/, "article:"],
	["es", "¿cuánto tiempo aguantan los pagos guardados?", /^Su proveedor fija los límites/, "article:"],
])(
	"a question gets its article in the merchant's language, and two others as buttons (%s)",
	(locale, text, first, id) => {
		const chat = openChat(bakery, locale);
		const { replies } = chat.say(text);
		expect(replies).toHaveLength(1);
		expect(replies[0]?.text).toMatch(first);
		const ids = replies[0]?.choices.map((choice) => choice.id) ?? [];
		expect(ids).toEqual([expect.stringContaining(id), expect.stringContaining(id), "pay"]);
	},
);

test("the button of an article shows it, however old it is", () => {
	const chat = openChat(demoCafe);
	const [reply] = chat.say("what is offline mode").replies;
	const button = reply?.choices[0]?.id ?? "";
	chat.say("menu");
	const { replies } = chat.press(button, chat.opened.replies.length);
	expect(replies[0]?.text).toMatch(/offline|stored/i);
	expect(replies[0]?.text).not.toBe(reply?.text);
	expect(chat.press("article:no-such-thing").text).toBe("What do you need?");
	expect(chat.press("article:__proto__").text).toBe("What do you need?");
});

test("a question between two checks is answered and the check asked again; its number still answers the check", () => {
	const chat = openChat(demoCafe);
	const asked = chat.say("the terminal is offline");
	const { replies } = chat.say("what is offline mode");
	expect(replies.map(({ text }) => text)).toEqual([
		expect.stringMatching(/^Without internet, the terminal stores/),
		expect.stringMatching(/^Check 1/),
	]);
	expect(replies[0]?.choices.map(({ id }) => id)).toEqual([
		expect.stringMatching(/^article:/),
		expect.stringMatching(/^article:/),
	]);
	expect(chat.state().run).toMatchObject({ trail: [] });
	// Pressed there, an article leaves the checks open, with a way back.
	const pressed = chat.press(replies[0]?.choices[0]?.id ?? "", replies.length);
	expect(pressed.labels).toContain("Go on with the terminal check");
	expect(chat.press("continue").text).toContain(asked.text.slice(asked.text.indexOf("Check 1")));
	expect(chat.say("1").text).toMatch(/Check 2/);
});

test("a question while a card may have been tapped is answered, and the question about the card asked again", () => {
	const chat = openChat(demoCafe);
	const asked = chat.say("pay 45");
	const { replies } = chat.say("is it safe to take cards offline");
	expect(replies.map(({ text }) => text)).toEqual([expect.stringMatching(/offline is your risk/), asked.text]);
	expect(chat.settle(chat.say("no"))[0]?.replies[0]?.qr).not.toBeNull();
});

test.each<readonly [Locale, string, RegExp]>([
	["en", "how do i bake sourdough bread?", /^I have no answer to that/],
	["zh", "怎么做酸面包？", /^这个我答不上来/],
	["es", "¿cómo hago pan de masa madre en casa?", /^No tengo respuesta/],
])("anything else gets a kind no and the menu (%s)", (locale, text, no) => {
	const { replies } = openChat(bakery, locale).say(text);
	expect(replies[0]?.text).toMatch(no);
	expect(replies[0]?.choices.map(({ id }) => id)).toEqual(expect.arrayContaining(["pay", "down", "person"]));
});

test("one customer's declined card is still answered as such", () => {
	expect(openChat(demoCafe).say("her card was declined, the others work").text).toMatch(
		/One declined card is not an outage/,
	);
});

test("while a person answers, the bot keeps quiet; the button of an article still works", () => {
	const chat = openChat(demoCafe);
	chat.say("person");
	const id = chat.state().escalation?.id ?? "";
	chat.tell({ kind: "escalation", id, did: "claimed", by: "Ana" });
	expect(chat.say("what is offline mode").replies).toEqual([]);
	expect(chat.press("article:offline-mode").text).toMatch(/^Without internet/);
});

test("a model is asked with the articles that were found, and its words come with what they are from", () => {
	const chat = withModel();
	const asking = chat.say("what is offline mode");
	expect(asking.replies).toEqual([]);
	const asked = askedOf(asking);
	const ask = asked?.ask as ModelAsk & { kind: "words" };
	expect(ask).toMatchObject({ kind: "words", text: "what is offline mode", locale: "en" });
	expect(ask.ids[0]).toBe("offline-mode");
	expect(JSON.parse(JSON.stringify(chat.state()))).toEqual(chat.state());
	const worded = { text: "It stores cards and sends them later.", cites: ["offline-mode"] };
	const { replies } = chat.tell(answered(asked, { ids: ask.ids, worded }));
	expect(replies[0]?.text).toBe(`${worded.text}\n(Worded by a computer, from: “What offline mode is”)`);
	expect(chat.state().pondering).toBeUndefined();
	// Once is enough.
	expect(chat.tell(answered(asked, { ids: ask.ids, worded })).replies).toEqual([]);
});

test("what a model does not word is said as it stands, in the order that vectors gave it", () => {
	const chat = withModel();
	const asked = askedOf(chat.say("what is offline mode"));
	expect(chat.tell(answered(asked, { ids: ["offline-risks", "offline-mode"] })).text).toMatch(/offline is your risk/);
	const unknown = askedOf(chat.say("what is offline mode"));
	expect(chat.tell(answered(unknown, { ids: ["made-up", "offline-mode"] })).text).toMatch(/^Without internet/);
});

test("nobody waits for a model: silence, a failure or the next message gets the article at once", () => {
	const late = withModel();
	late.say("what is offline mode");
	late.wait(0.05);
	expect(late.tell({ kind: "alarm" }).replies).toEqual([]);
	late.wait(0.05);
	expect(late.tell({ kind: "alarm" }).text).toMatch(/^Without internet/);

	const lost = withModel();
	lost.say("what is offline mode");
	expect(lost.tell({ kind: "not-delivered", effect: "ask-model" }).text).toMatch(/^Without internet/);

	const hurried = withModel();
	hurried.say("what is offline mode");
	const { replies } = hurried.say("pay 45");
	expect(replies.map(({ text }) => text)).toEqual([
		expect.stringMatching(/^Without internet/),
		expect.stringMatching(/45\.00/),
	]);
});

test("an answer that comes late is not taken for the answer to the next question", () => {
	const chat = withModel();
	const first = askedOf(chat.say("what is offline mode"));
	const second = askedOf(chat.say("where do i find the terminal id"));
	expect(chat.tell(answered(first, { ids: ["offline-mode"] })).replies).toEqual([]);
	expect(chat.tell(answered(second, { ids: ["tid-and-mid"] })).text).toMatch(/^Look at any receipt/);
});

test("when a person takes over meanwhile, the model's answer is not said any more", () => {
	const chat = withModel();
	chat.say("person");
	const asked = askedOf(chat.say("what is offline mode"));
	chat.tell({ kind: "escalation", id: chat.state().escalation?.id ?? "", did: "claimed", by: "Ana" });
	expect(chat.tell(answered(asked, { ids: ["offline-mode"] })).replies).toEqual([]);
});

test.each([
	["take_payment", "Take a payment now", /amount|How much/i],
	["outage:network", "Terminal has no connection", /Check 1/],
	["outage:unknown", "The terminal is down", /Check 1/],
	["payment_status", "Sales so far", "look-up"],
	["human", "Talk to a person", /support desk/],
	["resolved", "It works again", "look-up"],
] as const)(
	"what a model takes an unclear message for is asked, and done when it is pressed (%s)",
	(command, label, then) => {
		const chat = withModel();
		const asked = askedOf(chat.say("is the terminal paid"));
		expect(asked?.ask).toEqual({ kind: "command", text: "is the terminal paid", locale: "en" });
		const { replies, labels, effects } = chat.tell(answered(asked, { command }));
		expect(replies[0]?.text).toBe("Did you mean this?");
		expect(labels).toEqual([label, "Something else"]);
		// Nothing has happened but words.
		expect(effects.map(({ kind }) => kind)).toEqual(["send"]);
		expect(chat.state()).toMatchObject({ run: null, asking: null, outage: null, sales: [] });
		const pressed = chat.press(replies[0]?.choices[0]?.id ?? "");
		expect(then === "look-up" ? pressed.effects[0]?.kind : pressed.text).toMatch(then);
	},
);

test("what a model cannot say either is asked as without it", () => {
	for (const command of ["other", null] as const) {
		const chat = withModel();
		const asked = askedOf(chat.say("is the terminal paid"));
		expect(chat.tell(answered(asked, { command })).text).toBe("I am not sure what you need. Which is it?");
	}
});

test("within the checks an unclear message repeats the check, without a model", () => {
	const chat = withModel();
	chat.say("the terminal is offline");
	const heard = chat.say("is the terminal paid");
	expect(askedOf(heard)).toBeUndefined();
	expect(heard.text).toMatch(/Check 1/);
});

test("with vectors alone no message is given to a model to guess at", () => {
	const chat = openChat(demoCafe, "en", undefined, "web", null, { ...NO_MODEL, vectors: true });
	expect(askedOf(chat.say("is the terminal paid"))).toBeUndefined();
	expect(askedOf(chat.say("what is offline mode"))).toBeDefined();
});
