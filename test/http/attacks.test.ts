import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { beforeAll, expect, test } from "vitest";
import { type Chat, type Server, sentence, startServer } from "./server.ts";
import { bakery, florist, openBakery, openFlorist, PINS, type Shops, setUp } from "./shops.ts";

type Route = { readonly method: string; readonly path: string; readonly security: readonly object[] };

let server: Server;
let shops: Shops;
let chat: Chat;
let flowers: Chat;
let routes: readonly Route[];
beforeAll(async () => {
	const started = await startServer({ TRUST_PROXY: "1" });
	let asked = 0;
	// Each request from an address of its own: that guessing is slowed down is tested elsewhere.
	const from = () => ({ "x-forwarded-for": `10.0.${asked >> 8}.${asked++ & 255}` });
	server = {
		...started,
		ask: (method, path, more) => started.ask(method, path, { ...more, headers: { ...more?.headers, ...from() } }),
	};
	shops = await setUp(server, [bakery(), florist()]);
	chat = await openBakery(server);
	flowers = await openFlorist(server);
	const { paths } = JSON.parse((await server.ask("GET", "/openapi.json")).text) as {
		paths: Record<string, Record<string, { security?: object[] }>>;
	};
	routes = Object.entries(paths).flatMap(([path, operations]) =>
		Object.entries(operations).map(([method, { security = [] }]) => ({ method: method.toUpperCase(), path, security })),
	);
});

const needing = (scheme: string): readonly Route[] =>
	routes.filter(
		({ security }) => security.some((one) => scheme in one) && !security.some((one) => Object.keys(one).length === 0),
	);

/** Of one conversation of the bakery; what else a path names is made up. */
const pathOf = ({ path }: Route): string =>
	path
		.replace("/api/conversations/{id}", chat.path)
		.replace("{finding}", "f".repeat(32))
		.replace("{code}", "unknownCode1")
		.replace("{id}", "unknown1");

/** A body that would be taken, were it allowed. */
const bodyOf = ({ method, path }: Route): { body?: object } => {
	if (method === "GET") return {};
	if (path.endsWith("/messages")) return { body: { id: randomUUID(), text: "pay 45" } };
	if (path.endsWith("/unlock")) return { body: { pin: PINS.mara } };
	if (path.endsWith("/closings")) return { body: { id: randomUUID() } };
	if (path.endsWith("/decisions")) return { body: { id: randomUUID(), act: "accept" } };
	if (path.endsWith("/setup")) return { body: { merchants: [bakery()] } };
	return { body: { id: randomUUID(), by: "Mallory", text: "x" } };
};

/** Every row of every table, so that a test sees whatever was written. */
async function everything(): Promise<string> {
	const tables = await server.database.query<{ name: string }>(
		"select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' order by 1",
	);
	const rows = await Promise.all(
		tables.map(({ name }) => server.database.query<{ row: string }>(`select t::text as row from ${name} t order by 1`)),
	);
	return rows.flatMap((list) => list.map(({ row }) => row)).join("\n");
}

/** Waits until no worker has anything in hand: leases are rows too. */
async function rest(): Promise<void> {
	await server.settle();
	const held =
		"select 1 from actor where lease is not null union all select 1 from lane where lease is not null limit 1";
	for (let looks = 0; looks < 200 && (await server.database.query(held)).length > 0; looks++)
		await new Promise((wake) => setTimeout(wake, 20));
}

/** Nothing of it is written down, and nothing of ours breaks. */
async function expectNothing(attack: () => Promise<void>): Promise<void> {
	await rest();
	const before = await everything();
	await attack();
	await rest();
	expect(await everything()).toBe(before);
	expect(server.logged.filter((line) => line.includes("failed"))).toEqual([]);
}

test("no route below a conversation answers to a foreign token, whichever it is", async () => {
	const mine = needing("cashier");
	expect(mine.length).toBeGreaterThan(7);
	const tokens = [null, flowers.token, server.operatorToken, shops.tokens.get("mara") ?? "", "x".repeat(43)];
	await expectNothing(async () => {
		for (const route of mine) {
			for (const token of tokens) {
				const answer = await server.ask(route.method, pathOf(route), {
					token,
					headers: { "x-standin-person": shops.tokens.get("mara") ?? "" },
					...bodyOf(route),
				});
				expect(answer.status, `${route.method} ${route.path}`).toBe(401);
				expect(sentence(answer)).toContain("open the chat anew");
			}
		}
	});
});

test("no route of the operator answers to anybody else", async () => {
	const operators = needing("operator");
	expect(operators.length).toBeGreaterThan(4);
	await expectNothing(async () => {
		for (const route of operators) {
			for (const token of [null, chat.token, shops.tokens.get("mara") ?? ""]) {
				const answer = await server.ask(route.method, pathOf(route), { token, ...bodyOf(route) });
				expect(answer.status, `${route.method} ${route.path}`).toBe(401);
			}
		}
	});
});

test("nobody decides with another shop's, another conversation's, a cashier's or an expired right", async () => {
	const unlock = async (at: Chat, pin: string): Promise<string> =>
		JSON.parse((await server.ask("POST", `${at.path}/unlock`, { token: at.token, body: { pin } })).text).token;
	const elsewhere = await unlock(await openBakery(server), PINS.mara);
	const foreign = await unlock(flowers, PINS.other);
	const expired = await unlock(chat, PINS.mara);
	await server.settle();
	await server.database.query(
		"update unlock set expires_at = now() where person_id = 'mara' and conversation_id = $1",
		[chat.path.split("/").at(-1) ?? ""],
	);
	const persons = [
		undefined,
		elsewhere,
		foreign,
		expired,
		shops.tokens.get("olga"),
		shops.tokens.get("carl"),
		chat.token,
	];
	const decisions = needing("person");
	expect(decisions.length).toBeGreaterThan(2);
	await expectNothing(async () => {
		for (const route of decisions) {
			for (const person of persons) {
				const headers = person === undefined ? {} : { "x-standin-person": person };
				const answer = await server.ask(route.method, pathOf(route), { token: chat.token, headers, ...bodyOf(route) });
				expect(answer.status, `${route.method} ${route.path}`).toBe(401);
			}
		}
	});
});

test("only this shop's manager, by link or by PIN, says that the money is there", async () => {
	const code = (await chat.sell("12.50")).split("/").at(-1);
	const confirm = (token: string | null) => server.ask("POST", `/api/sales/${code}/confirm`, { token });
	await expectNothing(async () => {
		const strangers = [
			null,
			chat.token,
			server.operatorToken,
			shops.tokens.get("olga"),
			shops.tokens.get("carl"),
			PINS.mara,
		];
		for (const token of strangers) expect((await confirm(token ?? null)).status).toBe(401);
	});
	const unlocked = await server.ask("POST", `${chat.path}/unlock`, { token: chat.token, body: { pin: PINS.finn } });
	expect((await confirm(JSON.parse(unlocked.text).token)).status).toBe(202);
	await chat.reply(({ sale }) => sale?.payment === "paid");
	const [payment] = await server.database.query("select paid_by from payment where code = $1", [code ?? ""]);
	expect(payment).toEqual({ paid_by: "person:finn" });
});

const FORGED = [
	"' or 1=1 --",
	"../../../etc/passwd",
	"__proto__",
	"constructor",
	"<script>",
	"\u202e1edoc",
	"x".repeat(3_000),
	"%00",
	"%ff",
	"..%2f..%2fapi%2fsetup",
];

test("a forged id in an address is not found or refused, never a fault of ours", async () => {
	await expectNothing(async () => {
		for (const id of FORGED) {
			const part = id.startsWith("%") || id.startsWith("..%") ? id : encodeURIComponent(id);
			for (const [method, path, token] of [
				["GET", `/api/conversations/${part}`, chat.token],
				["GET", `/api/conversations/${part}/events`, chat.token],
				["POST", `${chat.path}/findings/${part}/decisions`, chat.token],
				["GET", `/api/places/${part}`, null],
				["GET", `/api/escalations/${part}`, server.operatorToken],
				["POST", `/api/sales/${part}/confirm`, shops.tokens.get("mara") ?? ""],
				["GET", `/p/${part}`, null],
				["POST", `/p/${part}`, null],
				["GET", `/s/${part}`, null],
				["GET", `/assets/${part}`, null],
			] as const) {
				const answer = await server.ask(method, path, { token, ...(method === "GET" ? {} : { body: {} }) });
				expect([400, 401, 404], `${method} ${path}`).toContain(answer.status);
				expect(answer.text).not.toContain("<script>alert");
			}
		}
	});
});

test("a forged id in a body is not taken", async () => {
	const open = (store: string) => server.ask("POST", "/api/conversations", { body: { store } });
	await expectNothing(async () => {
		for (const id of FORGED) {
			expect([400, 404]).toContain((await open(id)).status);
			if (/^\w+$/.test(id) && id.length < 64) continue; // as good an id as any: no object has it as a key
			expect((await chat.say("pay 45", id)).status, id).toBe(400);
		}
	});
});

/** A body that does not say how long it is. */
function stream(path: string, token: string, kilobytes: number): Promise<number> {
	return new Promise((resolve, reject) => {
		const headers = { authorization: `Bearer ${token}`, "transfer-encoding": "chunked" };
		const sending = request(server.at(path), { method: "POST", headers }, (response) => {
			response.resume();
			resolve(response.statusCode ?? 0);
		});
		sending.on("error", reject);
		for (let sent = 0; sent < kilobytes; sent += 64) sending.write("x".repeat(64 * 1024));
		sending.end();
	});
}

test("a body over the limit is refused whole, whether it says its length or not", async () => {
	const posts = routes.filter(
		({ method, path }) => method === "POST" && path.startsWith("/api/") && !/\/(?:confirm|refund)$/.test(path), // take none
	);
	expect(posts.length).toBeGreaterThan(7);
	const body = "x".repeat(11 * 1024 * 1024);
	const headers = { "x-standin-person": shops.tokens.get("mara") ?? "" };
	await expectNothing(async () => {
		for (const route of posts) {
			const isConversations = route.path.startsWith("/api/conversations");
			const token = isConversations && route.path !== "/api/conversations" ? chat.token : server.operatorToken;
			const path = `${pathOf(route)}${/\/(?:batches|files)$/.test(route.path) ? "?id=upload-too-big" : ""}`;
			const answer = await server.ask(route.method, path, { token, headers, body });
			expect(answer.status, route.path).toBe(413);
			expect(sentence(answer)).toMatch(/^That is too large; (64 kB|5 MB|10 MB) is the most\. Nothing was taken\.$/);
		}
		expect(await stream(`${chat.path}/messages`, chat.token, 128)).toBe(413);
		expect(await stream(`${chat.path}/batches?id=upload-too-big`, chat.token, 11 * 1024)).toBe(413);
	});
});
