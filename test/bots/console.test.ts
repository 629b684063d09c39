import { expect, test } from "vitest";
import { untilStored } from "../../src/bots/console/inbox.ts";
import { readTyped } from "../../src/bots/console/receive.ts";
import { renderReply } from "../../src/bots/console/render.ts";
import { OutsideError, UserError } from "../../src/errors.ts";
import type { Reply } from "../../src/helpdesk/message.ts";

const files = new Set(["/tmp/batch.csv", "my batch.csv"]);
const typed = (line: string) => readTyped(line, (path) => files.has(path));

test.each([
	["pay 45", { kind: "words", text: "pay 45" }],
	["  it's back ", { kind: "words", text: "it's back" }],
	["/tmp/batch.csv", { kind: "file", path: "/tmp/batch.csv" }],
	["'my batch.csv'", { kind: "file", path: "my batch.csv" }],
	["my\\ batch.csv", { kind: "file", path: "my batch.csv" }],
	["./gone.csv", { kind: "no-file", path: "./gone.csv" }],
	["gone.csv", { kind: "no-file", path: "gone.csv" }],
	["photo.jpg", { kind: "no-file", path: "photo.jpg" }],
	["", { kind: "nothing" }],
	["QUIT", { kind: "quit" }],
])("what a cashier types, %j, is taken as what it is", (line, meant) => {
	expect(typed(line)).toEqual(meant);
});

const reply: Reply = {
	text: "45.00 EUR · reference K7M2Q2",
	choices: [
		{ id: "a", label: "They paid" },
		{ id: "b", label: "Cancel" },
	],
	qr: { payload: "https://shop.example/p/1", caption: ["Bean & Leaf", "K7M2Q2"] },
	link: "https://shop.example/p/1",
	replaces: null,
	sale: null,
};

test("a reply is its text, its QR with what stands below, its link and numbered choices", async () => {
	const lines = await renderReply(reply, false);
	expect(lines[0]).toBe(reply.text);
	expect(lines.some((line) => line.includes("█"))).toBe(true);
	expect(lines.slice(-5)).toEqual([
		"   Bean & Leaf",
		"   K7M2Q2",
		"   https://shop.example/p/1",
		"   1  They paid",
		"   2  Cancel",
	]);
});

test("what replaces an earlier reply draws no QR again, and gives its buttons no second numbers while it waits", async () => {
	expect(await renderReply({ ...reply, replaces: 7 }, false)).toEqual([reply.text]);
	const failed = await renderReply({ ...reply, qr: null, replaces: 7 }, false);
	expect(failed).toEqual([reply.text, "   1  They paid", "   2  Cancel"]);
});

test("a shop's name cannot move the cursor or colour the shell", async () => {
	const lines = await renderReply({ ...reply, text: "\u001B[2JShop\u0007\r", qr: null, link: null }, false);
	expect(lines[0]).toBe("[2JShop");
});

test("a line is sent under one id until the server has it", async () => {
	const ids: string[] = [];
	let waits = 0;
	const answer = await untilStored(
		async (id) => {
			ids.push(id);
			if (ids.length < 3) throw new OutsideError({ en: "down", zh: "停", es: "caído" });
			return "stored";
		},
		() => waits++,
	);
	expect([answer, new Set(ids).size, ids.length, waits]).toEqual(["stored", 1, 3, 1]);
});

test("what the server refuses is not sent again", async () => {
	let tries = 0;
	const refused = untilStored(
		async () => {
			tries++;
			throw new UserError({ en: "too long", zh: "太长", es: "demasiado largo" });
		},
		() => {},
	);
	await expect(refused).rejects.toThrow("too long");
	expect(tries).toBe(1);
});

test("an agent's file is named with what it is and how large, and its name orders nothing of the shell", async () => {
	const file = { id: "f1", name: "manual\u001b[2J.pdf", type: "application/pdf", bytes: 204_800 } as const;
	expect(await renderReply({ ...reply, text: "Look", choices: [], qr: null, link: null, file }, false)).toEqual([
		"Look",
		"   manual[2J.pdf (application/pdf, 200 kB)",
	]);
});
