import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import type { FileCard, Line } from "../../src/helpdesk/message.ts";
import { PDF, PNG, photo } from "../support/sample-files.ts";
import { type Chat, openChat, type Server, sentence, startServer } from "./server.ts";

let server: Server;
let own: Chat;
let other: Chat;
beforeAll(async () => {
	server = await startServer();
	own = await openChat(server);
	other = await openChat(server);
});

const send = (id: string, name: string, body: Uint8Array<ArrayBuffer>, chat = own, token: string | null = chat.token) =>
	server.ask("POST", `${chat.path}/files?id=${id}&name=${encodeURIComponent(name)}`, { token, body });
const get = async (id: string, chat = own, token: string | null = chat.token) => {
	const headers = token === null ? {} : { authorization: `Bearer ${token}` };
	const response = await fetch(server.at(`${chat.path}/files/${id}`), { headers });
	return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
};
/** The files that the conversation has heard of, the oldest first. */
const heard = async (chat = own): Promise<readonly FileCard[]> => {
	await server.settle();
	const lines = await server.database.query<Pick<Line, "body">>(
		"select body from message where conversation_id = $1 and body ->> 'kind' = 'file' order by seq",
		[chat.path.split("/").at(-1) ?? ""],
	);
	return lines.map(({ body }) => (body as { readonly file: FileCard }).file);
};

test("a photo that a merchant sends is a line of the conversation, once, and is read with its token", async () => {
	const answers = [await send("photo-001", "screen.png", PNG), await send("photo-001", "screen.png", PNG)];
	expect(answers.map(({ status, text }) => [status, JSON.parse(text)])).toEqual([
		[202, { stored: true, again: false }],
		[202, { stored: true, again: true }],
	]);
	const [file, ...more] = await heard();
	expect(more).toEqual([]);
	expect(file).toMatchObject({ name: "screen.png", type: "image/png", bytes: PNG.length });
	const { response, bytes } = await get(file?.id ?? "");
	expect(bytes).toEqual(PNG);
	const headers = Object.fromEntries(response.headers);
	expect(headers).toMatchObject({
		"content-type": "image/png",
		"content-disposition": "inline; filename*=UTF-8''screen.png",
		"x-content-type-options": "nosniff",
		"content-security-policy": "default-src 'none'; sandbox",
		"cache-control": "no-store",
	});
});

test("whoever has not the conversation's token neither sends nor reads, and no other conversation has the file", async () => {
	const [file] = await heard();
	const id = file?.id ?? "";
	for (const token of [null, "wrong-wrong-wrong-wrong", other.token, server.operatorToken]) {
		expect((await get(id, own, token)).response.status).toBe(401);
		expect((await send("photo-002", "x.png", PNG, own, token)).status).toBe(401);
	}
	expect((await get(id, other)).response.status).toBe(404);
	expect((await get("nothing")).response.status).toBe(404);
	expect((await get(encodeURIComponent("../x"))).response.status).toBe(404);
	await send("photo-001", "screen.png", PNG, other);
	expect((await heard(other))[0]?.id).not.toBe(id);
});

test("a document is handed over to be kept and not to be shown; its name is only a name", async () => {
	await send("manual-01", "..\\..\\C:/menú “año”\r\nset-cookie: a=b.pdf", PDF);
	const file = (await heard()).at(-1);
	const { response } = await get(file?.id ?? "");
	expect(response.headers.get("content-type")).toBe("application/pdf");
	const [how, name] = (response.headers.get("content-disposition") ?? "").split("; filename*=UTF-8''");
	expect([how, decodeURIComponent(name ?? "")]).toEqual(["attachment", file?.name]);
	expect(file?.name).toMatch(/^menú “año”.*\.pdf$/);
	expect(response.headers.get("set-cookie")).toBeNull();
});

test("a photo is kept without its place, and a text without its card number", async () => {
	await send("photo-003", "counter.jpg", photo());
	await send("notes-001", "notes.txt", new TextEncoder().encode("4111 1111 1111 1111"));
	const [picture, notes] = (await heard()).slice(-2);
	expect(Buffer.from((await get(picture?.id ?? "")).bytes).toString("latin1")).not.toContain("GPS");
	const text = await get(notes?.id ?? "");
	expect(new TextDecoder().decode(text.bytes)).toBe("•••• •••• •••• 1111");
	expect(text.response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
});

test.each([
	[
		"a page that is named a picture",
		"photo.png",
		new TextEncoder().encode("<script>alert(1)</script>"),
		400,
		/^Send a photo/,
	],
	["a program", "setup.exe", Uint8Array.from([0x4d, 0x5a, 0, 0]), 400, /^Send a photo/],
	["nothing", "empty.png", new Uint8Array(), 400, /^Send a photo/],
	["too much", "large.png", new Uint8Array(5 * 1024 * 1024 + 1), 413, /5 MB is the most/],
])("%s is not taken, and says why", async (_what, name, body, status, why) => {
	const before = (await heard()).length;
	const answer = await send("upload-bad-1", name, body);
	expect([answer.status, sentence(answer)]).toEqual([status, expect.stringMatching(why)]);
	expect(await heard()).toHaveLength(before);
});

test("without a request the merchant hears that only a person can see it; with one, that support can", async () => {
	const chat = await openChat(server);
	await send("photo-010", "screen.png", PNG, chat);
	await chat.reply(({ text }) => text.includes("only a person can"));
	await chat.say("person");
	await chat.reply(({ text }) => text.includes("support desk's list"));
	await send("photo-011", "screen.png", PNG, chat);
	await chat.reply(({ text }) => text === "Support can see your file.");
});

test("the QR in a photo is explained in the chat, and what is not taken says what to send", async () => {
	const chat = await openChat(server);
	const bytes = Uint8Array.from(readFileSync(new URL("../fixtures/pictures/baseline.jpg", import.meta.url)));
	await send("photo-020", "counter.jpg", bytes, chat);
	const { text } = await chat.reply(({ text }) => text.includes("payment code"));
	expect(text).toMatch(/It pays: Beispiel · BE72000000001616/);
	expect((await heard(chat)).length).toBe(1);
	const heic = new TextEncoder().encode("\0\0\0\x18ftypheic\0\0\0\0heicmif1");
	const answer = await send("photo-021", "IMG_0001", heic, chat);
	expect([answer.status, sentence(answer)]).toEqual([400, expect.stringMatching(/HEIC photo.*send a screenshot/)]);
});

test("no log says what a file is called or holds", async () => {
	await send("secret-01", "anna-secret-word.txt", new TextEncoder().encode("secret-word"));
	await server.settle();
	expect(server.logged.join("\n")).not.toContain("secret-word");
});
