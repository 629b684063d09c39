import { expect, test } from "vitest";
import { UNLINKED } from "../../src/fallback/shop.ts";
import { bakery } from "../fallback/shops.ts";
import { type Heard, openChat } from "./chat.ts";

type Chat = ReturnType<typeof openChat>;

/** As far as the QR. */
function practise(chat: Chat): Heard {
	chat.say("menu");
	chat.press("prepare");
	chat.press("drill");
	chat.press("drill:pay");
	return chat.press("drill:no");
}
const writesOf = ({ effects }: Heard) => effects.filter(({ kind }) => kind === "mail");

test("a shop practises in five presses: a small amount, the question, the QR of a practice page, PAID with the time it took", () => {
	const chat = openChat(bakery);
	const shown = practise(chat);
	const { drill } = chat.state();
	chat.wait(1);
	const paid = chat.tell({ kind: "drill-paid", id: drill!.id });

	expect(shown.text).toContain("Drill: 5.00 EUR");
	expect(shown.replies[0]?.qr?.payload).toBe(`http://shop.example/d/${drill?.code}`);
	expect(shown.replies[0]?.link).toBe(shown.replies[0]?.qr?.payload);
	expect(paid.text).toContain("The drill took 60 s and is recorded.");
	expect(paid.replies[0]?.replaces).toBe(drill?.seq);
	expect(chat.state().drill).toBeUndefined();
});

test("whoever has practised is asked what was hard, and one press keeps it with that drill and gives one piece of advice", () => {
	for (const [hard, advice] of [
		["nothing", "The kit puts the same QR"],
		["steps", "type only “pay 45”"],
		["scan", "Turn the screen bright"],
		["slow", "mobile data"],
	]) {
		const chat = openChat(bakery);
		practise(chat);
		const { id } = chat.state().drill!;
		expect(chat.tell({ kind: "drill-paid", id }).labels).toEqual([
			...["Nothing", "What to press", "Scanning the QR", "It was slow"],
		]);
		const said = chat.press(`drill:${hard}:${id}`);
		expect(said.text).toContain(advice);
		expect(said.writes).toContainEqual({ kind: "drill-hard", conversationId: chat.state().id, id, hard });
	}
});

test("who practises is kept with the drill where the platform says who pressed, and never in the transcript", () => {
	const chat = openChat(bakery);
	chat.tell({ kind: "message", text: "drill", by: "user/U1" });
	chat.press("drill:pay");
	const { writes } = chat.press("drill:no");
	expect(writes).toContainEqual(
		expect.objectContaining({ kind: "drill", drill: expect.objectContaining({ by: "user/U1" }) }),
	);
	const pressed = chat.tell({ kind: "choice", of: 0, choice: "menu", by: "user/U1" });
	expect(JSON.stringify(pressed.writes)).not.toContain("U1");
});

test("a drill is no sale: no sale hears of it, none is listed, and no outage begins", () => {
	const chat = openChat(bakery);
	const shown = practise(chat);
	const paid = chat.tell({ kind: "drill-paid", id: chat.state().drill!.id });

	expect([...writesOf(shown), ...writesOf(paid)]).toEqual([]);
	expect(chat.state().sales).toEqual([]);
	expect(chat.state().outage).toBeNull();
});

test("whoever says in a drill that a card was tapped learns to look first", () => {
	const chat = openChat(bakery);
	chat.say("drill");
	chat.press("drill:pay");

	expect(chat.press("drill:yes").text).toContain("look on the terminal first");
	expect(chat.press("drill:no").replies[0]?.qr).not.toBeNull();
});

test("nobody practises while the terminal is down, here or in another chat, or while a payment waits", () => {
	const down = openChat(bakery);
	down.press("down");
	const elsewhere = openChat(bakery);
	const outage = { id: "outage1", cause: null, startedAtMs: 0, restoredAtMs: null };
	elsewhere.meanwhile({ openOutage: outage, endedOutageId: null });
	const selling = openChat(bakery);
	selling.say("pay 45");

	for (const chat of [down, elsewhere, selling]) {
		const heard = chat.press("drill");
		expect(heard.text).toContain("Not now");
		expect(heard.labels).toContain("Take a payment now");
		expect(chat.state().drill).toBeUndefined();
	}
});

test("a practice page that is pressed twice, or of an earlier drill, says nothing", () => {
	const chat = openChat(bakery);
	practise(chat);
	const { id } = chat.state().drill!;
	chat.say("drill");
	expect(chat.tell({ kind: "drill-paid", id }).replies).toEqual([]);
	chat.press("drill:pay");
	chat.press("drill:no");
	const { id: second } = chat.state().drill!;
	chat.tell({ kind: "drill-paid", id: second });
	expect(chat.tell({ kind: "drill-paid", id: second }).replies).toEqual([]);
});

test("a drill that was left for the afternoon begins anew", () => {
	const chat = openChat(bakery);
	chat.say("drill");
	const { id } = chat.state().drill!;
	chat.wait(120);

	expect(chat.press("drill:no").text).toContain("The terminal is dark");
	expect(chat.state().drill?.id).not.toBe(id);
});

test("where no store is linked there is nothing to practise with or to print", () => {
	const chat = openChat({ ...bakery, merchantId: UNLINKED });

	for (const word of ["drill", "kit"]) expect(chat.say(word).text).toMatch(/[Ll]ink/);
});

for (const [word, locale] of [
	["Print the kit!", "en"],
	["打印套件", "zh"],
	["imprimir el kit", "es"],
] as const)
	test(`“${word}” asks for the paper, and the PDF is a file of the chat`, () => {
		const chat = openChat(bakery, locale);
		expect(chat.say(word).labels).toHaveLength(4);
		const { effects } = chat.press("kit:58");
		expect(effects).toEqual([{ kind: "print-kit", to: "chat1", storeId: "market", paper: "58", locale }]);
		const file = { id: "f1", name: "kit-58.pdf", type: "application/pdf", bytes: 9 } as const;
		const note = { en: "note", zh: "注意", es: "nota" };
		const [reply] = chat.tell({ kind: "kit-printed", file, notes: [note] }).replies;
		expect(reply).toMatchObject({ file, text: expect.stringContaining(note[locale]) });
	});

test("a kit that cannot be made is said so", () => {
	const chat = openChat(bakery);
	expect(chat.tell({ kind: "not-delivered", effect: "print-kit" }).text).toContain("Try again in a minute");
});
