import { expect, test } from "vitest";
import { bakery } from "../fallback/shops.ts";
import { openChat } from "./chat.ts";

const progress = (percent: number, name = "year.csv") => ({ kind: "batch-progress", name, percent }) as const;
const outcome = {
	kind: "batch-read",
	name: "year.csv",
	matched: 1,
	payments: 1,
	lines: [],
	open: 0,
	isPractice: false,
} as const;

const placesOf = (chat: ReturnType<typeof openChat>, event: Parameters<typeof chat.tell>[0]) =>
	chat.tell(event).replies.map(({ text, replaces }) => [text.split("\n")[0], replaces]);

test("how far a large file is stands in one reply, and the outcome takes its place", () => {
	const chat = openChat(bakery);
	const before = chat.state().seq;
	expect(placesOf(chat, progress(30))).toEqual([["Reading year.csv: 30 %. You can go on selling meanwhile.", null]]);
	expect(placesOf(chat, progress(60))).toEqual([[expect.stringContaining("60 %"), before + 1]]);
	expect(placesOf(chat, outcome)).toEqual([[expect.stringContaining("year.csv is read. 1 of 1"), before + 1]]);
	// The next file has a reply of its own.
	expect(placesOf(chat, progress(20, "other.csv"))).toEqual([[expect.stringContaining("other.csv: 20 %"), null]]);
});

test("read again from the beginning after a crash, it is heard of again only when it is further", () => {
	const chat = openChat(bakery);
	chat.tell(progress(60));
	expect(placesOf(chat, progress(30))).toEqual([]);
	expect(placesOf(chat, progress(70))).toEqual([[expect.stringContaining("70 %"), expect.any(Number)]]);
});

test("what was said meanwhile stands above the outcome, so that nobody has to look for it", () => {
	const chat = openChat(bakery);
	chat.tell(progress(30));
	const place = chat.state().seq;
	chat.tell({ kind: "message", text: "pay 12.50" });
	expect(placesOf(chat, outcome)).toEqual([
		["Reading year.csv has ended; the outcome is below.", place],
		[expect.stringContaining("year.csv is read."), null],
	]);
});

test("a file that is refused in the end says so in place of how far it was", () => {
	const chat = openChat(bakery, "es");
	chat.tell(progress(30));
	const because = { en: "It has no header.", zh: "没有表头。", es: "No tiene encabezado." };
	expect(placesOf(chat, { kind: "batch-refused", name: "year.csv", because })).toEqual([
		[expect.stringMatching(/^No se recibió year\.csv/), chat.state().seq - 1],
	]);
});
