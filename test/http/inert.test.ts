import { beforeAll, expect, test } from "vitest";
import { type Answer, type Chat, openChat, type Server, startServer } from "./server.ts";
import { bakery, florist, openBakery, openFlorist, PINS, type Shops, setUp } from "./shops.ts";

let server: Server;
let shops: Shops;
let chat: Chat;
let flowers: Chat;
beforeAll(async () => {
	server = await startServer();
	shops = await setUp(server, [bakery(), florist()]);
	chat = await openBakery(server);
	flowers = await openFlorist(server);
});

const SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>";
const TURNED = "\u202eegrahc eerf\u2066";
const CONTROLS = "\u0000\u0007\u001b[2J\u001b]0;owned\u0007";

test("scripted names come back as the words they are: no markup, nothing turned round, nothing for a shell", async () => {
	const shop = bakery([]);
	const name = `Bad${CONTROLS} ${TURNED} ${SCRIPT}`.slice(0, 99);
	const [store] = shop.stores;
	const scripted = { ...shop, id: "scripted", name, stores: [{ ...store, id: "scripted-main", name, terminals: [] }] };
	const rails = [{ ...shop.rails[0], settings: { iban: "DE89370400440532013000", name: "Bad" } }];
	const { codes } = await setUp(server, [{ ...scripted, rails }]);
	const own = await openChat(server, "scripted-main");
	const page = await own.sell("3.20");
	const answers: Answer[] = [
		await server.ask("GET", `/api/places/${codes.get("scripted-main")}`),
		await server.ask("GET", page),
		await server.ask("GET", `/s/${codes.get("scripted-main")}`),
	];
	expect(JSON.parse(answers[0]!.text).store.name).toBe(
		"Bad[2J]0;owned egrahc eerf <script>alert(1)</script><img src=x onerror=alert(1)>".slice(0, 80),
	);
	expect(answers[1]!.text).toContain("&lt;script&gt;");
	for (const { text, headers } of answers) {
		if (headers.get("content-type")?.includes("html") === true) expect(text).not.toMatch(/<script>|<img src=x/);
		expect(headers.get("x-content-type-options")).toBe("nosniff");
		expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|(?!\n)\p{Cc}(?<!\t)/u);
	}
});

test("a scripted message is kept and shown as text, without what a shell or a page would obey", async () => {
	const own = await openBakery(server);
	await own.say(`person ${SCRIPT}${TURNED}${CONTROLS}`);
	await own.say("person");
	const { text } = await own.reply((reply) => /request [0-9a-z]{8} is on/.test(reply.text));
	await server.settle();
	const { seq } = JSON.parse((await server.ask("GET", own.path, { token: own.token })).text);
	const [line] = (await own.stream(seq)).flatMap((one) =>
		one.direction === "in" && one.body.kind === "message" ? [one.body.text] : [],
	);
	expect(line).toBe(`person ${SCRIPT}egrahc eerf[2J]0;owned`);
	const id = /request ([0-9a-z]{8}) is on/.exec(text)?.[1];
	const desk = await server.ask("GET", `/api/escalations/${id}`, { token: server.operatorToken });
	expect(desk.headers.get("content-type")).toContain("application/json");
	expect(desk.text).not.toMatch(/\\u001b|\\u0007|\u202e/);
});

test("the log has no token, no PIN, no text and no name, whatever was asked", async () => {
	await server.ask("POST", `${chat.path}/unlock`, { token: chat.token, body: { pin: "918273645546" } });
	await server.ask("GET", `/api/places/${chat.token}`);
	await server.ask("GET", `${chat.path}/person`, {
		token: chat.token,
		headers: { "x-standin-person": "a-guess-at-a-token" },
	});
	await chat.say("the word is swordfish");
	await server.settle();
	const log = server.logged.join("\n");
	const secrets = [
		...[chat.token, flowers.token, server.operatorToken, ...shops.tokens.values(), ...Object.values(PINS)],
		...["918273645546", "a-guess-at-a-token", "swordfish", "Mara Manager", "bakery GmbH", SCRIPT],
	];
	for (const secret of secrets) expect(log).not.toContain(secret);
	expect(server.logged.length).toBeGreaterThan(0);
});
