import { expect, test } from "vitest";
import type { Locale } from "../../src/text.ts";
import { bakery } from "../fallback/shops.ts";
import { openChat } from "./chat.ts";
import { answer, type Chat, cardIn, claim, desk, idOf, owned } from "./desk.ts";

function resolved(locale: Locale = "en"): Chat {
	const chat = owned(locale);
	desk(chat, { did: "resolved", by: "Mara", note: "New cable." });
	return chat;
}

test.each<[Locale, RegExp, string, string]>([
	["en", /this is solved from our side\.\nNew cable\.\nIs everything back to normal\?/, "yes", "not yet"],
	["zh", /我们这边已处理好。\nNew cable\.\n都恢复正常了吗？/, "是的", "还没"],
	["es", /de nuestra parte está resuelto\.\nNew cable\.\n¿Todo volvió a la normalidad\?/, "sí", "todavía no"],
])("resolved (%s), the merchant is asked whether all is well, and answers in words", (locale, asked, yes, no) => {
	const chat = owned(locale);
	const question = desk(chat, { did: "resolved", by: "Mara", note: "New cable." });
	expect(question.text).toMatch(asked);
	expect(question.labels).toHaveLength(3);
	expect(chat.say(no).toDesk).toContainEqual({ kind: "back-to-normal", isBack: false });
	expect(desk(chat, { did: "reopened" }).replies).toEqual([]);
	desk(chat, { did: "resolved", by: "Mara", note: "" });
	const id = idOf(chat);
	const well = chat.say(yes);
	expect(well.toDesk).toContainEqual({ kind: "back-to-normal", isBack: true });
	expect(well.text).toContain(id);
	expect(desk(chat, { did: "closed", by: null, note: "" }).replies).toEqual([]);
	expect(chat.state().escalation).toBeNull();
});

test.each([
	["it works again", true],
	["the terminal is offline again", false],
	["2", false],
	["1", true],
])("“%s” answers whether all is well", (text, isBack) => {
	expect(resolved().say(text).toDesk).toContainEqual({ kind: "back-to-normal", isBack });
});

test("other words and payments answer nothing: the question stays", () => {
	const chat = resolved();
	for (const text of ["one moment, I look", "pay 45", "no"])
		expect(chat.say(text).toDesk.filter(({ kind }) => kind === "back-to-normal")).toEqual([]);
	expect(chat.press(`normal:no:${idOf(chat)}`).toDesk).toEqual([{ kind: "back-to-normal", isBack: false }]);
});

test("words after a further message of the agent's are the agent's", () => {
	const chat = resolved();
	answer(chat, "Did you print a receipt?");
	expect(chat.say("no").toDesk).toEqual([{ kind: "merchant-wrote", name: null, text: "no" }]);
});

test("all is well: the outage is over, too, and its sales are listed", () => {
	const chat = openChat(bakery);
	chat.say("the terminal is offline");
	chat.say("person");
	claim(chat);
	desk(chat, { did: "resolved", by: "Mara", note: "" });
	const well = chat.press(`normal:yes:${idOf(chat)}`);
	expect(well.toDesk).toEqual([{ kind: "restored" }, { kind: "back-to-normal", isBack: true }]);
	expect(well.effects).toContainEqual(expect.objectContaining({ kind: "look-up", why: "restored" }));
	expect(chat.state().outage?.restoredAtMs).not.toBeNull();
});

test("an old no, of a request that is closed, opens a new one; an old yes says that it is closed", () => {
	const chat = resolved();
	const old = idOf(chat);
	desk(chat, { did: "closed", by: null, note: "" });
	expect(chat.press(`normal:yes:${old}`).text).toMatch(/is closed/);
	const again = chat.press(`normal:no:${old}`);
	expect(cardIn(again)?.reason).toBe(`The merchant says that it is not back to normal after request ${old}.`);
	expect(idOf(chat)).not.toBe(old);
});

test("a no right after the yes is a new request, whichever comes first: the no, or the end of the old one", () => {
	const chat = resolved();
	const old = idOf(chat);
	chat.press(`normal:yes:${old}`);
	const late = { kind: "escalation", id: old, did: "closed", by: null, note: "" } as const;
	expect(cardIn(chat.press(`normal:no:${old}`))).not.toBeNull();
	expect(chat.tell(late).replies).toEqual([]);
	expect(idOf(chat)).not.toBe("");
});

test("a yes to a question that does not stand any more closes nothing", () => {
	const chat = resolved();
	desk(chat, { did: "reopened" });
	const heard = chat.press(`normal:yes:${idOf(chat)}`);
	expect(heard.toDesk).toEqual([{ kind: "restored" }]);
	expect(heard.text).not.toMatch(/close/);
});

test("opened again by the desk, the merchant hears it", () => {
	const chat = resolved();
	expect(desk(chat, { did: "reopened" }).text).toMatch(/is open again/);
	expect(chat.say("the cable is broken").replies).toEqual([]);
});
