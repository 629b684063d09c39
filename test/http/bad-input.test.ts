import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { type Answer, SHOPS, startTestServer } from "./server.ts";

const server = await startTestServer();
afterAll(server.stop);
const { ask, operatorToken } = server;
const operator = { token: operatorToken };
await ask("POST", "/api/setup", { ...operator, body: SHOPS });
const chat = await server.openChat();
const other = await server.openChat("bakery/market");
const messages = `/api/conversations/${chat.id}/messages`;
const batches = `/api/conversations/${chat.id}/batches`;
const text = (words: unknown) => ({ id: randomUUID(), text: words });

/** What is there that a request could have changed. */
const kept = () =>
	server.database.query(`select (select count(*) from inbox) as events, (select count(*) from batch) as batches,
		(select count(*) from conversation) as conversations, (select count(*) from message) as lines`);

async function isRefused(asked: Promise<Answer>, status: number, words: RegExp): Promise<void> {
	const { status: got, body } = await asked;
	expect(body).toEqual({ error: expect.stringMatching(words) });
	expect(got).toBe(status);
}

test.each<[string, () => Promise<Answer>, number, RegExp]>([
	["no token", () => ask("POST", messages, { body: text("hi") }), 401, /not valid here, or has expired/],
	["a wrong token", () => ask("POST", messages, { token: "x".repeat(43), body: text("hi") }), 401, /not valid/],
	["a token that is none", () => ask("POST", messages, { token: "ü", body: text("hi") }), 401, /not valid/],
	["another chat's token", () => ask("POST", messages, { token: other.token, body: text("hi") }), 401, /not valid/],
	["the operator's token in a chat", () => ask("POST", messages, { ...operator, body: text("hi") }), 401, /not valid/],
	[
		"a chat that does not exist",
		() => ask("POST", "/api/conversations/constructor/messages", { token: chat.token, body: text("hi") }),
		401,
		/not valid/,
	],
	[
		"another chat's events",
		() => ask("GET", `/api/conversations/${chat.id}/events`, { token: other.token }),
		401,
		/not/,
	],
	["a cashier at the support desk", () => ask("GET", "/api/escalations", { token: chat.token }), 401, /not valid/],
	[
		"a cashier who sets up shops",
		() => ask("POST", "/api/setup", { token: chat.token, body: SHOPS }),
		401,
		/not valid/,
	],
	[
		"a message of 10 MB",
		() => ask("POST", messages, { token: chat.token, body: text("x".repeat(10e6)) }),
		413,
		/too large; 64 kB/,
	],
	[
		"a message that is too long",
		() => ask("POST", messages, { token: chat.token, body: text("x".repeat(4_001)) }),
		400,
		/4000 characters/,
	],
	["a message of nothing", () => ask("POST", messages, { token: chat.token, body: text("  ") }), 400, /not understood/],
	[
		"a message that is a number",
		() => ask("POST", messages, { token: chat.token, body: text(45) }),
		400,
		/not understood/,
	],
	[
		"a message without an id",
		() => ask("POST", messages, { token: chat.token, body: { text: "hi" } }),
		400,
		/not understood/,
	],
	["no JSON", () => ask("POST", messages, { token: chat.token, body: "{" }), 400, /not understood \(JSON\)/],
	["nothing at all", () => ask("POST", messages, { token: chat.token, body: "" }), 400, /not understood/],
	[
		"a choice without an end",
		() => ask("POST", messages, { token: chat.token, body: { id: randomUUID(), of: 1, choice: "x".repeat(101) } }),
		400,
		/not understood/,
	],
	[
		"a batch of more than 10 MB",
		() => ask("POST", `${batches}?id=upload-01`, { token: chat.token, body: "a,b\n".repeat(2_700_000) }),
		413,
		/10 MB/,
	],
	[
		"a batch that is no text",
		() =>
			ask("POST", `${batches}?id=upload-02`, { token: chat.token, body: new Uint8Array([0x50, 0x4b, 3, 4, 0, 0xff]) }),
		400,
		/not a text file in UTF-8/,
	],
	[
		"a batch of nothing",
		() => ask("POST", `${batches}?id=upload-03`, { token: chat.token, body: " " }),
		400,
		/not a text file/,
	],
	["a batch without an id", () => ask("POST", batches, { token: chat.token, body: "a,b" }), 400, /id of 8 to 64/],
	[
		"a batch with an odd id",
		() => ask("POST", `${batches}?id=../../etc`, { token: chat.token, body: "a,b" }),
		400,
		/id of 8 to 64/,
	],
	[
		"a batch for another chat",
		() => ask("POST", `${batches}?id=upload-04`, { token: other.token, body: "a,b" }),
		401,
		/not valid/,
	],
	[
		"a sticker that is none",
		() => ask("POST", "/api/conversations", { body: { store: "nobodysCode1" } }),
		404,
		/nothing at this address/,
	],
	[
		"no store, among several",
		() => ask("POST", "/api/conversations", { ...operator, body: {} }),
		400,
		/Name one store.*bakery\/market/,
	],
	[
		"an unknown store",
		() => ask("POST", "/api/conversations", { ...operator, body: { store: "__proto__" } }),
		400,
		/Name one store/,
	],
	[
		"an unknown language",
		() => ask("POST", "/api/conversations", { ...operator, body: { locale: "tlh" } }),
		400,
		/not understood/,
	],
	[
		"an unknown request at the desk",
		() => ask("GET", "/api/escalations/zzzzzzzz", operator),
		404,
		/begins with “zzzzzzzz”/,
	],
	[
		"an answer to an unknown request",
		() =>
			ask("POST", "/api/escalations/zzzzzzzz/answer", {
				...operator,
				body: { id: randomUUID(), by: "Mara", text: "hi" },
			}),
		404,
		/standin support/,
	],
	[
		"an answer of nothing",
		() =>
			ask("POST", "/api/escalations/zzzzzzzz/answer", {
				...operator,
				body: { id: randomUUID(), by: "Mara", text: " " },
			}),
		400,
		/not understood/,
	],
	[
		"a setup with a fault",
		() => ask("POST", "/api/setup", { ...operator, body: { merchants: [] } }),
		400,
		/at merchants: this is empty/,
	],
	["an address that is none", () => ask("GET", "/api/constructor"), 404, /nothing at this address/],
])("%s is refused with a sentence, and changes nothing", async (_name, asked, status, words) => {
	await server.settle();
	const before = await kept();
	await isRefused(asked(), status, words);
	expect(await kept()).toEqual(before);
});

test("an unknown choice is answered with where the conversation is", async () => {
	const own = await server.openChat();
	const body = { id: randomUUID(), of: 1, choice: "constructor" };
	expect((await ask("POST", `/api/conversations/${own.id}/messages`, { token: own.token, body })).status).toBe(202);
	await server.hear(own, /earlier question/);
});

test.each(["\ud800", "\u0000", "a\u0000b", "\uffff"])(
	"the text %j, which a database may not take, is answered",
	async (odd) => {
		const own = await server.openChat();
		expect((await server.say(own, `${odd} pay 45`)).status).toBe(202);
		await server.hear(own, /already tap/);
	},
);

test("a message that is sent twice is heard once", async () => {
	const own = await server.openChat();
	const id = randomUUID();
	expect((await server.say(own, "pay 45", id)).body).toEqual({ stored: true, again: false });
	expect((await server.say(own, "pay 45", id)).body).toEqual({ stored: true, again: true });
	await server.settle();
	const lines = await server.listen(own, (all) => all.length >= 3);
	expect(lines.map(({ direction }) => direction)).toEqual(["out", "in", "out"]);
});

test("whoever reads Chinese is refused in Chinese", async () => {
	const headers = { "accept-language": "zh-CN,zh;q=0.9" };
	await isRefused(ask("POST", messages, { body: text("hi"), headers }), 401, /令牌/);
	await isRefused(ask("POST", messages, { token: chat.token, body: text("x".repeat(10e6)), headers }), 413, /内容过大/);
	await isRefused(ask("GET", "/api/nothing", { headers }), 404, /没有内容/);
	await isRefused(ask("GET", "/api/escalations/zzzzzzzz", { ...operator, headers }), 404, /没有唯一/);
});

test("every answer forbids scripts and frames, and a private one is kept nowhere", async () => {
	for (const { headers } of [
		await ask("GET", "/healthz"),
		await ask("GET", messages),
		await ask("GET", "/p/nobodysCode1"),
		await ask("GET", `/api/conversations/${chat.id}`, { token: chat.token }),
	]) {
		expect(headers.get("content-security-policy")).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
		expect(headers.get("x-content-type-options")).toBe("nosniff");
		expect(headers.get("referrer-policy")).toBe("no-referrer");
	}
	expect((await ask("GET", `/api/conversations/${chat.id}`, { token: chat.token })).headers.get("cache-control")).toBe(
		"no-store",
	);
	expect((await ask("GET", "/p/nobodysCode1")).headers.get("cache-control")).toBe("no-store");
});
