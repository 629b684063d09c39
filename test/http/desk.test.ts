import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { type Chat, openChat, type Server, sentence, startServer } from "./server.ts";

let server: Server;
let chat: Chat;
beforeAll(async () => {
	server = await startServer();
	chat = await openChat(server);
});

const desk = (path: string, body: object, headers = {}) =>
	server.ask("POST", `/api/escalations/${path}`, { token: server.operatorToken, body, headers });
const words = (text: string, id: string = randomUUID()) => ({ id, by: "Mara", text });

async function openRequest(): Promise<string> {
	await chat.say("person");
	const { text } = await chat.reply((reply) => /request [0-9a-z]{8} is on/.test(reply.text));
	await server.settle();
	return /request ([0-9a-z]{8}) is on/.exec(text)?.[1] ?? "";
}

test("an answer to a request that is not there is sent nowhere, and says where the list is", async () => {
	const refused = await desk("zzzzzzzz/answer", words("hello"));
	expect(refused.status).toBe(404);
	expect(sentence(refused)).toBe("No single request begins with “zzzzzzzz”; `standin support` lists them.");
	const chinese = await desk("zzzzzzzz/answer", words("hello"), { "accept-language": "zh-CN" });
	expect(sentence(chinese)).toContain("没有唯一");
	expect(await server.database.query("select 1 from actor where id like 'escalation/%'")).toEqual([]);
});

test("an answer is heard once however often it is sent, and a closed request takes no more", async () => {
	const id = await openRequest();
	for (const body of [words(" "), { ...words("x"), by: "" }, words("x".repeat(2_001)), words("x", "short")]) {
		const refused = await desk(`${id}/answer`, body);
		expect(refused.status).toBe(400);
		expect(sentence(refused)).toContain("not understood");
	}
	const answer = words("Pull the plug");
	expect((await desk(`${id}/answer`, answer)).text).toContain('"again":false');
	expect((await desk(`${id.slice(0, 4)}/answer`, answer)).text).toContain('"again":true');
	expect((await desk(`${id}/close`, { id: randomUUID(), by: "Mara", note: "done" })).status).toBe(202);
	await chat.reply(({ text }) => text.includes("has closed your request: done"));
	await server.settle();
	const late = await desk(`${id}/answer`, words("late"));
	expect(late.status).toBe(409);
	expect(sentence(late)).toBe(`Request ${id} is closed already; nothing was sent.`);
	const said = (await server.database.query<{ text: string }>("select body->>'text' as text from message")).map(
		({ text }) => text,
	);
	expect(said.filter((text) => text?.includes("Pull the plug"))).toEqual(["Mara (support): Pull the plug"]);
});
