import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { type Answer, openChat, type Server, sentence, startServer } from "./server.ts";
import { bakery, openBakery, PINS, type Shops, setUp } from "./shops.ts";

let server: Server;
/** Behind a proxy of the operator's. */
let behind: Server;
let shops: Shops;
beforeAll(async () => {
	server = await startServer();
	behind = await startServer({ TRUST_PROXY: "1" });
	shops = await setUp(server, [bakery()]);
});

/** The answers to so many requests, in order. */
async function times(count: number, ask: (index: number) => Promise<Answer>): Promise<readonly Answer[]> {
	const answers: Answer[] = [];
	for (let index = 0; index < count; index += 20) {
		const few = Array.from({ length: Math.min(20, count - index) }, (_none, more) => ask(index + more));
		answers.push(...(await Promise.all(few)));
	}
	return answers;
}

function expectTooOften(answer: Answer | undefined, withinS: number): void {
	expect(answer?.status).toBe(429);
	const seconds = Number(answer?.headers.get("retry-after"));
	expect(seconds).toBeGreaterThan(0);
	expect(seconds).toBeLessThanOrEqual(withinS);
	expect(sentence(answer!)).toMatch(/^That was too often; try again in \d+ seconds\. Nothing was taken\.$/);
}

const statuses = (answers: readonly Answer[]) => [...new Set(answers.map(({ status }) => status))];

test("a conversation takes more messages than anybody types in a minute, and then says when to go on", async () => {
	const chat = await openBakery(server);
	const other = await openBakery(server);
	const say = (index: number) => chat.say("sales", `message-${index}-of-many`);
	expect(statuses(await times(600, say))).toEqual([202]);
	expectTooOften(await say(600), 60);
	const [{ count } = { count: 0 }] = await server.database.query<{ count: number }>(
		"select count(*) as count from inbox where event_key like 'web %-of-many'",
	);
	expect(count).toBe(600);
	expect((await other.say("pay 45")).status).toBe(202);
	expect((await server.ask("GET", chat.path, { token: chat.token })).status).toBe(200);
});

test("a conversation takes thirty files in ten minutes", async () => {
	const chat = await openBakery(server);
	const upload = (index: number) =>
		server.ask("POST", `${chat.path}/batches?id=upload-${1_000 + index}`, {
			token: chat.token,
			body: "dish,price\nsoup,4\n",
		});
	expect(statuses(await times(30, upload))).toEqual([202]);
	expectTooOften(await upload(30), 600);
	const files = await server.database.query("select 1 from batch where conversation_id = $1", [
		chat.path.split("/").at(-1) ?? "",
	]);
	expect(files).toHaveLength(30);
});

test("stickers open a hundred and twenty conversations a minute for one address; the operator is not counted", async () => {
	const body = { store: shops.codes.get("bakery-1") };
	const open = (_index: number) => server.ask("POST", "/api/conversations", { body });
	expect(statuses(await times(120, open))).toEqual([201]);
	expectTooOften(await open(0), 60);
	await openChat(server, "bakery-main");
});

test("whoever guesses tokens and codes is told to wait; a neighbour with the right token is never kept out", async () => {
	const chat = await openBakery(server);
	const guess = (index: number) => server.ask("GET", chat.path, { token: `guess-guess-guess-${index}` });
	expect(statuses(await times(100, guess))).toEqual([401]);
	const codes = await times(40, (index) => server.ask("GET", `/api/places/unknownCode${index}`));
	expectTooOften(codes.at(-1), 60);
	expectTooOften(await server.ask("POST", `/api/sales/unknownCode1/confirm`, { token: PINS.mara.repeat(3) }), 60);
	expect((await server.ask("GET", chat.path, { token: chat.token })).status).toBe(200);
	expect((await server.ask("GET", `/api/places/${shops.codes.get("bakery-1")}`)).status).toBe(200);
});

test("the button of a pay page may be pressed in a hurry, not without end", async () => {
	const chat = await openChat(server, "harbour-cafe");
	const page = await chat.sell("7");
	const press = () => server.ask("POST", page);
	expect(statuses(await times(30, press))).toEqual([303]);
	expectTooOften(await press(), 60);
	expect((await server.ask("GET", page)).status).toBe(200);
});

test("PINs are tried sixty times a quarter of an hour in one conversation, right ones too", async () => {
	const chat = await openBakery(server);
	const unlock = () => server.ask("POST", `${chat.path}/unlock`, { token: chat.token, body: { pin: PINS.mara } });
	for (let round = 0; round < 20; round++) {
		// Three at a time: five would be as many as a merchant may get wrong.
		expect(statuses(await times(3, unlock))).toEqual([200]);
	}
	expectTooOften(await unlock(), 900);
});

const guessFrom = (at: Server, forwarded: string) => () =>
	at.ask("GET", `/api/conversations/${randomUUID()}`, {
		token: "wrong-wrong-wrong",
		headers: { "x-forwarded-for": forwarded },
	});

test("behind the operator's proxy each address has its own limit: the last one, which the proxy wrote", async () => {
	expect(statuses(await times(120, guessFrom(behind, "203.0.113.7")))).toEqual([401]);
	expectTooOften(await guessFrom(behind, "198.51.100.1, 203.0.113.7")(), 60);
	expect((await guessFrom(behind, "203.0.113.7, 198.51.100.1")()).status).toBe(401);
	// Of IPv6 the network counts: one household has more addresses than there are tries.
	const home = (index: number) => guessFrom(behind, `2001:db8:0:7::${index.toString(16)}:1`)();
	expect(statuses(await times(120, home))).toEqual([401]);
	expectTooOften(await guessFrom(behind, "2001:db8:0:7:1:2:3:4")(), 60);
	expect((await guessFrom(behind, "2001:db8::7")()).status).toBe(401);
	expect(behind.logged.join()).not.toContain("TRUST_PROXY");
});

test("without a proxy nobody chooses an address for themselves, and the log says once what to set", async () => {
	const all = await times(140, (index) => guessFrom(server, `203.0.113.${index}`)());
	expectTooOften(all.at(-1), 60);
	expect(server.logged.filter((line) => line.includes("TRUST_PROXY=1"))).toHaveLength(1);
});
