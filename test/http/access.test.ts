import { beforeAll, expect, test } from "vitest";
import { type Chat, openChat, type Server, sentence, startServer } from "./server.ts";

let server: Server;
let own: Chat;
let other: Chat;
beforeAll(async () => {
	server = await startServer();
	own = await openChat(server);
	other = await openChat(server);
});

test("a conversation answers only to its own token", async () => {
	const { path } = own;
	expect((await server.ask("GET", path, { token: own.token })).status).toBe(200);
	const strangers = [null, "short", "wrong-wrong-wrong-wrong", "with blanks in it", other.token, server.operatorToken];
	for (const token of strangers) {
		for (const [method, at] of [
			["GET", path],
			["GET", `${path}/events`],
			["POST", `${path}/messages`],
			["POST", `${path}/batches?id=upload-0001`],
			["POST", `${path}/files?id=upload-0001`],
			["GET", `${path}/files/abc`],
		] as const) {
			const body = method === "POST" ? { body: { id: "message-1", text: "pay 45" } } : {};
			const answer = await server.ask(method, at, { token, ...body });
			expect(answer.status, `${method} ${at} with ${token}`).toBe(401);
			expect(sentence(answer)).toContain("open the chat anew from the store's sticker");
		}
	}
});

test("a conversation's token ends after a month", async () => {
	const old = await openChat(server);
	const age = (days: number) =>
		server.database.query("update conversation set created_at = now() - make_interval(days => $1) where id = $2", [
			days,
			old.path.split("/").at(-1) ?? "",
		]);
	await age(29);
	expect((await server.ask("GET", old.path, { token: old.token })).status).toBe(200);
	await age(31);
	const answer = await server.ask("GET", old.path, { token: old.token });
	expect(answer.status).toBe(401);
	expect(sentence(answer)).toContain("has expired");
});

test("a conversation that is not there is refused in the same words as one of somebody else", async () => {
	const foreign = await server.ask("GET", other.path, { token: own.token });
	const nowhere = await server.ask("GET", "/api/conversations/nothing", { token: own.token });
	expect(nowhere.status).toBe(foreign.status);
	expect(nowhere.text).toBe(foreign.text);
});

test("the support desk and the setup are the operator's alone, and a wrong token is told how to be put right", async () => {
	for (const token of [null, own.token, "wrong-wrong-wrong-wrong"]) {
		for (const [method, path] of [
			["GET", "/api/escalations"],
			["GET", "/api/escalations/abc"],
			["GET", "/api/escalations/abc/timeline"],
			["POST", "/api/escalations/abc/acts"],
			["POST", "/api/setup"],
		] as const) {
			const answer = await server.ask(method, path, { token });
			expect(answer.status, `${method} ${path}`).toBe(401);
			expect(sentence(answer)).toContain("STANDIN_TOKEN");
		}
	}
});

test("a store is opened by its sticker's code without a token, and by its name only by the operator", async () => {
	const open = (body: object, token: string | null) => server.ask("POST", "/api/conversations", { token, body });
	expect((await open({ store: "harbour-cafe" }, null)).status).toBe(404);
	expect((await open({}, null)).status).toBe(404);
	expect((await open({ store: "harbour-cafe" }, server.operatorToken)).status).toBe(201);
	expect((await open({ store: "demo/harbour-cafe" }, server.operatorToken)).status).toBe(201);
	const unknown = await open({ store: "harbour-pub" }, server.operatorToken);
	expect(unknown.status).toBe(400);
	expect(sentence(unknown)).toBe("Name one of the stores: demo/harbour-cafe.");
	expect((await open({ store: "harbour-cafe" }, "wrong-wrong-wrong-wrong")).status).toBe(401);
	expect((await open({ locale: "xx" }, server.operatorToken)).status).toBe(400);
});

test("every answer forbids foreign scripts, frames and referrers, and nothing of a conversation is kept in a cache", async () => {
	const answers = [
		await server.ask("GET", own.path, { token: own.token }),
		await server.ask("GET", own.path),
		await server.ask("GET", "/p/unknownCode1"),
		await server.ask("GET", "/nothing"),
	];
	for (const { headers } of answers) {
		expect(headers.get("content-security-policy")).toContain("default-src 'none'");
		expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
		expect(headers.get("content-security-policy")).toContain("script-src 'self';");
		expect(headers.get("content-security-policy")).not.toMatch(/unsafe|http:|https:|\*/);
		expect(headers.get("referrer-policy")).toBe("no-referrer");
		expect(headers.get("x-content-type-options")).toBe("nosniff");
	}
	for (const { headers } of answers.slice(0, 3)) expect(headers.get("cache-control")).toBe("no-store");
});

test("who asks in Chinese is refused in Chinese", async () => {
	const headers = { "accept-language": "zh-CN,zh;q=0.9,en;q=0.8" };
	for (const path of [own.path, "/nothing", "/api/escalations"]) {
		expect(sentence(await server.ask("GET", path, { headers }))).toMatch(/^[^A-Za-z]*[\u4e00-\u9fff].*。$/);
	}
	expect((await server.ask("GET", "/p/unknownCode1", { headers })).text).toContain("此地址没有付款");
});

test("the server says whether it lives and whether its database answers", async () => {
	for (const path of ["/healthz", "/readyz"]) {
		expect(await server.ask("GET", path)).toMatchObject({ status: 200, text: '{"ok":true}' });
	}
});
