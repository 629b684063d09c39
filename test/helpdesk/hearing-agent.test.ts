import { expect, test } from "vitest";
import type { Locale } from "../../src/text.ts";
import { bakery, demoCafe } from "../fallback/shops.ts";
import { openChat } from "./chat.ts";
import { answer, desk, idOf, MANUAL, owned, withPerson } from "./desk.ts";

test("released, the bot answers again; claimed anew, it is silent again", () => {
	const chat = owned();
	expect(desk(chat, { did: "released" }).text).toMatch(/I answer again/);
	expect(chat.say("the terminal is offline").text).toMatch(/Check 1/);
	expect(desk(chat, { did: "claimed", by: "Li" }).text).toContain("Li from support");
	expect(chat.state().run).toBeNull();
	expect(chat.say("the printer is jammed").replies).toEqual([]);
	expect(desk(chat, { did: "handed-back", by: "Li" }).text).toMatch(/Li \(support\) has handed over to me/);
	expect(chat.say("the terminal is offline").text).toMatch(/Check 1/);
});

test("an agent's message carries its file and its name, is edited in place, and withdrawn in place", () => {
	const chat = owned();
	const said = answer(chat, "Look at page 3.", "17.1", MANUAL);
	expect(said.replies).toMatchObject([{ text: "Mara (support): Look at page 3.", file: MANUAL, replaces: null }]);
	expect(said.effects).toMatchObject([{ kind: "send", subject: "reply 17.1" }]);
	const { seq } = chat.state();
	const edited = desk(chat, { did: "edited", by: "Mara", name: "17.1", text: "Look at page 4." });
	expect(edited.replies).toMatchObject([{ text: "Mara (support): Look at page 4.", file: MANUAL, replaces: seq }]);
	const again = desk(chat, { did: "edited", by: "Mara", name: "17.1", text: "Page 5." });
	expect(again.replies).toMatchObject([{ replaces: seq }]);
	const gone = desk(chat, { did: "withdrawn", by: "Mara", name: "17.1" });
	expect(gone.replies).toMatchObject([{ text: "(withdrawn by support)", replaces: seq }]);
	expect(gone.replies[0]).not.toHaveProperty("file");
});

test("a file without words says who sends it", () => {
	expect(answer(owned(), "", "1.1", MANUAL).replies).toMatchObject([
		{ text: "Mara (support) sends you a file.", file: MANUAL },
	]);
});

test("an edit of a message from long ago is said anew, and its withdrawal says nothing", () => {
	const chat = owned();
	for (let count = 1; count <= 51; count++) answer(chat, `Message ${count}`, `${count}.0`);
	expect(desk(chat, { did: "withdrawn", by: "Mara", name: "1.0" }).replies).toEqual([]);
	const edited = desk(chat, { did: "edited", by: "Mara", name: "1.0", text: "Right." });
	expect(edited.replies).toMatchObject([{ text: "Mara (support) corrects: Right.", replaces: null }]);
	expect(desk(chat, { did: "edited", by: "Mara", name: "2.0", text: "Right." }).replies).toMatchObject([
		{ replaces: null },
	]);
	expect(desk(chat, { did: "edited", by: "Mara", name: "51.0", text: "Right." }).replies).not.toMatchObject([
		{ replaces: null },
	]);
});

test("an agent's message that cannot be delivered is told to the desk by its name", () => {
	const chat = openChat(bakery, "en", undefined, "slack", "T1/D1");
	chat.say("person");
	const refused = { kind: "not-delivered", effect: "send", because: "closed", thread: "T1/D1" } as const;
	const heard = chat.tell({ ...refused, subject: "reply 17.1" });
	expect(heard.toDesk).toEqual([{ kind: "reply-not-delivered", name: "17.1" }]);
	expect(heard.effects).toContainEqual(expect.objectContaining({ kind: "move" }));
	expect(chat.tell(refused).toDesk).toEqual([]);
});

test("an agent who closes gives the conversation back", () => {
	const chat = owned();
	answer(chat, "hello");
	const closed = desk(chat, { did: "closed", by: "Mara", note: "new cable" });
	expect(closed.text).toBe("Mara has closed your request: new cable. Is it not solved? Type “person”.");
	expect(chat.say("the terminal is offline").text).toMatch(/Check 1/);
	expect(chat.say("person").toDesk).toMatchObject([{ kind: "open" }]);
});

test("closed by itself, it says so, and does not name anybody", () => {
	const chat = owned();
	const id = idOf(chat);
	expect(desk(chat, { did: "closed", by: null, note: "" }).text).toBe(
		`Your request ${id} is closed. Is it not solved? Type “person”.`,
	);
});

test("an answer to an earlier request says nothing", () => {
	const chat = withPerson();
	const late = { kind: "escalation", id: "another1", did: "closed", by: "Mara", note: "" } as const;
	expect(chat.tell(late).replies).toEqual([]);
	expect(chat.state().escalation).not.toBeNull();
});

test.each<[Locale, RegExp, RegExp]>([
	[
		"en",
		/it opens Mon 09:00\. .*call \+49 30 000000 and have ready: terminal T0001/,
		/Do not wait for them: call \+49 30/,
	],
	["zh", /周一 09:00 开始值班.*请拨打 \+49 30 000000.*终端号 T0001/, /请不要等待，拨打 \+49 30/],
	["es", /abre lun 09:00\. .*llame al \+49 30 000000.*la terminal T0001/, /No espere: llame al \+49 30/],
])("nobody there, or nobody came (%s): the merchant gets the hotline and what to have ready", (locale, away, alone) => {
	const chat = withPerson(locale);
	const opensAt = { en: "Mon 09:00", zh: "周一 09:00", es: "lun 09:00" };
	expect(desk(chat, { did: "away", opensAt }).text).toMatch(away);
	expect(desk(chat, { did: "unanswered" }).text).toMatch(alone);
});

test("where no hours and no hotline are known, none are made up", () => {
	const chat = withPerson("en", demoCafe);
	expect(desk(chat, { did: "away", opensAt: null }).text).toMatch(
		/^Nobody is at the support desk now\. Your request waits/,
	);
	expect(desk(chat, { did: "unanswered" }).text).toContain("call your card acquirer's hotline");
});

test("a conversation that was kept before agents could do all this goes on", () => {
	const chat = withPerson();
	const { escalation, lastWords: _, ...kept } = chat.state();
	chat.resume({ ...kept, escalation: { id: escalation?.id ?? "", isOwned: true } });
	expect(chat.press("person").text).toMatch(/^A person from support has your request/);
	expect(answer(chat, "hello").replies).toHaveLength(1);
	expect(desk(chat, { did: "resolved", by: "Mara", note: "" }).labels).toHaveLength(3);
});
